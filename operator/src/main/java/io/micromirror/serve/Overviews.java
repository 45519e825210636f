package io.micromirror.serve;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micromirror.sync.SyncResult;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What is served, in the formats by which others look over many mirrors. */
final class Overviews {
    private static final String UNITS = " KMGTP";

    private Overviews() {}

    /** As tunasync's manager answers {@code /jobs} (tuna/tunasync, internal/status_web.go). */
    record TunasyncJob(
            String name,
            @JsonProperty("is_master") boolean isMaster,
            String status,
            @JsonProperty("last_update") String lastUpdate,
            @JsonProperty("last_update_ts") long lastUpdateTs,
            @JsonProperty("last_started") String lastStarted,
            @JsonProperty("last_started_ts") long lastStartedTs,
            @JsonProperty("last_ended") String lastEnded,
            @JsonProperty("last_ended_ts") long lastEndedTs,
            String upstream,
            String size) {
        private static final DateTimeFormatter TIME =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xx").withZone(ZoneOffset.UTC);

        static TunasyncJob of(Tree tree) {
            Instant updated = time(tree, SyncResult::succeeded);
            Instant started = time(tree, SyncResult::started);
            Instant ended = time(tree, SyncResult::finished);
            return new TunasyncJob(
                    tree.project().name(),
                    true,
                    !tree.listed()
                            ? "disabled"
                            : tree.last().map(TunasyncJob::word).orElse("none"),
                    TIME.format(updated),
                    updated.getEpochSecond(),
                    TIME.format(started),
                    started.getEpochSecond(),
                    TIME.format(ended),
                    ended.getEpochSecond(),
                    tree.last().map(SyncResult::upstream).orElse(""),
                    bulk(tree).orElse("unknown"));
        }

        private static String word(SyncResult result) {
            return result.outcome().complete() ? "success" : "failed";
        }
    }

    /** mirrorz.json (mirrorz-org/mirrorz, README, "Data Format"); optional fields that we know nothing for are left out. */
    record Mirrorz(double version, MirrorzSite site, List<Object> info, List<MirrorzMirror> mirrors) {
        private static final double VERSION = 1.7;

        static Mirrorz of(Site site, List<Tree> trees) {
            String port = site.httpPort() == Site.HTTP ? "" : ":" + site.httpPort();
            String url = "http://" + site.hostname() + port;
            String sponsor = site.sponsor() == null ? null : site.sponsor().name();
            return new Mirrorz(
                    VERSION,
                    new MirrorzSite(
                            url,
                            site.hostname().replaceFirst("\\..*", ""),
                            sponsor,
                            site.sponsor() == null ? null : site.sponsor().url(),
                            Html.mail(site.contact()) ? site.contact() : null,
                            Logo.of(site).map(logo -> url + logo.path()).orElse(null)),
                    List.of(),
                    trees.stream().map(MirrorzMirror::of).toList());
        }
    }

    record MirrorzSite(String url, String abbr, String name, String homepage, String email, String logo) {}

    record MirrorzMirror(
            String cname, String desc, String url, String status, String help, String upstream, String size) {
        static MirrorzMirror of(Tree tree) {
            return new MirrorzMirror(
                    tree.project().name(),
                    tree.project().title(),
                    "/" + tree.path(),
                    status(tree),
                    Optional.ofNullable(tree.project().homepage()).orElse(""),
                    tree.last().map(SyncResult::upstream).orElse(""),
                    bulk(tree).orElse(null));
        }

        /** S successful, F failed with O the old success, P no longer synced, U unknown. */
        private static String status(Tree tree) {
            if (tree.last().isEmpty()) {
                return "U";
            }
            SyncResult last = tree.last().get();
            String succeeded =
                    last.succeeded() == null ? "" : "" + last.succeeded().getEpochSecond();
            if (!tree.listed()) {
                return "P" + time(tree, SyncResult::finished).getEpochSecond();
            }
            return last.outcome().complete()
                    ? "S" + succeeded
                    : "F" + time(tree, SyncResult::started).getEpochSecond()
                            + (succeeded.isEmpty() ? "" : "O" + succeeded);
        }
    }

    /** As both formats want it: a number of three digits and a unit's letter, such as 1.23T. */
    private static Optional<String> bulk(Tree tree) {
        return tree.last().map(SyncResult::size).map(size -> {
            double amount = size.logical();
            int unit = 0;
            for (; amount >= 999.5 && unit < UNITS.length() - 1; unit++) {
                amount /= 1000;
            }
            String number = new BigDecimal(amount).round(new MathContext(3)).toPlainString();
            return number + UNITS.substring(unit, unit + 1).strip();
        });
    }

    static String tunasync(List<Tree> trees) {
        return Json.write(trees.stream().map(TunasyncJob::of).toList());
    }

    static String mirrorz(Site site, List<Tree> trees) {
        return Json.write(Mirrorz.of(site, trees));
    }

    private static Instant time(Tree tree, Function<SyncResult, Instant> which) {
        return tree.last().map(which).orElse(Instant.EPOCH);
    }
}
