package io.micromirror.serve;

import io.micromirror.check.Ipv6Look;
import io.micromirror.check.OwnIpv6;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/** A serving pod on the loopback address: a storage, what is rendered for it, and a real nginx started as in the pod. */
final class Pod implements AutoCloseable {
    /** When every file of its trees was changed last. */
    static final Instant MODIFIED = Instant.parse("2026-01-02T03:04:05Z");

    /** Files are somebody's who is not root, as those of the syncing user are. */
    private static final int OWNER = 9001;

    final Path folder;
    final Places places;
    final Path site;
    final int port;
    final int securePort;
    private Process nginx;

    Pod(Path folder) throws IOException {
        this.folder = folder;
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        this.places = places(folder);
        this.site = folder.resolve("config/site.json");
        Files.createDirectories(places.storage().resolve(".micromirror"));
        Files.createDirectories(places.rendered());
        Files.createDirectories(places.run());
        Files.createDirectories(site.getParent());
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket secure = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = socket.getLocalPort();
            this.securePort = secure.getLocalPort();
        }
    }

    static Places places(Path folder) {
        return new Places(
                folder.resolve("storage"),
                folder.resolve("rendered"),
                folder.resolve("run"),
                folder.resolve("certificate"),
                folder.resolve("keys"),
                folder.resolve("logs"));
    }

    /** The site of a box with these projects, each named as its path. */
    Site site(String sponsor, Site.Project... projects) {
        return site(sponsor, null, null, projects);
    }

    /** The same with https, whose certificate an authority may issue. */
    Site secureSite(Site.Project... projects) {
        return site("Ohio IX", new Site.Https(securePort, true), null, projects);
    }

    Site limitedSite(Site.RateLimits limits, Site.Project... projects) {
        return site("Ohio IX", null, limits, projects);
    }

    /** The same as {@link #secureSite}, whose calls go to an operator. */
    Site calledSite(String operator, Site.Project... projects) {
        return with(secureSite(projects), new Site.Push(operator), null);
    }

    /** The same as {@link #site}, with projects off the list that are served no more. */
    Site siteWithout(List<String> unclaimed, Site.Project... projects) {
        return with(site("Ohio IX", projects), null, unclaimed);
    }

    /** The same with the sponsor's logo. */
    static Site with(Site site, String logo) {
        Site.Sponsor sponsor =
                new Site.Sponsor(site.sponsor().name(), site.sponsor().url(), logo);
        return new Site(
                site.hostname(),
                site.aliases(),
                sponsor,
                site.location(),
                site.contact(),
                site.httpPort(),
                site.rsyncPort(),
                site.maxConnections(),
                site.https(),
                site.rateLimits(),
                site.projects(),
                site.push(),
                site.pausedUntil(),
                site.unclaimed());
    }

    private static Site with(Site site, Site.Push push, List<String> unclaimed) {
        return new Site(
                site.hostname(),
                site.aliases(),
                site.sponsor(),
                site.location(),
                site.contact(),
                site.httpPort(),
                site.rsyncPort(),
                site.maxConnections(),
                site.https(),
                site.rateLimits(),
                site.projects(),
                push,
                null,
                unclaimed);
    }

    private Site site(String sponsor, Site.Https https, Site.RateLimits limits, Site.Project... projects) {
        return new Site(
                "box.example.net",
                List.of(),
                new Site.Sponsor(sponsor, "https://www.example.net/", null),
                null,
                null,
                port,
                port + 1,
                0,
                https,
                limits,
                List.of(projects),
                null,
                null,
                null);
    }

    static Site.Project project(String path, String... aliases) {
        return new Site.Project(
                path.replace('/', '-'), "Title of " + path, null, path, path.replace('/', '-'), List.of(aliases));
    }

    void want(Site wanted) throws IOException {
        Path aside = Files.writeString(site.resolveSibling("site.new"), wanted.toJson());
        Files.move(aside, site, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    Path offer(String name, String content) throws IOException {
        Path file = places.storage().resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, FileTime.from(MODIFIED));
        give(file);
        return file;
    }

    /** Lets the syncing user own a file and the directories above it, where the tests are root's. */
    void give(Path file) throws IOException {
        if (Files.getAttribute(folder, "unix:uid").equals(0)) {
            for (Path each = file; !each.equals(places.storage()); each = each.getParent()) {
                Files.setAttribute(each, "unix:uid", OWNER, java.nio.file.LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    Upkeep upkeep() {
        return upkeep(Optional.empty());
    }

    Upkeep upkeep(Clock clock) {
        return new Upkeep(site, places, new Ipv6Watch(_ -> new OwnIpv6(false, List.of()), clock), clock);
    }

    /** One that looks at these addresses for IPv6, instead of those of its name. */
    Upkeep upkeep(Optional<List<URI>> roots) {
        Clock clock = Clock.systemUTC();
        Ipv6Watch ipv6 = new Ipv6Watch(
                _ -> roots.map(each -> Ipv6Look.look(each, folder)).orElse(new OwnIpv6(false, List.of())), clock);
        return new Upkeep(site, places, ipv6, clock);
    }

    /** After the first rendering; waits until it answers. */
    void start() throws IOException {
        nginx = new ProcessBuilder(places.nginxCommand())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nginx.log").toFile())
                .start();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> new Nginx(places).live().isPresent() || !nginx.isAlive());
        if (!nginx.isAlive()) {
            throw new AssertionError(Files.readString(folder.resolve("nginx.log")));
        }
    }

    long master() throws IOException {
        return Long.parseLong(
                Files.readString(places.run().resolve("nginx.pid")).strip());
    }

    /** Tells nginx' container to end, as the kubelet does: a signal to its first process. */
    Process tellToEnd() {
        nginx.destroy();
        return nginx;
    }

    String log() throws IOException {
        return Files.readString(folder.resolve("nginx.log"));
    }

    /** One request, byte for byte, and all that comes back until nginx closes; bytes as characters. */
    String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            try {
                socket.getInputStream().transferTo(answer);
            } catch (SocketException cut) {
                // nginx closed on a request that it did not read to its end; its answer came before.
            }
            return answer.toString(StandardCharsets.ISO_8859_1);
        }
    }

    /** @param line method and path */
    String ask(String line, String body) throws IOException {
        return raw(line + " HTTP/1.0\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    String get(String path) throws IOException {
        return raw("GET " + path + " HTTP/1.0\r\n\r\n");
    }

    String body(String path) throws IOException {
        String answer = get(path);
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    @Override
    public void close() {
        if (nginx != null) {
            nginx.descendants().forEach(ProcessHandle::destroy);
            nginx.destroy();
            nginx.onExit().orTimeout(20, java.util.concurrent.TimeUnit.SECONDS).join();
        }
    }
}
