package io.micromirror.node;

import io.micromirror.sync.Request;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A person's word that something must not be served a day longer. */
@Command(
        name = "purge",
        description =
                "Deletes with the next sync what the upstream has dropped, without the time that it is else kept for"
                        + " clients with an older index. What the upstream still has stays.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:asked for",
            "1:the cluster or the storage refused",
            "2:there is no such mirror or project, or the path cannot be one"
        },
        mixinStandardHelpOptions = true)
public final class PurgeCommand implements Callable<Integer> {
    @Mixin
    private Asking asking;

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "PATH",
            description = "Of a file or directory in the project's tree, such as pool/main/x. Default: all.")
    private String path = "";

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Request request;
        try {
            request = new Request(Request.Kind.PURGE, Clock.systemUTC().instant(), path);
        } catch (IllegalArgumentException refused) {
            spec.commandLine().getErr().println("Nothing was asked for: " + refused.getMessage() + ".");
            return NamedMirror.MISTAKEN;
        }
        return asking.ask(
                spec,
                request,
                "The next sync of " + asking.project() + " deletes at once what its upstream has dropped"
                        + (path.isEmpty() ? "." : " of " + path + "."));
    }
}
