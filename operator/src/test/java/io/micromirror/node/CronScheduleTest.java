package io.micromirror.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronScheduleTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "300   | \\d-59/5 \\* \\* \\* \\*",
                "1800  | \\d+-59/30 \\* \\* \\* \\*",
                "3600  | \\d+ \\* \\* \\* \\*",
                "21600 | \\d+ [0-5]-23/6 \\* \\* \\*",
                "43200 | \\d+ \\d+-23/12 \\* \\* \\*",
                "86400 | \\d+ \\d+ \\* \\* \\*"
            })
    void everySecondsBecomesACronExpression(int everySeconds, String expression) {
        assertThat(CronSchedule.of(everySeconds, "box--fedora")).matches(expression);
    }

    @Test
    void sameSeedHasTheSameMinute() {
        assertThat(CronSchedule.of(3600, "box--fedora")).isEqualTo(CronSchedule.of(3600, "box--fedora"));
    }

    @Test
    void aFleetSpreadsOverTheHour() {
        long minutes = IntStream.range(0, 200)
                .mapToObj(box -> CronSchedule.of(3600, "box" + box + "--fedora"))
                .distinct()
                .count();
        assertThat(minutes).isGreaterThan(40);
    }
}
