package io.micromirror.fleet;

import java.math.BigInteger;
import java.util.Base64;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Whether a text can be a public key of WireGuard. */
final class WireguardKey {
    private static final BigInteger FIELD = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final int BYTES = 32;
    private static final String FORM = "[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=";

    private WireguardKey() {}

    /**
     * True for all that {@code wg pubkey} can print. What it cannot have printed, such as a private key, is told in fifteen of
     * sixteen cases: public keys are points of Curve25519 of prime order, which the same curve in Edwards' form shows
     * (RFC 7748, section 4.1).
     */
    static boolean isPublic(String text) {
        if (!text.matches(FORM)) {
            return false;
        }
        BigInteger u = number(Base64.getDecoder().decode(text));
        if (u.add(BigInteger.ONE).mod(FIELD).signum() == 0) {
            return false;
        }
        BigInteger y = u.subtract(BigInteger.ONE)
                .multiply(u.add(BigInteger.ONE).modInverse(FIELD))
                .mod(FIELD);
        return Ed25519.validatePublicKeyFull(bytes(y), 0);
    }

    /** From the least byte to the greatest; the topmost bit is none of the number. */
    private static BigInteger number(byte[] bytes) {
        byte[] turned = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            turned[i] = bytes[BYTES - 1 - i];
        }
        return new BigInteger(1, turned).clearBit(255);
    }

    private static byte[] bytes(BigInteger number) {
        byte[] bytes = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            bytes[i] = number.shiftRight(8 * i).byteValue();
        }
        return bytes;
    }
}
