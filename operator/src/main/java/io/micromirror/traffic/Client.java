package io.micromirror.traffic;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What kind of program asked, by what it calls itself. The first that has one of its words counts. */
enum Client {
    BOT("bot|crawl|spider|slurp|archive\\.org|scanner|zgrab|masscan"),
    CHECKER("mirrorbits|mirrormanager|mirrorbrain|mirrorcache|mirrorprober|dmt/|mirrorcheck|mirror-status|"
            + "micromirror"),
    APT("apt-http|apt-cacher|apt-|aptitude|debootstrap|debmirror|reprepro"),
    DNF("libdnf|dnf|yum|urlgrabber|packagekit|librepo|rpm-ostree|mock"),
    ZYPPER("zypp"),
    PACMAN("pacman|pamac|powerpill"),
    APK("apk-tools|libfetch"),
    FDROID("f-droid"),
    INSTALLER("anaconda|debian-installer|dracut|virt-manager|packer|vagrant|ubiquity|subiquity"),
    FETCHER("curl|wget|aria2|axel|fetch|go-http|python|okhttp|java/|powershell|bits|libwww|ruby|guzzle|"
            + "httpx|httpie"),
    RSYNC("^rsync"),
    BROWSER("mozilla|opera|lynx|links|w3m"),
    OTHER("");

    static final List<Client> ALL = List.of(values());

    private final Pattern words;

    Client(String words) {
        this.words = Pattern.compile(words, Pattern.CASE_INSENSITIVE);
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Client of(byte[] text, int from, int to) {
        if (to == from) {
            return OTHER;
        }
        String agent = new String(text, from, to - from, StandardCharsets.ISO_8859_1);
        return ALL.stream()
                .filter(client -> client.words.matcher(agent).find())
                .findFirst()
                .orElse(OTHER);
    }

    /** What was found out before, by the hash of the name: a mirror sees few names, many times each. */
    static final class Memory {
        private static final int SIZE = 1 << 12;
        private static final int BY_RSYNC = ALL.indexOf(RSYNC);
        private final long[] hashes = new long[SIZE];
        private final byte[] clients = new byte[SIZE];

        /** The index in {@link #ALL}. */
        int of(LogLine line) {
            if (line.rsync) {
                return BY_RSYNC;
            }
            long hash = Words.hash(line.text, line.agentFrom, line.agentTo);
            int slot = (int) hash & SIZE - 1;
            if (hashes[slot] != hash) {
                clients[slot] = (byte) ALL.indexOf(Client.of(line.text, line.agentFrom, line.agentTo));
                hashes[slot] = hash;
            }
            return clients[slot];
        }
    }
}
