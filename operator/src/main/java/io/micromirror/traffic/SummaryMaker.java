package io.micromirror.traffic;

import io.micromirror.traffic.Summary.Amount;
import io.micromirror.traffic.Summary.Day;
import io.micromirror.traffic.Summary.FileCount;
import io.micromirror.traffic.Summary.KeyCount;
import io.micromirror.traffic.Summary.Missing;
import io.micromirror.traffic.Summary.ProjectDay;
import io.micromirror.traffic.Summary.Stored;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;

/** An {@link Account} as a {@link Summary}. */
final class SummaryMaker {
    private static final int TOP_FILES = 500;
    private static final int TOP_MISSING = 100;

    private final Account account;

    private SummaryMaker(Account account) {
        this.account = account;
    }

    static Summary of(Account account, String node) {
        return new SummaryMaker(account).summary(node);
    }

    private Summary summary(String node) {
        SortedMap<LocalDate, Day> days = new TreeMap<>();
        account.days().forEach((day, counts) -> days.put(LocalDate.ofEpochDay(day), day(day, counts)));
        FileCurve curve = new FileCurve();
        long[] files = new long[account.keys.size()];
        long[] stored = new long[account.keys.size()];
        account.files.forEach((key, bytes, size) -> {
            curve.add(size, bytes);
            files[key]++;
            stored[key] += size;
        });
        return new Summary(
                node,
                account.lines(),
                account.unreadLines(),
                account.files.error(),
                account.missing.error(),
                days,
                stored(files, stored),
                top(),
                missing(),
                curve.points());
    }

    private Day day(int day, DayCounts counts) {
        List<KeyCount> keys = new ArrayList<>();
        for (int key = 0; key < account.keys.size() && key * DayCounts.COUNTS < counts.keys.length; key++) {
            long[] of = counts.keys;
            int at = key * DayCounts.COUNTS;
            if (of[at] > 0) {
                keys.add(new KeyCount(
                        account.keys.key(key), of[at], of[at + 1], of[at + 2], of[at + 3], of[at + 4], of[at + 5]));
            }
        }
        keys.sort(Comparator.comparing(KeyCount::key));
        Map<String, ProjectDay> projects = new TreeMap<>();
        List<String> names = account.keys.projects();
        for (int i = 0; i < names.size() && i * DayCounts.PER_PROJECT < counts.projects.length; i++) {
            ProjectDay project = project(day, i, counts.projects);
            if (project.answers().stream().anyMatch(answers -> answers > 0)) {
                projects.put(names.get(i), project);
            }
        }
        return new Day(keys, projects, LongStream.of(counts.rates).boxed().toList());
    }

    private ProjectDay project(int day, int project, long[] counts) {
        int at = project * DayCounts.PER_PROJECT;
        int clientsAt = at + DayCounts.HOURS + DayCounts.ANSWERS;
        Map<String, Amount> clients = new TreeMap<>();
        for (int client = 0; client < Client.ALL.size(); client++) {
            int of = clientsAt + 2 * client;
            if (counts[of] > 0) {
                clients.put(Client.ALL.get(client).word(), new Amount(counts[of], counts[of + 1]));
            }
        }
        HllSketch sketch = account.distinct(day, project);
        return new ProjectDay(
                numbers(counts, at, DayCounts.HOURS),
                numbers(counts, at + DayCounts.HOURS, DayCounts.ANSWERS),
                clients,
                sketch == null ? null : base64(sketch));
    }

    private static String base64(HllSketch sketch) {
        synchronized (sketch) {
            return Base64.getEncoder()
                    .withoutPadding()
                    .encodeToString(sketch.copyAs(TgtHllType.HLL_4).toCompactByteArray());
        }
    }

    private static List<Long> numbers(long[] counts, int from, int size) {
        return IntStream.range(from, from + size).mapToObj(i -> counts[i]).toList();
    }

    private List<Stored> stored(long[] files, long[] stored) {
        return IntStream.range(0, files.length)
                .filter(key -> files[key] > 0)
                .mapToObj(key -> new Stored(account.keys.key(key), files[key], stored[key]))
                .sorted(Comparator.comparing(Stored::key))
                .toList();
    }

    private List<FileCount> top() {
        return account.files.heaviest(TOP_FILES).stream()
                .map(entry -> new FileCount(
                        text(entry.path()),
                        account.keys.key(entry.key()),
                        entry.requests(),
                        entry.bytes(),
                        entry.size()))
                .toList();
    }

    private List<Missing> missing() {
        return account.missing.heaviest(TOP_MISSING).stream()
                .map(entry -> new Missing(
                        text(entry.path()), account.keys.key(entry.key()).project(), entry.bytes()))
                .toList();
    }

    /** As it may be told: what steers a terminal does not stay in it. */
    private static String text(String path) {
        return path.replaceAll("\\p{Cntrl}", "\uFFFD");
    }
}
