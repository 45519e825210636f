package io.micromirror;

import io.micromirror.check.CheckCommand;
import io.micromirror.convert.ConvertCommand;
import io.micromirror.fleet.FleetCommand;
import io.micromirror.fleet.StatusCommand;
import io.micromirror.kube.CrdsCommand;
import io.micromirror.lint.CatalogueCommand;
import io.micromirror.node.ApproveDeletesCommand;
import io.micromirror.node.CertifyCommand;
import io.micromirror.node.NodeManifests;
import io.micromirror.node.NodeSubjects;
import io.micromirror.node.OperatorCommand;
import io.micromirror.node.PauseCommand;
import io.micromirror.node.PurgeCommand;
import io.micromirror.node.ReclaimCommand;
import io.micromirror.node.ReleaseDayCommand;
import io.micromirror.node.SyncNowCommand;
import io.micromirror.observe.ObserveCommand;
import io.micromirror.plan.PlanCommand;
import io.micromirror.register.RegisterCommand;
import io.micromirror.rehearsal.RehearseCommand;
import io.micromirror.scrub.ScrubCommand;
import io.micromirror.serve.ServeCommand;
import io.micromirror.sync.ReclaimTreeCommand;
import io.micromirror.sync.SyncCommand;
import io.micromirror.traffic.TrafficCommand;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The one command. The list of subcommands is the table of contents. */
@Command(
        name = "micromirror",
        description = "A micro mirror of the hot part of Linux distributions, and a fleet of them.",
        version = "micromirror 0.1.0",
        mixinStandardHelpOptions = true,
        subcommands = {
            OperatorCommand.class,
            ServeCommand.class,
            SyncCommand.class,
            ScrubCommand.class,
            ApproveDeletesCommand.class,
            PurgeCommand.class,
            ReclaimCommand.class,
            ReclaimTreeCommand.class,
            CertifyCommand.class,
            TrafficCommand.class,
            PlanCommand.class,
            CrdsCommand.class,
            ConvertCommand.class,
            CatalogueCommand.class,
            StatusCommand.class,
            ObserveCommand.class,
            FleetCommand.class,
            SyncNowCommand.class,
            PauseCommand.class,
            ReleaseDayCommand.class
        })
public final class Micromirror {
    private Micromirror() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String... arguments) {
        // Beside each mirror one counts all the time: it looks at no other command, whose libraries are not on its
        // class path.
        if (arguments.length > 0 && arguments[0].equals("traffic")) {
            return new CommandLine(new TrafficCommand())
                    .setCommandName("micromirror traffic")
                    .execute(Arrays.copyOfRange(arguments, 1, arguments.length));
        }
        return new CommandLine(new Micromirror())
                .addSubcommand(new CheckCommand(NodeSubjects::of))
                .addSubcommand(new RegisterCommand(NodeManifests::of))
                .addSubcommand(new RehearseCommand(Micromirror::run))
                .execute(arguments);
    }
}
