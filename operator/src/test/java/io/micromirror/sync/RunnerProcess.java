package io.micromirror.sync;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;

/** The runner as a process of its own, to be killed. */
final class RunnerProcess {
    private RunnerProcess() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SyncCommand()).execute(arguments));
    }

    static Process start(Path plan, Path storage, Path result) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new ProcessBuilder(List.of(
                        java.toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RunnerProcess.class.getName(),
                        "--plan",
                        plan.toString(),
                        "--storage",
                        storage.toString(),
                        "--result",
                        result.toString()))
                .redirectErrorStream(true)
                .redirectOutput(result.resolveSibling("runner.log").toFile())
                .start();
    }
}
