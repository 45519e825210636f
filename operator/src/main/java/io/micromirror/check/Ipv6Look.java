package io.micromirror.check;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Looks at IPv6 from a mirror's own machine. A connection is enough: what is said on it is the same over IPv4, and is asked
 * there.
 */
public final class Ipv6Look {
    private static final int PATIENCE = 5000;

    /** Columns of both files by proc(5) and the kernel's net/ipv6/addrconf.c and route.c. */
    private static final int ADDRESS_FLAGS = 4;

    private static final int ROUTE_FLAGS = 8;
    private static final int TENTATIVE = 0x40;
    private static final int DUPLICATE = 0x08;
    private static final int REJECT = 0x0200;
    private static final String ANYWHERE = "0".repeat(32) + " 00 ";

    private Ipv6Look() {}

    /**
     * What is to be seen now.
     *
     * @param roots the mirror's web addresses, as the public knows them
     * @param proc where the kernel tells of its network, usually {@code /proc/net}
     */
    public static OwnIpv6 look(List<URI> roots, Path proc) {
        return new OwnIpv6(
                routed(read(proc.resolve("if_inet6")), read(proc.resolve("ipv6_route"))),
                roots.stream().flatMap(root -> port(root).stream()).toList());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException none) {
            return "";
        }
    }

    /** Whether one of the addresses is public (2000::/3, RFC 4291) and in use, and one of the routes leads anywhere. */
    static boolean routed(String addresses, String routes) {
        return addresses
                        .lines()
                        .filter(line -> line.startsWith("2") || line.startsWith("3"))
                        .anyMatch(line -> (flags(line, ADDRESS_FLAGS) & (TENTATIVE | DUPLICATE)) == 0)
                && routes.lines()
                        .filter(line -> line.startsWith(ANYWHERE))
                        .anyMatch(line -> (flags(line, ROUTE_FLAGS) & REJECT) == 0);
    }

    private static int flags(String line, int column) {
        String[] columns = line.strip().split(" +", -1);
        return columns.length > column ? Integer.parseUnsignedInt(columns[column], 16) : REJECT | TENTATIVE;
    }

    private static List<OwnIpv6.Port> port(URI root) {
        List<InetAddress> addresses = addresses(root);
        return addresses.isEmpty() ? List.of() : List.of(new OwnIpv6.Port(root.getScheme(), trouble(root, addresses)));
    }

    private static List<InetAddress> addresses(URI root) {
        try {
            return Arrays.stream(InetAddress.getAllByName(HttpExchange.host(root)))
                    .filter(Family.IPV6::has)
                    .toList();
        } catch (UnknownHostException none) {
            return List.of();
        }
    }

    /** Null where a connection came about. */
    private static String trouble(URI root, List<InetAddress> addresses) {
        String trouble = null;
        for (InetAddress address : addresses) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address, HttpExchange.port(root)), PATIENCE);
                return null;
            } catch (IOException e) {
                trouble = HttpExchange.trouble(e, Family.IPV6).reason();
            }
        }
        return trouble;
    }
}
