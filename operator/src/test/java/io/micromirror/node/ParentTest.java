package io.micromirror.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.node.NodeView.Carried;
import org.junit.jupiter.api.Test;

/** Where each project is taken from when a mirror has a parent, and which field a message about it names. */
class ParentTest {
    private static final String NODE = """
            apiVersion: micromirror.io/v1alpha1
            kind: MirrorNode
            metadata: {name: ohioix, namespace: micromirror}
            spec:
              hostname: ohioix.mm.example.net
              %s
              projects:
                - name: fedora
                - name: fdroid-repo
                - {name: kali, upstream: "rsync://kali.example.net/kali/"}
            ---
            apiVersion: micromirror.io/v1alpha1
            kind: MirrorProject
            metadata: {name: fedora}
            spec: {title: F, path: fedora, module: fedora, layout: rpm, upstreams: ["rsync://a/f/", "rsync://b/f/"]}
            ---
            apiVersion: micromirror.io/v1alpha1
            kind: MirrorProject
            metadata: {name: fdroid-repo}
            spec: {title: D, path: fdroid/repo, module: fdroid, parentModule: fdroid/repo, layout: fdroid, upstreams: ["rsync://d/r/"]}
            ---
            apiVersion: micromirror.io/v1alpha1
            kind: MirrorProject
            metadata: {name: kali}
            spec: {title: K, path: kali, module: kali, layout: apt, upstreams: ["rsync://k/k/"]}
            """;

    @Test
    void everyProjectIsTakenFromTheParentButThatWithAnUpstreamOfItsOwn() {
        NodeView view = Manifests.view(NODE.formatted("upstream: \"rsync://mirror.fcix.net/\""));

        assertThat(view.carried())
                .map(project -> project.upstreams() + " by " + project.upstreamsField())
                .containsExactly(
                        "[rsync://mirror.fcix.net/fedora/] by spec.upstream",
                        "[rsync://mirror.fcix.net/fdroid/repo/] by spec.upstream",
                        "[rsync://kali.example.net/kali/] by spec.projects[name=kali].upstream");
        assertThat(view.plan(view.carried().getFirst()).upstreams()).containsExactly("rsync://mirror.fcix.net/fedora/");
    }

    @Test
    void parentMayHoldItsMirrorsInADirectory() {
        NodeView view = Manifests.view(NODE.formatted("upstream: \"rsync://parent.example.net:8730/pub/\""));

        assertThat(view.carried().getFirst().upstreams())
                .containsExactly("rsync://parent.example.net:8730/pub/fedora/");
    }

    @Test
    void withoutAParentTheCatalogueSays() {
        NodeView view = Manifests.view(NODE.formatted(""));

        assertThat(view.carried())
                .map(Carried::upstreamsField)
                .containsExactly(
                        "MirrorProject fedora, spec.upstreams",
                        "MirrorProject fdroid-repo, spec.upstreams",
                        "spec.projects[name=kali].upstream");
        assertThat(view.carried().getFirst().upstreams()).containsExactly("rsync://a/f/", "rsync://b/f/");
    }
}
