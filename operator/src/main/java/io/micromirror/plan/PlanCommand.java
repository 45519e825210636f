package io.micromirror.plan;

import io.micromirror.traffic.Catalogue;
import io.micromirror.traffic.Json;
import io.micromirror.traffic.Pages;
import io.micromirror.traffic.Summary;
import io.micromirror.traffic.SummaryMerge;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private WeightOptions weighing;

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
            names = "--mirrors",
            paramLabel = "PROJECT=BEFORE:NOW",
            split = ",",
            description = "Among how many mirrors a redirector chose when the traffic was measured, and among how many"
                    + " it does now, this one included: each gets the less.")
    private Map<String, String> mirrors = new TreeMap<>();

    @Option(
            names = "--exclusive",
            paramLabel = "A,B",
            description = "Variants of which one at most is carried, beside the catalogue's families; may be given"
                    + " often.")
    private List<String> exclusive = new ArrayList<>();

    @Option(
            names = "--carried",
            split = ",",
            description = "Projects that are carried today; something new must be better by --hysteresis.")
    private Set<String> carried = new TreeSet<>();

    @Option(names = "--hysteresis", defaultValue = "0.1", description = "Default: ${DEFAULT-VALUE}.")
    private double hysteresis;

    @Mixin
    private SizeOptions known;

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
        Sizes sizes = known.sizes(summary, catalogue);
        Function<Summary, Map<String, List<Item>>> items =
                of -> new Items(demand(of), sizes, catalogue, weighing.weight()).all();
        if (!nodes.isEmpty()) {
            return fleet(items.apply(summary), catalogue, sizes, out);
        }
        Rules rules = rules(disk == null ? "2TB" : disk, catalogue);
        Planner planner = new Planner(items.apply(summary));
        Plan plan = planner.plan(rules).orElse(null);
        if (plan == null) {
            spec.commandLine().getErr().println("micromirror plan: what is required does not fit on the disk");
            return 1;
        }
        List<PlanReport.Step> steps = steps(planner, rules);
        if (html != null) {
            Files.writeString(html, PlanReport.page(plan, steps, Pages.style()));
        }
        if (yaml) {
            out.print(PlanReport.manifest("box", plan));
        } else {
            Stability stability =
                    Stability.of(summary, week -> new Planner(items.apply(week)).plan(rules.withoutHysteresis()));
            out.print(PlanReport.table(plan, steps, stability, sizes.sources()));
        }
        out.flush();
        return 0;
    }

    private int fleet(Map<String, List<Item>> items, Catalogue catalogue, Sizes sizes, PrintWriter out) {
        Map<String, Rules> all = new TreeMap<>();
        nodes.forEach((name, size) -> all.put(name, rules(size, catalogue)));
        new Fleet(items, all, others).plan().forEach((name, plan) -> {
            out.println("# " + name);
            out.println(
                    yaml
                            ? PlanReport.manifest(name, plan) + "---"
                            : PlanReport.table(plan, List.of(), Stability.UNKNOWN, sizes.sources()));
        });
        out.flush();
        return 0;
    }

    private Demand demand(Summary summary) {
        Map<String, Demand.Mirrors> changed = new TreeMap<>();
        mirrors.forEach((project, numbers) -> changed.put(project, Demand.Mirrors.parse(numbers)));
        return Demand.of(summary, unlisted, changed);
    }

    private Rules rules(String size, Catalogue catalogue) {
        long sent = Math.round(Quantity.parse(uplink) / (double) Byte.SIZE * SECONDS_OF_DAY * MEAN_OF_PEAK);
        List<Set<String>> sets = new ArrayList<>(
                exclusive.stream().map(set -> Set.of(set.split(",", -1))).toList());
        sets.addAll(catalogue.families());
        return new Rules(
                Quantity.parse(size) - Quantity.parse(reserve),
                Quantity.parse(sync),
                sent,
                required,
                forbidden,
                sets,
                carried,
                hysteresis);
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
}
