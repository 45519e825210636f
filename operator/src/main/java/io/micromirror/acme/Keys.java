package io.micromirror.acme;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.KeyPair;
import java.security.Security;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.shredzone.acme4j.util.KeyPairUtils;

/** Private keys as PEM: of an account, of a certificate. P-256, the curve that every client and authority knows. */
public final class Keys {
    private static final String CURVE = "secp256r1";

    static {
        // The ACME library makes and reads keys by this provider, and by its name.
        Security.addProvider(new BouncyCastleProvider());
    }

    private Keys() {}

    public static String make() {
        return pem(pair());
    }

    static KeyPair pair() {
        return KeyPairUtils.createECKeyPair(CURVE);
    }

    static KeyPair read(String pem) {
        try {
            return KeyPairUtils.readKeyPair(new StringReader(pem));
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "The account's key cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    static String pem(KeyPair pair) {
        StringWriter text = new StringWriter();
        try {
            KeyPairUtils.writeKeyPair(pair, text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }
}
