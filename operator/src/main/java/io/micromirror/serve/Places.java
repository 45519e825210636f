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
     * Runs nginx, and a shell beside it that only waits for the word to reload. Told to end, nginx goes on with the
     * downloads that it has: by the signal itself and no hook, because the kubelet lets a hook run on for its whole time
     * when somebody wants the pod gone sooner. What was left by an nginx that was killed would keep the next one from
     * listening.
     */
    public List<String> nginxCommand() {
        return List.of("sh", "-c", """
                rm -f %1$s/*.sock %4$s
                exec 3<>%2$s
                nginx -e stderr -c %3$s 3<&- &
                nginx=$!
                trap 'kill -QUIT $nginx' TERM
                while read -r _ <&3; do : >%4$s; kill -HUP $nginx; done &
                exec 3<&-
                wait $nginx
                code=$?
                while kill -0 $nginx 2>/dev/null; do
                  wait $nginx
                  code=$?
                done
                exit $code
                """.formatted(run, reload(), nginxConf(), nginxWords()));
    }

    /**
     * rsyncd cannot share a port, so in a rollout the new one waits until the old one has closed it. Told to end, that happens
     * at once, and the transfers that run, each a process of its own, go on to their ends. It does not just try, because
     * where another has the port for IPv4 alone, rsyncd takes that for IPv6 and is content.
     */
    public List<String> rsyncdCommand(int port) {
        return List.of("sh", "-c", """
                trap 'kill $! 2>/dev/null; while grep -qs "^rsync" /proc/[0-9]*/comm; do sleep 1; done; exit 0' TERM
                rm -f %1$s
                while true; do
                  if grep -qs ':%2$04X 0*:0000 0A' /proc/net/tcp /proc/net/tcp6; then
                    [ -e %1$s ] || : >%1$s
                  else
                    rm -f %1$s
                    rsync --daemon --no-detach --config=%3$s & wait $!
                  fi
                  sleep 0.1
                done
                """.formatted(rsyncdWaits(), port, rsyncdConf()));
    }

    /** What nginx said since it was last asked to reload, if that was worth an emergency. */
    Path nginxWords() {
        return run.resolve("words.log");
    }

    /** There while rsyncd waits for its port, since then. */
    Path rsyncdWaits() {
        return logs.resolve("rsyncd.waits");
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

    /** How the operator called itself whenever it asked how the mirror is, until that is read. */
    Path heard() {
        return logs.resolve("requests/heard.log");
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
