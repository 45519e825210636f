package io.micromirror.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The MirrorNodes of a file; other kinds, and files that are no manifests, are somebody else's. */
final class Manifest {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final int HTTP = 80;
    private static final String REPORT_TO = "micromirror.io/report-to";

    /** A name that stands in an address as it is. */
    static final String HOSTNAME = "[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?";

    private Manifest() {}

    /** With a sentence for each that is not whole. */
    record Read(List<Member> members, List<String> remarks) {}

    static Read read(Path file) throws IOException {
        List<Member> members = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file);
                MappingIterator<JsonNode> documents =
                        YAML.readerFor(JsonNode.class).readValues(in)) {
            while (documents.hasNextValue()) {
                JsonNode manifest = documents.nextValue();
                if (manifest.path("kind").asText().equals("MirrorNode")) {
                    member(manifest, file, members, remarks);
                }
            }
        } catch (JsonProcessingException | RuntimeException broken) {
            String why = broken instanceof JsonProcessingException yaml ? yaml.getOriginalMessage() : broken.toString();
            remarks.add(file + " is not YAML: " + why.lines().findFirst().orElse("") + ".");
        }
        return new Read(members, remarks);
    }

    private static void member(JsonNode manifest, Path file, List<Member> members, List<String> remarks) {
        JsonNode spec = manifest.path("spec");
        String hostname = spec.path("hostname").asText("");
        if (!hostname.matches(HOSTNAME)) {
            remarks.add(file + " was left out: its spec.hostname is missing or is no DNS name.");
            return;
        }
        List<String> projects = new ArrayList<>();
        spec.path("projects").forEach(each -> projects.add(each.path("name").asText()));
        members.add(new Member(
                manifest.at("/metadata/name").asText(hostname),
                root(hostname, spec.at("/http/port").asInt(HTTP)),
                projects,
                sponsor(spec.path("sponsor")),
                place(spec.path("location")),
                mail(manifest)));
    }

    /** Whom the manifest names for it, or whom users write to. */
    private static String mail(JsonNode manifest) {
        return Stream.of(manifest.path("metadata").path("annotations").path(REPORT_TO), manifest.at("/spec/contact"))
                .map(each -> each.asText().strip())
                .filter(Letter::isAddress)
                .findFirst()
                .orElse(null);
    }

    static URI root(String hostname, int port) {
        return URI.create("http://" + hostname + (port == HTTP ? "" : ":" + port) + "/");
    }

    static Member.Sponsor sponsor(JsonNode sponsor) {
        String name = Plain.words(sponsor.path("name"));
        return name == null ? null : new Member.Sponsor(name, Plain.words(sponsor.path("url")));
    }

    static Member.Place place(JsonNode location) {
        return location.isObject()
                ? new Member.Place(
                        Plain.words(location.path("city")),
                        Plain.words(location.path("region")),
                        Plain.words(location.path("country")),
                        degrees(location.path("latitude"), 90),
                        degrees(location.path("longitude"), 180))
                : null;
    }

    private static Double degrees(JsonNode number, int most) {
        return number.isNumber() && Math.abs(number.doubleValue()) <= most ? number.doubleValue() : null;
    }
}
