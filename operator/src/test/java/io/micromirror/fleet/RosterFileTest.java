package io.micromirror.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RosterFileTest {
    private static Report report(String name, String root) {
        return Report.of(
                new Member(name, URI.create(root), List.of("debian"), null, null, null),
                new Answer.Silent("refused the connection"),
                Instant.EPOCH);
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        String text = RosterFile.render(
                List.of(report("a", "http://a.example.net/"), report("b", "http://b.example.net:8080/")));

        assertThat(text)
                .isEqualTo(
                        "{\"version\":1,\"mirrors\":["
                                + "{\"name\":\"a\",\"hostname\":\"a.example.net\",\"port\":80,\"projects\":[{\"name\":\"debian\"}]},"
                                + "{\"name\":\"b\",\"hostname\":\"b.example.net\",\"port\":8080,\"projects\":[{\"name\":\"debian\"}]}]}\n");
        Roster roster = RosterFile.parse(text);
        assertThat(roster.remarks()).isEmpty();
        assertThat(roster.members())
                .extracting(member -> member.name() + " " + member.root())
                .containsExactly("a http://a.example.net/", "b http://b.example.net:8080/");
    }

    @Test
    void aMirrorThatIsNoneOrTwiceIsASentenceAndTheOthersStand() {
        Roster roster = RosterFile.parse("""
                {"version": 1, "later": {}, "mirrors": [
                  {"name": "a", "hostname": "a.example.net"}, {"name": "a", "hostname": "b.example.net"},
                  {"name": "c", "hostname": "A.example.net"}, {"name": "d", "hostname": "d/../?#@x"},
                  {"name": "e\\"}", "hostname": "e.example.net"}, {"name": "f", "hostname": "f", "port": 70000}, 7, null,
                  {"name": "g", "hostname": "g.example.net"}]}
                """);

        assertThat(roster.members()).extracting(Member::name).containsExactly("a", "g");
        assertThat(roster.remarks())
                .hasSize(7)
                .contains(
                        "fleet.json was left out: fleet.json has the same name a.",
                        "fleet.json was left out: fleet.json has the same host name a.example.net.",
                        "A mirror was left out: its name, hostname or port is none (d d/../?#@x).");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                               | is no fleet.json of version 1",
                "[]                               | is no fleet.json of version 1",
                "{\"version\":2,\"mirrors\":[]}   | is no fleet.json of version 1",
                "{\"version\":1,\"mirrors\":{}}   | is no fleet.json of version 1",
                "{\"version\":1,\"mirrors\":[]}   | names no mirror",
                "{\"version\":1,\"mirrors\":[7]}  | names no mirror",
                "{\"version\":1,\"mirr            | cannot be read: ",
                "<html>                           | cannot be read: ",
            })
    void whatIsNoRosterIsRefused(String text, String why) {
        assertThatThrownBy(() -> RosterFile.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(why.strip());
    }

    @Test
    void aRosterOfTooManyIsRefused() {
        String many = "{\"name\":\"a\",\"hostname\":\"a\"},".repeat(1001);
        assertThatThrownBy(() ->
                        RosterFile.parse("{\"version\":1,\"mirrors\":[" + many.substring(0, many.length() - 1) + "]}"))
                .hasMessage("names more than 1000 mirrors");
    }
}
