package io.micromirror.scrub;

import io.micromirror.sync.Mending;
import io.micromirror.sync.SyncPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Clock;

/** A scrub as a process of its own, to be killed. */
final class ScrubProcess {
    private ScrubProcess() {}

    public static void main(String[] arguments) throws IOException {
        Mending mending = new Mending(
                SyncPlan.read(Path.of(arguments[0])),
                Path.of(arguments[1]),
                new PrintWriter(Writer.nullWriter()),
                Clock.systemUTC());
        Reader reader = new Reader(Long.parseLong(arguments[3]), mending::stopping);
        new Scrub(mending, reader, 1, Integer.parseInt(arguments[2]), Clock.systemUTC()).run();
    }

    static Process start(ScrubbedMirror mirror, int most, long rate) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ScrubProcess.class.getName(),
                        mirror.planFile().toString(),
                        mirror.storage().toString(),
                        Integer.toString(most),
                        Long.toString(rate))
                .redirectErrorStream(true)
                .redirectOutput(mirror.storage().resolveSibling("scrub.log").toFile())
                .start();
    }
}
