package io.micromirror.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micromirror.check.Matrix.Cell;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * P6: every path of a manifest or of a matrix is there. Paths form groups, each of which must be whole.
 *
 * @param manifest URL of lines of group, subgroup, path and size between tabs, as releases.ubuntu.com has it
 */
record PathManifest(String manifest, List<String> paths, List<Matrix.Variable> variables, Rule rule, Boolean size)
        implements Probe {
    private static final int MOST = 2_000;

    /** How much of a group must be there. */
    enum Rule {
        @JsonProperty("All")
        ALL,
        @JsonProperty("Any")
        ANY
    }

    PathManifest {
        paths = paths == null ? List.of() : List.copyOf(paths);
        variables = variables == null ? List.of() : List.copyOf(variables);
        rule = rule == null ? Rule.ALL : rule;
        size = size != null && size;
    }

    /** One path; {@code length} is -1 where it is not known. */
    private record Item(String group, String path, long length) {}

    private Request theManifest() {
        return Request.get(URI.create(manifest)).ofReference();
    }

    private static Request request(Target target, Item item) {
        return Request.head(target.base(List.of("https", "http")).resolve(item.path()));
    }

    @Override
    public List<Request> wants(Target target, Observation soFar, Moment moment) {
        List<Request> wants = new ArrayList<>();
        if (manifest != null) {
            wants.add(theManifest());
        }
        items(soFar).forEach(item -> wants.add(request(target, item)));
        return wants;
    }

    private List<Item> items(Observation seen) {
        List<Item> items = new ArrayList<>();
        for (Cell cell : new Matrix(paths, variables).cells()) {
            items.add(new Item(String.join(" ", cell.values().values()), cell.path(), -1));
        }
        if (manifest != null) {
            seen.good(theManifest())
                    .ifPresent(response -> response.text()
                            .lines()
                            .limit(MOST)
                            .forEach(line -> item(line).ifPresent(items::add)));
        }
        return items;
    }

    /** A path that leads elsewhere is left out. */
    private static Optional<Item> item(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length < 4
                || !fields[2].matches("/?[A-Za-z0-9_.+~-]+(/[A-Za-z0-9_.+~-]+)*")
                || fields[2].contains("..")) {
            return Optional.empty();
        }
        String path = fields[2].startsWith("/") ? fields[2].substring(1) : fields[2];
        long length = fields[3].strip().matches("[0-9]{1,15}") ? Long.parseLong(fields[3].strip()) : -1;
        return Optional.of(new Item(fields[1] + " " + fields[0], path, length));
    }

    @Override
    public List<Finding> judge(Target target, Observation seen, Moment moment) {
        List<Item> items = items(seen);
        if (items.isEmpty()) {
            Answer answer = manifest == null ? null : seen.of(theManifest());
            return List.of(Finding.of(
                    "manifest",
                    Level.UNKNOWN,
                    "ReferenceDown",
                    manifest == null
                            ? "No paths are named"
                            : "The manifest names no path: "
                                    + Observation.describe(theManifest().url(), answer),
                    null));
        }
        Map<String, List<Item>> groups = new LinkedHashMap<>();
        items.forEach(item ->
                groups.computeIfAbsent(item.group(), _ -> new ArrayList<>()).add(item));
        return groups.entrySet().stream()
                .map(group -> judge(group.getKey(), group.getValue(), target, seen, moment))
                .toList();
    }

    private Finding judge(String group, List<Item> items, Target target, Observation seen, Moment moment) {
        String subject = group.isEmpty() ? "paths" : "paths of " + group;
        List<Item> bad = items.stream()
                .filter(item -> !good(item, seen.of(request(target, item))))
                .toList();
        if (bad.isEmpty() || (rule == Rule.ANY && bad.size() < items.size())) {
            return Finding.ok(subject, "%d paths are there".formatted(items.size() - bad.size()), null);
        }
        Request first = request(target, bad.getFirst());
        Answer answer = seen.of(first);
        boolean ours = bad.stream().allMatch(item -> Observation.ours(seen.of(request(target, item))));
        boolean there = answer instanceof Answer.Response response && response.status() == 200;
        return Finding.of(
                subject,
                ours ? Level.UNKNOWN : moment.failureOr(Level.DROPPED),
                ours ? "OwnFault" : there ? "SizeMismatch" : "Incomplete",
                "%d of %d paths%s are missing: %s"
                        .formatted(
                                bad.size(),
                                items.size(),
                                group.isEmpty() ? "" : " of " + group,
                                Observation.describe(first.url(), answer)),
                first.url());
    }

    private boolean good(Item item, Answer answer) {
        return answer instanceof Answer.Response response
                && response.status() == 200
                && (!size || item.length() < 0 || response.length() == item.length());
    }
}
