package io.micromirror.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A distribution's list of its mirrors: whether it names this one, and by a URL that is served. */
class ListedLoopbackTest {
    private static final String CHECKER = "{name: test, timeoutSeconds: 5, redirects: 0}";
    private static final String OTHERS = IntStream.range(0, 20)
            .mapToObj("http://mirror%d.example.net/p/%n"::formatted)
            .collect(Collectors.joining());

    @TempDir
    private Path folder;

    @Test
    void listThatDoesNotNameTheMirrorLeavesItsVerdictAlone() throws IOException, InterruptedException {
        try (Box box = new Box(folder).start("")) {
            assertThat(listed(box)).returns(Level.OK, Verdict::level).returns(null, Verdict::listed);

            box.write("upstream/p/list", OTHERS);
            assertThat(listed(box)).returns(Level.OK, Verdict::level).returns(false, Verdict::listed);

            box.write("upstream/p/list", "http://localhost:" + box.port + "/p/\n");
            assertThat(listed(box)).returns(Level.OK, Verdict::level).returns(true, Verdict::listed);

            box.write("upstream/p/list", "rsync://localhost:" + box.rsyncPort + "/old/\n");
            assertThat(listed(box))
                    .returns(Level.PARTIAL, Verdict::level)
                    .returns("RegistrationDiffers", Verdict::reason)
                    .returns(true, Verdict::listed);
        }
    }

    private static Verdict listed(Box box) throws IOException, InterruptedException {
        Target named = new Target(
                "p",
                "localhost",
                List.of(URI.create("http://localhost:" + box.port + "/p/")),
                box.target().rsync());
        String checks = "- {name: base, baseUrl: {}}\n- {name: list, distroVerdict: {feed: UPSTREAMlist}}\n";
        return box.check(named, CHECKER, checks, History.NONE).verdict();
    }

    @Test
    void nobodyListsAnAddressWithoutAName() throws IOException, InterruptedException {
        try (Box box = new Box(folder).start("")) {
            box.write("upstream/p/list", OTHERS);
            assertThat(box.check(
                            CHECKER, "- {name: base, baseUrl: {}}\n- {name: l, distroVerdict: {feed: UPSTREAMlist}}"))
                    .returns(Level.OK, Verdict::level)
                    .returns(null, Verdict::listed);
        }
    }
}
