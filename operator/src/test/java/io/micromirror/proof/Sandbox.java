package io.micromirror.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A repository that is to be broken: its tree, and aside of it the group that is to go live in {@code tree}. Commands see
 * the places as {@code $STAGED}, {@code $TREE} and {@code $LIVE}.
 */
record Sandbox(Path folder, String layout, String group) {

    /** A repository by the script of this name among the test resources. */
    static void make(String script, Path folder) {
        shell(folder, "exec \"$SCRIPT\"", "SCRIPT", resource(script).toString());
    }

    /** Copies a repository, whose newest group is at a path of it, and one of the same with an older. */
    static Sandbox of(Path made, Path folder, String layout, String newest, String group) {
        Sandbox sandbox = new Sandbox(folder, layout, group);
        shell(
                folder,
                "mkdir -p staged && cp -a \"$MADE\" tree && cp -a \"$MADE/$NEWEST/.\" staged",
                "MADE",
                made.toString(),
                "NEWEST",
                newest);
        return sandbox;
    }

    Path staged() {
        return folder.resolve("staged");
    }

    Path tree() {
        return folder.resolve("tree");
    }

    Path live() {
        return tree().resolve(group);
    }

    Sandbox after(String commands) {
        shell(folder, commands, "STAGED", staged().toString(), "TREE", tree().toString(), "LIVE", live().toString());
        return this;
    }

    /** As when nothing is served yet. */
    Proof first() {
        return Proofs.of(layout, staged(), group, tree(), Optional.empty());
    }

    /** With what is served taken for proved. */
    Proof next() {
        return Proofs.of(layout, staged(), group, tree(), Optional.of(live()));
    }

    /** One line for a table of expectations. */
    static String words(Proof proof) {
        return switch (proof) {
            case Proof.Whole _ -> "Whole";
            case Proof.Missing(var paths) -> "Missing " + String.join(" ", paths);
            case Proof.Broken(String why) -> "Broken " + why;
        };
    }

    private static Path resource(String name) {
        return Path.of("src/test/resources/proof").resolve(name).toAbsolutePath();
    }

    static void shell(Path folder, String commands, String... environment) {
        ProcessBuilder builder = new ProcessBuilder("bash", "-euc", commands)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        for (int i = 0; i < environment.length; i += 2) {
            builder.environment().put(environment[i], environment[i + 1]);
        }
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(commands + " failed: " + output);
            }
        } catch (IOException trouble) {
            throw new UncheckedIOException(trouble);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
