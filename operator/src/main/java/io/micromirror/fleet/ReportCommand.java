package io.micromirror.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A month for those who host mirrors. */
@Command(
        name = "report",
        description = {
            "Writes for each mirror OUT/MONTH/<name>.txt, .html and .eml, a mail of both, unless nothing is known of it: what it served, the 95th percentile of"
                    + " its rate, its projects, and how long it could be reached as the mirrors that watch it saw it.",
            "It asks the mirrors for their public status.json, which tells of this month and the two before; so it can be run"
                    + " anywhere. To: is the annotation micromirror.io/report-to of the MirrorNode, or else a mail address in"
                    + " its contact; where there is none, fill it in."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every report is whole",
            "1:something is not known in one, or a site was left out",
            "2:wrong usage"
        },
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    private final Clock clock;
    private final Duration patience;

    @Parameters(paramLabel = "SITES", description = "Folder of MirrorNode manifests.")
    private Path sites;

    @Parameters(paramLabel = "OUT", description = "Folder to write to.")
    private Path out;

    @Option(
            names = "--month",
            paramLabel = "YYYY-MM",
            description = "Which month, in UTC. Default: the last one that is over.")
    private String given;

    @Option(
            names = "--from",
            paramLabel = "ADDRESS",
            description = "Who sends the mails. Default: whoever sends them says so, as sendmail does.")
    private String from;

    @Spec
    private CommandSpec spec;

    ReportCommand() {
        this(Clock.systemUTC(), FleetCommand.PATIENCE);
    }

    ReportCommand(Clock clock, Duration patience) {
        this.clock = clock;
        this.patience = patience;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Instant now = clock.instant();
        YearMonth month = month(now);
        if (from != null && !Letter.isAddress(from)) {
            throw new ParameterException(spec.commandLine(), "--from " + from + " is no mail address");
        }
        Roster roster = FleetCommand.roster(sites, spec);
        List<MonthReport> reports;
        try (Inquiry inquiry = new Inquiry(patience, clock)) {
            reports = MonthReport.of(inquiry.ask(roster.members()), month, now);
        }
        Path folder = Files.createDirectories(out.resolve(month.toString()));
        boolean whole = roster.remarks().isEmpty();
        for (MonthReport report : reports) {
            whole &= write(folder, report, now);
        }
        FleetCommand.say(
                spec,
                "%s: %d mirror%s; to send them: for each in %s/*.eml; do sendmail -t <\"$each\"; done"
                        .formatted(folder, reports.size(), reports.size() == 1 ? "" : "s", folder));
        return whole ? 0 : 1;
    }

    /** Whether it is whole. */
    private boolean write(Path folder, MonthReport report, Instant now) throws IOException {
        String name = report.report().member().name();
        if (!name.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")) {
            FleetCommand.say(spec, "A mirror was left out: its name is no name for a file: " + Plain.words(name));
            return false;
        }
        WrittenFile.write(folder.resolve(name + ".txt"), ReportText.render(report), false);
        WrittenFile.write(folder.resolve(name + ".html"), ReportPage.render(report), false);
        report.remarks().forEach(remark -> FleetCommand.say(spec, name + ": " + remark));
        Path mail = folder.resolve(name + ".eml");
        if (report.sent().isEmpty() && report.uptime().isEmpty()) {
            // All mails of a folder are sent at once; this one would say nothing.
            Files.deleteIfExists(mail);
            return false;
        }
        WrittenFile.write(mail, Letter.render(report, Optional.ofNullable(from), now), false);
        if (report.report().member().reportTo().isEmpty()) {
            FleetCommand.say(spec, name + ": nobody is named to send it to; fill in To: in " + name + ".eml.");
        }
        return report.isWhole();
    }

    private YearMonth month(Instant now) {
        YearMonth current = YearMonth.from(now.atOffset(ZoneOffset.UTC));
        if (given == null) {
            return current.minusMonths(1);
        }
        try {
            YearMonth month = YearMonth.parse(given);
            if (month.isAfter(current)) {
                throw new ParameterException(spec.commandLine(), "--month " + given + " has not begun");
            }
            return month;
        } catch (DateTimeException wrong) {
            throw new ParameterException(
                    spec.commandLine(), "--month " + given + " is no month such as 2026-10", wrong);
        }
    }
}
