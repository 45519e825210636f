package io.micromirror.proof;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a repomd.xml says.
 *
 * @param revision as written; empty when there is none
 * @param newest the newest timestamp of an index, in seconds; 0 when there is none
 */
record RepoMd(String revision, long newest, List<Data> data) {
    private static final long LARGEST = 16 << 20;
    private static final int MOST_DATA = 10_000;

    /**
     * An index of the repository.
     *
     * @param href relative to the repository's root, above repodata
     * @param size and openSize: {@link Named#ANY_SIZE} when not told
     */
    record Data(String type, String href, Optional<Checksum> checksum, long size, long openSize) {
        boolean isPrimary() {
            return type.equals("primary");
        }
    }

    static RepoMd read(Tree.Found file, String called) throws IOException {
        try (Unpacked in = Unpacked.open(file.path(), called, LARGEST);
                Xml xml = new Xml(in, called)) {
            return new Reader(xml, called).read();
        }
    }

    private static final class Reader {
        private final Xml xml;
        private final String called;
        private final List<Data> data = new ArrayList<>();
        private String revision = "";
        private long newest;

        private String type = "";
        private String href = "";
        private boolean elsewhere;
        private Optional<Checksum> checksum = Optional.empty();
        private long size;
        private long openSize;

        Reader(Xml xml, String called) {
            this.xml = xml;
            this.called = called;
        }

        RepoMd read() throws IOException {
            xml.demandRoot("repomd");
            while (xml.next()) {
                if (xml.starts()) {
                    start(xml.name());
                } else if (xml.name().equals("data")) {
                    dataEnded();
                }
            }
            return new RepoMd(revision, newest, List.copyOf(data));
        }

        private void start(String element) throws IOException {
            switch (element) {
                case "revision" -> revision = xml.text();
                case "data" -> dataStarted();
                case "location" -> {
                    href = xml.attribute("href");
                    elsewhere = !xml.attribute("base").isEmpty();
                }
                case "checksum" -> {
                    Optional<Checksum.Kind> kind = Checksum.Kind.spelled(xml.attribute("type"));
                    String hex = xml.text();
                    checksum = kind.map(known -> new Checksum(known, hex));
                }
                case "size" -> size = Names.size(xml.text(), called);
                case "open-size" -> openSize = Names.size(xml.text(), called);
                case "timestamp" -> newest = Math.max(newest, seconds(xml.text()));
                default -> {
                    // Says nothing that must hold.
                }
            }
        }

        private void dataStarted() {
            type = xml.attribute("type");
            href = "";
            elsewhere = false;
            checksum = Optional.empty();
            size = Named.ANY_SIZE;
            openSize = Named.ANY_SIZE;
        }

        private void dataEnded() throws Contradiction {
            if (data.size() == MOST_DATA) {
                throw new Contradiction("%s names more than %d indexes", called, MOST_DATA);
            }
            if (!elsewhere) {
                data.add(new Data(type, href, checksum, size, openSize));
            }
        }

        /** Old tools write them with a fraction. */
        private static long seconds(String text) {
            try {
                return Long.parseLong(text.strip().split("\\.", 2)[0]);
            } catch (NumberFormatException _) {
                return 0;
            }
        }
    }
}
