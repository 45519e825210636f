package io.micromirror.serve;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Keeps nginx and rsyncd of a serving pod on the newest valid configuration, and the pages true. */
@Command(
        name = "serve",
        description = "Keeps nginx and rsyncd on the newest configuration that nginx accepts, and the pages true.",
        mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(ServeCommand.class);

    /** Ages on the front page grow, and a change that no event told of is still seen. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    /** A reload takes a moment. */
    private static final Duration LOOK_SOON = Duration.ofSeconds(1);

    @Option(
            names = "--site",
            paramLabel = "FILE",
            defaultValue = "/etc/micromirror/site.json",
            description = "The site as JSON, as the operator writes it. Default: ${DEFAULT-VALUE}.")
    private Path site;

    @Option(
            names = "--storage",
            paramLabel = "DIR",
            description = "The directory that holds all trees and their state. Default: /srv/mirror.")
    private Path storage = Places.POD.storage();

    @Option(
            names = "--rendered",
            paramLabel = "DIR",
            description = "Where to write configurations and pages. Default: /run/micromirror.")
    private Path rendered = Places.POD.rendered();

    @Option(names = "--run", paramLabel = "DIR", description = "Where nginx keeps its own. Default: /run/nginx.")
    private Path run = Places.POD.run();

    @Option(
            names = "--certificate",
            paramLabel = "DIR",
            description = "Where the certificate of https lies, tls.crt and tls.key. Default: /etc/micromirror-tls.")
    private Path certificate = Places.POD.certificate();

    @Option(
            names = "--keys",
            paramLabel = "DIR",
            description = "Where to put the certificates that nginx uses. Default: /run/tls.")
    private Path keys = Places.POD.keys();

    @Option(
            names = "--logs",
            paramLabel = "DIR",
            description = "Where nginx and rsyncd write what they sent. Default: /run/logs.")
    private Path logs = Places.POD.logs();

    @Option(names = "--once", description = "Render, and end: before nginx and rsyncd start.")
    private boolean once;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Clock clock = Clock.systemUTC();
        Upkeep upkeep = new Upkeep(
                site,
                new Places(storage, rendered, run, certificate, keys, logs),
                Ipv6Watch.ofThisMachine(clock),
                clock);
        return once ? once(upkeep) : always(upkeep);
    }

    private int once(Upkeep upkeep) {
        try {
            String error = upkeep.round().error();
            if (error == null) {
                return 0;
            }
            spec.commandLine().getErr().println("nginx refuses the configuration: " + error);
        } catch (IOException e) {
            spec.commandLine().getErr().println("The configuration cannot be rendered: " + e.getMessage());
        }
        return 1;
    }

    private int always(Upkeep upkeep) throws InterruptedException {
        List<Path> directories = Stream.of(
                        site.toAbsolutePath().getParent(),
                        upkeep.state().getParent(),
                        logs,
                        upkeep.traffic(),
                        certificate)
                // The first three are always there; the others where somebody counts and where https is asked for.
                .filter(each -> !Set.of(upkeep.traffic(), certificate).contains(each) || Files.isDirectory(each))
                .toList();
        try (Changes changes = new Changes(FileSystems.getDefault().newWatchService(), directories)) {
            while (true) {
                changes.await(round(upkeep));
            }
        } catch (IOException e) {
            spec.commandLine().getErr().println("Directories cannot be watched: " + e.getMessage());
            return 1;
        }
    }

    /** One round, and how long to wait for news after it. */
    private static Duration round(Upkeep upkeep) {
        try {
            ServingReport report = upkeep.round();
            boolean onTheWay = report.error() == null && !report.wanted().equals(report.live());
            return onTheWay ? LOOK_SOON : LOOK_AGAIN;
        } catch (IOException e) {
            log.warn("Nothing could be brought up to date; trying again: {}", e.toString());
            return LOOK_SOON;
        }
    }
}
