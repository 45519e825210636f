package io.micromirror.fleet;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A fleet in a terminal. */
@Command(
        name = "status",
        description = {
            "Says how mirrors are, from the status.json that each serves to anybody; needs no cluster.",
            "Below a mirror stands what is wrong with it. What is wrong with a manifest is said on standard error."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:every mirror is OK", "1:one is not, or a manifest is not whole", "2:wrong usage"},
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
    private static final String HOME_AND_CLEAR = "\u001b[H\u001b[2J";

    private final Clock clock;
    private final boolean terminal;

    @Parameters(
            arity = "0..*",
            paramLabel = "SITES|URL",
            description = "Folders of MirrorNode manifests, or addresses of mirrors. Default: sites.")
    private List<String> given = List.of("sites");

    @Option(names = "--json", description = "For programs: each status.json as it came, and what is made of it.")
    private boolean json;

    @Option(names = "--watch", description = "Ask again and again, until interrupted.")
    private boolean watch;

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            description = "How long to wait between, with --watch. Default: ${DEFAULT-VALUE}.")
    private double every = 10;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            description = "How long a mirror may take; all are asked at once. Default: ${DEFAULT-VALUE}.")
    private double patience = 2;

    @Spec
    private CommandSpec spec;

    /** At the terminal of whoever calls it; {@code NO_COLOR} in the environment is heeded (no-color.org). */
    public StatusCommand() {
        this(Clock.systemUTC(), isTerminal(System.console()) && System.getenv("NO_COLOR") == null);
    }

    StatusCommand(Clock clock, boolean terminal) {
        this.clock = clock;
        this.terminal = terminal;
    }

    private static boolean isTerminal(Console console) {
        return console != null && console.isTerminal();
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!(patience > 0 && patience <= 600 && every > 0 && every <= 86_400)) {
            throw new ParameterException(
                    spec.commandLine(), "--patience is above 0 and at most 600 seconds, --every at most a day");
        }
        try (Inquiry inquiry = new Inquiry(seconds(patience), clock)) {
            int exit = once(inquiry);
            while (watch) {
                Thread.sleep(seconds(every));
                exit = once(inquiry);
            }
            return exit;
        }
    }

    /** The folder is read each time: a site may come or go. */
    private int once(Inquiry inquiry) throws InterruptedException {
        Roster roster = roster();
        List<Report> reports = inquiry.ask(roster.members());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(StatusJson.render(reports, roster.remarks(), clock.instant()));
        } else {
            out.print(
                    (watch && terminal ? HOME_AND_CLEAR : "") + StatusTable.render(reports, clock.instant(), terminal));
        }
        out.flush();
        roster.remarks().forEach(remark -> spec.commandLine().getErr().println("micromirror status: " + remark));
        return roster.remarks().isEmpty() && reports.stream().allMatch(report -> report.state() == State.OK) ? 0 : 1;
    }

    private Roster roster() {
        try {
            Roster roster = Roster.of(given);
            if (roster.members().isEmpty() && roster.remarks().isEmpty()) {
                throw new IllegalArgumentException(
                        "There is no manifest of a MirrorNode in " + String.join(", ", given));
            }
            return roster;
        } catch (IOException | IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static Duration seconds(double number) {
        return Duration.ofMillis(Math.round(number * 1000));
    }
}
