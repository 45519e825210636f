package io.micromirror.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/** A fleet for programs: each mirror's own status word for word, beside what is made of it. */
final class StatusJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private StatusJson() {}

    static String render(List<Report> reports, List<String> remarks, Instant now) {
        ObjectNode all = JSON.createObjectNode().put("asked", now.toString());
        all.set("remarks", JSON.valueToTree(remarks));
        ArrayNode mirrors = all.putArray("mirrors");
        for (Report report : reports) {
            ObjectNode mirror = mirrors.addObject()
                    .put("name", report.member().name())
                    .put("url", report.member().root().toString())
                    .put("state", report.state().name());
            mirror.set("notes", JSON.valueToTree(report.notes()));
            if (report.answer() instanceof Answer.Told told) {
                mirror.set("status", parsed(told.words()));
            }
        }
        try {
            return JSON.writeValueAsString(all);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static JsonNode parsed(String words) {
        try {
            return JSON.readTree(words);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
