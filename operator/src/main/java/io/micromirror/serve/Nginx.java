package io.micromirror.serve;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The nginx of this pod: judges a configuration, reads it anew, tells which one it runs. Its master may be root and lives
 * in another container, so it is not sent a signal, which would take a shared process namespace and a capability; a line
 * in a pipe asks its own container to do that.
 */
final class Nginx {
    private static final int PATIENCE_SECONDS = 30;
    private static final Pattern COMPLAINT = Pattern.compile("\\[(?:emerg|crit)] (?:\\d+#\\d+: )?(.*)");
    private static final int LONGEST_ANSWER = 4096;

    private final Places places;

    Nginx(Places places) {
        this.places = places;
    }

    /** The pipe and the logs, made when they are not there. */
    void prepare() throws IOException {
        Files.createDirectories(places.logs().resolve("requests"));
        for (Path log : List.of(places.accessLog(), places.transferLog(), places.heard())) {
            if (!Files.exists(log)) {
                // Written by nginx and rsyncd, which may be root without a right to others' files; trimmed by who
                // counts.
                Files.createFile(log);
                Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-rw-rw-"));
            }
        }
        if (!Files.exists(places.reload())) {
            Files.createDirectories(places.reload().getParent());
            run("mkfifo", "--mode=0666", places.reload().toString());
        }
    }

    /** Why nginx would not run a configuration, in its own words; nothing if it would. */
    Optional<String> refusal(String trial) throws IOException {
        Path file = places.trial().run().resolve("nginx.conf");
        Files.createDirectories(places.trial().accessLog().getParent());
        Files.writeString(file, trial);
        Finished test = run("nginx", "-t", "-q", "-e", "stderr", "-c", file.toString());
        return test.code() == 0 ? Optional.empty() : Optional.of(words(test.output(), file));
    }

    private static String words(String output, Path file) {
        String complaints = complaints(output);
        return (complaints.isEmpty() ? output : complaints)
                .replace(file.toString(), "nginx.conf")
                .strip();
    }

    private static String complaints(String output) {
        return COMPLAINT
                .matcher(output)
                .results()
                .map(match -> match.group(1))
                // What comes after some tries, each with a reason.
                .filter(words -> !words.equals("still could not bind()"))
                .distinct()
                .collect(Collectors.joining("; "));
    }

    /** Why it did not take up what it was last asked to, in its own words: what a trial cannot know, such as a port. */
    Optional<String> complaint() throws IOException {
        Path file = places.nginxWords();
        return Files.exists(file)
                ? Optional.of(complaints(Files.readString(file))).filter(words -> !words.isEmpty())
                : Optional.empty();
    }

    /** Whether an operator that calls itself so has asked how the mirror is, since this was last called. */
    boolean heard(String agent) throws IOException {
        boolean heard = Files.readAllLines(places.heard()).contains(agent);
        if (Files.size(places.heard()) > 0) {
            // In place, because nginx goes on to write there.
            Files.write(places.heard(), new byte[0]);
        }
        return heard;
    }

    /** Opened for both, so that it does not wait for somebody to read. */
    void reload() throws IOException {
        try (RandomAccessFile pipe = new RandomAccessFile(places.reload().toFile(), "rw")) {
            pipe.write('\n');
        }
    }

    /** The fingerprint of what nginx runs; nothing while it does not answer. */
    Optional<String> live() {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(places.told()));
            channel.write(StandardCharsets.US_ASCII.encode("GET / HTTP/1.0\r\n\r\n"));
            ByteBuffer answer = ByteBuffer.allocate(LONGEST_ANSWER);
            while (answer.hasRemaining() && channel.read(answer) >= 0) {
                // Until nginx closes.
            }
            String text = StandardCharsets.US_ASCII.decode(answer.flip()).toString();
            Matcher body = Pattern.compile("\r\n\r\n(\\p{XDigit}+)").matcher(text);
            return body.find() ? Optional.of(body.group(1)) : Optional.empty();
        } catch (IOException down) {
            return Optional.empty();
        }
    }

    private record Finished(int code, String output) {}

    private static Finished run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        try {
            String output = new String(process.getInputStream().readNBytes(1 << 16), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(command[0] + " did not end within " + PATIENCE_SECONDS + " seconds");
            }
            return new Finished(process.exitValue(), output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(command[0] + " was interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }
}
