package io.micromirror.check;

import io.micromirror.check.Answer.Entry;
import io.micromirror.check.Answer.Trouble;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Listings and small files of rsync daemons, by the rsync binary. */
final class RsyncClient {
    /** A listing may take longer than one answer; it must not take for ever. */
    private static final int LONGEST_SECONDS = 600;

    /** Nobody listens, or speaks rsync: man rsync, exit values 5, 10, 30 and 35. */
    private static final List<Integer> SILENT = List.of(5, 10, 30, 35);

    private static final Pattern LINE = Pattern.compile(
            "([-dlbcps])[-rwxsStT]{9}\\s+([0-9]+) ([0-9]{4}/[0-9]{2}/[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}) (.+)");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss");

    private final Checker checker;

    RsyncClient(Checker checker) {
        this.checker = checker;
    }

    Answer list(Request request) {
        List<String> command = command();
        command.addAll(List.of("-r", "-8", "--no-h", "--list-only"));
        request.excludes().forEach(pattern -> command.add("--exclude=" + pattern));
        command.add(request.url().toString());
        long start = System.nanoTime();
        try {
            Path words = Files.createTempFile("rsync", ".err");
            try {
                Process process = start(command, words);
                Watch watch = Watch.over(process, LONGEST_SECONDS);
                List<Entry> entries = new ArrayList<>();
                boolean cut = read(process, entries, request.limit());
                int exit = watch.exit();
                return listed(entries, cut, cut ? 0 : exit, words, start);
            } finally {
                Files.deleteIfExists(words);
            }
        } catch (IOException e) {
            return new Answer.Failure(Trouble.OURS, String.valueOf(e.getMessage()), Asker.seconds(start));
        }
    }

    private static Answer listed(List<Entry> entries, boolean cut, int exit, Path words, long start)
            throws IOException {
        String complaint = exit == 0 ? "" : complaint(words, exit);
        return entries.isEmpty() && SILENT.contains(exit)
                ? new Answer.Failure(Trouble.REFUSED, complaint, Asker.seconds(start))
                : new Answer.Listing(entries, cut, complaint, Asker.seconds(start));
    }

    Answer fetch(Request request) {
        long start = System.nanoTime();
        try {
            Path folder = Files.createTempDirectory("fetch");
            try {
                return fetch(request, folder, start);
            } finally {
                Files.deleteIfExists(folder.resolve("file"));
                Files.deleteIfExists(folder.resolve("words"));
                Files.delete(folder);
            }
        } catch (IOException e) {
            return new Answer.Failure(Trouble.OURS, String.valueOf(e.getMessage()), Asker.seconds(start));
        }
    }

    private Answer fetch(Request request, Path folder, long start) throws IOException {
        Path file = folder.resolve("file");
        List<String> command = command();
        command.addAll(List.of(
                "--max-size=" + request.limit(), "--copy-links", request.url().toString(), file.toString()));
        // archweb kills it at one and a half times its own limit.
        int exit = Watch.over(start(command, folder.resolve("words")), checker.timeoutSeconds() * 3 / 2)
                .exit();
        double seconds = Asker.seconds(start);
        if (Files.exists(file)) {
            String body = Files.readString(file, StandardCharsets.ISO_8859_1);
            return new Answer.Response(200, body.length(), null, body, false, request.url(), 0, null, seconds);
        }
        String complaint = complaint(folder.resolve("words"), exit);
        if (exit == Watch.KILLED) {
            return new Answer.Failure(Trouble.TIMEOUT, complaint, seconds);
        }
        return SILENT.contains(exit)
                ? new Answer.Failure(exit == 30 || exit == 35 ? Trouble.TIMEOUT : Trouble.REFUSED, complaint, seconds)
                : new Answer.Response(404, -1, null, "", false, request.url(), 0, null, seconds);
    }

    private List<String> command() {
        return new ArrayList<>(List.of(
                "rsync",
                "--no-motd",
                "--contimeout=" + checker.connectTimeoutSeconds(),
                "--timeout=" + checker.timeoutSeconds()));
    }

    private static Process start(List<String> command, Path words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(words.toFile());
        builder.environment().put("TZ", "UTC");
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    /** Whether there were more. */
    private static boolean read(Process process, List<Entry> entries, int limit) throws IOException {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Optional<Entry> entry = entry(line);
                if (entry.isPresent() && entries.size() == limit) {
                    process.destroy();
                    return true;
                }
                entry.ifPresent(entries::add);
            }
            return false;
        } catch (IOException closed) {
            // Killed for its time: what came until then is what there is.
            return false;
        }
    }

    /** Nothing for the root, and for what is no entry. */
    static Optional<Entry> entry(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches() || matcher.group(4).equals(".")) {
            return Optional.empty();
        }
        char kind = matcher.group(1).charAt(0);
        String path = kind == 'l' ? matcher.group(4).replaceFirst(" -> .*", "") : matcher.group(4);
        return Optional.of(new Entry(
                kind,
                path,
                Long.parseLong(matcher.group(2)),
                LocalDateTime.parse(matcher.group(3), TIME).toInstant(ZoneOffset.UTC)));
    }

    private static String complaint(Path words, int exit) throws IOException {
        String first = Files.readString(words, StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("");
        return "exit code %d%s".formatted(exit, first.isEmpty() ? "" : ", " + first);
    }

    /** Ends a process that takes too long. */
    private record Watch(Process process, Thread thread) {
        static final int KILLED = 143;

        static Watch over(Process process, int seconds) {
            Thread thread = Thread.ofVirtual().start(() -> {
                try {
                    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                        process.destroy();
                    }
                } catch (InterruptedException e) {
                    process.destroy();
                }
            });
            return new Watch(process, thread);
        }

        int exit() throws IOException {
            try {
                return process.waitFor();
            } catch (InterruptedException e) {
                process.destroy();
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            } finally {
                thread.interrupt();
            }
        }
    }
}
