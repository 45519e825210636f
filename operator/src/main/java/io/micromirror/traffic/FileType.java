package io.micromirror.traffic;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a file is to those who fetch it, by its name. The first that fits counts. */
enum FileType {
    LISTING("/"),
    SIGNATURE(".sig .asc .gpg .sign .sha256 .sha512 .sha1 .md5 .md5sum .sha256sum SUMS CHECKSUM .b2"),
    SOURCE(".src.rpm .dsc .orig.tar.xz .orig.tar.gz .orig.tar.bz2 .debian.tar.xz .diff.gz .nosrc.rpm"),
    PACKAGE(".rpm .deb .udeb .ddeb .apk .pkg.tar.zst .pkg.tar.xz .drpm .flatpak .snap"),
    IMAGE(".iso .img .img.xz .img.gz .raw.xz .qcow2 .box .vmdk .ova .vhdfixed.xz .7z .wsl .squashfs .dmg "
            + ".msi .exe .appimage .appx"),
    INDEX("Release .xml .xml.gz .xml.xz .xml.zck .xml.zst .sqlite.bz2 .sqlite.xz .sqlite.gz .db .files "
            + ".db.tar.gz .files.tar.gz Packages Packages.gz Packages.xz Sources.xz Sources.gz .solv "
            + "APKINDEX.tar.gz .jar .json .yaml .treeinfo TIME lastsync lastupdate state ls-lR.gz .diff/Index "
            + ".manifest .list .zsync"),
    ARCHIVE(".tar.gz .tar.xz .tar.bz2 .tar.zst .tgz .zip .gz .xz .bz2 .zst .tar .whl"),
    DOCUMENT(".html .htm .txt .css .js .png .jpg .svg .ico .pdf .changes .webp"),
    OTHER("");

    private static final FileType[] ALL = values();
    private static final byte[] BY_HASH = "/by-hash/".getBytes(StandardCharsets.US_ASCII);
    private static final List<List<byte[]>> ENDINGS =
            Stream.of(ALL).map(FileType::endings).toList();

    private final String endings;

    FileType(String endings) {
        this.endings = endings;
    }

    private List<byte[]> endings() {
        return Pattern.compile(" ")
                .splitAsStream(endings)
                .filter(ending -> !ending.isEmpty())
                .map(ending -> ending.getBytes(StandardCharsets.US_ASCII))
                .toList();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static FileType of(byte[] text, int from, int to) {
        if (to == from) {
            return LISTING;
        }
        // apt's indexes by their hash: dists/*/by-hash/SHA256/<hash>
        if (contains(text, from, to, BY_HASH)) {
            return INDEX;
        }
        for (int type = 0; type < ALL.length; type++) {
            for (byte[] ending : ENDINGS.get(type)) {
                if (endsWith(text, from, to, ending)) {
                    return ALL[type];
                }
            }
        }
        return OTHER;
    }

    private static boolean contains(byte[] text, int from, int to, byte[] part) {
        for (int at = from; at + part.length < to; at++) {
            if (text[at] == '/' && endsWith(text, at, at + part.length, part)) {
                return true;
            }
        }
        return false;
    }

    private static boolean endsWith(byte[] text, int from, int to, byte[] ending) {
        int start = to - ending.length;
        if (start < from) {
            return false;
        }
        for (int i = ending.length - 1; i >= 0; i--) {
            if (text[start + i] != ending[i]) {
                return false;
            }
        }
        return true;
    }
}
