package io.micromirror.node;

import io.micromirror.sync.Request;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A person's word that an upstream dropped much on purpose. */
@Command(
        name = "approve-deletes",
        description =
                "Lets the files go that an upstream dropped and that maxDelete holds back (condition DeletionsHeld):"
                        + " with the next sync they begin to wait for their deletion, as any others.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:asked for", "1:the cluster or the storage refused", "2:there is no such mirror or project"},
        mixinStandardHelpOptions = true)
public final class ApproveDeletesCommand implements Callable<Integer> {
    @Mixin
    private Asking asking;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Request request =
                new Request(Request.Kind.APPROVE_DELETES, Clock.systemUTC().instant(), "");
        return asking.ask(
                spec,
                request,
                "The next sync of " + asking.project()
                        + " no longer holds back what its upstream dropped; it is deleted once no client's index names it.");
    }
}
