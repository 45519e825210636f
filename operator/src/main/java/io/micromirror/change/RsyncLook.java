package io.micromirror.change;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Asks over rsync: one connection for all files. */
final class RsyncLook {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss");
    private static final Pattern LISTED =
            Pattern.compile("-\\S+ +([0-9]{1,18}) (\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d) (.+)");
    private static final Pattern MODE = Pattern.compile("([-d])[-a-zA-Z]{6}([-r])[-w]([-a-zA-Z]) .*");
    private static final Pattern OF_FILE = Pattern.compile("-.*");

    /** rsync's exit code when what was asked for is not there, or cannot be read by who sends. */
    private static final int PARTIAL = 23;

    List<String> parts(Probe probe, String base) throws IOException, InterruptedException {
        return probe.compare() == Comparison.MODIFIED ? modified(probe, base) : content(probe, base);
    }

    private static List<String> content(Probe probe, String base) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("probe");
        try {
            rsync(probe.files(), "--max-size=" + Lookout.LARGEST, base, folder + "/");
            List<String> parts = new ArrayList<>();
            for (String file : probe.files()) {
                Path fetched = folder.resolve(file);
                if (!Files.isRegularFile(fetched)) {
                    throw new IOException(base + file + " is no file, or larger than " + Lookout.LARGEST
                            + " bytes: compare when it was modified.");
                }
                parts.add(Marker.part(probe.compare(), Files.readAllBytes(fetched)));
            }
            return parts;
        } finally {
            delete(folder);
        }
    }

    private static List<String> modified(Probe probe, String base) throws IOException, InterruptedException {
        Map<String, String> listed = new HashMap<>();
        for (String line :
                rsync(probe.files(), "--list-only", base, ".").lines().toList()) {
            Matcher matcher = LISTED.matcher(line);
            if (matcher.matches()) {
                LocalDateTime time = LocalDateTime.parse(matcher.group(2), TIME);
                listed.put(
                        matcher.group(3),
                        Marker.part(time.toInstant(ZoneOffset.UTC), Long.parseLong(matcher.group(1))));
            }
        }
        List<String> parts = new ArrayList<>();
        for (String file : probe.files()) {
            String part = listed.get(file);
            if (part == null) {
                throw new IOException(base + " does not list " + file + ".");
            }
            parts.add(part);
        }
        return parts;
    }

    /**
     * Whether everybody may read a file: by its mode and those of the directories above it, because who gives things to
     * mirrors before their release lists them to these.
     */
    boolean isOpen(String base, String file) throws IOException, InterruptedException {
        try {
            List<String> listed =
                    rsync(List.of(file), "--list-only", base, ".").lines().toList();
            return listed.stream().anyMatch(line -> OF_FILE.matcher(line).matches())
                    && listed.stream()
                            .map(MODE::matcher)
                            .filter(Matcher::matches)
                            .allMatch(mode -> mode.group(1).equals("d")
                                    ? "xt".contains(mode.group(3))
                                    : mode.group(2).equals("r"));
        } catch (AbsentException absent) {
            return false;
        }
    }

    /** What was asked for is not there. */
    private static final class AbsentException extends IOException {
        private static final long serialVersionUID = 1;

        AbsentException(String message) {
            super(message);
        }
    }

    private static String rsync(List<String> files, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "rsync",
                "--files-from=-",
                "--copy-links",
                "--no-motd",
                "--no-human-readable",
                "--timeout=15",
                "--contimeout=15"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // rsync takes proxies and passwords from its environment.
        builder.environment().keySet().retainAll(List.of("PATH"));
        builder.environment().putAll(Map.of("LC_ALL", "C", "TZ", "UTC"));
        Process process = builder.start();
        Thread limit = Thread.ofVirtual().start(() -> end(process));
        try {
            ask(process, files);
            String said = said(process);
            int code = process.waitFor();
            if (code != 0) {
                String why = arguments[1] + " was not answered: " + telling(said, code) + ".";
                throw code == PARTIAL ? new AbsentException(why) : new IOException(why);
            }
            return said;
        } finally {
            kill(process);
            limit.interrupt();
        }
    }

    /** One that ended at once does not listen; why is in what it says. */
    private static void ask(Process process, List<String> files) {
        try (OutputStream names = process.getOutputStream()) {
            names.write((String.join("\n", files) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException ended) {
            return;
        }
    }

    private static String said(Process process) throws IOException {
        try (InputStream output = process.getInputStream()) {
            return new String(output.readNBytes(Lookout.LARGEST), StandardCharsets.UTF_8);
        }
    }

    private static void end(Process process) {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                kill(process);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static String telling(String said, int code) {
        return said.lines()
                .filter(line -> line.startsWith("@ERROR") || line.startsWith("rsync: "))
                .findFirst()
                .map(line -> line.substring(0, Math.min(line.length(), 200)))
                .orElse("rsync ended with code " + code);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
