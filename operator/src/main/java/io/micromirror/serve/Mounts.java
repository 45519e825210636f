package io.micromirror.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The file systems of this machine as the kernel tells of them (proc_pid_mountinfo(5)). */
final class Mounts {
    private static final Path OWN = Path.of("/proc/self/mountinfo");
    private static final String SEPARATOR = " - ";

    /** What the kernel makes of a file system that met an error, as ext4 and xfs name it. */
    private static final List<String> NOT_WRITABLE = List.of("ro", "emergency_ro", "shutdown");

    private Mounts() {}

    /**
     * Whether the file system itself takes no writes, not only the way by which this process sees it: a serving pod sees
     * every storage read-only.
     */
    static boolean isReadOnly(Path directory) throws IOException {
        return isReadOnly(Files.readString(OWN), directory.toRealPath());
    }

    static boolean isReadOnly(String mountinfo, Path directory) {
        return mountinfo
                .lines()
                .filter(line -> point(line).filter(directory::startsWith).isPresent())
                // Of several on one directory it is the last that is seen.
                .reduce((one, other) -> length(other) >= length(one) ? other : one)
                .map(Mounts::superOptions)
                .filter(options -> options.stream().anyMatch(NOT_WRITABLE::contains))
                .isPresent();
    }

    private static int length(String line) {
        return point(line).map(Path::getNameCount).orElse(0);
    }

    private static Optional<Path> point(String line) {
        String[] fields = line.split(" ", 6);
        return fields.length < 6 || !line.contains(SEPARATOR)
                ? Optional.empty()
                : Optional.of(Path.of(
                        fields[4].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")));
    }

    private static List<String> superOptions(String line) {
        String[] fields =
                line.substring(line.indexOf(SEPARATOR) + SEPARATOR.length()).split(" ", 3);
        return fields.length < 3 ? List.of() : List.of(fields[2].split(","));
    }
}
