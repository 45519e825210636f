package io.micromirror.node;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micromirror.sync.Request;
import io.micromirror.sync.StorageState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Asks something of a project's next run: by an annotation that {@code kubectl annotate} could write as well, or, on a box
 * without a cluster, by a note on its storage.
 */
final class Asking {
    @Mixin
    private NamedMirror mirror;

    @Parameters(index = "1", paramLabel = "PROJECT", description = "Name of one of its projects.")
    private String project;

    @Option(
            names = "--storage",
            paramLabel = "DIR",
            description =
                    "Ask on the box itself, by a note on its storage: for one whose cluster is down. The next sync"
                            + " serves it, whenever that starts.")
    private Path storage;

    String project() {
        return project;
    }

    /** @param promise what the next run will do, as a sentence */
    int ask(CommandSpec spec, Request request, String promise) {
        try {
            return NamedMirror.told(
                    spec, storage == null ? annotate(request) : note(request), promise + " " + then(request));
        } catch (KubernetesClientException e) {
            return NamedMirror.refused(spec, "Nothing was asked for", e);
        } catch (IOException e) {
            spec.commandLine()
                    .getErr()
                    .println("Nothing was asked for: " + e.getMessage() + ". Check --storage and who may write there.");
            return NamedMirror.REFUSED;
        }
    }

    private String then(Request request) {
        return storage == null
                ? "It starts now, unless syncs are paused; status.projects[name=%s].requestServed of the MirrorNode will be %s then."
                        .formatted(project, request.at())
                : "It starts by its schedule; .micromirror/%s/result.json on the storage will have \"served\": \"%s\" then."
                        .formatted(project, request.at());
    }

    private Optional<String> annotate(Request request) {
        return mirror.annotate(List.of(project), Asked.annotation(request.kind(), project), Asked.value(request));
    }

    private Optional<String> note(Request request) throws IOException {
        StorageState state = new StorageState(storage);
        if (state.result(project).isEmpty()) {
            return Optional.of("Nothing was ever synced as " + project + " on " + storage
                    + "; its .micromirror has a directory for each project that was.");
        }
        state.leave(project, request);
        return Optional.empty();
    }
}
