package io.micromirror.plan;

import io.micromirror.traffic.TrafficCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * Two weeks of a mirror's log and lists of what it has, as a person has them, for {@code micromirror plan}: Fedora 44 is hot
 * from the second week on, a part of Debian is, AlmaLinux may not be cut.
 */
public final class MeasuredMirror {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 2);
    private static final int DAYS = 14;

    private final Path folder;

    /** One file: gigabytes on disk, and how often it is fetched a day in the first week and in the second. */
    private record Hot(String path, long size, int first, int second) {}

    private static final List<Hot> FILES = List.of(
            new Hot("fedora/linux/releases/43/Everything/x86_64/os/a.rpm", 100, 9, 1),
            new Hot("fedora/linux/releases/43/Everything/aarch64/os/a.rpm", 90, 1, 0),
            new Hot("fedora/linux/releases/44/Everything/x86_64/os/a.rpm", 110, 0, 20),
            new Hot("fedora/linux/releases/44/Everything/aarch64/os/a.rpm", 95, 0, 1),
            new Hot("fedora/linux/releases/44/Everything/x86_64/os/a.noarch.rpm", 5, 1, 9),
            new Hot("debian/pool/main/a/a_1_amd64.deb", 200, 9, 9),
            new Hot("debian/pool/main/a/a_1_s390x.deb", 200, 1, 0),
            new Hot("debian/pool/main/a/a_1.dsc", 100, 1, 1),
            new Hot("almalinux/9/BaseOS/x86_64/os/a.rpm", 60, 9, 9),
            new Hot("almalinux/9/BaseOS/s390x/os/a.rpm", 300, 0, 0),
            new Hot("gimp/gimp/v3.0/a.tar.xz", 20, 30, 30));

    public MeasuredMirror(Path folder) {
        this.folder = folder;
    }

    /** What {@code micromirror plan} says of it. */
    public String plan(String... options) throws IOException {
        List<String> arguments = new ArrayList<>(Stream.of(options).toList());
        arguments.add("--list");
        arguments.add("=" + list());
        arguments.add(summary().toString());
        return run(new PlanCommand(), arguments.toArray(String[]::new));
    }

    private Path list() throws IOException {
        return Files.write(
                folder.resolve("list"),
                FILES.stream()
                        .map(file -> file.size() * 1_000_000_000L + "\t" + file.path())
                        .toList());
    }

    private Path summary() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int day = 0; day < DAYS; day++) {
            for (Hot file : FILES) {
                for (int i = 0; i < (day < DAYS / 2 ? file.first() : file.second()); i++) {
                    lines.add(String.format(
                            Locale.ROOT,
                            "192.0.2.1 - - [%02d/Nov/2026:10:00:00 +0000] \"GET /%s HTTP/1.1\" 200 %d \"-\" \"curl\"",
                            FIRST.plusDays(day).getDayOfMonth(),
                            file.path(),
                            file.size() * 1_000_000_000L));
                }
            }
        }
        Path summary = folder.resolve("two-weeks.summary");
        run(
                new TrafficCommand(),
                "--summary",
                summary.toString(),
                Files.write(folder.resolve("access.log"), lines).toString());
        return summary;
    }

    private static String run(Object command, String... arguments) {
        StringWriter said = new StringWriter();
        new CommandLine(command)
                .setOut(new PrintWriter(said))
                .setErr(new PrintWriter(said))
                .execute(arguments);
        return said.toString();
    }
}
