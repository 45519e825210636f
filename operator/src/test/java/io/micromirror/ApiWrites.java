package io.micromirror;

import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was written to a cluster's API server, by its own count. */
final class ApiWrites {
    /** What Kubernetes itself writes while nobody wants anything. */
    private static final Set<String> KUBERNETES_OWN = Set.of(
            "leases",
            "nodes",
            "events",
            "tokenreviews",
            "subjectaccessreviews",
            "selfsubjectrulesreviews",
            "endpointslices",
            "endpoints",
            "serviceaccounts",
            "apiservices",
            "pods");

    private ApiWrites() {}

    /** Writes that the API server has counted, by what was written. */
    static Map<String, Long> counted(Cluster cluster) {
        List<String> lines = cluster.kubectl("get", "--raw", "/metrics")
                .lines()
                .filter(line -> line.startsWith("apiserver_request_total{"))
                .filter(line -> line.matches(".*verb=\"(POST|PUT|PATCH|APPLY|DELETE|DELETECOLLECTION)\".*"))
                .filter(line -> !KUBERNETES_OWN.contains(label(line, "resource")))
                .toList();
        return lines.stream()
                .collect(Collectors.toMap(
                        line -> label(line, "resource") + "/" + label(line, "subresource"),
                        line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)),
                        Long::sum,
                        TreeMap::new));
    }

    /** Whether an hourly run of some project is about to start, or may not have ended; each of them writes. */
    static boolean areDue(Cluster cluster) {
        int now = LocalTime.now(ZoneOffset.UTC).getMinute();
        return cluster.kubectl("get", "cronjobs", "--output", "jsonpath={range .items[*]}{.spec.schedule}{'\\n'}{end}")
                .lines()
                .map(schedule -> Integer.parseInt(schedule.substring(0, schedule.indexOf(' '))))
                .anyMatch(minute -> Math.floorMod(minute - now + 2, 60) <= 4);
    }

    private static String label(String line, String name) {
        return line.replaceAll(".*[{,]" + name + "=\"([^\"]*)\".*", "$1");
    }
}
