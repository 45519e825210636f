package io.micromirror.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.micromirror.api.MirrorNode;
import io.micromirror.sync.Request;
import io.micromirror.sync.Request.Kind;
import io.micromirror.sync.StorageState;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** From a person's command to the plan of a run. */
class AskedTest {
    private static final Instant ONE = Instant.parse("2026-02-03T12:00:01.5Z");
    private static final Instant TWO = Instant.parse("2026-02-03T12:00:02Z");

    @TempDir
    private Path storage;

    @Test
    void annotationsAreRequestsOfOneProjectOldestFirst() {
        Asked asked = new Asked(Map.of(
                "micromirror.io/purge.debian", ONE + " pool/main/x y",
                "micromirror.io/approve-deletes.debian", TWO.toString(),
                "micromirror.io/purge.fedora", TWO.toString()));

        assertThat(asked.of("debian"))
                .containsExactly(
                        new Request(Kind.PURGE, ONE, "pool/main/x y"), new Request(Kind.APPROVE_DELETES, TWO, ""));
        assertThat(asked.of("arch")).isEmpty();
    }

    @Test
    void whatIsWrittenIsRead() {
        Request request = new Request(Kind.PURGE, ONE, "a \"b\"");

        assertThat(NamedMirror.patch(Asked.annotation(Kind.PURGE, "debian"), Asked.value(request)))
                .isEqualTo(
                        "{\"metadata\":{\"annotations\":{\"micromirror.io/purge.debian\":\"2026-02-03T12:00:01.500Z a \\\"b\\\"\"}}}");
        assertThat(new Asked(Map.of(Asked.annotation(Kind.PURGE, "debian"), Asked.value(request))).of("debian"))
                .containsExactly(request);
    }

    @Test
    void whatCannotBeReadIsLeftOut() {
        assertThat(new Asked(Map.of("micromirror.io/purge.debian", "now")).of("debian"))
                .isEmpty();
        assertThat(new Asked(Map.of("micromirror.io/purge.debian", ONE + " ../etc")).of("debian"))
                .isEmpty();
        assertThat(new Asked(null).of("debian")).isEmpty();
    }

    @Test
    void onlySpecAndAnnotationsAreWorthALook() {
        Wish wish = new Wish();

        assertThat(wish.accept(node(1, Map.of()), node(1, Map.of()))).isFalse();
        assertThat(wish.accept(node(2, Map.of()), node(1, Map.of()))).isTrue();
        assertThat(wish.accept(node(1, Map.of("a", "b")), node(1, Map.of()))).isTrue();
    }

    @Test
    void aBoxWithoutAClusterIsAskedByItsStorage() throws IOException {
        Path work =
                Files.createDirectories(storage.resolve(StorageState.DIRECTORY).resolve("debian"));
        Files.writeString(work.resolve("result.json"), "{\"project\": \"debian\", \"outcome\": \"Updated\"}");
        StringWriter said = new StringWriter();

        int code =
                command(new PurgeCommand(), said).execute("box", "debian", "pool/x", "--storage", storage.toString());

        assertThat(code).isEqualTo(NamedMirror.ASKED);
        assertThat(said.toString())
                .startsWith(
                        "The next sync of debian deletes at once what its upstream has dropped of pool/x. It starts by"
                                + " its schedule;");
        assertThat(work.resolve("requests")).content().contains("\"kind\":\"purge\"", "\"path\":\"pool/x\"");
        assertThat(command(new ApproveDeletesCommand(), said).execute("box", "fedora", "--storage", storage.toString()))
                .isEqualTo(NamedMirror.MISTAKEN);
        assertThat(said.toString()).contains("Nothing was ever synced as fedora");
        assertThat(command(new PurgeCommand(), said).execute("box", "debian", "../x", "--storage", storage.toString()))
                .isEqualTo(NamedMirror.MISTAKEN);
    }

    private static CommandLine command(Object command, StringWriter said) {
        PrintWriter out = new PrintWriter(said, true);
        return new CommandLine(command).setOut(out).setErr(out);
    }

    private static MirrorNode node(long generation, Map<String, String> annotations) {
        MirrorNode node = new MirrorNode();
        node.setMetadata(new ObjectMetaBuilder()
                .withGeneration(generation)
                .withAnnotations(annotations)
                .build());
        return node;
    }
}
