package io.micromirror.fleet;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** An address with the length of its network, such as 10.99.0.7/24. */
record Prefix(InetAddress address, int length) {

    /** @throws IllegalArgumentException with the end of a sentence */
    static Prefix of(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length == 2
                && parts[1].matches("[0-9]{1,3}")
                && parts[0].matches("([0-9]+[.]){3}[0-9]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
            try {
                InetAddress address = InetAddress.ofLiteral(parts[0]);
                int length = Integer.parseInt(parts[1]);
                if (length <= address.getAddress().length * 8) {
                    return new Prefix(address, length);
                }
            } catch (IllegalArgumentException noAddress) {
                // Said below.
            }
        }
        throw new IllegalArgumentException(
                "has \"" + Plain.words(text) + "\", which is no address with a length; write it as in 10.99.0.7/24");
    }

    boolean contains(InetAddress other) {
        return other.getAddress().length == bits() / 8
                && number(other)
                        .shiftRight(bits() - length)
                        .equals(number(address).shiftRight(bits() - length));
    }

    boolean single() {
        return length == bits();
    }

    /** The first address of the network, with the network's length. */
    Prefix first() {
        BigInteger first = number(address)
                .shiftRight(bits() - length)
                .shiftLeft(bits() - length)
                .add(BigInteger.ONE);
        byte[] bytes = first.toByteArray();
        byte[] whole = new byte[bits() / 8];
        int taken = Math.min(bytes.length, whole.length);
        System.arraycopy(bytes, bytes.length - taken, whole, whole.length - taken, taken);
        try {
            return new Prefix(InetAddress.getByAddress(whole), length);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(Arrays.toString(whole), impossible);
        }
    }

    /** Another address of this network. */
    Prefix with(InetAddress other) {
        return new Prefix(other, length);
    }

    /** The address alone, as a network. */
    String alone() {
        return text() + "/" + bits();
    }

    /** As others write it in a URL: IPv6 in brackets. */
    String inUrl() {
        return bits() == Integer.SIZE ? text() : "[" + text() + "]";
    }

    String text() {
        return address.getHostAddress();
    }

    @Override
    public String toString() {
        return text() + "/" + length;
    }

    private int bits() {
        return address.getAddress().length * 8;
    }

    private static BigInteger number(InetAddress address) {
        return new BigInteger(1, address.getAddress());
    }
}
