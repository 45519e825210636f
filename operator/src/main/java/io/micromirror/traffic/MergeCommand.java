package io.micromirror.traffic;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Summaries of many nodes and days as one report. */
@Command(
        name = "merge",
        description = "Makes one report of the summaries of many days and nodes.",
        mixinStandardHelpOptions = true)
final class MergeCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "SUMMARY",
            arity = "1..*",
            description = "Files that 'micromirror traffic --summary' wrote, or a node keeps in .micromirror/traffic,"
                    + " or patterns of them.")
    private List<String> files;

    @Mixin
    private TrafficOutput output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            SummaryMerge merge = new SummaryMerge();
            for (Path file : LogFiles.find(files)) {
                merge.add(Json.read(file));
            }
            output.write(merge.merged(), spec.commandLine().getOut());
            return 0;
        } catch (IOException trouble) {
            spec.commandLine().getErr().println("micromirror traffic merge: " + trouble.getMessage());
            return 1;
        }
    }
}
