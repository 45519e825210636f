package io.micromirror.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts what rsync says on standard output, line by line. It relies on {@link RsyncCommand#OUT_FORMAT}: the counts of
 * {@code --stats} miss a changed mode or link, and a run that was cut short never prints them.
 */
final class RsyncOutput {
    private static final Pattern ITEM =
            Pattern.compile("(?<item>[<>ch.*][a-zA-Z][^|]{9})\\|(?<bytes>[0-9]{1,18})\\|(?<name>.*)");
    private static final Pattern LISTED =
            Pattern.compile("Number of files: (?<all>[0-9]{1,18}) \\((reg: (?<regular>[0-9]{1,18}))?.*");
    private static final Pattern SIZE = Pattern.compile("Total file size: ([0-9]{1,18}) bytes");
    private static final Pattern RECEIVED = Pattern.compile("Total bytes received: ([0-9]{1,18})");
    private static final Pattern PROGRESS =
            Pattern.compile(" *(?<bytes>[0-9]{1,18}) +(?<percent>[0-9]{1,3})% .*?(?<whole>to-chk=.*)?");

    private Tally items = Tally.NOTHING;
    private final List<String> directories = new ArrayList<>();
    private final List<String> changed = new ArrayList<>();
    private final List<String> gone = new ArrayList<>();
    private boolean linked;
    private long listed;
    private long regular;
    private long size;
    private long received;
    private long progress;
    private int percent;

    void accept(String line) {
        Matcher item = ITEM.matcher(line);
        Matcher list = LISTED.matcher(line);
        Matcher sum = SIZE.matcher(line);
        Matcher total = RECEIVED.matcher(line);
        Matcher soFar = PROGRESS.matcher(line);
        if (item.matches()) {
            items = items.plus(item(item.group("item"), Long.parseLong(item.group("bytes"))));
            note(item.group("item"), item.group("name"));
        } else if (list.matches()) {
            listed = Long.parseLong(list.group("all"));
            regular = list.group("regular") == null ? 0 : Long.parseLong(list.group("regular"));
        } else if (sum.matches()) {
            size = Long.parseLong(sum.group(1));
        } else if (total.matches()) {
            received = Long.parseLong(total.group(1));
        } else if (soFar.matches()) {
            progress = Long.parseLong(soFar.group("bytes"));
            percent = soFar.group("whole") == null ? 0 : Integer.parseInt(soFar.group("percent"));
        }
    }

    /** Bytes of content so far, also of the file that is on its way. */
    long progress() {
        return Math.max(progress, items.bytes());
    }

    /** Bytes of content in all, roughly, once the upstream has listed all. */
    OptionalLong total() {
        return percent == 0 ? OptionalLong.empty() : OptionalLong.of(progress() / percent * 100);
    }

    Tally tally() {
        return new Tally(Math.max(received, items.bytes()), items.files(), items.deleted(), items.changes());
    }

    /** What there is to know of the two trees beside the count; names as rsync escaped them. */
    Seen seen() {
        return new Seen(listed, Size.of(size, regular), directories, changed, linked, gone);
    }

    private void note(String item, String name) {
        if (item.startsWith("*deleting")) {
            gone.add(name);
            return;
        }
        if (item.startsWith(".d") && item.charAt(4) == 't') {
            directories.add(name);
        }
        linked |= item.startsWith("h");
        if (changed.size() <= Walk.MOST) {
            changed.add(name);
        }
    }

    private static Tally item(String item, long bytes) {
        if (item.startsWith("*deleting")) {
            return new Tally(bytes, 0, 1, 1);
        }
        return new Tally(bytes, item.charAt(1) == 'd' ? 0 : 1, 0, 1);
    }
}
