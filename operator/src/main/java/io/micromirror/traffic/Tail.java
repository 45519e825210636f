package io.micromirror.traffic;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one log as it grows, through rotation (the file gets another name, and its writers take some time to notice) and
 * truncation. Only whole lines are taken, so a {@link Position} is always between two.
 */
final class Tail implements Closeable {
    private static final Logger log = LoggerFactory.getLogger(Tail.class);

    /** For so long may a writer go on with a file that was rotated. */
    private static final Duration LEAVING = Duration.ofSeconds(30);

    private static final int BLOCK = 1 << 18;

    private final Path name;
    private final List<Open> files = new ArrayList<>();
    private final byte[] block = new byte[BLOCK + Words.PADDING];

    private static final class Open {
        final FileChannel channel;
        Position position;
        Instant grown;
        boolean insideOverlong;

        Open(FileChannel channel, Position position, Instant now) {
            this.channel = channel;
            this.position = position;
            this.grown = now;
        }
    }

    /**
     * Goes on where it was left, with the files that were begun since; a log without a position is read from its beginning.
     */
    Tail(Path name, List<Position> left, Instant now) throws IOException {
        this.name = name;
        List<Position> ours =
                left.stream().filter(each -> each.log().equals(name.toString())).toList();
        long born = ours.stream().mapToLong(Position::born).max().orElse(Long.MAX_VALUE);
        for (Path file : siblings()) {
            Optional<Position> is = identity(file);
            Optional<Position> known = ours.stream()
                    .filter(each -> is.filter(each::same).isPresent())
                    .findFirst();
            if (known.isPresent()) {
                files.add(new Open(FileChannel.open(file, StandardOpenOption.READ), known.get(), now));
            } else if (is.isPresent() && is.get().born() > born) {
                files.add(new Open(FileChannel.open(file, StandardOpenOption.READ), is.get(), now));
            }
        }
        if (ours.stream().anyMatch(each -> files.stream().noneMatch(open -> open.position.same(each)))) {
            log.warn("A file of {} that was being counted is gone; its last lines are not counted.", name);
        }
    }

    /** Counts what was added. */
    void read(Counting counting, Instant now) throws IOException {
        Optional<Position> current = identity(name);
        if (current.isPresent() && files.stream().noneMatch(open -> open.position.same(current.get()))) {
            files.add(new Open(FileChannel.open(name, StandardOpenOption.READ), current.get(), now));
        }
        for (Open open : List.copyOf(files)) {
            if (read(open, counting)) {
                open.grown = now;
            }
            boolean leaving = current.isPresent() && !open.position.same(current.get());
            if (leaving && open.grown.plus(LEAVING).isBefore(now)) {
                open.channel.close();
                files.remove(open);
            }
        }
    }

    /** Where each file of this log is read up to. */
    List<Position> positions() {
        return files.stream().map(open -> open.position).toList();
    }

    private boolean read(Open open, Counting counting) throws IOException {
        if (open.channel.size() < open.position.offset()) {
            log.info("{} was truncated; reading it from its beginning.", name);
            open.position = open.position.at(0);
            open.insideOverlong = false;
        }
        boolean grown = false;
        while (true) {
            int filled = fill(open);
            int lines = lastLine(filled);
            if (lines == 0 && filled < BLOCK) {
                return grown;
            }
            grown = true;
            take(open, counting, lines);
            open.position = open.position.at(open.position.offset() + (lines == 0 ? filled : lines));
        }
    }

    /** A line that is longer than a block is none of a log, and is counted once as that. */
    private void take(Open open, Counting counting, int lines) {
        if (lines == 0) {
            if (!open.insideOverlong) {
                counting.unread();
            }
            open.insideOverlong = true;
            return;
        }
        int from = open.insideOverlong ? Words.find(block, 0, lines, Words.all('\n')) + 1 : 0;
        open.insideOverlong = false;
        counting.countLines(block, from, lines);
    }

    private int fill(Open open) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(block, 0, BLOCK);
        long at = open.position.offset();
        while (buffer.hasRemaining()) {
            int read = open.channel.read(buffer, at + buffer.position());
            if (read <= 0) {
                break;
            }
        }
        return buffer.position();
    }

    private int lastLine(int filled) {
        int end = filled;
        while (end > 0 && block[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    /** A rotated log lies beside its successor, under a longer name; one that was packed is another file. */
    private List<Path> siblings() throws IOException {
        List<Path> siblings = new ArrayList<>();
        Path directory = name.toAbsolutePath().getParent();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, name.getFileName() + "*")) {
                all.forEach(siblings::add);
            }
        }
        siblings.removeIf(file -> file.toString().matches(".*\\.(gz|zst|xz|bz2)"));
        return siblings;
    }

    private Optional<Position> identity(Path file) throws IOException {
        try {
            Map<String, Object> is = Files.readAttributes(file, "unix:ino,creationTime");
            long born = ((FileTime) is.get("creationTime")).toMillis();
            return Optional.of(new Position(name.toString(), (Long) is.get("ino"), born, 0));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        for (Open open : files) {
            open.channel.close();
        }
        files.clear();
    }
}
