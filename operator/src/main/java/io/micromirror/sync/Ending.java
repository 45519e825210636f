package io.micromirror.sync;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** How an attempt ended, and the sentence that tells a person what rsync said and what to do. */
record Ending(Outcome outcome, String reason, Optional<Lack> lack) {
    private static final int SAID_BYTES = 280;
    private static final int UPSTREAM_BYTES = 120;

    /** Lines of the upstream's side name its module or its role: its full disk is not ours. */
    private static final Pattern FULL =
            Pattern.compile("(?!.*\\[sender])(?!.*\\(in ).*(No space left on device|Disk quota exceeded).*");

    /** What a disk that dies, and the file system that gives it up, make the kernel say (errno EIO, EROFS, EUCLEAN). */
    private static final Pattern FAILING = Pattern.compile(
            "(?!.*\\[sender])(?!.*\\(in ).*(Input/output error|Read-only file system|Structure needs cleaning).*");

    private static final Pattern BUSY = Pattern.compile("@ERROR: (max connections|.*try again).*");
    private static final Pattern NO_DIRECTORY =
            Pattern.compile(".*\\[sender] (change_dir|link_stat) .*No such file or directory.*");
    private static final Pattern MOVED = Pattern.compile(".*(has vanished|failed verification).*");
    private static final Pattern PREFIX = Pattern.compile("^(@ERROR: |rsync: (\\[[A-Za-z]+] )?)");

    Ending(Outcome outcome, String reason) {
        this(outcome, reason, Optional.empty());
    }

    /**
     * A run that came to its end.
     *
     * @param note what a person should know all the same
     */
    static Ending complete(long changes, Optional<String> note) {
        return new Ending(changes == 0 ? Outcome.UNCHANGED : Outcome.UPDATED, note.orElse(""));
    }

    /** An upstream that would not stand still, or that contradicts itself. */
    static Ending inconsistent(String upstream, Lack lack) {
        String url = Sentence.plain(upstream, UPSTREAM_BYTES);
        String what = Sentence.plain(lack.what(), SAID_BYTES);
        return new Ending(
                Outcome.INCONSISTENT,
                switch (lack.kind()) {
                    case MISSING, CONTRADICTION, MOVING ->
                        url + " contradicts itself: " + what
                                + "; what is served stays as it was, and the next run tries again.";
                    case UPDATING ->
                        url + " is being updated: " + what
                                + "; what is served stays as it was, and the next run asks again.";
                    case OLDER ->
                        url + " is behind: " + what + "; what is served stays as it was, and the next run asks again.";
                    case BAD_SIGNATURE ->
                        url + " is not signed as it should be: " + what
                                + "; what is served stays as it was: compare spec.signedBy with the keys that the project"
                                + " publishes, and tell the upstream's administrators if they are the same.";
                },
                Optional.of(lack));
    }

    /** What an exception that nobody expected is told as. */
    static Ending broken(Exception trouble) {
        String said = Sentence.plain(said(trouble), SAID_BYTES);
        if (FAILING.matcher(said).matches()) {
            return new Ending(Outcome.STORAGE_FAILING, failing(said));
        }
        return FULL.matcher(said).matches()
                ? new Ending(Outcome.NO_SPACE, "The storage is full: " + said + "; make room.")
                : new Ending(Outcome.FAILED, "The run broke off: " + said + "; the log of this run tells where.");
    }

    /** What an rsync's end other than 0 means. */
    static Ending of(String upstream, RsyncExit exit) {
        List<String> lines = exit.complaints();
        Outcome outcome = outcome(exit);
        String said = Sentence.plain(PREFIX.matcher(telling(outcome, exit)).replaceFirst(""), SAID_BYTES);
        String url = Sentence.plain(upstream, UPSTREAM_BYTES);
        return new Ending(
                outcome,
                switch (outcome) {
                    case REFUSED -> url + " refused: " + said + "; " + mend(lines) + ".";
                    case UNREACHABLE ->
                        any(lines, BUSY)
                                ? url + " is full: " + said + "; the next run asks again, or name another upstream."
                                : url + " did not answer or fell silent: " + said
                                        + "; if it lasts, check the host in the upstream's URL and this box's network.";
                    case NO_SPACE ->
                        "The storage is full while syncing from " + url + ": " + said
                                + "; make room, then the next run goes on from there.";
                    case STORAGE_FAILING -> failing(said);
                    case INCONSISTENT ->
                        url + " changed while it was read: " + said + "; the next run tries again from the start.";
                    case STOPPED ->
                        "The run was told to stop while syncing from " + url + "; the next run goes on from there.";
                    case UPDATED, UNCHANGED, COALESCED, WAITING, FAILED ->
                        "Syncing from " + url + " failed: " + said + "; " + hint(exit) + ".";
                });
    }

    private static String failing(String said) {
        return "The disk of the storage fails: " + said
                + "; what can be read is served on: look at the kernel's log, and replace the disk.";
    }

    private static String said(Exception trouble) {
        return switch (trouble) {
            case AccessDeniedException denied -> denied.getFile() + ": permission denied";
            case NoSuchFileException missing when missing.getReason() == null -> missing.getFile() + ": no such file";
            case IOException io when io.getMessage() != null -> io.getMessage();
            default -> trouble.toString();
        };
    }

    private static Outcome outcome(RsyncExit exit) {
        List<String> lines = exit.complaints();
        if (any(lines, FAILING)) {
            return Outcome.STORAGE_FAILING;
        }
        if (any(lines, FULL)) {
            return Outcome.NO_SPACE;
        }
        return switch (exit.code()) {
            case 19, RsyncExit.STOPPED, 130, 143 -> Outcome.STOPPED;
            case 5 -> any(lines, BUSY) ? Outcome.UNREACHABLE : Outcome.REFUSED;
            case 4 -> Outcome.REFUSED;
            case 10, 30, 35 -> Outcome.UNREACHABLE;
            // A connection that ends before anything came says no more than one that was never made.
            case 12 -> exit.tally().changes() == 0 ? Outcome.UNREACHABLE : Outcome.FAILED;
            case 23 ->
                any(lines, NO_DIRECTORY) ? Outcome.REFUSED : any(lines, MOVED) ? Outcome.INCONSISTENT : Outcome.FAILED;
            case 24 -> Outcome.INCONSISTENT;
            default -> Outcome.FAILED;
        };
    }

    /** The line that names the cause. */
    private static String telling(Outcome outcome, RsyncExit exit) {
        List<String> lines = exit.complaints();
        Optional<String> ours = switch (outcome) {
            case NO_SPACE -> first(lines, FULL);
            case STORAGE_FAILING -> first(lines, FAILING);
            default -> Optional.empty();
        };
        return ours.or(() ->
                        lines.stream().filter(line -> line.startsWith("@ERROR")).findFirst())
                .or(() -> outcome == Outcome.INCONSISTENT ? first(lines, MOVED) : Optional.empty())
                .or(() -> lines.stream()
                        .filter(line -> line.startsWith("rsync: "))
                        .findFirst())
                .or(() -> lines.stream().findFirst())
                .orElse("rsync ended with code " + exit.code());
    }

    private static String mend(List<String> lines) {
        String all = String.join("\n", lines);
        if (all.contains("Unknown module")) {
            return "check the module name in the upstream's URL";
        }
        if (any(lines, NO_DIRECTORY)) {
            return "check the path after the module's name in the upstream's URL";
        }
        if (all.contains("access denied")) {
            return "ask the upstream's administrators to admit this box's address, or name another upstream";
        }
        if (all.contains("auth")) {
            return "this upstream wants a password: name one that does not";
        }
        return "ask the upstream's administrators, or name another upstream";
    }

    private static String hint(RsyncExit exit) {
        String all = String.join("\n", exit.complaints());
        return switch (exit.code()) {
            // What flock(1) and setpriv(1) say of a program that is not there.
            case 69, 127 -> "rsync must be installed where the sync runs";
            case 137 -> "rsync was killed, perhaps for want of memory: give the run more";
            case 12 -> "the next run goes on from there";
            default ->
                all.contains("[sender]") || all.contains("(in ")
                        ? "that is at the upstream: tell its administrators, or name another upstream"
                        : "the log of this run has all that rsync said";
        };
    }

    private static boolean any(List<String> lines, Pattern pattern) {
        return first(lines, pattern).isPresent();
    }

    private static Optional<String> first(List<String> lines, Pattern pattern) {
        return lines.stream().filter(line -> pattern.matcher(line).matches()).findFirst();
    }
}
