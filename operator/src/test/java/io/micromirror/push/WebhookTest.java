package io.micromirror.push;

import static io.micromirror.push.Webhook.Answer.ASKED;
import static io.micromirror.push.Webhook.Answer.NOT_CARRIED;
import static io.micromirror.push.Webhook.Answer.NO_SUCH_METHOD;
import static io.micromirror.push.Webhook.Answer.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest {
    private static final String TOKEN = "0123456789abcdef";

    @TempDir
    private Path secret;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<String> spoken = new ArrayList<>();
    private final Webhook webhook = new Webhook(new PushMetrics(registry));

    @BeforeEach
    void aMirrorThatMayBeCalled() throws IOException {
        token(TOKEN + "\n");
        webhook.open("ohioix", secret, Set.of("ubuntu", "debian"), spoken::add);
    }

    @Test
    void aTokenInTheAddressOrInAHeaderIsTaken() {
        assertThat(call("/push/ohioix/ubuntu?token=" + TOKEN)).isEqualTo(ASKED);
        assertThat(call("/push/ohioix/debian/?a=b&token=%30123456789abcdef&c")).isEqualTo(ASKED);
        assertThat(webhook.call("GET", URI.create("/push/ohioix/ubuntu"), Optional.of("Bearer " + TOKEN)))
                .isEqualTo(ASKED);
        assertThat(spoken).containsExactly("ubuntu", "debian", "ubuntu");
    }

    /** One answer, whatever is wrong: the token, the mirror, the project, or all of them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/push/ohioix/ubuntu",
                "/push/ohioix/ubuntu?token=",
                "/push/ohioix/ubuntu?token=0123456789abcdee",
                "/push/ohioix/ubuntu?token=0123456789abcdef0",
                "/push/ohioix/ubuntu?token=%zz",
                "/push/ohioix/nothing?token=wrong",
                "/push/ohioix/..%2F..%2Fetc?token=wrong",
                "/push/nobody/ubuntu?token=0123456789abcdef",
                "/push/",
                "/push/ohioix",
            })
    void withoutTheRightTokenNothingIsLearned(String address) {
        assertThat(webhook.call("POST", URI.create("http://x").resolve(escaped(address)), Optional.empty()))
                .isEqualTo(REFUSED);
        assertThat(spoken).isEmpty();
        assertThat(registry.get("micromirror.push.messages")
                        .tag("outcome", "refused")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void whoKnowsTheTokenIsToldWhatIsWrong() {
        assertThat(call("/push/ohioix/fedora?token=" + TOKEN)).isEqualTo(NOT_CARRIED);
        assertThat(webhook.call("PUT", URI.create("/push/ohioix/ubuntu?token=" + TOKEN), Optional.empty()))
                .isEqualTo(NO_SUCH_METHOD);
        assertThat(spoken).isEmpty();
    }

    @Test
    void aRotatedTokenHoldsAtOnceAndTheOldOneForAsLongAsItStandsThere() throws IOException {
        token(TOKEN + "\nfedcba9876543210\n");
        assertThat(call("/push/ohioix/ubuntu?token=" + TOKEN)).isEqualTo(ASKED);
        assertThat(call("/push/ohioix/ubuntu?token=fedcba9876543210")).isEqualTo(ASKED);
        token("fedcba9876543210");
        assertThat(call("/push/ohioix/ubuntu?token=" + TOKEN)).isEqualTo(REFUSED);
        Files.delete(secret.resolve("token"));
        assertThat(call("/push/ohioix/ubuntu?token=fedcba9876543210")).isEqualTo(REFUSED);
        assertThat(call("/push/ohioix/ubuntu?token=")).isEqualTo(REFUSED);
    }

    @Test
    void aSecretThatIsOfNoUseIsReported() throws IOException {
        assertThat(Webhook.trouble(secret)).isEmpty();
        token("short");
        assertThat(call("/push/ohioix/ubuntu?token=short")).isEqualTo(REFUSED);
        assertThat(Webhook.trouble(secret))
                .hasValueSatisfying(why -> assertThat(why)
                        .endsWith("is not there, or its token has fewer than 16 characters: nobody can call."));
        assertThat(Webhook.trouble(secret.resolve("none")))
                .contains("The operator was not given the Secret none; name it in the chart's operator.secrets.");
    }

    private Webhook.Answer call(String address) {
        return webhook.call("POST", URI.create(address), Optional.empty());
    }

    /** As the HTTP server hands over what it cannot refuse: a URI has no lonely %. */
    private static String escaped(String address) {
        return address.replace("%zz", "%C3%28");
    }

    private void token(String text) throws IOException {
        Files.writeString(secret.resolve("token"), text);
    }
}
