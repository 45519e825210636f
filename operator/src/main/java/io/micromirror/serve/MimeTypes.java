package io.micromirror.serve;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the files of distributions are: registered types where there is one (IANA media types; RFC 8878 for zst, RFC 3156
 * for signatures), else the one that browsers download rather than show.
 */
final class MimeTypes {
    private static final Map<String, String> TYPES = new TreeMap<>(Map.ofEntries(
            Map.entry("application/gzip", "gz tgz"),
            Map.entry("application/java-archive", "jar"),
            Map.entry("application/json", "json"),
            Map.entry("application/pdf", "pdf"),
            Map.entry("application/pgp-keys", "gpg key"),
            Map.entry("application/pgp-signature", "asc sig sign"),
            Map.entry("application/vnd.android.package-archive", "apk"),
            Map.entry("application/vnd.debian.binary-package", "deb udeb ddeb"),
            Map.entry("application/x-bittorrent", "torrent"),
            Map.entry("application/x-bzip2", "bz2"),
            Map.entry("application/x-iso9660-image", "iso"),
            Map.entry("application/x-rpm", "rpm drpm"),
            Map.entry("application/x-tar", "tar"),
            Map.entry("application/x-xz", "xz txz"),
            Map.entry("application/x-zsync", "zsync"),
            Map.entry("application/zip", "zip"),
            Map.entry("application/zstd", "zst"),
            Map.entry("image/gif", "gif"),
            Map.entry("image/jpeg", "jpg jpeg"),
            Map.entry("image/png", "png"),
            Map.entry("image/svg+xml", "svg"),
            Map.entry("image/webp", "webp"),
            Map.entry("image/x-icon", "ico"),
            Map.entry("text/css", "css"),
            Map.entry("text/html", "html htm"),
            Map.entry("text/javascript", "js"),
            Map.entry("text/plain", "txt log dsc changes md5 md5sum sha1 sha256 sha256sum sha512 manifest list md"),
            Map.entry("text/xml", "xml")));

    /** Files whose name is never given to another content, and that are asked for most. */
    static final String PACKAGES = "deb|udeb|ddeb|rpm|drpm|apk|iso|pkg\\.tar\\.zst|pkg\\.tar\\.xz";

    private MimeTypes() {}

    static String render() {
        return TYPES.entrySet().stream()
                .map(type -> "  " + type.getKey() + " " + type.getValue() + ";\n")
                .collect(Collectors.joining("", "types {\n", "}\n"));
    }
}
