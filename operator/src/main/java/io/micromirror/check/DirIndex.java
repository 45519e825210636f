package io.micromirror.check;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * P10: the pages of links name what the reference's name. Source: openSUSE/MirrorCache, Task/MirrorScan.pm: a link counts
 * when its name and what people read agree in their first characters.
 *
 * @param folders below the project, each ending in {@code /}
 * @param reference URL to which a folder is added; null where it is enough that something is listed
 */
record DirIndex(List<String> folders, String reference, Integer prefix) implements Probe {
    DirIndex {
        folders = folders == null ? List.of("") : List.copyOf(folders);
        prefix = prefix == null ? 20 : prefix;
    }

    @Override
    public boolean waitsForSync() {
        return true;
    }

    private static Request ours(Target target, String folder) {
        return Request.get(target.base(List.of("http", "https")).resolve(folder));
    }

    private Request theirs(String folder) {
        return Request.get(URI.create(reference).resolve(folder)).ofReference();
    }

    @Override
    public List<Request> wants(Target target, Observation soFar, Moment moment) {
        List<Request> wants = new ArrayList<>();
        for (String folder : folders) {
            wants.add(ours(target, folder));
            if (reference != null) {
                wants.add(theirs(folder));
            }
        }
        return wants;
    }

    @Override
    public List<Finding> judge(Target target, Observation seen, Moment moment) {
        return folders.stream()
                .map(folder -> judge(folder, ours(target, folder), seen, moment))
                .toList();
    }

    private Finding judge(String folder, Request asked, Observation seen, Moment moment) {
        String subject = "folder " + folder;
        URI url = asked.url();
        Answer answer = seen.of(asked);
        if (Observation.ours(answer)) {
            return Finding.of(subject, Level.UNKNOWN, "OwnFault", Observation.describe(url, answer), url);
        }
        if (seen.good(asked).isEmpty()) {
            return Finding.of(
                    subject,
                    moment.failureOr(Level.PARTIAL),
                    Observation.reason(url, answer),
                    Observation.describe(url, answer),
                    url);
        }
        Set<String> names = names(seen.good(asked).orElseThrow());
        if (names.isEmpty()) {
            return Finding.of(
                    subject,
                    moment.failureOr(Level.PARTIAL),
                    "NoLinks",
                    url + " holds no link whose name and text agree in their first " + prefix + " characters",
                    url);
        }
        return reference == null
                ? Finding.ok(subject, "%s names %d entries".formatted(url, names.size()), url)
                : compare(subject, url, names, theirs(folder), seen, moment);
    }

    private Finding compare(
            String subject, URI url, Set<String> names, Request asked, Observation seen, Moment moment) {
        if (seen.good(asked).isEmpty()) {
            return Finding.of(
                    subject,
                    Level.UNKNOWN,
                    "ReferenceDown",
                    "The reference cannot be read: " + Observation.describe(asked.url(), seen.of(asked)),
                    url);
        }
        List<String> missing = names(seen.good(asked).orElseThrow()).stream()
                .filter(name -> !names.contains(name))
                .sorted()
                .toList();
        return missing.isEmpty()
                ? Finding.ok(subject, url + " names what the reference names", url)
                : Finding.of(
                        subject,
                        moment.failureOr(Level.PARTIAL),
                        "NamesMissing",
                        "%s lacks %d names, %s the first".formatted(url, missing.size(), missing.getFirst()),
                        url);
    }

    private Set<String> names(Answer.Response page) {
        return HtmlIndex.parse(page.text()).stream()
                .filter(link -> head(link.name()).equals(head(link.text().replaceFirst("/$", ""))))
                .map(HtmlIndex.Link::name)
                .collect(Collectors.toSet());
    }

    private String head(String text) {
        return text.substring(0, Math.min(prefix, text.length()));
    }
}
