package io.micromirror.check;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/** Which of a host's addresses are asked. */
public enum Family {
    /** As the system prefers. */
    ANY,
    IPV4,
    IPV6;

    public boolean has(InetAddress address) {
        return switch (this) {
            case ANY -> true;
            case IPV4 -> address instanceof Inet4Address;
            case IPV6 -> address instanceof Inet6Address;
        };
    }

    /** As people write it; empty for any. */
    public String word() {
        return switch (this) {
            case ANY -> "";
            case IPV4 -> "IPv4";
            case IPV6 -> "IPv6";
        };
    }
}
