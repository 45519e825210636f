package io.micromirror.serve;

import java.nio.file.Path;
import java.util.List;

/**
 * Where things lie in the serving pod. What is rendered and what nginx makes for itself are apart: nginx and rsyncd mount
 * the former read-only, so that a worker someone took over cannot write the configuration that a master of root's reads.
 *
 * @param storage all trees, and the mirror's state
 * @param rendered what {@link ServeCommand} writes
 * @param run what nginx writes
 * @param certificate the Secret with the certificate of https, as Kubernetes hands it over
 * @param keys the certificates that nginx uses, each with its key; nobody else sees them
 * @param logs what nginx and rsyncd say of each request, until it is counted
 */
public record Places(Path storage, Path rendered, Path run, Path certificate, Path keys, Path logs) {
    /** As the operator mounts them. */
    public static final Places POD = new Places(
            Path.of(Site.ROOT),
            Path.of("/run/micromirror"),
            Path.of("/run/nginx"),
            Path.of("/etc/micromirror-tls"),
            Path.of("/run/tls"),
            Path.of("/run/logs"));

    /**
     * Runs nginx as process 1 of its container, and a shell beside it that only waits for the word to reload. What was
     * left by an nginx that was killed would keep the next one from listening. Kubernetes makes one dollar of two, hence
     * the braces.
     */
    public List<String> nginxCommand() {
        return List.of("sh", "-c", """
                rm -f %1$s/*.sock
                exec 3<>%2$s
                while read -r _ <&3; do kill -HUP ${$}; done &
                exec 3<&-
                exec nginx -e stderr -c %3$s
                """.formatted(run, reload(), nginxConf()));
    }

    /**
     * rsyncd cannot share a port, so in a rollout the new one tries until the old one has closed it. Told to end, that happens
     * at once, and the transfers that run, each a process of its own, go on to their ends.
     */
    public List<String> rsyncdCommand() {
        return List.of("sh", "-c", """
                trap 'kill $! 2>/dev/null; while grep -qs "^rsync" /proc/[0-9]*/comm; do sleep 1; done; exit 0' TERM
                while true; do
                  rsync --daemon --no-detach --config=%s & wait $!
                  sleep 0.1
                done
                """.formatted(rsyncdConf()));
    }

    Path nginxConf() {
        return rendered.resolve("nginx.conf");
    }

    Path rsyncdConf() {
        return rendered.resolve("rsyncd.conf");
    }

    Path pages() {
        return rendered.resolve("pages");
    }

    /**
     * A pipe: a line written to it makes nginx read its configuration anew. In a directory of its own, because Linux keeps
     * others from opening a pipe in one that all may write to ({@code fs.protected_fifos}).
     */
    Path reload() {
        return rendered.resolve("pipes/reload");
    }

    /** Where nginx tells which configuration it runs; of this very pod, whoever else has the port. */
    Path told() {
        return run.resolve("told.sock");
    }

    /** The same with everything that nginx makes moved aside, so that a trial touches nothing of what runs. */
    Places trial() {
        Path trial = rendered.resolve("trial");
        return new Places(storage, rendered, trial, certificate, keys, trial);
    }

    /** What nginx sent. */
    public Path accessLog() {
        return logs.resolve("requests/access.log");
    }

    /** What rsyncd sent. */
    public Path transferLog() {
        return logs.resolve("requests/rsyncd.log");
    }

    Path chain(Certificate used) {
        return keys.resolve(used.fingerprint() + ".crt");
    }

    Path key(Certificate used) {
        return keys.resolve(used.fingerprint() + ".key");
    }

    Path challenges() {
        return storage.resolve(Path.of(Site.ROOT).relativize(Path.of(Site.CHALLENGES)));
    }
}
