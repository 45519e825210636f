package io.micromirror.traffic;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Old logs as a report, or as a summary to merge. */
@Command(
        name = "traffic",
        description = "Counts who fetched how much of what, from access logs of nginx, Apache and rsyncd."
                + " Keeps no client's address.",
        subcommands = {FollowCommand.class, MergeCommand.class},
        mixinStandardHelpOptions = true)
public final class TrafficCommand implements Callable<Integer> {
    private static final int SKETCHED = 1 << 17;

    @Parameters(
            paramLabel = "FILE",
            description = "Logs, plain or packed by gzip or zstd, or patterns of them; - is the standard input.")
    private List<String> files = List.of(LogFiles.STANDARD_INPUT);

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many threads read one file. Default: one for each core.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--sketch",
            description =
                    "Keeps the heaviest 131,072 files only, in 128 MB at most; the report says by how much a file's"
                            + " bytes may be told too low.")
    private boolean sketch;

    @Option(
            names = "--project",
            paramLabel = "NAME=PATH",
            description = "A project of your own, or another place of a known one; may be given often.")
    private Map<String, String> places = Map.of();

    @Option(names = "--node", paramLabel = "NAME", description = "Whose logs these are, for merged reports.")
    private String node = "";

    @Mixin
    private TrafficOutput output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            Catalogue catalogue = Catalogue.shipped();
            for (Map.Entry<String, String> place : places.entrySet()) {
                catalogue = catalogue.with(place.getKey(), place.getValue());
            }
            Account account = new Account(new Attribution(catalogue), sketch ? SKETCHED : Integer.MAX_VALUE);
            new LogReading(account, threads).read(LogFiles.find(files));
            output.write(SummaryMaker.of(account, node), spec.commandLine().getOut());
            return 0;
        } catch (IOException trouble) {
            spec.commandLine().getErr().println("micromirror traffic: " + trouble.getMessage());
            return 1;
        }
    }
}
