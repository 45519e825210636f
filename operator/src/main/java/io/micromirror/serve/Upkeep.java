package io.micromirror.serve;

import io.micromirror.sync.StorageState;
import io.micromirror.sync.StorageStatus;
import io.micromirror.traffic.Published;
import io.micromirror.traffic.TrafficReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what lies in a serving pod as the site and the storage ask for. A configuration is put in place only if nginx would
 * run it; otherwise the one that is there goes on, and the report says why.
 */
final class Upkeep {
    private static final Logger log = LoggerFactory.getLogger(Upkeep.class);
    private static final Path IPV6 = Path.of("/proc/net/if_inet6");

    /** Whether a connection that a closing socket had not accepted yet goes to another on the port (Linux 5.14, ip-sysctl). */
    private static final Path MIGRATE = Path.of("/proc/sys/net/ipv4/tcp_migrate_req");

    private static final Duration ROLLOUT = Duration.ofSeconds(30);

    private final Path site;
    private final Places places;
    private final Nginx nginx;
    private final Certificates certificates;
    private final Ipv6Watch ipv6;
    private final Clock clock;
    private String last = "";
    private Optional<String> complaint = Optional.empty();
    private ServingReport reported;
    private Instant heard;

    /** What others left for the pages: the runs, who counts, and the operator. */
    private record Seen(StorageStatus status, Optional<TrafficReport> sent, Optional<Judged> judged) {}

    /** @param ipv6 what is told of it */
    Upkeep(Path site, Places places, Ipv6Watch ipv6, Clock clock) {
        this.site = site;
        this.places = places;
        this.nginx = new Nginx(places);
        this.certificates = new Certificates(places, nginx);
        this.ipv6 = ipv6;
        this.clock = clock;
    }

    /** Brings everything up to date once; returns what to tell of it. Throws when not even that can be written. */
    ServingReport round() throws IOException {
        nginx.prepare();
        Seen seen = new Seen(StorageStatus.parse(read(state())), sent(), judged());
        String text = Files.readString(site);
        Site wanted;
        try {
            wanted = Site.parse(text);
        } catch (IllegalArgumentException unreadable) {
            if (last.isEmpty()) {
                throw new IOException(unreadable.getMessage(), unreadable);
            }
            Site before = Site.parse(last);
            ServingReport report = report(text, null, unreadable.getMessage(), https(before, taken(before)));
            return told(before, seen, report);
        }
        last = text;
        Certificates.Taken taken = taken(wanted);
        Rendering rendering = Rendering.of(
                wanted,
                seen.status(),
                new Rendering.Surroundings(
                        places,
                        Files.exists(IPV6),
                        this::there,
                        taken.used(),
                        seen.sent(),
                        seen.judged(),
                        clock.instant()));
        Optional<Logo> logo = Logo.of(wanted);
        if (logo.isPresent()) {
            replace(places.pages().resolve(Logo.FILE), logo.get().bytes());
        }
        Optional<String> refusal = apply(rendering);
        ServingReport report = report(text, rendering.fingerprint(), refusal.orElse(null), https(wanted, taken));
        return told(wanted, seen, report);
    }

    private Certificates.Taken taken(Site wanted) throws IOException {
        return wanted.https() == null
                ? new Certificates.Taken(Optional.empty(), Optional.empty())
                : certificates.take(clock.instant());
    }

    private static ServingReport.Https https(Site wanted, Certificates.Taken taken) {
        return wanted.https() == null ? null : ServingReport.Https.of(taken);
    }

    /** Absent where no operator ever said anything. */
    private Optional<Judged> judged() throws IOException {
        String text = read(site.resolveSibling(SiteVerdicts.FILE));
        if (nginx.heard(SiteVerdicts.agent(text))) {
            heard = clock.instant();
        }
        return SiteVerdicts.parse(text).map(verdicts -> new Judged(verdicts, heard));
    }

    private Optional<String> apply(Rendering rendering) throws IOException {
        for (Map.Entry<String, String> page : rendering.pages().entrySet()) {
            replace(places.pages().resolve(page.getKey()), page.getValue());
        }
        replace(places.rsyncdConf(), rendering.rsyncd());
        boolean fresh = !read(places.nginxConf()).equals(rendering.nginx());
        if (fresh) {
            Optional<String> refusal = nginx.refusal(rendering.trial());
            if (refusal.isPresent()) {
                return refusal;
            }
            replace(places.nginxConf(), rendering.nginx());
        }
        if (nginx.live().filter(rendering.fingerprint()::equals).isPresent()) {
            certificates.forgetOthers();
            complaint = Optional.empty();
            return complaint;
        }
        // It stands until nginx has what it wants, or something else is wanted.
        complaint = fresh ? Optional.empty() : nginx.complaint().or(() -> complaint);
        // Also when a reload was lost, because nginx was only starting.
        nginx.reload();
        return complaint;
    }

    private ServingReport report(String site, String wanted, String error, ServingReport.Https https)
            throws IOException {
        return new ServingReport(
                Fingerprint.of(site), wanted, nginx.live().orElse(null), error, notice(), https, rsyncdWaits());
    }

    /** In a rollout it is for the pod before, for moments. */
    private Boolean rsyncdWaits() throws IOException {
        try {
            Instant since = Files.getLastModifiedTime(places.rsyncdWaits()).toInstant();
            return since.plus(ROLLOUT).isBefore(clock.instant()) ? true : null;
        } catch (NoSuchFileException runs) {
            return null;
        }
    }

    private ServingReport told(Site of, Seen seen, ServingReport report) throws IOException {
        Rendering.Box box = new Rendering.Box(
                report,
                Space.of(places.storage()),
                ipv6.read(of),
                seen.sent(),
                seen.judged().map(judged -> judged.standing(clock.instant())).orElse(new SiteVerdicts(null)),
                SiteSightings.parse(read(site.resolveSibling(SiteSightings.FILE))),
                Update.read(state().resolveSibling(Update.FILE)));
        replace(places.pages().resolve(StorageState.STATUS), Rendering.status(of, seen.status(), box));
        if (!report.equals(reported)) {
            if (report.error() != null) {
                log.warn("The configuration was refused, the one before goes on: {}", report.error());
            } else {
                log.info("Serving wanted={} live={}", report.wanted(), report.live());
            }
        }
        reported = report;
        return report;
    }

    private static String notice() throws IOException {
        return read(MIGRATE).strip().equals("0")
                ? "net.ipv4.tcp_migrate_req is 0 on this machine: when the pod is replaced, connections that wait to be"
                        + " accepted are lost. Set it to 1."
                : null;
    }

    /** What was sent, as far as somebody counts. */
    private Optional<TrafficReport> sent() throws IOException {
        return Published.parse(read(state().resolveSibling(Published.FILE))).map(Published::report);
    }

    /** Where the counters are. */
    Path traffic() {
        return state().resolveSibling(Published.FILE).getParent();
    }

    private boolean there(String path) {
        return Files.isDirectory(places.storage().resolve(path));
    }

    Path state() {
        return places.storage().resolve(StorageState.DIRECTORY).resolve(StorageState.STATUS);
    }

    /** What was never written is empty. */
    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException none) {
            return "";
        }
    }

    /** In one step, and only if it is another text; the files lie in memory, so nothing is flushed. */
    private static void replace(Path file, String text) throws IOException {
        replace(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void replace(Path file, byte[] content) throws IOException {
        if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), content)) {
            return;
        }
        Files.createDirectories(file.getParent());
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        Files.write(aside, content);
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
