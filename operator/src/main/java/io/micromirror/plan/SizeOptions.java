package io.micromirror.plan;

import io.micromirror.traffic.Attribution;
import io.micromirror.traffic.Catalogue;
import io.micromirror.traffic.Summary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** Where a person knows sizes from; what clients were sent is the last resort. */
final class SizeOptions {
    @Option(
            names = "--size",
            paramLabel = "PROJECT=SIZE",
            split = ",",
            description = "Sizes of projects, where they are known.")
    private Map<String, String> sizes = new TreeMap<>();

    @Option(
            names = "--list",
            paramLabel = "PREFIX=FILE",
            description =
                    "A list of files with their sizes: rsync's listing, a fullfiletimelist, or size<TAB>path; PREFIX"
                            + " is what to put before each path, such as fedora/.")
    private Map<String, Path> lists = new TreeMap<>();

    @Option(
            names = "--storage",
            paramLabel = "DIR",
            description = "A box's disk, such as /srv/mirror: its projects are as large as their last runs found.")
    private Path storage;

    Sizes sizes(Summary summary, Catalogue catalogue) throws IOException {
        Sizes known = Sizes.of(summary);
        if (storage != null) {
            known.prefer(Sizes.ofStorage(storage, catalogue));
        }
        Sizes listed = new Sizes();
        Attribution attribution = new Attribution(catalogue);
        for (Map.Entry<String, Path> list : lists.entrySet()) {
            listed.read(list.getValue(), list.getKey(), attribution);
        }
        known.prefer(listed);
        sizes.forEach((project, size) -> known.set(project, Quantity.parse(size), Sizes.Source.PERSON));
        return known;
    }
}
