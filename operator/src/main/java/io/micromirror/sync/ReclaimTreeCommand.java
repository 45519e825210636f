package io.micromirror.sync;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the Job of {@code micromirror reclaim} runs, beside the data. */
@Command(
        name = "reclaim-tree",
        hidden = true,
        description = "Deletes a project's tree and state from a storage.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:deleted", "1:the storage would not, or something speaks against it"},
        mixinStandardHelpOptions = true)
public final class ReclaimTreeCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "PROJECT", description = "Name of a project that is off the list.")
    private String project;

    @Option(names = "--storage", required = true, paramLabel = "DIR", description = "The mirror's storage.")
    private Path storage;

    @Option(
            names = "--claimed",
            paramLabel = "PATH",
            description =
                    "Trees that the mirror carries, relative to the storage: none of them, nor what lies in or above"
                            + " one, is deleted.")
    private List<String> claimed = List.of();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            Optional<String> why = new Reclaim(storage).of(project, claimed);
            if (why.isEmpty()) {
                spec.commandLine().getOut().println("The tree of " + project + " is gone.");
                return 0;
            }
            spec.commandLine().getErr().println(why.get());
        } catch (IOException trouble) {
            spec.commandLine()
                    .getErr()
                    .println("The tree of " + project + " is not all gone: " + trouble.getMessage()
                            + ". Check the disk; the next try goes on from there.");
        }
        return 1;
    }
}
