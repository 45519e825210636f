package io.micromirror.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WakeTest {
    @ParameterizedTest
    @CsvSource({
        "rsync/mirror.fcix.net/fedora, rsync/mirror.fcix.net/fedora,         true",
        "rsync/mirror.fcix.net/fedora, rsync/mirror.fcix.net/fedora/x,       false",
        "rsync/mirror.fcix.net/fedora, rsync/mirror.fcix.net,                false",
        "rsync/mirror.fcix.net/fedora, rsync/mirror.fcix.net/../fedora,      false",
        "rsync/rsync.alpinelinux.org/#, rsync/rsync.alpinelinux.org/edge/x,  true",
        "rsync/rsync.alpinelinux.org/#, rsync/rsync.alpinelinux.org,         true",
        "rsync/rsync.alpinelinux.org/#, rsync/rsync.alpinelinux.orgs/edge,   false",
        "rsync/+/fedora,               rsync/mirror.fcix.net/fedora,         true",
        "rsync/+/fedora,               rsync/a/b/fedora,                     false",
        "rsync/+,                      rsync/,                               true",
        "#,                            $SYS/broker/uptime,                   false",
        "#,                            rsync/anything,                       true",
    })
    void aFilterMeansTheTopicsThatMqttSays(String filter, String topic, boolean matches) {
        assertThat(new TopicFilter(filter).matches(topic)).isEqualTo(matches);
    }

    /** Both forms of Alpine: the branch in the topic, or in the payload. */
    @Test
    void aBranchMayStandInTheTopicOrInThePayload() {
        Wake edge = new Wake("alpine", new TopicFilter("rsync/+/#"), List.of("edge", "v3.23"));

        assertThat(edge.isBy(new Message("rsync/rsync.alpinelinux.org/edge", "", false)))
                .isTrue();
        assertThat(edge.isBy(new Message("rsync/dl-master.alpinelinux.org/v3.23/x86_64", "v3.23/main/x86_64", false)))
                .isTrue();
        assertThat(edge.isBy(new Message("rsync/rsync.alpinelinux.org/any", "edge/main/x86_64\n", false)))
                .isTrue();
        assertThat(edge.isBy(new Message("rsync/rsync.alpinelinux.org/v3.1", "v3.1/edges", false)))
                .isFalse();
    }
}
