package io.micromirror.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micromirror.acme.Issuance;
import io.micromirror.acme.Issued;
import io.micromirror.acme.Keys;
import io.micromirror.acme.RefusedException;
import io.micromirror.acme.Wanted;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Orders at a real authority, which asks a real nginx. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IssuanceLoopbackTest {
    private static final List<String> NAMES = List.of("box.example.net", "mirror.example.org");

    private Pod pod;
    private Pebble pebble;
    private Path challenges;

    @BeforeAll
    void start(@TempDir Path folder, @TempDir Path authority) throws IOException {
        pod = new Pod(folder);
        pod.offer("debian/README", "hello");
        challenges = Files.createDirectories(pod.places.challenges());
        pod.want(pod.secureSite(Pod.project("debian")));
        pod.upkeep().round();
        pod.start();
        pebble = new Pebble(authority, pod.port);
    }

    @AfterAll
    void stop() {
        pebble.close();
        pod.close();
    }

    @Test
    void orderIsFulfilledAndNginxUsesWhatItBrings() throws Exception {
        String account = Keys.make();
        Issued first = order(pebble.caBundle, NAMES, challenges, account);
        Issued second = order(pebble.caBundle, NAMES, challenges, account);

        assertThat(second.key()).isNotEqualTo(first.key());
        Secrets.hand(Map.of("tls.crt", second.chain(), "tls.key", second.key()), pod.places.certificate());
        ServingReport.Https https = pod.upkeep().round().https();
        assertThat(https.error()).isNull();
        assertThat(https.names()).containsExactlyInAnyOrderElementsOf(NAMES);
        assertThat(https.until()).isAfter(Instant.now().plusSeconds(80L * 86_400));
        try (var left = Files.list(challenges)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void nameThatIsNotProvedIsNamedInTheAuthoritysWords(@TempDir Path elsewhere) {
        assertThatThrownBy(() -> order(pebble.caBundle, List.of("else.example.net"), elsewhere, Keys.make()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContainingAll("localhost gave no certificate: else.example.net was not proved: ", "404");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void authorityThatNobodyVouchesForIsNotAsked() {
        assertThatThrownBy(() -> order(null, NAMES, challenges, Keys.make()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("localhost gave no certificate: ");
    }

    @Test
    void authorityThatIsNotThereIsSaidToBe() {
        Wanted nobody = new Wanted(URI.create("https://localhost:9/dir"), "noc@example.net", pebble.caBundle, NAMES);
        assertThatThrownBy(() -> new Issuance(nobody, challenges).order(Keys.make()))
                .isInstanceOf(RefusedException.class);
    }

    private Issued order(String caBundle, List<String> names, Path answers, String account)
            throws RefusedException, InterruptedException {
        return new Issuance(new Wanted(pebble.directory, "noc@example.net", caBundle, names), answers).order(account);
    }
}
