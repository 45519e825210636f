package io.micromirror.proof;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A directory of images: its lists of checksums, and the files that these name. No image is read; its size is compared
 * where the list tells it.
 */
final class ImagesProof {
    static final List<String> SIGNATURES = List.of(".gpg", ".asc", ".sig", ".sign");

    private final Group group;
    private final Named named;

    private ImagesProof(Group group, Named named) {
        this.group = group;
        this.named = named;
    }

    static void prove(Group group, Named named) throws IOException {
        ImagesProof proof = new ImagesProof(group, named);
        boolean any = false;
        for (String name : group.names()) {
            if (isList(name)) {
                any = true;
                proof.list(name);
            }
        }
        if (!any) {
            throw new Contradiction("%s has no list of checksums", group.full("*"));
        }
    }

    /** As Ubuntu and Kali (SHA256SUMS), Debian (SHA512SUMS), Mint (sha256sum.txt), Alma and Fedora (*CHECKSUM) name them. */
    static boolean isList(String name) {
        return name.matches("(MD5|SHA1|SHA256|SHA512)SUMS?(\\.txt)?")
                || name.matches("sha(256|512)sums?\\.txt")
                || name.matches("(.+-)?CHECKSUM");
    }

    private void list(String name) throws IOException {
        for (String ending : SIGNATURES) {
            group.demandAsBefore(name + ending);
        }
        Set<ChecksumList.Entry> former = former(name);
        ChecksumList images = ChecksumList.read(group.demand(name), group.full(name));
        for (ChecksumList.Entry image : images.entries()) {
            String path = Names.below(group.path(), image.name(), group.full(name));
            if (!former.contains(image)) {
                named.file(path, image.size(), Checksum.told(image.hex()));
            }
        }
    }

    private Set<ChecksumList.Entry> former(String name) {
        Optional<Tree.Found> file = group.former(name);
        if (file.isPresent()) {
            try {
                return Set.copyOf(ChecksumList.read(file.get(), name).entries());
            } catch (IOException _) {
                // Then all is new.
            }
        }
        return Set.of();
    }
}
