import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * java MakeLog.java LINES PATHS FILE: a week of a mirror's access log in nginx's combined format. Which file is asked for
 * is Zipf with 0.86, as a mirror's traffic is; sizes are lognormal around 100 kB; a third comes over IPv6. The same every
 * time.
 */
final class MakeLog {
    private static final String[] FOLDERS = {
        "/fedora/linux/updates/43/Everything/x86_64/Packages/%s/", "/debian/pool/main/%s/", "/ubuntu/pool/universe/%s/",
        "/epel/9/Everything/x86_64/Packages/%s/", "/archlinux/pool/packages/", "/almalinux/9/AppStream/x86_64/os/Packages/",
        "/opensuse/tumbleweed/repo/oss/x86_64/", "/alpine/v3.20/community/x86_64/", "/fdroid/repo/", "/manjaro/pool/overlay/"
    };
    private static final String[] ENDINGS = {
        "-%d.fc43.x86_64.rpm", "_%d-1_amd64.deb", "_%d-1ubuntu2_amd64.deb", "-%d.el9.x86_64.rpm", "-%d-1-x86_64.pkg.tar.zst",
        "-%d.el9.x86_64.rpm", "-%d-1.1.x86_64.rpm", "-%d-r0.apk", "_%d.apk", "-%d-1-x86_64.pkg.tar.zst"
    };
    private static final String[] NAMES = {
        "lib", "python3-", "golang-github-", "texlive-", "gcc-", "kernel-modules-", "qt6-", "rust-", "perl-", "ghc-"
    };
    private static final String[] AGENTS = {
        "Debian APT-HTTP/1.3 (2.6.1)", "libdnf (Fedora Linux 43; workstation; Linux.x86_64)",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36",
        "pacman/6.1.0 (Linux x86_64) libalpm/14.0.0", "ZYpp 17.31.31 (curl 8.0.1)", "curl/8.5.0", "apk-tools/2.14.4",
        "F-Droid 1.20.0", "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)"
    };
    private static final double SKEW = 0.86;
    private static final long START = Instant.parse("2026-11-16T00:00:00Z").getEpochSecond();
    private static final long WEEK = 7 * 86400;

    private final SplittableRandom random = new SplittableRandom(7);
    private final byte[][] paths;
    private final long[] sizes;
    private final double[] below;
    private final byte[][] clients = new byte[20_000][];

    private MakeLog(int count) {
        paths = new byte[count][];
        sizes = new long[count];
        below = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            // The most popular ones are of all projects.
            String folder = FOLDERS[i % 10].formatted((char) ('a' + i / 10 % 26));
            String ending = ENDINGS[i % 10].formatted(i % 997);
            paths[i] = bytes(folder + NAMES[i / 7 % 10] + "x" + Integer.toHexString(i * 0x9E3779B1) + ending);
            sizes[i] = Math.min(2_000_000_000L, 200 + (long) Math.exp(11.5 + 1.8 * random.nextGaussian()));
            sum += Math.pow(i + 1, -SKEW);
            below[i] = sum;
        }
        for (int i = 0; i < clients.length; i++) {
            clients[i] = bytes(random.nextInt(10) < 7
                    ? "%d.%d.%d.%d".formatted(1 + random.nextInt(222), random.nextInt(256), random.nextInt(256), random.nextInt(256))
                    : "2001:db8:%x:%x::%x".formatted(random.nextInt(65536), random.nextInt(65536), random.nextInt(65536)));
        }
    }

    public static void main(String[] arguments) throws IOException {
        MakeLog log = new MakeLog(Integer.parseInt(arguments[1]));
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(Path.of(arguments[2])), 1 << 20)) {
            log.write(Long.parseLong(arguments[0]), out);
        }
    }

    private void write(long lines, OutputStream out) throws IOException {
        DateTimeFormatter format =
                DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH).withZone(ZoneOffset.UTC);
        byte[][] agents = Arrays.stream(AGENTS).map(MakeLog::bytes).toArray(byte[][]::new);
        long told = -1;
        byte[] time = {};
        for (long line = 0; line < lines; line++) {
            long second = START + line * WEEK / lines;
            if (second != told) {
                told = second;
                time = bytes(" - - [" + format.format(Instant.ofEpochSecond(second)) + "] \"GET ");
            }
            // The first is each path once, or some would never be asked for.
            int file = line < paths.length ? (int) line : file();
            out.write(clients[random.nextInt(clients.length)]);
            out.write(time);
            out.write(paths[file]);
            out.write(bytes(answer(sizes[file])));
            out.write(agents[random.nextInt(agents.length)]);
            out.write('"');
            out.write('\n');
        }
    }

    private int file() {
        int at = Arrays.binarySearch(below, random.nextDouble() * below[below.length - 1]);
        return Math.min(at < 0 ? -at - 1 : at, below.length - 1);
    }

    private String answer(long size) {
        int kind = random.nextInt(100);
        return kind < 3 ? " HTTP/1.1\" 304 0 \"-\" \"" : kind < 6 ? " HTTP/1.1\" 206 " + size / 3 + " \"-\" \""
                : kind < 8 ? " HTTP/1.1\" 404 153 \"-\" \"" : " HTTP/1.1\" 200 " + size + " \"-\" \"";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
