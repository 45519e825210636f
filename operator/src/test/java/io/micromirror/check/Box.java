package io.micromirror.check;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.awaitility.Awaitility;

/**
 * A mirror and its upstream on the loopback address: one nginx that serves {@code mirror/} and {@code upstream/}, and one
 * rsyncd with both as modules {@code p} and {@code upstream}.
 */
final class Box implements AutoCloseable {
    static final Instant MODIFIED = Instant.parse("2026-01-02T03:04:05Z");

    final Path folder;
    final int port;
    final int rsyncPort;
    private Process nginx;
    private Process rsyncd;

    Box(Path folder) throws IOException {
        this.folder = folder;
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        this.port = freePort();
        this.rsyncPort = freePort();
        for (String each : List.of("mirror/p", "upstream/p", "run")) {
            Files.createDirectories(folder.resolve(each));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The same file on both sides, of one time. */
    Path both(String name, String content) throws IOException {
        write("upstream/p/" + name, content);
        return write("mirror/p/" + name, content);
    }

    Path write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, FileTime.from(MODIFIED));
        return file;
    }

    /** @param directives of nginx for the mirror; the upstream is served plainly */
    Box start(String directives) throws IOException {
        return start(directives, "");
    }

    Box start(String directives, String module) throws IOException {
        Path conf = Files.writeString(folder.resolve("nginx.conf"), """
                daemon off; worker_processes 1; pid %1$s/run/nginx.pid; error_log %1$s/nginx.log;
                %4$s
                events {}
                http {
                  access_log off; autoindex on; types {} default_type application/octet-stream;
                  client_body_temp_path %1$s/run/a; proxy_temp_path %1$s/run/b; fastcgi_temp_path %1$s/run/c;
                  uwsgi_temp_path %1$s/run/d; scgi_temp_path %1$s/run/e;
                  limit_req_zone $server_port zone=slow:64k rate=1r/m;
                  server {
                    listen 127.0.0.1:%2$d;
                    location /upstream/ { root %1$s; }
                    location /p/ { root %1$s/mirror; %3$s }
                  }
                }
                """.formatted(
                folder, port, directives, Files.getAttribute(folder, "unix:uid").equals(0) ? "user root;" : ""));
        nginx = run("nginx", "-c", conf.toString(), "-p", folder.toString());
        String root = Files.getAttribute(folder, "unix:uid").equals(0) ? "uid = 0\ngid = 0\n" : "";
        Path rsyncdConf = Files.writeString(
                folder.resolve("rsyncd.conf"), """
                port = %d
                address = 127.0.0.1
                use chroot = no
                %slog file = %s/rsyncd.log
                [p]
                path = %s/mirror/p
                %s
                [upstream]
                path = %s/upstream/p
                """.formatted(rsyncPort, root, folder, folder, module, folder));
        rsyncd = run("rsync", "--daemon", "--no-detach", "--config=" + rsyncdConf);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> answers(port) && answers(rsyncPort));
        return this;
    }

    private Process run(String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(command[0] + ".out").toFile())
                .start();
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    Target target() {
        return target("http://127.0.0.1:" + port + "/p/");
    }

    Target target(String base) {
        return new Target(
                "p", "127.0.0.1", List.of(URI.create(base)), URI.create("rsync://127.0.0.1:" + rsyncPort + "/p/"));
    }

    /** A round of these checks, in YAML without head; {@code UPSTREAM} and {@code MODULE} stand for the upstream's URLs. */
    Verdict check(String checker, String checks) throws IOException, InterruptedException {
        return check(target(), checker, checks, History.NONE).verdict();
    }

    Round.Judged check(Target target, String checker, String checks, History history)
            throws IOException, InterruptedException {
        String manifest = "metadata: {name: p}\nspec:\n  checker: " + checker + "\n  checks:\n"
                + checks.indent(4)
                        .replace("UPSTREAM", "http://127.0.0.1:" + port + "/upstream/p/")
                        .replace("MODULE", "rsync://127.0.0.1:" + rsyncPort + "/upstream/");
        ProjectChecks project = ProjectChecks.read(
                new java.io.ByteArrayInputStream(manifest.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        return round().judge(
                        target,
                        project,
                        Round.Before.of(history),
                        Clock.systemUTC().instant());
    }

    Round round() throws IOException {
        Path references = Files.createTempDirectory(folder, "references");
        return new Round(checker -> Asker.of(checker, (SSLSocketFactory) SSLSocketFactory.getDefault(), references));
    }

    @Override
    public void close() {
        for (Process process : new Process[] {nginx, rsyncd}) {
            if (process != null) {
                process.descendants().forEach(ProcessHandle::destroy);
                process.destroy();
                process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
            }
        }
    }
}
