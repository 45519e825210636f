package io.micromirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the commit before this one would have been released as: its chart, and its image. The image is its own Dockerfile
 * over its own classes; its libraries are those of today, because they seldom change and building with Maven takes a minute.
 */
record CommitBefore(Path folder) {
    static final String IMAGE = "micromirror/micromirror:before";

    /** The files of operator/ itself are what goes into an image beside its jars, or small. */
    private static final String PARTS = "charts/micromirror crds operator/src/main"
            + " $(git -C .. ls-tree HEAD~1 operator/ | awk '$2 == \"blob\" { print $4 }')";

    /** A clone without that commit, as some builders make it, fetches it. */
    static CommitBefore get() throws IOException {
        Path folder = Path.of("target/before").toAbsolutePath();
        String archive = "rm -rf %1$s && mkdir -p %1$s && git -C .. archive HEAD~1 %2$s | tar -x -C %1$s"
                .formatted(folder, PARTS);
        assertThat(exit(
                        "bash",
                        "-c",
                        "set -o pipefail; { git rev-parse -q --verify HEAD~1 >/dev/null"
                                + " || git fetch -q --deepen=1; } && " + archive))
                .as("the commit before this one, from which to upgrade: in a shallow clone run git fetch --deepen=1")
                .isZero();
        return new CommitBefore(folder);
    }

    Path chart() {
        return folder.resolve("charts/micromirror");
    }

    /** Builds {@link #IMAGE}. */
    void buildImage() throws IOException {
        Path context = Files.createDirectories(folder.resolve("image"));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        try (Stream<Path> files = Files.list(folder.resolve("operator"))) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                Files.copy(each, context.resolve(each.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        compile(classes);
        copy(folder.resolve("operator/src/main/resources"), classes);
        copy(chart().resolve("catalogue"), classes.resolve("catalogue"));
        copy(chart().resolve("crds"), classes.resolve("crds"));
        assertThat(exit(
                        "jar",
                        "--create",
                        "--file",
                        Files.createDirectories(context.resolve("app"))
                                .resolve("micromirror.jar")
                                .toString(),
                        "-C",
                        classes.toString(),
                        "."))
                .isZero();
        libraries(Files.createDirectories(context.resolve("lib")));
        assertThat(exit("chmod", "-R", "u=rwX,go=rX", context.toString())).isZero();
        assertThat(exit("docker", "build", "--quiet", "--network=host", "--tag", IMAGE, context.toString()))
                .as("building the image of the commit before")
                .isZero();
    }

    private void compile(Path classes) throws IOException {
        // A class path of tests has what the image has, and the annotations that only a compiler needs.
        String libraries = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(each -> each.endsWith(".jar")
                        && !Path.of(each).getFileName().toString().startsWith("micromirror"))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> options =
                new ArrayList<>(List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp", libraries));
        for (String module : List.of("crds/src/main/java", "operator/src/main/java")) {
            try (Stream<Path> sources = Files.walk(folder.resolve(module))) {
                sources.map(Path::toString)
                        .filter(each -> each.endsWith(".java") && !each.endsWith("module-info.java"))
                        .forEach(options::add);
            }
        }
        Path file = Files.write(folder.resolve("options"), options);
        assertThat(exit("javac", "@" + file)).as("compiling the commit before").isZero();
    }

    private static void libraries(Path lib) throws IOException {
        try (Stream<Path> jars = Files.list(Path.of("target/lib"))) {
            for (Path jar : jars.toList()) {
                if (!jar.getFileName().toString().startsWith("micromirror-")) {
                    Files.copy(jar, lib.resolve(jar.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        assertThat(exit("cp", "-R", from + "/.", to.toString())).isZero();
    }

    /** Of a program, of this Java where it has it; what it says is for whoever reads the test's output. */
    private static int exit(String... command) throws IOException {
        Path own = Path.of(System.getProperty("java.home"), "bin", command[0]);
        command[0] = Files.isExecutable(own) ? own.toString() : command[0];
        return new ProcessBuilder(command).inheritIO().start().onExit().join().exitValue();
    }
}
