package io.micromirror.serve;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
            Instant now) {}

    static Rendering of(Site site, StorageStatus status, Surroundings around) {
        List<Tree> trees = Tree.served(site, status, around.there());
        NginxConf.Rendered nginx = NginxConf.render(site, trees, around);
        return new Rendering(
                nginx.text(),
                NginxConf.trial(site, trees, around),
                nginx.fingerprint(),
                RsyncdConf.render(site, trees, around.places()),
                new TreeMap<>(Map.of(
                        "index.html", FrontPage.render(site, trees, around.traffic(), around.now()),
                        "listing-head.html", ListingPage.head(),
                        "listing-foot.html", ListingPage.foot(site),
                        "robots.txt", ROBOTS,
                        "tunasync.json", Overviews.tunasync(trees),
                        "mirrorz.json", Overviews.mirrorz(site, trees))));
    }

    /**
     * {@code status.json}: the results on the storage word for word, whose mirror it is, what nginx runs, what the disk has
     * and what was sent.
     */
    static String status(
            Site site, StorageStatus status, ServingReport report, Space space, Optional<TrafficReport> traffic) {
        try {
            ObjectNode all = Json.MAPPER.createObjectNode();
            JsonNode results = Json.MAPPER.readTree(status.toJson());
            all.put("hostname", site.hostname());
            all.set("aliases", Json.MAPPER.valueToTree(site.aliases()));
            all.set("sponsor", Json.MAPPER.valueToTree(site.sponsor()));
            all.set("location", Json.MAPPER.valueToTree(site.location()));
            all.put("contact", site.contact());
            all.set("serving", Json.MAPPER.valueToTree(report));
            all.set("storage", Json.MAPPER.valueToTree(space));
            all.setAll((ObjectNode) results);
            if (traffic.isPresent()) {
                all.set("traffic", Json.MAPPER.readTree(traffic.get().toJson()));
            }
            return Json.write(all);
        } catch (JacksonException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
