package io.micromirror;

import static org.awaitility.Awaitility.await;

import io.micromirror.serve.Places;
import io.micromirror.traffic.Published;
import java.nio.file.Path;
import java.time.Duration;

/** What counts on a box, and what it counted of a project. */
record Counter(Cluster cluster, String project) {
    private static final Path LOG = Places.POD.accessLog();

    // Of this mirror: another one's may run beside it. In brackets, or this very shell would be found, whose words
    // these
    // are, too.
    private static final String FIND = "pid=$(grep -la -e '--node=[q]uickstart' /proc/[0-9]*/cmdline 2>/dev/null"
            + " | cut -d/ -f3 | head -1); log=/proc/$pid/root" + LOG + "; ";

    private static final String AWAIT = "pid=; until [ -n \"$pid\" ]; do sleep 0.5; " + FIND + "done; ";

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
        box(AWAIT + "sleep 3; " + FIND + "kill -" + signal
                + " $pid; while kill -0 $pid 2>/dev/null; do sleep 0.2; done");
    }

    /** As logrotate does it: nginx writes on to the old file until it is told of the new one. */
    void rotate() {
        box(AWAIT + "mv $log $log.1; " + nginx("$log.1", "USR1") + "until [ -e $log ]; do sleep 0.2; done");
    }

    /** New workers take over, the old ones end with their last line. */
    void reload() {
        box(AWAIT + nginx("$log", "HUP"));
    }

    /** Signals the nginx that has this file for its log. */
    private static String nginx(String file, String signal) {
        return "for one in $(grep -la '^nginx: [m]aster' /proc/[0-9]*/cmdline 2>/dev/null | cut -d/ -f3); do " + "! [ "
                + file + " -ef /proc/$one/root" + file.replace("$log", LOG.toString()) + " ] || kill -" + signal
                + " $one; done; ";
    }

    private void box(String commands) {
        cluster.box("sh", "-c", commands);
    }
}
