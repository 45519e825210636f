package io.micromirror.traffic;

import io.micromirror.sync.AtomicFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a mirror's counters lie: {@code traffic} in the storage's state. Each that counts has a checkpoint of its own, held
 * by a lock for as long as it lives, because while a serving pod takes over from another both count. {@code days} keeps a
 * summary a day for ten years, some ten kilobytes each.
 */
final class TrafficStore implements Closeable {
    private static final Logger log = LoggerFactory.getLogger(TrafficStore.class);
    private static final String CHECKPOINT = ".checkpoint";
    private static final String LOCK = ".lock";
    private static final int DAYS_KEPT = 3660;

    private final Path directory;
    private final Path days;
    private final String writer;
    private final FileChannel held;

    private TrafficStore(Path directory, String writer, FileChannel held) {
        this.directory = directory;
        this.days = directory.resolve("days");
        this.writer = writer;
        this.held = held;
    }

    /** For one writer, of a name that can be a file's; another of the same name must not live. */
    static TrafficStore open(Path directory, String writer) throws IOException {
        Files.createDirectories(directory.resolve("days"));
        FileChannel channel =
                FileChannel.open(directory.resolve(writer + LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock(channel).isEmpty()) {
            channel.close();
            throw new IOException(
                    "another process counts as " + writer + " in " + directory + "; give this another" + " --name");
        }
        return new TrafficStore(directory, writer, channel);
    }

    /** Where this writer was; a checkpoint that cannot be read counts as none. */
    Optional<Checkpoint> checkpoint() {
        return read(writer);
    }

    void keep(Checkpoint checkpoint) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        Json.pack(checkpoint, packed);
        AtomicFile.write(directory.resolve(writer + CHECKPOINT), packed.toByteArray());
    }

    /** Checkpoints whose writers are gone, by name. */
    Map<String, Checkpoint> abandoned() throws IOException {
        Map<String, Checkpoint> abandoned = new TreeMap<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, "*" + CHECKPOINT)) {
            for (Path file : all) {
                String other = file.getFileName().toString().replace(CHECKPOINT, "");
                if (!other.equals(writer) && gone(other)) {
                    read(other).ifPresent(checkpoint -> abandoned.put(other, checkpoint));
                }
            }
        }
        return abandoned;
    }

    /** Removes what was left by a writer that was taken over. */
    void forget(String other) throws IOException {
        Files.deleteIfExists(directory.resolve(other + CHECKPOINT));
        Files.deleteIfExists(directory.resolve(other + LOCK));
    }

    /** Keeps a day's summary; the same number is the same file, so who does it again after a kill changes nothing. */
    void keepDay(LocalDate day, long number, Summary summary) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        Json.pack(summary, packed);
        AtomicFile.write(days.resolve(day + "." + writer + "-" + number + ".summary"), packed.toByteArray());
        for (Path old : daysBefore(day.minusDays(DAYS_KEPT))) {
            Files.delete(old);
        }
    }

    /** The summaries of a day and those after it, one by one. */
    void daysSince(LocalDate first, Consumer<DayFile> to) throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(days, "*.summary")) {
            for (Path file : all) {
                if (!day(file).isBefore(first)) {
                    try {
                        to.accept(Json.unpack(Files.newInputStream(file), DayFile.class));
                    } catch (IOException unreadable) {
                        log.warn("{} could not be read and counts as absent: {}", file, unreadable.toString());
                    }
                }
            }
        }
    }

    private List<Path> daysBefore(LocalDate first) throws IOException {
        List<Path> old = new ArrayList<>();
        try (DirectoryStream<Path> all =
                Files.newDirectoryStream(days, file -> day(file).isBefore(first))) {
            all.forEach(old::add);
        }
        return old;
    }

    /** What has another name is never too old. */
    private static LocalDate day(Path file) {
        try {
            return LocalDate.parse(file.getFileName().toString().replaceFirst("\\..*", ""));
        } catch (DateTimeException none) {
            return LocalDate.MAX;
        }
    }

    /** Tells the world how far this writer is. */
    void publish(Checkpoint checkpoint, Sent sent) throws IOException {
        Path file = directory.resolve(Path.of(Published.FILE).getFileName());
        try (FileChannel channel = FileChannel.open(
                        directory.resolve("totals" + LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            Published before = Published.parse(text(file)).orElse(Published.NOTHING);
            Published now = before.with(writer, checkpoint.totals(), checkpoint.takenOver(), sent);
            AtomicFile.write(file, now.toJson().getBytes(StandardCharsets.UTF_8));
        }
    }

    private Optional<Checkpoint> read(String of) {
        try {
            return Optional.of(Json.unpack(
                    new ByteArrayInputStream(Files.readAllBytes(directory.resolve(of + CHECKPOINT))),
                    Checkpoint.class));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException unreadable) {
            log.warn("The checkpoint of {} could not be read; counting begins anew: {}", of, unreadable.toString());
            return Optional.empty();
        }
    }

    private boolean gone(String other) throws IOException {
        try (FileChannel channel = FileChannel.open(
                directory.resolve(other + LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            return lock(channel).isPresent();
        }
    }

    private static Optional<FileLock> lock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException ours) {
            return Optional.empty();
        }
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException none) {
            return "";
        }
    }

    @Override
    public void close() throws IOException {
        held.close();
    }
}
