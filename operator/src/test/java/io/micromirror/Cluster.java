package io.micromirror;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A box: k3s with our image and chart, as {@code ./quickstart} makes it, one for all tests of a Maven run. Tests talk to
 * it as people do, by kubectl and helm.
 */
final class Cluster {
    static final String HELM_3 = "alpine/helm:3.19.2";
    static final String HELM_4 = "alpine/helm:4.1.4";
    private static final DockerImageName K3S = DockerImageName.parse("rancher/k3s:v1.35.4-k3s1");
    private static final String NAMESPACE = "micromirror";
    private static final Path HERE = Path.of("").toAbsolutePath();
    private static final String IMAGES = "/var/lib/rancher/k3s/agent/images/";
    private static Cluster one;

    private final K3sContainer k3s = new K3sContainer(K3S)
            .withStartupTimeout(Duration.ofMinutes(4))
            .withFileSystemBind(tar("micromirror"), IMAGES + "micromirror.tar", BindMode.READ_ONLY)
            .withFileSystemBind(tar("workbench"), IMAGES + "workbench.tar", BindMode.READ_ONLY)
            .withFileSystemBind(HERE.resolveSibling("examples").toString(), "/examples", BindMode.READ_ONLY);

    private Cluster() {}

    /** The box, with the chart installed; the first that asks starts it. */
    static synchronized Cluster get() {
        if (one == null) {
            Cluster cluster = new Cluster();
            cluster.k3s.start();
            cluster.helm(
                    "upgrade",
                    "--install",
                    "micromirror",
                    "/chart",
                    "--create-namespace",
                    "--wait",
                    "--set",
                    "storageRoots={/srv/mirror,/srv/trouble}",
                    "--set-json",
                    "node={\"name\":\"from-values\",\"spec\":{\"hostname\":\"values.example.net\","
                            + "\"storage\":{\"path\":\"/srv/trouble/from-values\"},\"http\":{\"port\":8070},"
                            + "\"rsync\":{\"port\":8770},\"projects\":[{\"name\":\"not-yet\"}]}}");
            one = cluster;
        }
        return one;
    }

    /** Output of a kubectl that must succeed, in the namespace of the chart. */
    String kubectl(String... arguments) {
        return succeed(tryKubectl(arguments), arguments);
    }

    ExecResult tryKubectl(String... arguments) {
        return exec(Stream.concat(Stream.of("kubectl", "--namespace", NAMESPACE), Stream.of(arguments))
                .toArray(String[]::new));
    }

    String apply(String yaml) {
        return succeed(tryApply(yaml), yaml);
    }

    /** What kubectl says of a manifest, good or bad. */
    ExecResult tryApply(String yaml, String... arguments) {
        k3s.copyFileToContainer(Transferable.of(yaml.getBytes(StandardCharsets.UTF_8)), "/tmp/manifest.yaml");
        return tryKubectl(Stream.concat(Stream.of("apply", "--filename", "/tmp/manifest.yaml"), Stream.of(arguments))
                .toArray(String[]::new));
    }

    /** Output of a command that must succeed, run on the box itself: on its disk and its network. */
    String box(String... command) {
        return succeed(exec(command), command);
    }

    /** Hands an image of this machine's Docker over to the box. */
    void importImage(String image) {
        try {
            List<Process> pipe = ProcessBuilder.startPipeline(List.of(
                    new ProcessBuilder("docker", "save", image),
                    new ProcessBuilder(
                                    "docker",
                                    "exec",
                                    "--interactive",
                                    k3s.getContainerId(),
                                    "ctr",
                                    "--namespace",
                                    "k8s.io",
                                    "images",
                                    "import",
                                    "-")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)));
            String trouble = new String(pipe.getLast().getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            if (pipe.getLast().waitFor() != 0) {
                throw new AssertionError("importing " + image + ": " + trouble);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** The address at which the box's mirrors answer. */
    String address() {
        return kubectl("get", "nodes", "--output", "jsonpath={.items[0].status.addresses[0].address}");
    }

    /** Pulls the plug of the whole box and puts it back. */
    void restart() {
        k3s.getDockerClient()
                .restartContainerCmd(k3s.getContainerId())
                .withTimeout(0)
                .exec();
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> tryKubectl("get", "--raw", "/readyz").getExitCode() == 0);
    }

    /** For a client on this machine. */
    Path kubeconfig() {
        try {
            return Files.writeString(HERE.resolve("target/kubeconfig-outside"), k3s.getKubeConfigYaml());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    String helm(String... arguments) {
        return runHelm(HELM_3, arguments);
    }

    String helm4(String... arguments) {
        return runHelm(HELM_4, arguments);
    }

    private String runHelm(String image, String... arguments) {
        try {
            Path kubeconfig =
                    Files.writeString(HERE.resolve("target/kubeconfig"), box("cat", "/etc/rancher/k3s/k3s.yaml"));
            List<String> command = new ArrayList<>(List.of(
                    "docker",
                    "run",
                    "--rm",
                    "--network",
                    "container:" + k3s.getContainerId(),
                    "--volume",
                    HERE.resolveSibling("charts").resolve("micromirror") + ":/chart:ro",
                    "--volume",
                    HERE.resolve("target") + ":/target:ro",
                    "--volume",
                    kubeconfig + ":/kubeconfig:ro",
                    image,
                    "--kubeconfig",
                    "/kubeconfig",
                    "--namespace",
                    NAMESPACE));
            command.addAll(List.of(arguments));
            Process helm = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(helm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (helm.waitFor() != 0) {
                throw new AssertionError("helm " + String.join(" ", arguments) + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static String tar(String image) {
        return HERE.resolve("target/" + image + ".tar").toString();
    }

    private ExecResult exec(String... command) {
        try {
            return k3s.execInContainer(command);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static AssertionError interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new AssertionError(e);
    }

    private static String succeed(ExecResult result, String... of) {
        if (result.getExitCode() != 0) {
            throw new AssertionError(String.join(" ", of) + ": " + result.getStdout() + result.getStderr());
        }
        return result.getStdout();
    }
}
