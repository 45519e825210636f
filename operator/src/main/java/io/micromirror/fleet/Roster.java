package io.micromirror.fleet;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Who belongs to the fleet. {@code remarks}: a sentence for everything that was left out, because a folder that somebody is
 * at work in must not hide the other mirrors.
 */
public record Roster(List<Member> members, List<String> remarks) {
    public Roster {
        members = List.copyOf(members);
        remarks = List.copyOf(remarks);
    }

    /**
     * Of folders and files of manifests, of URLs and of names of hosts.
     *
     * @throws IllegalArgumentException with a sentence, when an argument is none of these
     */
    public static Roster of(List<String> given) throws IOException {
        Gathering gathering = new Gathering();
        for (String each : given) {
            if (Files.exists(Path.of(each))) {
                gathering.read(Path.of(each));
            } else {
                gathering.add(each, Member.at(root(each)));
            }
        }
        return new Roster(gathering.members, gathering.remarks);
    }

    /** Of members from one place; the first of a name, and of a host, stands. */
    static Roster of(String from, List<Member> members, List<String> remarks) {
        Gathering gathering = new Gathering();
        gathering.remarks.addAll(remarks);
        members.forEach(member -> gathering.add(from, member));
        return new Roster(gathering.members, gathering.remarks);
    }

    private static URI root(String address) {
        String url = address.matches("(?i)https?://.*") ? address : "http://" + address;
        try {
            URI uri = URI.create(url.endsWith("/") || url.endsWith("/status.json") ? url : url + "/")
                    .resolve(".");
            // A word without a dot is rather a folder that is not there.
            if (uri.getHost() != null && (!url.equals("http://" + address) || address.matches(".*[.:].*"))) {
                return uri;
            }
        } catch (IllegalArgumentException garbled) {
            // Said below.
        }
        throw new IllegalArgumentException(
                address + " is neither a folder of manifests nor an address such as http://mirror.example.net/");
    }

    private static final class Gathering {
        private final List<Member> members = new ArrayList<>();
        private final List<String> remarks = new ArrayList<>();
        private final Map<String, String> known = new HashMap<>();

        void read(Path path) throws IOException {
            try (Stream<Path> files = Files.walk(path)) {
                for (Path file : files.filter(Files::isRegularFile)
                        .filter(each -> each.toString().matches(".*[.]ya?ml"))
                        .sorted()
                        .toList()) {
                    Manifest.Read read = Manifest.read(file);
                    remarks.addAll(read.remarks());
                    read.members().forEach(member -> add(file.toString(), member));
                }
            }
        }

        /** The first of a name, and of a host, stands. */
        void add(String from, Member member) {
            String host = member.root().getRawAuthority().toLowerCase(Locale.ROOT);
            for (String key : List.of("host name " + host, "name " + member.name())) {
                String other = known.putIfAbsent(key, from);
                if (other != null) {
                    remarks.add("%s was left out: %s has the same %s.".formatted(from, other, key));
                    return;
                }
            }
            members.add(member);
        }
    }
}
