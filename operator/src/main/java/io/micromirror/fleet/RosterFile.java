package io.micromirror.fleet;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Who belongs to a fleet, as a public file: {@code fleet.json} beside the fleet's page. It says what the names of the boxes
 * say anyway, so that each box knows its neighbours without being told.
 */
public final class RosterFile {
    /** Of its name. */
    public static final String NAME = "fleet.json";

    /** Bytes of the largest that is read; a box takes some hundred. */
    public static final int LARGEST = 512 << 10;

    private static final int VERSION = 1;
    private static final int MOST = 1000;
    private static final int HTTP = 80;
    private static final ObjectMapper JSON = new ObjectMapper();

    private RosterFile() {}

    static String render(List<Report> reports) {
        ObjectNode all = JSON.createObjectNode().put("version", VERSION);
        ArrayNode mirrors = all.putArray("mirrors");
        for (Report report : reports) {
            URI root = report.member().root();
            ObjectNode mirror = mirrors.addObject()
                    .put("name", report.member().name())
                    .put("hostname", root.getHost())
                    .put("port", root.getPort() < 0 ? HTTP : root.getPort());
            ArrayNode projects = mirror.putArray("projects");
            report.member().projects().forEach(name -> project(projects.addObject(), name, report));
        }
        return all + "\n";
    }

    /** The path is told where the mirror itself told it. */
    private static void project(ObjectNode into, String name, Report report) {
        into.put("name", name);
        report.overview().stream()
                .flatMap(told -> told.projects().stream())
                .filter(project -> project.name().equals(name) && project.path() != null)
                .findFirst()
                .ifPresent(project -> into.put("path", project.path()));
    }

    /**
     * What a file says; {@code remarks} for each box that is left out.
     *
     * @throws IllegalArgumentException with the end of a sentence, when it is no roster
     */
    public static Roster parse(String text) {
        JsonNode all = tree(text);
        if (all.path("version").asInt() != VERSION || !all.path("mirrors").isArray()) {
            throw new IllegalArgumentException("is no fleet.json of version " + VERSION);
        }
        if (all.path("mirrors").size() > MOST) {
            throw new IllegalArgumentException("names more than " + MOST + " mirrors");
        }
        List<Member> members = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        for (JsonNode mirror : all.path("mirrors")) {
            String name = mirror.path("name").asText("");
            String hostname = mirror.path("hostname").asText("");
            int port = mirror.path("port").asInt(HTTP);
            if (name.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,61}[A-Za-z0-9])?")
                    && hostname.length() <= 253
                    && hostname.matches(Manifest.HOSTNAME)
                    && port > 0
                    && port < 65_536) {
                members.add(new Member(name, Manifest.root(hostname, port), List.of(), null, null, null));
            } else {
                remarks.add("A mirror was left out: its name, hostname or port is none ("
                        + Plain.words(name + " " + hostname) + ").");
            }
        }
        if (members.isEmpty()) {
            throw new IllegalArgumentException("names no mirror");
        }
        return Roster.of(NAME, members, remarks);
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException broken) {
            throw new IllegalArgumentException(
                    "cannot be read: " + Plain.words(broken.getOriginalMessage().replaceFirst("(?s)[\\n:].*", "")),
                    broken);
        }
    }
}
