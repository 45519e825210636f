package io.micromirror.node;

import io.micromirror.node.NodeView.Carried;
import io.micromirror.sync.SyncResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What upstreams are to be asked at a moment: for news, each at its pace and oftener on a release day; and then, whether the
 * release is open. A run stays with an upstream that gave the tree, so that one is asked first.
 */
record Questions(List<NewsWatch.Question> news, List<ReleaseWatch.Question> releases) {
    static Questions of(NodeView view, Observed observed, Instant now) {
        if (view.problem().isPresent()) {
            return new Questions(List.of(), List.of());
        }
        Map<String, ReleaseDay> days = ReleaseDay.of(view.asked().annotations());
        days.values().removeIf(day -> !day.isNear(now));
        return new Questions(
                view.active()
                        .flatMap(each -> each.question(kept(observed, each)).stream())
                        .map(each -> days.containsKey(each.project()) ? each.atLeastEvery(ReleaseWatch.SECONDS) : each)
                        .toList(),
                view.active()
                        .filter(each -> days.containsKey(each.name()) && isPublished(observed, each))
                        .map(each -> release(view, observed, each, days.get(each.name())))
                        .toList());
    }

    private static String kept(Observed observed, Carried project) {
        return observed.last(project.name()).map(SyncResult::upstream).orElse("");
    }

    private static boolean isPublished(Observed observed, Carried project) {
        return observed.last(project.name()).map(SyncResult::published).isPresent();
    }

    private static ReleaseWatch.Question release(NodeView view, Observed observed, Carried project, ReleaseDay day) {
        String kept = kept(observed, project);
        List<String> upstreams = Stream.concat(
                        project.upstreams().stream().filter(kept::equals),
                        project.upstreams().stream().filter(other -> !other.equals(kept)))
                .toList();
        Optional<String> root =
                StorageReader.root(observed.pods(), view.spec().http().port());
        return new ReleaseWatch.Question(
                project.name(),
                day.file(),
                upstreams,
                root.map(base -> base + project.project().path() + "/").stream().toList());
    }
}
