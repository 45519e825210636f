package io.micromirror.plan;

import io.micromirror.traffic.Attribution;
import io.micromirror.traffic.Catalogue;
import io.micromirror.traffic.Json;
import io.micromirror.traffic.Pages;
import io.micromirror.traffic.Summary;
import io.micromirror.traffic.SummaryMerge;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measured traffic, sizes and a disk in; what to carry out. */
@Command(
        name = "plan",
        description = "Says which projects a box of a given disk should carry, and proves that no choice is better.",
        mixinStandardHelpOptions = true)
public final class PlanCommand implements Callable<Integer> {
    private static final long SECONDS_OF_DAY = 24 * 60 * 60;
    private static final long TERABYTE = 1_000_000_000_000L;
    private static final int WEEK = 7;
    private static final int MOST_WEEKS = 8;

    /** What a line of some bandwidth sends in a day, because nights are quiet: FCIX's boxes, network-traffic.md. */
    private static final double MEAN_OF_PEAK = 0.5;

    @Parameters(paramLabel = "SUMMARY", arity = "1..*", description = "What 'micromirror traffic --summary' wrote.")
    private List<Path> files;

    @Option(names = "--disk", paramLabel = "SIZE", description = "The box's disk, such as 2TB.")
    private String disk;

    @Option(
            names = "--nodes",
            paramLabel = "NAME=SIZE",
            split = ",",
            description = "A fleet's disks, instead of --disk.")
    private Map<String, String> nodes = new TreeMap<>();

    @Option(
            names = "--others",
            paramLabel = "N",
            defaultValue = "10",
            description = "Mirrors beside the fleet among which redirectors choose. Default: ${DEFAULT-VALUE}.")
    private int others;

    @Option(
            names = "--reserve",
            paramLabel = "SIZE",
            defaultValue = "50GB",
            description = "Of the disk, kept free. Default: ${DEFAULT-VALUE}.")
    private String reserve;

    @Option(
            names = "--uplink",
            paramLabel = "RATE",
            defaultValue = "1Pbit/s",
            description = "Such as 1Gbit/s: more than half of it all day long is not planned for. Default: no limit.")
    private String uplink;

    @Option(
            names = "--sync",
            paramLabel = "SIZE",
            defaultValue = "1PB",
            description = "Bytes a day that may be fetched. Default: no limit.")
    private String sync;

    @Option(
            names = "--growth",
            defaultValue = "0.15",
            description = "By what part trees grow. Default: ${DEFAULT-VALUE}.")
    private double growth;

    @Option(
            names = "--staging",
            defaultValue = "0.02",
            description = "By what part of a tree an update needs room beside it. Default: ${DEFAULT-VALUE}.")
    private double staging;

    @Option(
            names = "--changed",
            defaultValue = "0.01",
            description = "Which part of a tree is fetched a day. Default: ${DEFAULT-VALUE}.")
    private double changed;

    @Option(names = "--require", split = ",", description = "Projects that must be carried.")
    private Set<String> required = new TreeSet<>();

    @Option(names = "--forbid", split = ",", description = "Projects that must not.")
    private Set<String> forbidden = new TreeSet<>();

    @Option(
            names = "--unlisted",
            split = ",",
            description = "Projects whose redirector does not list this box, so that it is sent nobody.")
    private Set<String> unlisted = new TreeSet<>();

    @Option(
            names = "--exclusive",
            paramLabel = "A,B",
            description = "Variants of which one at most is carried; may be given often.")
    private List<String> exclusive = new ArrayList<>();

    @Option(
            names = "--carried",
            split = ",",
            description = "Projects that are carried today; something new must be better by --hysteresis.")
    private Set<String> carried = new TreeSet<>();

    @Option(names = "--hysteresis", defaultValue = "0.1", description = "Default: ${DEFAULT-VALUE}.")
    private double hysteresis;

    @Option(
            names = "--size",
            paramLabel = "PROJECT=SIZE",
            split = ",",
            description = "Sizes of projects, where they are known.")
    private Map<String, String> sizes = new TreeMap<>();

    @Option(
            names = "--list",
            paramLabel = "PREFIX=FILE",
            description =
                    "A list of files with their sizes: rsync's listing, a fullfiletimelist, or size<TAB>path; PREFIX is what to put before each path, such as fedora/.")
    private Map<String, Path> lists = new TreeMap<>();

    @Option(names = "--html", paramLabel = "OUT", description = "Writes the plot and the choice as a page.")
    private Path html;

    @Option(names = "--yaml", description = "Prints the MirrorNode instead of the table.")
    private boolean yaml;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            SummaryMerge merge = new SummaryMerge();
            for (Path file : files) {
                merge.add(Json.read(file));
            }
            return plan(merge.merged(), spec.commandLine().getOut());
        } catch (IOException | IllegalArgumentException trouble) {
            spec.commandLine().getErr().println("micromirror plan: " + trouble.getMessage());
            return 1;
        }
    }

    private int plan(Summary summary, PrintWriter out) throws IOException {
        Catalogue catalogue = Catalogue.shipped();
        Sizes known = sizes(summary, catalogue);
        Rules rules = rules(disk == null ? "2TB" : disk);
        Map<String, List<Item>> items = new Items(summary, known, catalogue, rules).all();
        if (!nodes.isEmpty()) {
            return fleet(items, out);
        }
        Plan plan = new Planner(items).plan(rules).orElse(null);
        if (plan == null) {
            spec.commandLine().getErr().println("micromirror plan: what is required does not fit on the disk");
            return 1;
        }
        List<PlanReport.Step> steps = steps(new Planner(items), rules);
        if (html != null) {
            Files.writeString(html, PlanReport.page(plan, steps, Pages.style()));
        }
        out.print(
                yaml
                        ? PlanReport.manifest("box", plan)
                        : PlanReport.table(plan, steps, stability(summary, known, catalogue, rules)));
        out.flush();
        return 0;
    }

    private int fleet(Map<String, List<Item>> items, PrintWriter out) {
        Map<String, Rules> all = new TreeMap<>();
        nodes.forEach((name, size) -> all.put(name, rules(size)));
        new Fleet(items, all, others).plan().forEach((name, plan) -> {
            out.println("# " + name);
            out.println(yaml ? PlanReport.manifest(name, plan) + "---" : PlanReport.table(plan, List.of(), Map.of()));
        });
        out.flush();
        return 0;
    }

    private Rules rules(String size) {
        long sent = Math.round(Quantity.parse(uplink) / (double) Byte.SIZE * SECONDS_OF_DAY * MEAN_OF_PEAK);
        return new Rules(
                Quantity.parse(size) - Quantity.parse(reserve),
                Quantity.parse(sync),
                sent,
                growth,
                staging,
                changed,
                required,
                forbidden,
                unlisted,
                exclusive.stream().map(set -> Set.of(set.split(",", -1))).toList(),
                carried,
                hysteresis);
    }

    private Sizes sizes(Summary summary, Catalogue catalogue) throws IOException {
        Sizes known = Sizes.of(summary);
        Sizes listed = new Sizes();
        Attribution attribution = new Attribution(catalogue);
        for (Map.Entry<String, Path> list : lists.entrySet()) {
            listed.read(list.getValue(), list.getKey(), attribution);
        }
        known.prefer(listed);
        sizes.forEach((project, size) -> known.set(project, Quantity.parse(size)));
        return known;
    }

    /** What each terabyte more would buy, to twice the disk. */
    private static List<PlanReport.Step> steps(Planner planner, Rules rules) {
        List<PlanReport.Step> steps = new ArrayList<>();
        long step = Math.max(TERABYTE, rules.disk() / 8 / TERABYTE * TERABYTE);
        for (long size = step; size <= Math.max(2 * rules.disk(), 4 * TERABYTE); size += step) {
            long bytes = size;
            planner.plan(rules.withoutHysteresis().withDisk(bytes))
                    .ifPresent(plan -> steps.add(new PlanReport.Step(bytes, plan)));
        }
        return steps;
    }

    /** In what part of the last weeks each project was in the best choice of that week. */
    private static Map<String, Double> stability(Summary summary, Sizes sizes, Catalogue catalogue, Rules rules) {
        SortedMap<LocalDate, Summary.Day> days = summary.days();
        Map<String, Double> stability = new TreeMap<>();
        int weeks = Math.min(MOST_WEEKS, days.size() / WEEK);
        for (int week = 1; week <= weeks; week++) {
            LocalDate from = days.lastKey().minusDays((long) week * WEEK - 1);
            Summary part = new Summary(
                    "", 0, 0, 0, 0, days.subMap(from, from.plusDays(WEEK)), summary.stored(), null, null, null);
            new Planner(new Items(part, sizes, catalogue, rules).all())
                    .plan(rules.withoutHysteresis())
                    .ifPresent(plan ->
                            plan.projects().forEach(project -> stability.merge(project, 1.0 / weeks, Double::sum)));
        }
        return stability;
    }
}
