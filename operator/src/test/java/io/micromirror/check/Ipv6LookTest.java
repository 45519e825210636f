package io.micromirror.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a machine knows of its own IPv6, by the kernel's tables and by connections to the loopback address. */
class Ipv6LookTest {
    private static final String ADDRESSES = """
            fe8000000000000000fc00fffe000001 04 40 20 80     eth0
            00000000000000000000000000000001 01 80 10 80       lo
            """;

    private static final String ROUTE = "%s 00 00000000000000000000000000000000 00 "
            + "fe800000000000000000000000000001 00000400 00000001 00000000 %s     eth0\n";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a public address and a default route | 20010db8000000000000000000000002 04 40 00 80     eth0 | 00450003 | true
            an address for this site alone       | fd000000000000000000000000000002 04 40 00 82     eth0 | 00450003 | false
            only addresses of links              |                                                      | 00450003 | false
            an address that another one has      | 20010db8000000000000000000000002 04 40 00 88     eth0 | 00450003 | false
            an address that is being tried       | 20010db8000000000000000000000002 04 40 00 c0     eth0 | 00450003 | false
            a default route that refuses         | 20010db8000000000000000000000002 04 40 00 80     eth0 | 00200200 | false
            no default route                     | 20010db8000000000000000000000002 04 40 00 80     eth0 |          | false
            half a line                          | 20010db8                                             | 00450003 | false
            """)
    void routed(String what, String address, String flags, boolean routed) {
        String routes = ROUTE.formatted("20010db8" + "0".repeat(24), "00000001")
                + (flags == null ? "" : ROUTE.formatted("0".repeat(32), flags));

        assertThat(Ipv6Look.routed(ADDRESSES + (address == null ? "" : address + "\n"), routes))
                .as(what)
                .isEqualTo(routed);
    }

    @Test
    void machineWithoutIpv6SaysSo(@TempDir Path proc) {
        assertThat(Ipv6Look.look(List.of(URI.create("http://127.0.0.1/")), proc))
                .isEqualTo(new OwnIpv6(false, List.of()));
    }

    @Test
    void portsSayWhetherSomebodyListens(@TempDir Path proc) throws IOException {
        Files.writeString(proc.resolve("if_inet6"), "20010db8000000000000000000000002 04 40 00 80     eth0\n");
        Files.writeString(proc.resolve("ipv6_route"), ROUTE.formatted("0".repeat(32), "00450003"));
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, Inet6Address.getByName("::1"))) {
            closed = socket.getLocalPort();
        }
        try (ServerSocket open = new ServerSocket(0, 1, Inet6Address.getByName("::1"))) {
            OwnIpv6 seen = Ipv6Look.look(
                    List.of(
                            URI.create("http://[::1]:" + open.getLocalPort() + "/"),
                            URI.create("https://[::1]:" + closed + "/")),
                    proc);

            assertThat(seen)
                    .isEqualTo(new OwnIpv6(
                            true, List.of(new OwnIpv6.Port("http", null), new OwnIpv6.Port("https", "Refused"))));
        }
    }
}
