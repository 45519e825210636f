package io.micromirror;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Commands as a person gives them at a machine of their own, from which they reach the cluster. */
record Terminal(Cluster cluster) {
    /** What a command says when it cannot; nothing when it can. */
    String complaint(Object command, String... arguments) {
        System.setProperty("kubeconfig", cluster.kubeconfig().toString());
        StringWriter err = new StringWriter();
        new CommandLine(command)
                .setErr(new PrintWriter(err, true))
                .execute(Stream.concat(Stream.of("--namespace=micromirror"), Stream.of(arguments))
                        .toArray(String[]::new));
        System.clearProperty("kubeconfig");
        return err.toString();
    }
}
