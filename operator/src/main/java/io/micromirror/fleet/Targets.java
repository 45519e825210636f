package io.micromirror.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What Prometheus asks of a box: its file_sd entries, a file for each box and job. Pure. */
final class Targets {
    /** The chart's operator.hostPort as the node image sets it, and what Debian's node exporter listens at. */
    private static final Map<String, Integer> PORTS = Map.of("operator", 8080, "node", 9100);

    private static final ObjectMapper JSON = new ObjectMapper();

    private Targets() {}

    /** Name of a file below the output's folder, and what it says. */
    static Map<String, String> of(Box box) {
        Map<String, String> files = new TreeMap<>();
        PORTS.forEach((job, port) ->
                files.put("prometheus/%s/%s.json".formatted(job, box.site()), json(address(box) + ":" + port, box)));
        return files;
    }

    /** IPv4 where the box has it: a hostPort is translated for that family only. */
    static String address(Box box) {
        List<Prefix> addresses = box.tunnel().addresses();
        return addresses.stream()
                .filter(each -> each.inUrl().equals(each.text()))
                .findFirst()
                .orElse(addresses.getFirst())
                .inUrl();
    }

    private static String json(String target, Box box) {
        Map<String, String> labels = new TreeMap<>();
        labels.put("site", box.site());
        labels.put("hostname", box.hostname());
        if (box.member().sponsor() != null) {
            labels.put("sponsor", box.member().sponsor().name());
        }
        Map<String, Object> group = new TreeMap<>(Map.of("targets", List.of(target), "labels", labels));
        try {
            return JSON.writer(new DefaultPrettyPrinter()
                                    .withArrayIndenter(new DefaultIndenter("  ", "\n"))
                                    .withObjectIndenter(new DefaultIndenter("  ", "\n")))
                            .writeValueAsString(List.of(group))
                    + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
