package io.micromirror.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificates of a serving pod. A new one is copied to where nginx reads it, and only if nginx can use it: under a name
 * of its own, so that what nginx runs never changes under it, and a Secret that went bad harms nobody.
 */
final class Certificates {
    private static final Logger log = LoggerFactory.getLogger(Certificates.class);
    private static final FileAttribute<Set<PosixFilePermission>> FOR_THE_MASTER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"));

    private final Places places;
    private final Nginx nginx;
    private Optional<Certificate> used = Optional.empty();
    private String judged = "";
    private Optional<Complaint> verdict = Optional.empty();

    /** What is wrong with a certificate: a condition's reason, and a sentence. */
    record Complaint(String reason, String message) {}

    /** The certificate that nginx is to use, and why that is not the wanted one, or not a good one. */
    record Taken(Optional<Certificate> used, Optional<Complaint> complaint) {}

    Certificates(Places places, Nginx nginx) {
        this.places = places;
        this.nginx = nginx;
    }

    /** What is to be used now; where the wanted one is no good, the one before. */
    Taken take(Instant now) throws IOException {
        if (used.isEmpty()) {
            used = left();
        }
        try {
            String chain = Files.readString(places.certificate().resolve("tls.crt"));
            String key = Files.readString(places.certificate().resolve("tls.key"));
            Optional<Complaint> complaint = take(chain, key, now).or(() -> expired(now));
            return new Taken(used, complaint);
        } catch (NoSuchFileException missing) {
            return complaint("CertificateMissing", "There is no Secret of that name with tls.crt and tls.key yet.");
        } catch (IllegalArgumentException unreadable) {
            return complaint("CertificateUnreadable", unreadable.getMessage());
        }
    }

    private Optional<Complaint> take(String chain, String key, Instant now) throws IOException {
        Certificate wanted = Certificate.parse(chain, key);
        if (used.filter(wanted::equals).isPresent()) {
            return Optional.empty();
        }
        if (wanted.expired(now)) {
            return Optional.of(
                    new Complaint("CertificateExpired", "The certificate expired at " + wanted.until() + "."));
        }
        if (!judged.equals(wanted.fingerprint())) {
            verdict = refusal(wanted, chain, key);
            judged = wanted.fingerprint();
        }
        if (verdict.isEmpty()) {
            used = Optional.of(wanted);
            log.info("Taking up certificate={} until={}", wanted.fingerprint(), wanted.until());
        }
        return verdict;
    }

    private Optional<Complaint> refusal(Certificate wanted, String chain, String key) throws IOException {
        write(places.chain(wanted), chain);
        write(places.key(wanted), key);
        Optional<String> words = nginx.refusal(NginxConf.trialOf(wanted, places));
        if (words.isPresent()) {
            remove(places.chain(wanted));
            remove(places.key(wanted));
        }
        return words.map(Certificates::inWords);
    }

    private static Complaint inWords(String nginx) {
        return nginx.contains("key values mismatch")
                ? new Complaint("KeyMismatch", "tls.key is not the key of the certificate in tls.crt.")
                : new Complaint("CertificateUnreadable", "nginx cannot use it: " + nginx);
    }

    private Optional<Complaint> expired(Instant now) {
        return used.filter(certificate -> certificate.expired(now))
                .map(certificate ->
                        new Complaint("CertificateExpired", "The certificate expired at " + certificate.until() + "."));
    }

    private Taken complaint(String reason, String message) {
        return new Taken(used, Optional.of(new Complaint(reason, message)));
    }

    /** Once nginx runs what was taken: no other is needed any more. */
    void forgetOthers() throws IOException {
        List<Path> kept =
                used.map(one -> List.of(places.chain(one), places.key(one))).orElse(List.of());
        for (Path file : files()) {
            if (!kept.contains(file)) {
                remove(file);
            }
        }
    }

    /** The one that an earlier process of this pod had taken up. */
    private Optional<Certificate> left() throws IOException {
        for (Path file : files()) {
            Path key = file.resolveSibling(file.getFileName().toString().replace(".crt", ".key"));
            if (file.toString().endsWith(".crt") && Files.exists(key)) {
                return Optional.of(Certificate.parse(Files.readString(file), Files.readString(key)));
            }
        }
        return Optional.empty();
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(places.keys())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(places.keys())) {
            return files.toList();
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        remove(file);
        Files.writeString(Files.createFile(file, FOR_THE_MASTER), text);
    }

    private static void remove(Path file) throws IOException {
        Files.deleteIfExists(file);
    }
}
