package io.micromirror.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.layout.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each {@code Upstreams} is a run of its own; what it remembers lies in the folder. */
final class UpstreamsTest {
    private static final String A = "rsync://a.example.net/d/";
    private static final String B = "rsync://b.example.net/d/";
    private static final String C = "rsync://c.example.net/d/";

    private static final Ending GOOD = new Ending(Outcome.UNCHANGED, "");
    private static final Ending SILENT = new Ending(Outcome.UNREACHABLE, "Nobody answers.");
    private static final Ending REFUSED = new Ending(Outcome.REFUSED, "No.");
    private static final Ending TORN = Ending.inconsistent(A, new Lack(Lack.Kind.MISSING, "x names y"));

    @TempDir
    private Path folder;

    @Test
    void whereNoneEverGaveTheTreeAllAreAskedInOrder() throws IOException {
        Upstreams run = run(A, B, C);

        assertThat(run.order()).containsExactly(A, B, C);
        assertThat(run.next(A, SILENT)).isTrue();
        assertThat(run.next(B, REFUSED)).isTrue();
        assertThat(run.next(C, REFUSED)).isTrue();
        assertThat(run.ending()).isEqualTo(new Ending(Outcome.UNREACHABLE, "Nobody answers. No. No."));
    }

    @Test
    void theOneThatGaveTheTreeIsAskedFirstEverAfter() throws IOException {
        run(A, B, C).next(B, GOOD);

        assertThat(run(A, B, C).order()).containsExactly(B, A, C);
    }

    @Test
    void othersAreAskedOnlyAfterSomeFailedRunsInARow() throws IOException {
        run(A, B).next(A, GOOD);

        assertThat(run(A, B).next(A, SILENT)).isFalse();
        assertThat(run(A, B).next(A, TORN)).isFalse();
        run(A, B).next(A, GOOD);
        assertThat(run(A, B).next(A, REFUSED)).isFalse();
        assertThat(run(A, B).next(A, SILENT)).isFalse();
        Upstreams third = run(A, B);
        assertThat(third.next(A, TORN)).isTrue();
        assertThat(third.next(B, GOOD)).isFalse();

        assertThat(run(A, B).order()).containsExactly(B, A);
    }

    @Test
    void whileNoOtherGivesTheTreeTheFirstIsComeBackTo() throws IOException {
        run(A, B).next(A, GOOD);
        for (int i = 0; i < Upstreams.PATIENCE; i++) {
            run(A, B).next(A, SILENT);
        }

        Upstreams run = run(A, B);
        assertThat(run.order()).containsExactly(A, B);
        assertThat(run.next(A, SILENT)).isTrue();
        assertThat(run.next(B, TORN)).isTrue();
        assertThat(run.ending()).returns(Outcome.INCONSISTENT, Ending::outcome).returns(TORN.lack(), Ending::lack);
    }

    @Test
    void whatIsOursIsNoReasonToAskAnother() throws IOException {
        assertThat(run(A, B).next(A, new Ending(Outcome.NO_SPACE, "Full."))).isFalse();
        assertThat(run(A, B).next(A, new Ending(Outcome.STOPPED, "Stopped."))).isFalse();
        assertThat(run(A, B).next(A, new Ending(Outcome.FAILED, "Odd."))).isFalse();
    }

    @Test
    void anUpstreamThatIsOffThePlanIsForgotten() throws IOException {
        run(A, B).next(B, GOOD);

        assertThat(run(A, C).order()).containsExactly(A, C);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rsync://b.example.net/d/",
                "rsync://b.example.net/d/\nx\n",
                "rsync://b.example.net/d/\n99999999999\n"
            })
    void whatCannotBeReadIsForgotten(String text) throws IOException {
        Files.writeString(folder.resolve(Upstreams.NAME), text);

        assertThat(run(A, B).order()).containsExactly(A, B);
    }

    private Upstreams run(String... urls) throws IOException {
        return Upstreams.of(new SyncPlan("box", "d", "D", Layout.APT, "d", "d", List.of(urls)), folder);
    }
}
