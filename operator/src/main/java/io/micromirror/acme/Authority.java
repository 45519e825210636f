package io.micromirror.acme;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.shredzone.acme4j.connector.NetworkSettings;
import org.shredzone.acme4j.provider.AbstractAcmeProvider;

/** An authority whose own web server is vouched for by certificates that we were given. */
final class Authority extends AbstractAcmeProvider {
    private final SSLContext trusting;

    Authority(String caBundle) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int count = 0;
            for (Certificate each : CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(caBundle.getBytes(StandardCharsets.US_ASCII)))) {
                store.setCertificateEntry("" + count++, each);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            trusting = SSLContext.getInstance("TLS");
            trusting.init(null, trust.getTrustManagers(), null);
        } catch (GeneralSecurityException | IOException unreadable) {
            throw new IllegalArgumentException(
                    "spec.http.tls.acme.caBundle holds no certificates that can be read: " + unreadable.getMessage(),
                    unreadable);
        }
    }

    @Override
    public boolean accepts(URI directory) {
        return true;
    }

    @Override
    public URL resolve(URI directory) {
        try {
            return directory.toURL();
        } catch (IOException malformed) {
            throw new IllegalArgumentException(directory + " is no address", malformed);
        }
    }

    @Override
    public HttpClient createHttpClient(NetworkSettings settings) {
        return HttpClient.newBuilder()
                .sslContext(trusting)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(settings.getTimeout())
                .build();
    }
}
