package io.micromirror.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A pod has seldom any IPv6: that says nothing of the mirror that has. Each case is a network namespace of its own, in which
 * an observer looks at a mirror that has addresses of both families.
 */
class NoIpv6LoopbackTest {
    private static final String PLACES = """
            none,       true
            link-local, ip link add eth0 type dummy && ip link set eth0 up
            off,        echo 1 >/proc/sys/net/ipv6/conf/all/disable_ipv6
            """;

    @ParameterizedTest
    @CsvSource(textBlock = PLACES)
    void whoHasNoIpv6KnowsNothingOfItAndAccusesNobody(String place, String setup)
            throws IOException, InterruptedException {
        assertThat(seen(setup, "2001:db8::1")).as(place).isEqualTo("UP ipv4=UP ipv6=UNKNOWN there is no IPv6 here\n");
    }

    /** The counterpart: whose own IPv6 leads somewhere is told apart from who has none. */
    @Test
    void whoHasIpv6SaysThatNobodyAnswers() throws IOException, InterruptedException {
        assertThat(seen("ip address add 2001:db8::1/64 dev lo", "2001:db8::1"))
                .isEqualTo("UP ipv4=UP ipv6=UNKNOWN nobody answers, so it may be the network here\n");
    }

    private static String seen(String setup, String address) throws IOException, InterruptedException {
        boolean root =
                ProcessHandle.current().info().user().filter("root"::equals).isPresent();
        List<String> command = new ArrayList<>(List.of("unshare", "--net"));
        if (!root) {
            command.add("--map-root-user");
        }
        command.addAll(List.of(
                "sh",
                "-ec",
                "ip link set lo up; " + setup + "; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LoneObserver.class.getName(),
                address));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
