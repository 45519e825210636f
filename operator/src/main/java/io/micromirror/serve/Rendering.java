package io.micromirror.serve;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micromirror.check.OwnIpv6;
import io.micromirror.sync.StorageStatus;
import io.micromirror.traffic.TrafficReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * All that a serving pod needs, as text.
 *
 * @param nginx the configuration that nginx is to run
 * @param trial the same for nginx to judge
 * @param fingerprint what nginx tells when it runs it
 * @param rsyncd the configuration of the rsync daemon
 * @param pages by file name
 */
record Rendering(String nginx, String trial, String fingerprint, String rsyncd, Map<String, String> pages) {
    private static final String ROBOTS = "User-agent: *\nAllow: /$\nDisallow: /\n";

    /** Where it is rendered, and what can be seen there. */
    record Surroundings(
            Places places,
            boolean ipv6,
            Predicate<String> there,
            Optional<Certificate> certificate,
            Optional<TrafficReport> traffic,
            Optional<Judged> judged,
            Instant now) {}

    /** What its parts tell of a box, where somebody knows. */
    record Box(
            ServingReport serving,
            Space storage,
            Optional<OwnIpv6> ipv6,
            Optional<TrafficReport> traffic,
            SiteVerdicts verdicts,
            Optional<JsonNode> observed,
            Optional<Update> update) {}

    static Rendering of(Site site, StorageStatus status, Surroundings around) {
        List<Tree> trees = Tree.served(site, status, around.there());
        NginxConf.Rendered nginx = NginxConf.render(site, trees, around);
        return new Rendering(
                nginx.text(),
                NginxConf.trial(site, trees, around),
                nginx.fingerprint(),
                RsyncdConf.render(site, trees, around.places()),
                new TreeMap<>(Map.of(
                        "index.html", FrontPage.render(site, trees, around),
                        "listing-head.html", ListingPage.head(),
                        "listing-foot.html", ListingPage.foot(site),
                        "robots.txt", ROBOTS,
                        "tunasync.json", Overviews.tunasync(trees),
                        "mirrorz.json", Overviews.mirrorz(site, trees))));
    }

    /**
     * {@code status.json}: the results on the storage word for word, each with the verdict of the project's checker where
     * somebody asks it; whose mirror it is; and what its box tells of itself.
     */
    static String status(Site site, StorageStatus status, Box box) {
        try {
            ObjectNode all = Json.MAPPER.createObjectNode();
            JsonNode results = Json.MAPPER.readTree(status.toJson());
            all.put("hostname", site.hostname());
            all.set("aliases", Json.MAPPER.valueToTree(site.aliases()));
            all.set("sponsor", sponsor(site));
            all.set("location", Json.MAPPER.valueToTree(site.location()));
            all.put("contact", site.contact());
            all.set("serving", Json.MAPPER.valueToTree(box.serving()));
            all.set("storage", Json.MAPPER.valueToTree(box.storage()));
            if (box.ipv6().isPresent()) {
                all.set("ipv6", Json.MAPPER.valueToTree(box.ipv6().get()));
            }
            results.path("projects").forEach(result -> judge((ObjectNode) result, box.verdicts()));
            all.setAll((ObjectNode) results);
            if (box.traffic().isPresent()) {
                all.set("traffic", Json.MAPPER.readTree(box.traffic().get().toJson()));
            }
            box.observed().ifPresent(others -> all.set("observed", others));
            box.update().ifPresent(update -> all.set("update", Json.MAPPER.valueToTree(update)));
            return Json.write(all);
        } catch (JacksonException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** With where the logo is, instead of all of it. */
    private static JsonNode sponsor(Site site) {
        return Json.MAPPER.valueToTree(
                site.sponsor() == null
                        ? null
                        : new Site.Sponsor(
                                site.sponsor().name(),
                                site.sponsor().url(),
                                Logo.of(site).map(Logo::path).orElse(null)));
    }

    private static void judge(ObjectNode result, SiteVerdicts verdicts) {
        SiteVerdicts.Verdict verdict =
                verdicts.projects().get(result.path("project").asText());
        if (verdict != null) {
            result.set("verdict", Json.MAPPER.valueToTree(verdict));
        }
    }
}
