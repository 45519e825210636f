package io.micromirror.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a folder of sites becomes for others. */
@Command(
        name = "fleet",
        description = "Makes of a folder of MirrorNode manifests what a fleet needs beside its clusters.",
        mixinStandardHelpOptions = true,
        subcommands = {ReportCommand.class, WireguardCommand.class, TargetsCommand.class})
public final class FleetCommand {
    /** With a mirror that does not answer. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    @Spec
    private CommandSpec spec;

    /** Writes what stands by itself: a page that fetches nothing, and a list. */
    @Command(
            name = "page",
            description = {
                "Writes OUT/index.html: a map, who hosts each mirror, what it carries, what the checkers say, what it sent;",
                "and OUT/fleet.json: who belongs to the fleet, by which each box knows the two that it watches.",
                "It is how the mirrors are at this moment; run it from a timer, and let any web server serve it."
            },
            mixinStandardHelpOptions = true)
    int page(
            @Parameters(paramLabel = "SITES", description = "Folder of MirrorNode manifests.") Path sites,
            @Parameters(paramLabel = "OUT", description = "Folder to write to.") Path out,
            @Option(names = "--title", defaultValue = "Our mirrors", description = "Default: ${DEFAULT-VALUE}.")
                    String title)
            throws IOException, InterruptedException {
        Clock clock = Clock.systemUTC();
        Roster roster = roster(sites, spec);
        try (Inquiry inquiry = new Inquiry(PATIENCE, clock)) {
            List<Report> reports = inquiry.ask(roster.members());
            Files.createDirectories(out);
            write(out.resolve(RosterFile.NAME), RosterFile.render(reports));
            Path file = out.resolve("index.html");
            write(file, FleetPage.render(title, reports, clock.instant()));
            say(spec, file + ": " + StatusTable.summary(reports));
        }
        return 0;
    }

    /** Whoever reads it meanwhile reads one or the other. */
    private static void write(Path file, String text) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(aside, text);
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** With what was left out said. */
    static Roster roster(Path sites, CommandSpec spec) throws IOException {
        if (!Files.exists(sites)) {
            throw new ParameterException(spec.commandLine(), "There is no folder " + sites);
        }
        Roster roster = Roster.of(List.of(sites.toString()));
        roster.remarks().forEach(remark -> say(spec, remark));
        if (roster.members().isEmpty()) {
            throw new ParameterException(spec.commandLine(), "There is no manifest of a MirrorNode in " + sites);
        }
        return roster;
    }

    static void say(CommandSpec spec, String sentence) {
        spec.commandLine().getErr().println("micromirror fleet: " + sentence);
    }
}
