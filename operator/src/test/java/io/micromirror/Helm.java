package io.micromirror;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real Helm, taken out of the image that {@link Cluster} runs: what needs no cluster starts in no time so. */
final class Helm {
    private static final String CHART = "../charts/micromirror";
    private static final Path TARGET = Path.of("target");

    private final Path program;

    private Helm(Path program) {
        this.program = program;
    }

    /** What a template says of given values: the manifests, or why there are none. */
    record Said(boolean good, String words) {}

    static Helm of(String image) throws IOException, InterruptedException {
        Files.createDirectories(TARGET);
        Path folder = Files.createTempDirectory(TARGET, "helm");
        String container = run("docker", "create", image).strip();
        try {
            run("docker", "cp", container + ":/usr/bin/helm", folder.toString());
        } finally {
            run("docker", "rm", container);
        }
        return new Helm(folder.resolve("helm"));
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Said said = said(List.of(command));
        if (!said.good()) {
            throw new IOException(String.join(" ", command) + ": " + said.words());
        }
        return said.words();
    }

    private static Said said(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor() == 0, words);
    }

    /** As on a cluster that knows the kinds of the Prometheus operator; {@code values}: options of Helm's. */
    Said template(List<String> values) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                program.toAbsolutePath().toString(),
                "template",
                "micromirror",
                CHART,
                "--kube-version=1.35.0",
                "--api-versions=monitoring.coreos.com/v1"));
        command.addAll(values);
        return said(command);
    }

    void remove() throws IOException {
        Files.delete(program);
        Files.delete(program.getParent());
    }
}
