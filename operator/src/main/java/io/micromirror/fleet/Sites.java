package io.micromirror.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The boxes of a folder of sites, {@code <site>/node.yaml} and {@code <site>/host.yaml}, sorted by their folders' names.
 *
 * @param notes a sentence for what is missing and may well be, such as a key that nobody read yet
 * @param faults a sentence for what must be mended; its box is left out, and the others stand
 * @param folders all that are sites, those with faults too
 */
record Sites(List<Box> boxes, List<String> notes, List<String> faults, Set<String> folders) {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String NAME = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

    Sites {
        boxes = List.copyOf(boxes);
        notes = List.copyOf(notes);
        faults = List.copyOf(faults);
        folders = Set.copyOf(folders);
    }

    static Sites read(Path sites) throws IOException {
        Gathering gathering = new Gathering();
        try (Stream<Path> folders = Files.list(sites)) {
            for (Path folder : folders.filter(Sites::isSite).sorted().toList()) {
                gathering.read(folder);
            }
        }
        return new Sites(gathering.boxes, gathering.notes, gathering.faults, gathering.folders);
    }

    /** Those that a tunnel leads to. */
    List<Box> reached() {
        return boxes.stream().filter(Box::reached).toList();
    }

    private static boolean isSite(Path folder) {
        return Files.exists(folder.resolve("node.yaml")) || Files.exists(folder.resolve("host.yaml"));
    }

    private static final class Gathering {
        private final List<Box> boxes = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private final List<String> faults = new ArrayList<>();
        private final Set<String> folders = new TreeSet<>();
        private final Map<String, String> known = new LinkedHashMap<>();

        void read(Path folder) throws IOException {
            String site = folder.getFileName().toString();
            folders.add(site);
            try {
                if (!site.matches(NAME)) {
                    throw new IllegalArgumentException(folder
                            + ": a folder's name has lower-case letters, digits and '-' only, as Argo CD wants it.");
                }
                Member member = member(folder.resolve("node.yaml"));
                add(new Box(site, folder.toString(), member, tunnel(folder.resolve("host.yaml"))));
            } catch (IllegalArgumentException fault) {
                faults.add(fault.getMessage());
            }
        }

        private static Member member(Path file) throws IOException {
            if (!Files.exists(file)) {
                throw new IllegalArgumentException(file + ": the file is missing; it says what the box mirrors.");
            }
            Manifest.Read read = Manifest.read(file);
            if (!read.remarks().isEmpty()) {
                throw new IllegalArgumentException(read.remarks().getFirst());
            }
            if (read.members().size() != 1) {
                throw new IllegalArgumentException(
                        file + ": it holds " + read.members().size() + " MirrorNodes; a box has one.");
            }
            return read.members().getFirst();
        }

        private Tunnel tunnel(Path file) throws IOException {
            JsonNode host = Files.exists(file) ? yaml(file) : YAML.createObjectNode();
            if (!host.path("wireguard").isObject()) {
                notes.add(file + ": wireguard is missing, so the hub does not reach the box.");
                return null;
            }
            try {
                return Tunnel.of(host.path("wireguard"));
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException(file + ": " + wrong.getMessage() + ".", wrong);
            }
        }

        /** What a parser says of a file with a secret may repeat it: the line must do. */
        private static JsonNode yaml(Path file) throws IOException {
            try {
                return YAML.readTree(Files.readAllBytes(file));
            } catch (JsonProcessingException broken) {
                int line =
                        broken.getLocation() == null ? 0 : broken.getLocation().getLineNr();
                throw new IllegalArgumentException(
                        file + " line " + line + ": this is not YAML; mend that line, or finish it.", broken);
            }
        }

        /** The first of a name, an address and a key stands. */
        private void add(Box box) {
            Map<String, String> own = new LinkedHashMap<>();
            own.put("the name " + box.member().name(), "/node.yaml: metadata.name");
            own.put("the host name " + box.hostname().toLowerCase(Locale.ROOT), "/node.yaml: spec.hostname");
            if (box.reached()) {
                box.tunnel()
                        .addresses()
                        .forEach(each -> own.put("the address " + each.text(), "/host.yaml: wireguard.addresses"));
                if (box.tunnel().publicKey() != null) {
                    own.put("the key " + box.tunnel().publicKey(), "/host.yaml: wireguard.publicKey");
                }
            }
            own.forEach((what, field) -> {
                if (known.containsKey(what)) {
                    throw new IllegalArgumentException("%s%s gives it %s, which %s has: write its own."
                            .formatted(box.folder(), field, what, known.get(what)));
                }
            });
            own.keySet().forEach(what -> known.put(what, box.folder()));
            boxes.add(box);
        }
    }
}
