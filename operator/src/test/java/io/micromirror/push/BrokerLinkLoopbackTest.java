package io.micromirror.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A link and a real broker; and brokers that are none. */
class BrokerLinkLoopbackTest {
    private static final Patience SHORT = new Patience(
            Duration.ofMillis(800),
            Duration.ofMillis(300),
            Duration.ofMillis(20),
            Duration.ofMillis(100),
            Duration.ofMinutes(1));
    private static final Set<TopicFilter> ALL = Set.of(new TopicFilter("rsync/#"));
    private static final int FIVE = 5;

    @TempDir
    private Path folder;

    private final Ear ear = new Ear();
    private final List<BrokerLink> links = new ArrayList<>();

    @AfterEach
    void close() {
        links.forEach(BrokerLink::close);
    }

    @Test
    void hearsWhatIsPublishedAndNotWhatWasKept() throws IOException {
        try (Mosquitto broker = Mosquitto.open(folder)) {
            broker.publish("rsync/old", "-r", "-m", "kept");
            up(listen(broker.url(), Optional.empty()));
            broker.publish("else/where");
            broker.publish("rsync/mirror.fcix.net/fedora");
            broker.publish("rsync/mirror.fcix.net/fedora", "-m", "v3.23/main/x86_64", "-q", "2");

            await().until(() -> ear.heard.size() == 2);
            assertThat(ear.heard)
                    .containsExactly(
                            new Message("rsync/mirror.fcix.net/fedora", "", false),
                            new Message("rsync/mirror.fcix.net/fedora", "v3.23/main/x86_64", false));
            assertThat(ear.missed).hasValue(0);
        }
    }

    @Test
    void tenMegabytesAreLeftOutByABrokerOfMqtt5() throws IOException {
        Path large = Files.write(folder.resolve("large"), new byte[10_000_000]);
        try (Mosquitto broker = Mosquitto.open(folder)) {
            BrokerLink link = up(listen(broker.url(), Optional.empty()));
            broker.publish("rsync/large", "-f", large.toString());
            broker.publish("rsync/small");

            await().until(() -> !ear.heard.isEmpty());
            assertThat(ear.heard).containsExactly(new Message("rsync/small", "", false));
            assertThat(link.state().trouble()).isEmpty();
        }
    }

    /** It claims 256 MB, sends nothing of it, and is not waited for. */
    @Test
    void aBrokerOfMqtt311WhoseMessagesAreTooLongIsLeftAndSaysSo() throws IOException {
        try (HostileBroker broker = new HostileBroker(client -> {
            if (client.level() == FIVE) {
                client.say(0x20, 2, 0, 1);
                return;
            }
            client.admit();
            client.publish("rsync/small");
            client.say(0x30, 0xFF, 0xFF, 0xFF, 0x7F);
        })) {
            troubled(listen(broker.url(), Optional.empty()), "it sends a message of more than 64 KB");
            assertThat(ear.heard.getFirst().topic()).isEqualTo("rsync/small");
            assertThat(ear.unfit).contains(PushOutcome.OVERSIZED);
        }
    }

    @Test
    void aPayloadMayBeAnythingAndItsBeginningIsEnough() throws IOException {
        byte[] binary = new byte[50_000];
        Arrays.fill(binary, (byte) 0xC3);
        Path file = Files.write(folder.resolve("binary"), binary);
        try (Mosquitto broker = Mosquitto.open(folder)) {
            up(listen(broker.url(), Optional.empty()));
            broker.publish("rsync/binary", "-f", file.toString());

            await().until(() -> !ear.heard.isEmpty());
            assertThat(ear.heard.getFirst().payload()).isEqualTo("\uFFFD".repeat(1024));
        }
    }

    @Test
    void moreThanASecondsWorthOfMessagesAreAllHeard() throws IOException {
        try (Mosquitto broker = Mosquitto.open(folder)) {
            up(listen(broker.url(), Optional.empty()));
            broker.publish("rsync/flood", "-n", "--repeat", "1200");
            await().until(() -> ear.heard.size() == 1200);
        }
    }

    @Test
    void aSubscriptionThatIsRefusedIsTold() throws IOException {
        try (HostileBroker broker = new HostileBroker(client -> {
            client.welcome();
            client.answerSubscription(0x87);
        })) {
            troubled(
                    listen(broker.url(), Optional.empty()),
                    "it does not let us subscribe to 1 of 1 topics; ask its owner");
        }
    }

    @Test
    void aBrokerThatKnowsOnlyMqtt311IsSpokenToSo() throws IOException {
        try (HostileBroker broker = new HostileBroker(client -> {
            if (client.level() == FIVE) {
                client.say(0x20, 2, 0, 1);
            } else {
                client.admit();
            }
        })) {
            BrokerLink link = up(listen(broker.url(), Optional.empty()));
            assertThat(broker.levels().subList(0, 2)).containsExactly(5, 4);
            assertThat(link.state().trouble()).isEmpty();
        }
    }

    @Test
    void userPasswordAndAuthorityAreReadAnewForEachTry() throws IOException {
        try (Mosquitto broker = Mosquitto.closed(folder)) {
            Path secret = folder.resolve("fcix");
            BrokerLink link = listen(broker.url(), Optional.of(secret));
            troubled(link, "the operator was not given the Secret fcix; name it in the chart's operator.secrets");

            Files.createDirectory(secret);
            Files.copy(folder.resolve("chain"), secret.resolve("ca.crt"));
            troubled(link, "it does not let this user, or nobody by name, in; give secretName, or ask its owner");
            Files.writeString(secret.resolve("username"), "box\n");
            Files.writeString(secret.resolve("password"), "sesame\n");
            troubled(link, "it does not let this user");
            Files.writeString(secret.resolve("password"), "secret\n");
            up(link);
        }
    }

    @Test
    void aBrokerWhoseAuthorityIsNotTrustedIsNotSpokenTo() throws IOException {
        try (Mosquitto broker = Mosquitto.closed(folder)) {
            troubled(listen(broker.url(), Optional.empty()), "unable to find valid certification path");
        }
    }

    @Test
    void aBrokerThatComesBackIsHeardAgainAndSaysThatSomethingWasMissed() throws IOException {
        try (Mosquitto broker = Mosquitto.open(folder)) {
            BrokerLink link = up(listen(broker.url(), Optional.empty()));
            broker.stop();
            await().until(() -> link.state().since().isEmpty());
            link.announce("rsync/own", "said while it was down");
            broker.start();
            up(link);
            await().until(() -> ear.missed.get() == 1);
            broker.publish("rsync/after");
            await().until(() -> ear.heard.size() == 1);
            assertThat(ear.heard.getFirst().topic()).isEqualTo("rsync/after");
        }
    }

    @Test
    void whatOneAnnouncesAnotherHears() throws IOException {
        try (Mosquitto broker = Mosquitto.open(folder)) {
            up(listen(broker.url(), Optional.empty()));
            Ear deaf = new Ear();
            BrokerLink other = link(new BrokerLink.Wanted(broker.url(), Optional.empty(), Set.of()), deaf);
            other.announce("rsync/hub.example.net/fedora", "2026-11-23T12:00:00Z");

            await().until(() -> !ear.heard.isEmpty());
            assertThat(ear.heard)
                    .containsExactly(new Message("rsync/hub.example.net/fedora", "2026-11-23T12:00:00Z", false));
            assertThat(deaf.heard).isEmpty();
        }
    }

    /** It lets us in and hangs up, fifty times; a minute is yet to pass. */
    @Test
    void aBrokerThatFlapsIsLoggedOnce() throws IOException {
        try (Logged log = new Logged();
                HostileBroker broker = new HostileBroker(client -> {
                    client.admit();
                    throw new IOException("enough of it");
                })) {
            listen(broker.url(), Optional.empty());
            await().until(() -> broker.levels().size() >= 50);
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .endsWith("tried again and again: it closes the connection");
        }
    }

    @Test
    void aBrokerThatAcceptsAndStallsIsLeft() throws IOException {
        try (HostileBroker mute = new HostileBroker(_ -> {})) {
            troubled(listen(mute.url(), Optional.empty()), "it accepts a connection and then says nothing");
        }
        try (HostileBroker asleep = new HostileBroker(HostileBroker.Client::welcome)) {
            troubled(listen(asleep.url(), Optional.empty()), "it keeps the connection and has stopped answering");
        }
        try (HostileBroker halfway = new HostileBroker(client -> {
            client.admit();
            client.say(0x30, 100, 0, 50, 'r');
        })) {
            troubled(listen(halfway.url(), Optional.empty()), "it keeps the connection and has stopped answering");
        }
    }

    @Test
    void whatIsNoMqttIsNotBelieved() throws IOException {
        try (HostileBroker web = new HostileBroker(
                client -> client.say("HTTP/1.1 400 Bad Request\r\n".repeat(9).getBytes(UTF_8)))) {
            troubled(listen(web.url(), Optional.empty()), "it sends what is not MQTT");
        }
        try (HostileBroker endless = new HostileBroker(client -> {
            client.admit();
            client.say(0x30, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF);
        })) {
            troubled(listen(endless.url(), Optional.empty()), "it sends what is not MQTT");
        }
    }

    /** No real broker passes one on. */
    @ParameterizedTest
    @ValueSource(strings = {"rsync/#", "rsync/+/fedora", "", "rsync/\u0000"})
    void aBrokerOfTopicsThatMqttForbidsIsLeft(String topic) throws IOException {
        try (HostileBroker broker = new HostileBroker(client -> {
            client.admit();
            client.publish(topic);
        })) {
            troubled(listen(broker.url(), Optional.empty()), "it sends what is not MQTT");
            assertThat(ear.unfit).contains(PushOutcome.MALFORMED);
            assertThat(ear.heard).isEmpty();
        }
    }

    @Test
    void aTopicThatIsNoTextIsNotBelievedEither() throws IOException {
        try (HostileBroker broker = new HostileBroker(client -> {
            client.admit();
            client.publish(new byte[] {'r', (byte) 0xC3, '('});
        })) {
            troubled(listen(broker.url(), Optional.empty()), "it sends what is not MQTT");
        }
    }

    @Test
    void oddTopicsAreOnlyWords() throws IOException {
        try (Mosquitto broker = Mosquitto.open(folder)) {
            up(listen(broker.url(), Optional.empty()));
            broker.publish("rsync/../../etc/passwd");
            await().until(() -> !ear.heard.isEmpty());
            assertThat(ear.heard.getFirst().topic()).isEqualTo("rsync/../../etc/passwd");
        }
    }

    private BrokerLink listen(URI url, Optional<Path> secret) {
        return link(new BrokerLink.Wanted(url, secret, ALL), ear);
    }

    private BrokerLink link(BrokerLink.Wanted wanted, Ear hearer) {
        BrokerLink link = BrokerLink.open(wanted, hearer, SHORT, Clock.systemUTC());
        links.add(link);
        return link;
    }

    /** A subscription is made by then, too: a broker answers in order. */
    private static BrokerLink up(BrokerLink link) {
        await().until(() -> link.state().since().isPresent());
        return link;
    }

    private static void troubled(BrokerLink link, String words) {
        await().untilAsserted(
                        () -> assertThat(link.state().trouble().orElse("")).contains(words));
    }
}
