package io.micromirror.sync;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** A project's key, made and used by gpg. Its home is short-lived: gpg's agent goes with it. */
final class Signer implements AutoCloseable {
    private static final String NAME = "p@example.net";

    private final Path home;

    /** @param expires as gpg has it: never, or such as 1d */
    Signer(Path folder, String name, String expires) throws IOException {
        this.home = Files.createDirectory(
                folder.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        // As of a time at which a key of one day has long expired now.
        gpg("--faked-system-time", "20250101T000000", "--quick-generate-key", NAME, "ed25519", "sign", expires);
    }

    /** The public key, ASCII-armoured. */
    String key() throws IOException {
        return gpg("--armor", "--export", NAME);
    }

    /** From now on the key is good for ever, as who has the new one sees it. */
    void renew() throws IOException {
        String fingerprint = gpg("--list-keys", "--with-colons", NAME)
                .lines()
                .filter(line -> line.startsWith("fpr:"))
                .findFirst()
                .orElseThrow()
                .replaceAll("^fpr:+|:$", "");
        gpg("--quick-set-expire", fingerprint, "0");
    }

    /** As a suite has it beside its Release, and in it. */
    void release(Path suite) throws IOException {
        detached(suite.resolve("Release"), ".gpg", "--armor");
        sign(suite.resolve("Release"), suite.resolve("InRelease"), "--clearsign");
    }

    void detached(Path file, String ending, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("--detach-sign");
        sign(file, file.resolveSibling(file.getFileName() + ending), all.toArray(String[]::new));
    }

    private void sign(Path file, Path signature, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("--output", signature.toString(), file.toString()));
        Files.deleteIfExists(signature);
        gpg(all.toArray(String[]::new));
        Files.setLastModifiedTime(signature, Files.getLastModifiedTime(file));
    }

    private String gpg(String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("gpg", "--batch", "--quiet", "--yes", "--no-tty", "--passphrase", ""));
        command.addAll(List.of(arguments));
        return said(command);
    }

    private String said(List<String> command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(home.resolve("said").toFile());
        builder.environment().put("GNUPGHOME", home.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new AssertionError(command + ": " + Files.readString(home.resolve("said")));
        }
        return output;
    }

    @Override
    public void close() throws IOException {
        said(List.of("gpgconf", "--kill", "all"));
    }
}
