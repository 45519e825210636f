package io.micromirror.sync;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** The runner as a process of its own, to be killed. */
final class RunnerProcess {
    private RunnerProcess() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SyncCommand()).execute(arguments));
    }

    /** A runner that is gone, as by kill -9, before the call of that number to what lets something go live. */
    static Process cutAt(int call, Path plan, Path storage) throws IOException {
        return start(
                List.of("-D" + CuttingDisk.PROPERTY + "=" + call, CuttingDisk.class.getName()),
                plan,
                storage,
                plan.resolveSibling("message"));
    }

    /** The same, that takes this for the time. */
    static Process cutAt(int call, Path plan, Path storage, Instant now) throws IOException {
        return start(
                List.of(
                        "-D" + CuttingDisk.PROPERTY + "=" + call,
                        "-D" + CuttingDisk.NOW + "=" + now,
                        CuttingDisk.class.getName()),
                plan,
                storage,
                plan.resolveSibling("message"));
    }

    static Process start(Path plan, Path storage, Path result) throws IOException {
        return start(List.of(RunnerProcess.class.getName()), plan, storage, result);
    }

    private static Process start(List<String> main, Path plan, Path storage, Path result) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(List.of(
                java.toString(), "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path")));
        command.addAll(main);
        command.addAll(
                List.of("--plan", plan.toString(), "--storage", storage.toString(), "--result", result.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(result.resolveSibling("runner.log").toFile())
                .start();
    }
}
