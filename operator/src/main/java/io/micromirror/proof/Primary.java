package io.micromirror.proof;

import java.io.IOException;
import java.util.Optional;

/** The index of a repository's packages, {@code primary.xml}: streamed, because Fedora's is about 1 GB. */
final class Primary {
    private final Xml xml;
    private final String called;
    private final String root;
    private final Named named;

    private Primary(Xml xml, String called, String root, Named named) {
        this.xml = xml;
        this.called = called;
        this.root = root;
        this.named = named;
    }

    static void read(Unpacked in, String called, String root, Named named) throws IOException {
        try (Xml xml = new Xml(in, called)) {
            xml.demandRoot("metadata");
            Primary primary = new Primary(xml, called, root, named);
            while (xml.next()) {
                if (xml.starts() && xml.name().equals("package")) {
                    primary.onePackage();
                }
            }
        }
    }

    private void onePackage() throws IOException {
        String href = "";
        boolean elsewhere = false;
        long size = Named.ANY_SIZE;
        Optional<Checksum> checksum = Optional.empty();
        while (xml.next() && (xml.starts() || !xml.name().equals("package"))) {
            if (xml.starts() && xml.name().equals("size")) {
                size = Names.size(xml.attribute("package"), called);
            } else if (xml.starts() && xml.name().equals("checksum")) {
                Optional<Checksum.Kind> kind = Checksum.Kind.spelled(xml.attribute("type"));
                String hex = xml.text();
                checksum = kind.flatMap(known -> Checksum.told(known, hex));
            } else if (xml.starts() && xml.name().equals("location")) {
                href = xml.attribute("href");
                // A base is another place, and clients look there.
                elsewhere = !xml.attribute("base").isEmpty();
            }
        }
        if (!elsewhere) {
            named.file(Names.below(root, href, called), size, checksum);
        }
    }
}
