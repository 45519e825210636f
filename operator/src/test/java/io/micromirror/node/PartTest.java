package io.micromirror.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.layout.Filters;
import io.micromirror.node.NodeView.Rejected;
import org.junit.jupiter.api.Test;

/** What an entry's carry leaves out, in the words of its project; and which variants exclude each other. */
class PartTest {
    private static final String MANIFESTS = """
            apiVersion: micromirror.io/v1alpha1
            kind: MirrorNode
            metadata: {name: ohioix, namespace: micromirror}
            spec:
              hostname: ohioix.mm.example.net
              projects:
                - {name: fedora, carry: %s}
                - name: fedora-amd64
            ---
            apiVersion: micromirror.io/v1alpha1
            kind: MirrorProject
            metadata: {name: fedora}
            spec:
              title: F
              family: fedora
              path: fedora
              module: fedora
              layout: rpm
              upstreams: ["rsync://a/f/"]
              filters: {include: [keep/], exclude: [playground/], protect: [own/]}
              releases:
                - {path: "/linux/releases/{release}/"}
                - {path: "/linux/updates/{release}/", except: [testing]}
                - {path: "{architecture}/", words: [x86_64, aarch64, s390x]}
                - {path: "{fileType}/", words: [debug, source]}
                - {path: "*.src.rpm", fileType: source}
            ---
            apiVersion: micromirror.io/v1alpha1
            kind: MirrorProject
            metadata: {name: fedora-amd64}
            spec: {title: F, family: fedora, path: elsewhere, module: fedora64, layout: rpm, upstreams: ["rsync://a/f/"]}
            """;

    @Test
    void listedWordsLeaveOutTheOthers() {
        Filters filters = filters("{architectures: [x86_64], fileTypes: [debug]}");

        assertThat(filters.include()).containsExactly("keep/");
        assertThat(filters.exclude()).containsExactly("playground/", "aarch64/", "s390x/", "source/", "*.src.rpm");
        assertThat(filters.protect()).containsExactly("own/");
    }

    @Test
    void ofReleasesOnlyTheNamedOnesComeWhateverIsPublishedLater() {
        Filters filters = filters("{releases: [\"43\", \"44\"]}");

        assertThat(filters.include())
                .containsExactly(
                        "keep/",
                        "/linux/releases/43/",
                        "/linux/releases/44/",
                        "/linux/updates/43/",
                        "/linux/updates/44/",
                        "/linux/updates/testing/");
        assertThat(filters.exclude()).containsExactly("playground/", "/linux/releases/*/", "/linux/updates/*/");
    }

    @Test
    void aWordThatTheProjectDoesNotKnowRejectsItAndNamesThoseItKnows() {
        assertThat(Manifests.view(MANIFESTS.formatted("{architectures: [amd64]}"))
                        .rejected())
                .first()
                .isEqualTo(
                        new Rejected(
                                "fedora",
                                "spec.projects[name=fedora]: carry.architectures: MirrorProject fedora has no amd64; it has x86_64, aarch64, s390x. Correct the MirrorProject or the entry."));
        String whole = MANIFESTS
                .formatted("{releases: [\"43\"]}")
                .replace("releases/{release}", "r")
                .replace("updates/{release}", "u");
        assertThat(Manifests.view(whole).rejected().getFirst().why())
                .contains("the releases of MirrorProject fedora know no such parts, so it is carried whole");
    }

    @Test
    void variantsOfOneProjectExcludeEachOther() {
        assertThat(Manifests.view(MANIFESTS.formatted("{architectures: [x86_64]}"))
                        .rejected())
                .containsExactly(
                        new Rejected(
                                "fedora-amd64",
                                "spec.projects[name=fedora-amd64]: fedora and fedora-amd64 are variants of one project (family fedora). Carry one of them."));
    }

    private static Filters filters(String carry) {
        NodeView view = Manifests.view(MANIFESTS.formatted(carry));
        return view.plan(view.carried().getFirst()).filters();
    }
}
