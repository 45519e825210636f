package io.micromirror.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/**
 * The hub's configuration. That WireGuard itself takes the golden file, and what it then lets through, is tried by
 * node-image/tests/run.
 */
class WireguardCommandTest {
    private static final Path GOLDEN = Path.of("src/test/resources/WireguardCommandTest/wg-fleet.conf");
    private static final String HUB = "fClf4uIWsaeO7JRLaXwik/koSDrySDr2pvHxpVQpQB4=";
    private static final String ONE = "KtBM3L2xkiSNkva9FEzBZsgSnGcKA3nuMYr/x38YVSc=";
    private static final String OTHER = "g3ZO9vKuIAiQXs1V3tBFo4vK2dgbDWT+tx61DLyDGCY=";

    /** Of a pair that was made for this test. */
    private static final String PRIVATE = "ONMFQv4/YbFL1KSy3Atvsw+m9j685S3Rd4qqjE3ALH8=";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Object... arguments) {
        String[] words = new String[arguments.length + 1];
        words[0] = "wireguard";
        for (int i = 0; i < arguments.length; i++) {
            words[i + 1] = arguments[i].toString();
        }
        return new CommandLine(new FleetCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }

    private void site(String name, String wireguard) throws IOException {
        Path site = Files.createDirectories(folder.resolve("sites").resolve(name));
        Files.writeString(
                site.resolve("node.yaml"),
                "kind: MirrorNode\nmetadata: {name: %1$s}\nspec: {hostname: %1$s.example.net}\n".formatted(name));
        Files.writeString(site.resolve("host.yaml"), wireguard);
    }

    private static String tunnel(String address, String key) {
        return """
                wireguard:
                  addresses: [%s/24]
                  publicKey: %s
                  hub: {publicKey: %s, endpoint: "hub.example.net:51820", allowedAddresses: [10.99.0.0/24]}
                """.formatted(address, key, HUB);
    }

    @Test
    void theExampleBecomesWhatWireguardIsTriedWith() throws IOException {
        Path file = folder.resolve("hub/wg-fleet.conf");

        assertThat(run("../examples/gitops/sites", file)).as(err.toString()).isZero();

        assertThat(err.toString()).isEmpty();
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(GOLDEN.getParent());
            Files.copy(file, GOLDEN, StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(file).hasSameTextualContentAs(GOLDEN);
    }

    @Test
    void aFileThatSaysTheSameAlreadyIsLeftAlone() throws IOException {
        Path file = folder.resolve("wg-fleet.conf");
        site("a", tunnel("10.99.0.7", ONE));
        run(folder.resolve("sites"), file);
        FileTime longAgo = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(file, longAgo);

        assertThat(run(folder.resolve("sites"), file)).isZero();
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(longAgo);

        site("b", tunnel("10.99.0.8", OTHER));
        assertThat(run(folder.resolve("sites"), file)).isZero();
        assertThat(file).content().contains("# a: a.example.net", "# b: b.example.net", "AllowedIPs = 10.99.0.8/32");
    }

    @Test
    void aBoxWithoutKeyOrTunnelIsWaitedFor() throws IOException {
        site("a", tunnel("10.99.0.7", ONE));
        site("new", tunnel("10.99.0.8", "x").replaceFirst(" *publicKey: x\n", ""));
        site("alone", "hostname: alone\n");

        assertThat(run(folder.resolve("sites"))).isZero();

        assertThat(out.toString()).contains("# a:").doesNotContain("# new", "# alone");
        assertThat(err.toString()).isEqualTo("""
                        micromirror fleet wireguard: %1$s/sites/alone/host.yaml: wireguard is missing, so the hub does not reach the box.
                        micromirror fleet wireguard: %1$s/sites/new/host.yaml: wireguard.publicKey is missing: write there what the box's installed.txt or console says.
                        """.formatted(folder));
    }

    /** Each beside a box that is right: that one is written all the same. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            10.99.0.7  | OTHER   | b/host.yaml: wireguard.addresses gives it the address 10.99.0.7, which SITES/a has: write its own.
            10.99.0.8  | ONE     | b/host.yaml: wireguard.publicKey gives it the key ONE, which SITES/a has: write its own.
            10.99.0.1  | OTHER   | b/host.yaml: wireguard.addresses has 10.99.0.1, which is the hub's: take another.
            10.99.0.8  | HUB     | b/host.yaml: wireguard.publicKey is that of the hub: write the box's own.
            10.99.0.8  | PRIVATE | b/host.yaml: wireguard.publicKey is no public key, but a private or a misspelt one: write what installed.txt says; a private key that was shown is to be made anew.
            10.99.0.8  | abc=    | b/host.yaml: wireguard.publicKey is no public key, but a private or a misspelt one: write what installed.txt says; a private key that was shown is to be made anew.
            10.99.0    | OTHER   | b/host.yaml: wireguard.addresses has "10.99.0/24", which is no address with a length; write it as in 10.99.0.7/24.
            [          | OTHER   | this is not YAML; mend that line, or finish it.
            """)
    void whatMustBeMendedIsSaidAndTheOthersStand(String address, String key, String sentence) throws IOException {
        site("a", tunnel("10.99.0.7", ONE));
        site("b", tunnel(address, keys(key)));

        assertThat(run(folder.resolve("sites"))).isEqualTo(1);

        assertThat(out.toString()).contains("# a: a.example.net", ONE).doesNotContain(PRIVATE);
        assertThat(err.toString())
                .doesNotContain(PRIVATE)
                .contains(keys(sentence).replace("SITES", folder + "/sites").strip());
    }

    private static String keys(String text) {
        return text.replace("PRIVATE", PRIVATE)
                .replace("ONE", ONE)
                .replace("OTHER", OTHER)
                .replace("HUB", HUB);
    }

    @Test
    void aFolderThatIsNotWholeAndOneThatWasCopiedAreSaid() throws IOException {
        site("a", tunnel("10.99.0.7", ONE));
        Files.delete(folder.resolve("sites/a/node.yaml"));
        site("Big", tunnel("10.99.0.8", ONE));
        site("c", tunnel("10.99.0.9", OTHER).replace(":51820", ":51821"));
        site("d", tunnel("10.99.0.10", ONE).replace(HUB, OTHER).replace("10.99.0.0/24", "10.99.0.3/32"));

        assertThat(run(folder.resolve("sites"), "--address", "10.99.0.1/24")).isEqualTo(1);

        assertThat(err.toString())
                .contains("sites/a/node.yaml: the file is missing; it says what the box mirrors.")
                .contains(
                        "sites/Big: a folder's name has lower-case letters, digits and '-' only, as Argo CD wants it.")
                .contains("d/host.yaml: wireguard.hub.endpoint has port 51820, and that of")
                .contains("d/host.yaml: wireguard.hub.publicKey is another than that of")
                .contains("d/host.yaml: wireguard.hub.allowedAddresses has no address of the hub; add 10.99.0.1/32.");
    }

    @Test
    void whatIsNoFolderOfSitesIsWrongUsage() throws IOException {
        assertThat(run(folder.resolve("none"))).isEqualTo(2);
        assertThat(run(folder)).isEqualTo(2);
        site("a", "hostname: a\n");
        assertThat(run(folder.resolve("sites"))).isEqualTo(2);
        site("a", tunnel("10.99.0.7", ONE));
        assertThat(run(folder.resolve("sites"), "--address=10.99.0.1")).isEqualTo(2);
        assertThat(err.toString())
                .contains("There is no folder " + folder.resolve("none"))
                .contains("There is no <site>/node.yaml in " + folder)
                .contains("No box in " + folder + "/sites says in its host.yaml how it is reached (wireguard:)")
                .contains(
                        "--address has \"10.99.0.1\", which is no address with a length; write it as in 10.99.0.7/24");
    }
}
