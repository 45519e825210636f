package io.micromirror.proof;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a staged group is signed by its project: InRelease or Release.gpg, repomd.xml.asc, X.db.sig, or what stands
 * beside a list of checksums. Where keys are known, an entry point without a signature does not pass.
 */
public final class SignatureCheck {
    private static final Logger log = LoggerFactory.getLogger(SignatureCheck.class);
    private static final long LARGEST = 64 << 20;
    private static final int LARGEST_SIGNATURE = 1 << 20;

    private final Group group;
    private final Keys keys;

    private SignatureCheck(Group group, Keys keys) {
        this.group = group;
        this.keys = keys;
    }

    /**
     * Whole when every entry point that the layout signs is signed by one of the keys; else Broken, with the file and the
     * keys. Whatever is in the group, this returns.
     *
     * @param layout apt, rpm, arch or images; Alpine's and F-Droid's signatures are of other kinds and not known here
     * @param groupPath as for {@link Proofs#of}
     * @param armoredKeys public keys of the project
     * @throws IllegalArgumentException when the layout is another
     */
    public static Proof of(String layout, Path stagedGroup, String groupPath, List<String> armoredKeys) {
        Group group = new Group(new Tree(stagedGroup), groupPath, Optional.empty());
        Checking checking = checking(layout);
        try {
            checking.check(new SignatureCheck(group, Keys.read(armoredKeys)));
            return new Proof.Whole();
        } catch (Contradiction contradiction) {
            return new Proof.Broken(contradiction.getMessage());
        } catch (IOException | RuntimeException trouble) {
            log.warn("The check of the signatures of {} broke off", groupPath, trouble);
            return new Proof.Broken(
                    new Contradiction("the signatures of '%s' cannot be checked: %s", groupPath, trouble).getMessage());
        }
    }

    /** Why a text holds no public key by which anything could be checked, or nothing. */
    public static Optional<String> unusable(String armored) {
        try {
            Keys.read(List.of(armored));
            return Optional.empty();
        } catch (Contradiction contradiction) {
            return Optional.of(contradiction.getMessage());
        }
    }

    private static Checking checking(String layout) {
        return switch (layout) {
            case "apt" -> SignatureCheck::apt;
            case "rpm" -> check -> check.detached("repomd.xml", List.of(".asc"));
            case "arch" -> SignatureCheck::arch;
            case "images" -> SignatureCheck::images;
            default ->
                throw new IllegalArgumentException("signatures of the layout '" + layout + "' are not known here");
        };
    }

    private interface Checking {
        void check(SignatureCheck check) throws IOException;
    }

    private void apt() throws IOException {
        if (group.find("InRelease").isPresent()) {
            clearSigned("InRelease");
        }
        if (group.find("InRelease").isEmpty() || group.find("Release.gpg").isPresent()) {
            detached("Release", List.of(".gpg"));
        }
    }

    private void arch() throws IOException {
        for (String name : group.names()) {
            boolean signedFiles =
                    name.endsWith(".files") && group.find(name + ".sig").isPresent();
            if (name.endsWith(".db") || signedFiles) {
                detached(name, List.of(".sig"));
            }
        }
    }

    private void images() throws IOException {
        for (String name : group.names()) {
            if (ImagesProof.isList(name)) {
                if (ChecksumList.isSigned(group.demand(name), group.full(name))) {
                    clearSigned(name);
                } else {
                    detached(name, ImagesProof.SIGNATURES);
                }
            }
        }
    }

    private void detached(String name, List<String> endings) throws IOException {
        Tree.Found file = group.demand(name);
        String ending = endings.stream()
                .filter(some -> group.find(name + some).isPresent())
                .findFirst()
                .orElseThrow(() -> new Contradiction("%s is not signed", group.full(name)));
        Signatures signatures = new Signatures(signature(name + ending), group.full(name), keys);
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file.path())) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                signatures.update(buffer, read);
            }
        }
        signatures.demandGood();
    }

    private byte[] signature(String name) throws IOException {
        try (InputStream in = Files.newInputStream(group.demand(name).path())) {
            byte[] bytes = in.readNBytes(LARGEST_SIGNATURE + 1);
            if (bytes.length > LARGEST_SIGNATURE) {
                throw new Contradiction("%s is more than %d bytes", group.full(name), LARGEST_SIGNATURE);
            }
            return bytes;
        }
    }

    /** Reads the text twice, because its signature stands behind it and tells how to read it. */
    private void clearSigned(String name) throws IOException {
        String called = group.full(name);
        Tree.Found file = group.demand(name);
        byte[] armored;
        try (Unpacked in = Unpacked.open(file.path(), called, LARGEST)) {
            ClearSigned text = text(in, called);
            while (text.next() != null) {}
            armored = text.signature().getBytes(StandardCharsets.ISO_8859_1);
        }
        Signatures signatures = new Signatures(armored, called, keys);
        try (Unpacked in = Unpacked.open(file.path(), called, LARGEST)) {
            ClearSigned text = text(in, called);
            String end = "";
            for (String line = text.next(); line != null; line = text.next()) {
                // What is signed has no blanks before a line's end, and none after the last line (RFC 9580, 7.2).
                byte[] bytes = (end + line.replaceFirst("[ \t]+$", "")).getBytes(StandardCharsets.ISO_8859_1);
                signatures.update(bytes, bytes.length);
                end = "\r\n";
            }
        }
        signatures.demandGood();
    }

    /** Each byte as it is: the signature is of bytes. */
    private static ClearSigned text(Unpacked in, String called) throws IOException {
        return new ClearSigned(new Lines(in, called, StandardCharsets.ISO_8859_1), called);
    }
}
