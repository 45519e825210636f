package io.micromirror.observe;

import io.micromirror.check.Checker;
import io.micromirror.check.Glance;
import io.micromirror.check.RememberedNames;
import io.micromirror.fleet.Roster;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whether mirrors can be reached from here. */
@Command(
        name = "observe",
        description = {
            "Says whether mirrors can be reached from here, over IPv4 and over IPv6; needs no cluster.",
            "A mirror is called DOWN after five attempts in vain, in the course of which others answered: another mirror of those"
                    + " named, or a --reference. Where nobody answers it is UNKNOWN, because it may be the network here."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:every mirror is UP, and nothing is odd", "1:one is not", "2:wrong usage"},
        mixinStandardHelpOptions = true)
public final class ObserveCommand implements Callable<Integer> {
    private static final String HOME_AND_CLEAR = "\u001b[H\u001b[2J";
    private static final long GLANCE_MILLIS = 50;
    private static final Pattern ADDRESS = Pattern.compile("(?:([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+]):)?([0-9]{1,5})");

    /** Who watches, where it is no mirror. */
    private static final String OUTSIDE = "outside";

    private final Clock clock;
    private final boolean terminal;
    private final Pace pace;
    private final Glance glance;

    @Parameters(
            arity = "0..*",
            paramLabel = "SITES|HOST|URL",
            description = "Folders of MirrorNode manifests, or addresses of mirrors. Default: sites.")
    private List<String> given = List.of("sites");

    @Option(
            names = "--as",
            paramLabel = "NAME",
            description = "Look only at the two that the mirror of this name watches.")
    private String as;

    @Option(
            names = "--reference",
            paramLabel = "URL",
            description = "What else answers while the network here is up; repeatable. Default: the other mirrors.")
    private List<URI> references = List.of();

    @Option(names = "--json", description = "For programs: a line for each time that it is told.")
    private boolean json;

    @Option(
            names = "--metrics",
            paramLabel = "[ADDRESS:]PORT",
            description =
                    "Go on until interrupted, and tell Prometheus at /metrics what the operator of a box tells of those"
                            + " that it watches. Default address: 127.0.0.1.")
    private String metrics;

    @Option(names = "--watch", description = "Go on, and tell whenever a verdict changes, until interrupted.")
    private boolean watch;

    @Spec
    private CommandSpec spec;

    /** At the terminal of whoever calls it; {@code NO_COLOR} in the environment is heeded (no-color.org). */
    public ObserveCommand() {
        this(
                Clock.systemUTC(),
                isTerminal(System.console()) && System.getenv("NO_COLOR") == null,
                Pace.USUAL,
                glance(Pace.USUAL));
    }

    ObserveCommand(Clock clock, boolean terminal, Pace pace, Glance glance) {
        this.clock = clock;
        this.terminal = terminal;
        this.pace = pace;
        this.glance = glance;
    }

    private static boolean isTerminal(Console console) {
        return console != null && console.isTerminal();
    }

    /** How such a look introduces itself. */
    public static Glance glance(Pace pace) {
        return new Glance(
                "micromirror-observe/0.1 (+" + Checker.HOMEPAGE + ")", pace.patience(), new RememberedNames());
    }

    @Override
    public Integer call() throws InterruptedException {
        Roster roster = roster();
        roster.remarks().forEach(remark -> spec.commandLine().getErr().println("micromirror observe: " + remark));
        List<Neighbour> all = roster.members().stream().map(Neighbour::of).toList();
        List<Neighbour> watched = watched(all);
        Semaphore changes = new Semaphore(0);
        try (Observer observer = new Observer(glance, pace, clock, _ -> changes.release());
                MetricsServer _ = served(observer)) {
            observer.watch(watched, references(all));
            int exit = settled(observer, watched);
            while (watch || metrics != null) {
                changes.acquire();
                // Those of the same moment are told at once.
                Thread.sleep(Duration.ofMillis(GLANCE_MILLIS));
                changes.drainPermits();
                exit = tell(sightings(observer, watched));
            }
            return roster.remarks().isEmpty() ? exit : 1;
        }
    }

    /** Null where nobody is to be told. */
    private MetricsServer served(Observer observer) {
        if (metrics == null) {
            return null;
        }
        try {
            return MetricsServer.start(address(), () -> {
                ObserveMetrics all = new ObserveMetrics();
                all.add(as == null ? OUTSIDE : as, observer.sightings());
                return all.text();
            });
        } catch (IOException taken) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--metrics " + metrics + " cannot be listened at: " + taken.getMessage(),
                    taken);
        }
    }

    private InetSocketAddress address() {
        Matcher parts = ADDRESS.matcher(metrics);
        if (!parts.matches() || Integer.parseInt(parts.group(2)) > 65_535) {
            throw new ParameterException(
                    spec.commandLine(), "--metrics " + metrics + " is neither a port nor such as 10.99.0.1:9110");
        }
        String host = parts.group(1) == null ? "127.0.0.1" : parts.group(1);
        return new InetSocketAddress(host.replaceAll("[\\[\\]]", ""), Integer.parseInt(parts.group(2)));
    }

    private Roster roster() {
        try {
            Roster roster = Roster.of(given);
            if (roster.members().isEmpty()) {
                throw new IllegalArgumentException(
                        "There is no manifest of a MirrorNode in " + String.join(", ", given));
            }
            return roster;
        } catch (IOException | IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private List<Neighbour> watched(List<Neighbour> all) {
        if (as == null) {
            return all;
        }
        List<String> names = all.stream().map(Neighbour::name).toList();
        if (!names.contains(as)) {
            throw new ParameterException(spec.commandLine(), "--as: there is no mirror " + as + " among these");
        }
        List<String> ring = Ring.watchedBy(as, names);
        return all.stream().filter(each -> ring.contains(each.name())).toList();
    }

    /** What one's own machine answers itself says nothing of its network. */
    private List<URI> references(List<Neighbour> all) {
        List<URI> urls = new ArrayList<>(references);
        all.stream()
                .filter(each -> !each.name().equals(as))
                .map(Neighbour::status)
                .forEach(urls::add);
        return urls;
    }

    /** Once something can be said of each. */
    private int settled(Observer observer, List<Neighbour> watched) throws InterruptedException {
        while (!observer.sightings().stream().allMatch(Sighting::isSettled)) {
            Thread.sleep(Duration.ofMillis(GLANCE_MILLIS));
        }
        return tell(sightings(observer, watched));
    }

    private static List<Sighting> sightings(Observer observer, List<Neighbour> order) {
        return order.stream()
                .flatMap(each -> observer.sightings().stream()
                        .filter(sighting -> sighting.neighbour().equals(each)))
                .toList();
    }

    private int tell(List<Sighting> sightings) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(ObserveTable.json(sightings, clock.instant()));
        } else {
            out.print((watch && terminal ? HOME_AND_CLEAR : "") + ObserveTable.render(sightings, terminal));
        }
        out.flush();
        return sightings.stream().map(Sighting::verdict).allMatch(new Verdict.Up("")::equals) ? 0 : 1;
    }
}
