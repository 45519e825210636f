package io.micromirror.push;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** What each source sent and what became of it, and how long a publish took from the first word of it. */
public final class PushMetrics {
    private static final String MESSAGES = "micromirror.push.messages";
    private static final String PUBLISHED = "micromirror.push.published";
    private static final Duration[] BUCKETS = {
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(2),
        Duration.ofMinutes(10),
        Duration.ofHours(1)
    };

    private final MeterRegistry registry;

    public PushMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Of a source, which is a url of a broker or webhook; never anything that a stranger chose. */
    public void counted(String source, PushOutcome outcome) {
        Counter.builder(MESSAGES)
                .description("What sources of news sent, by what became of it.")
                .tag("source", source)
                .tag("outcome", outcome.word())
                .register(registry)
                .increment();
    }

    public void published(Duration sinceTheFirstWord) {
        Timer.builder(PUBLISHED)
                .description("From the first message of a publish to its being served here.")
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                .record(sinceTheFirstWord);
    }
}
