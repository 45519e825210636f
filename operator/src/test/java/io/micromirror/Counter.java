package io.micromirror;

import static org.awaitility.Awaitility.await;

import io.micromirror.traffic.Published;
import java.time.Duration;

/** What counts on a box, and what it counted of a project. */
record Counter(Cluster cluster, String project) {
    /** What was counted up to now: told to end, the counter keeps it, and the next one is started. */
    long counted() {
        await().pollDelay(Duration.ofMillis(1500)).until(() -> true); // nginx writes within a second
        kill("TERM");
        return published();
    }

    /** What the counter published last. */
    long published() {
        String counters = cluster.box("cat", "/srv/mirror/.micromirror/" + Published.FILE);
        return Published.parse(counters)
                .orElseThrow()
                .report()
                .totals()
                .projects()
                .get(project)
                .bytes();
    }

    /** Waits until one runs, and until it is gone. */
    void kill(String signal) {
        // Of this mirror: another one's may run beside it. In brackets, or this very shell would be found, whose words
        // these are, too.
        String running = "grep -la -e '--node=[q]uickstart' /proc/[0-9]*/cmdline 2>/dev/null | cut -d/ -f3 | head -1";
        cluster.box(
                "sh",
                "-c",
                "until [ -n \"$(" + running + ")\" ]; do sleep 0.5; done; sleep 3; pid=$(" + running + "); kill -"
                        + signal + " $pid; while kill -0 $pid 2>/dev/null; do sleep 0.2; done");
    }
}
