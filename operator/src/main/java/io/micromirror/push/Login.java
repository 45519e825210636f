package io.micromirror.push;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;

/**
 * A directory of files, as a Secret is mounted: {@code username} and {@code password}, for which there need not be any,
 * and {@code ca.crt}, the authorities to trust in place of the public ones. Read anew for each connection, because
 * Secrets are rotated.
 */
record Login(Optional<User> user, Optional<Path> authorities) {
    static final Login NONE = new Login(Optional.empty(), Optional.empty());

    /** Who connects. */
    record User(String name, String password) {}

    static Login read(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new IOException("the operator was not given the Secret " + directory.getFileName()
                    + "; name it in the chart's operator.secrets");
        }
        Path name = directory.resolve("username");
        Path password = directory.resolve("password");
        Path authorities = directory.resolve("ca.crt");
        Login login = new Login(
                Files.exists(name)
                        ? Optional.of(new User(line(name), Files.exists(password) ? line(password) : ""))
                        : Optional.empty(),
                Files.exists(authorities) ? Optional.of(authorities) : Optional.empty());
        if (login.equals(NONE)) {
            throw new IOException("the Secret " + directory.getFileName()
                    + " is not there, or has none of username, password and ca.crt");
        }
        return login;
    }

    /** What to trust in place of the public authorities. */
    Optional<TrustManagerFactory> trust() throws IOException {
        if (authorities.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream pem = Files.newInputStream(authorities.get())) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry(Integer.toString(store.size()), each);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            return Optional.of(trust);
        } catch (GeneralSecurityException unreadable) {
            throw new IOException("the ca.crt of its Secret holds no certificate", unreadable);
        }
    }

    private static String line(Path file) throws IOException {
        return Files.readString(file).strip();
    }
}
