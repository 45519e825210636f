package io.micromirror;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The chart, by a real Helm: the box of all tests was installed by it, with a mirror in its values. */
class ChartIT {
    private final Cluster cluster = Cluster.get();

    @Test
    void firstInstallBringsTheDefinitionsAndTheMirrorOfItsValues() {
        assertThat(cluster.kubectl("get", "mirrornode", "from-values", "--output", "jsonpath={.spec.hostname}"))
                .isEqualTo("values.example.net");
    }

    @Test
    void upgradeBringsOlderDefinitionsUpToDate() {
        String columns = "jsonpath={.spec.versions[0].additionalPrinterColumns[*].name}";
        String current = cluster.kubectl("get", "crd", "mirrornodes.micromirror.io", "--output", columns);
        cluster.kubectl(
                "patch",
                "crd",
                "mirrornodes.micromirror.io",
                "--type=json",
                "--patch",
                "[{\"op\":\"remove\",\"path\":\"/spec/versions/0/additionalPrinterColumns/0\"}]");

        cluster.helm("upgrade", "micromirror", "/chart", "--reuse-values", "--wait");

        assertThat(cluster.kubectl("get", "crd", "mirrornodes.micromirror.io", "--output", columns))
                .isEqualTo(current);
        assertThat(cluster.kubectl("get", "jobs,clusterroles", "--output", "name"))
                .doesNotContain("micromirror-crds");
    }

    @Test
    void operatorMayDoWhatItNeedsAndNoMore() {
        String operator = "--as=system:serviceaccount:micromirror:micromirror";
        assertThat(can(operator, "patch", "mirrornodes.micromirror.io/quickstart", "--subresource=status"))
                .isEqualTo("yes");
        assertThat(can(operator, "patch", "mirrornodes.micromirror.io")).isEqualTo("no");
        assertThat(can(operator, "get", "secrets")).isEqualTo("no");
        assertThat(can(operator, "delete", "deployments.apps")).isEqualTo("no");
        assertThat(can(operator, "list", "pods", "--namespace=kube-system")).isEqualTo("no");
    }

    private String can(String... arguments) {
        String[] command = new String[arguments.length + 2];
        command[0] = "auth";
        command[1] = "can-i";
        System.arraycopy(arguments, 0, command, 2, arguments.length);
        return cluster.tryKubectl(command).getStdout().strip();
    }
}
