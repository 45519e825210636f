package io.micromirror.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.layout.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Entry points that lie beside content: the whole directory changes in one step, and loses nothing. */
final class SyncMixedLoopbackTest {
    private static final Map<Layout, List<String>> PLACES = Map.of(
            Layout.ARCH, List.of("core/os/x86_64/", "core.db", "core.db.sig"),
            Layout.ALPINE, List.of("edge/main/x86_64/", "APKINDEX.tar.gz"),
            Layout.FDROID, List.of("", "entry.json", "index-v2.json"),
            Layout.IMAGES, List.of("24.04/", "SHA256SUMS", "SHA256SUMS.gpg"));

    @TempDir
    private Path folder;

    private Box box;
    private RsyncDaemon daemon;

    @BeforeEach
    void startUpstream() throws IOException {
        box = new Box(folder);
        daemon = RsyncDaemon.offering(box.upstream(), folder);
    }

    @AfterEach
    void stopUpstream() {
        daemon.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Layout.class,
            names = {"ARCH", "ALPINE", "FDROID", "IMAGES"})
    void theDirectoryIsExchangedAsAWhole(Layout layout) throws IOException {
        String directory = PLACES.get(layout).getFirst();
        String old = publish(layout, 1);
        sync(layout);
        Files.createDirectories(box.upstream().resolve(directory + "deep"));
        box.offer(directory + "deep/file", "x");
        String next = publish(layout, 2);
        box.drop(old);
        List<String> order = new ArrayList<>();
        box.on(new RecordingDisk(order, box.storage()));

        SyncResult result = sync(layout);

        String live = ("sub/demo/" + directory).replaceAll("/$", "");
        String staged = (".micromirror/demo/stage/" + directory).replaceAll("/$", "");
        assertThat(result.outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(order).startsWith("flush sub/demo", "exchange " + staged + " " + live, "flush sub/demo");
        assertThat(order).filteredOn(call -> call.startsWith("exchange")).hasSize(1);
        for (String name : PLACES.get(layout)) {
            assertSame(name.equals(directory) ? next : directory + name);
        }
        assertThat(box.tree().resolve(directory + "deep/file")).exists();
        assertThat(box.tree().resolve(old)).exists();
        assertThat(box.tree().resolve("lastsync")).hasContent("2");

        assertThat(sync(layout).deleted()).isEqualTo(1);
        assertThat(box.tree().resolve(old)).doesNotExist();
        SyncResult rest = sync(layout);
        assertThat(rest.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(rest.files()).isZero();
    }

    private String publish(Layout layout, int release) throws IOException {
        Repositories repositories = new Repositories(box, release);
        String directory = PLACES.get(layout).getFirst();
        repositories.offer("lastsync", Integer.toString(release));
        String content = "a-" + release + (layout == Layout.ALPINE ? ".apk" : ".bin");
        switch (layout) {
            case ARCH -> repositories.arch(directory, "core", content);
            case ALPINE -> repositories.alpine(directory, content);
            case FDROID -> repositories.fdroid(directory, content);
            case IMAGES -> repositories.images(directory, content);
            case APT, RPM, PLAIN -> throw new IllegalArgumentException();
        }
        return directory + content;
    }

    private void assertSame(String name) throws IOException {
        assertThat(Files.mismatch(box.tree().resolve(name), box.upstream().resolve(name)))
                .isEqualTo(-1);
    }

    private SyncResult sync(Layout layout) {
        return box.run(layout, daemon.url("tree/"));
    }
}
