package io.micromirror.layout;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micromirror.layout.Filter.Exclude;
import io.micromirror.layout.Filter.Include;
import io.micromirror.layout.Filter.Protect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A family of repositories: which files are entry points, which clients fetch first and which name the rest; which of
 * them form a group, a directory whose entry points must change together; and what is a marker, published last. All
 * else is content. Paths are relative to a project's tree, with {@code /} and without one at either end.
 */
public enum Layout {
    /** Debian archives: a suite's directory below {@code dists} is a group, nested suites such as updates are too. */
    @JsonProperty("apt")
    APT("dists", "(In)?Release"),
    /** RPM repositories: each {@code repodata} is a group. */
    @JsonProperty("rpm")
    RPM("repodata", null),
    /** Pacman repositories: databases, lists of files and their signatures, beside the packages. */
    @JsonProperty("arch")
    ARCH(null, null, "*.db", "*.db.sig", "*.db.tar.*", "*.files", "*.files.sig", "*.files.tar.*"),
    /** Alpine's: the index lies beside the packages and holds its own signature. */
    @JsonProperty("alpine")
    ALPINE(null, null, "APKINDEX.tar.gz"),
    /** F-Droid's: the entry names the index, older clients read the older indexes; all beside the packages. */
    @JsonProperty("fdroid")
    FDROID(null, null, "entry.*", "index.jar", "index.xml", "index-v*"),
    /** Images with a list of checksums beside them, and its signature. */
    @JsonProperty("images")
    IMAGES(
            null,
            null,
            "SHA256SUM*",
            "SHA512SUM*",
            "SHA1SUM*",
            "MD5SUM*",
            "sha256sum*.txt*",
            "sha512sum*.txt*",
            "*CHECKSUM*"),
    /** Files that no index names. */
    @JsonProperty("plain")
    PLAIN(null, null);

    private final Optional<String> owned;
    private final Optional<Pattern> heads;

    @SuppressWarnings("ImmutableEnumChecker") // An unmodifiable list.
    private final List<String> names;

    @SuppressWarnings("ImmutableEnumChecker") // An unmodifiable list.
    private final List<Glob> globs;

    /**
     * @param owned a directory's name below which there are only entry points; null: they lie beside content
     * @param heads the files whose directory is a group; null: the owned directory itself is, or that of any entry point
     * @param names the entry points that lie beside content
     */
    Layout(String owned, String heads, String... names) {
        this.owned = Optional.ofNullable(owned);
        this.heads = Optional.ofNullable(heads).map(Pattern::compile);
        this.names = List.of(names);
        this.globs = this.names.stream().map(Glob::new).toList();
    }

    /**
     * Files at the root by which an upstream says that it is being updated: Debian's ftpsync's (bin/ftpsync of archvsync)
     * and CentOS Stream's. They are the upstream's own, and never mirrored.
     */
    public List<String> busy() {
        return switch (this) {
            case APT -> List.of("/Archive-Update-in-Progress-*");
            case RPM -> List.of("/.sync_in_progress");
            case ARCH, ALPINE, FDROID, IMAGES, PLAIN -> List.of();
        };
    }

    /** What fetches just these. */
    public List<Filter> flags() {
        List<Filter> rules = new ArrayList<>();
        busy().forEach(name -> rules.add(new Include(name)));
        rules.add(new Exclude("*"));
        return List.copyOf(rules);
    }

    /** Whether a file says that the upstream is being updated. */
    public boolean isBusy(String path) {
        return !path.contains("/") && busy().stream().anyMatch(name -> new Glob(name).matches(path, false));
    }

    /** What the content pass fetches: the rest is for later, or left out. */
    public List<Filter> content(Filters filters) {
        List<Filter> rules = new ArrayList<>();
        owned.ifPresent(name -> rules.add(new Exclude(name + "/")));
        rules.addAll(filters.directoryRules());
        names.forEach(name -> rules.addAll(noFile(name)));
        busy().forEach(name -> rules.addAll(noFile(name)));
        Markers.PATTERNS.forEach(marker -> rules.addAll(noFile(marker)));
        rules.addAll(filters.rules());
        return List.copyOf(rules);
    }

    /**
     * What the entry-point pass fetches: every directory that is carried is looked into, pools of packages excepted. An
     * include of the filters must not bring content here, so it counts for directories, and among entry points.
     */
    public List<Filter> entryPoints(Filters filters) {
        List<Filter> rules = new ArrayList<>();
        if (this == APT) {
            rules.add(new Exclude("pool/"));
        }
        rules.addAll(filters.directoryRules());
        Markers.PATTERNS.forEach(marker -> rules.addAll(noFile(marker)));
        filters.include().forEach(pattern -> rules.addAll(owned(pattern)));
        names.forEach(name -> rules.add(new Include(name)));
        filters.exclude().forEach(pattern -> rules.add(new Exclude(pattern)));
        owned.ifPresent(name -> rules.add(new Include(name + "/**")));
        rules.add(new Include("*/"));
        rules.add(new Exclude("*"));
        return List.copyOf(rules);
    }

    /** What of a directory with nothing but entry points is fetched. */
    public List<Filter> group(Filters filters) {
        return filters.rules();
    }

    /**
     * What the last pass fetches.
     *
     * @param own files of the mirror's own, which the upstream may have, too
     */
    public static List<Filter> markers(Filters filters, List<String> own) {
        List<Filter> rules = new ArrayList<>();
        own.forEach(file -> rules.add(new Exclude("/" + file)));
        rules.addAll(filters.directoryRules());
        Markers.PATTERNS.forEach(marker -> rules.add(new Include(marker)));
        Markers.DIRECTORIES.forEach(directory -> rules.add(new Include(directory)));
        rules.add(new Exclude("*"));
        return List.copyOf(rules);
    }

    /**
     * Where to look for what {@link #markers} lets through: without this the whole of each directory at the root would be
     * looked at, which may hold a hundred thousand files.
     *
     * @param directories at the tree's root
     */
    public static List<String> markerNames(Collection<String> directories) {
        return Markers.names(directories);
    }

    /**
     * What the upstream is taken to have when we look for what it no longer has, and what stays all the same.
     *
     * @param own files of the mirror's own, which the upstream need not have
     */
    public List<Filter> sweep(Filters filters, List<String> own) {
        List<Filter> rules = new ArrayList<>();
        for (String file : own) {
            rules.add(new Protect("/" + file));
            for (String up = parent(file); !up.isEmpty(); up = parent(up)) {
                rules.add(new Protect("/" + up + "/"));
            }
        }
        if (filters.narrow()) {
            rules.addAll(filters.directoryRules());
            always().forEach(pattern -> rules.add(new Include(pattern)));
            rules.addAll(filters.rules());
        }
        rules.addAll(filters.deletions());
        return List.copyOf(rules);
    }

    /** Which files a mirror with these filters has. */
    public Carried carried(Filters filters) {
        return filters.narrow() ? new Carried(filters.rules(), always()) : new Carried(List.of(), List.of());
    }

    /** Leaves out files, though not a directory of such a name, such as {@code state/}: what it holds is as any other. */
    private static List<Filter> noFile(String pattern) {
        return pattern.endsWith("**")
                ? List.of(new Exclude(pattern))
                : List.of(new Include(pattern + "/"), new Exclude(pattern));
    }

    /** What the filters do not take out of a directory. */
    private List<String> always() {
        List<String> always = new ArrayList<>(Markers.PATTERNS);
        always.addAll(names);
        return always;
    }

    /** An include of the filters, of owned directories only. */
    private List<Filter> owned(String pattern) {
        if (owned.isEmpty() || pattern.endsWith("/")) {
            return List.of();
        }
        if (("/" + pattern).contains("/" + owned.get() + "/")) {
            return List.of(new Include(pattern));
        }
        if (pattern.endsWith("/**")) {
            String above = pattern.substring(0, pattern.length() - 2);
            return List.of(new Include(above + owned.get() + "/**"), new Include(above + "**/" + owned.get() + "/**"));
        }
        return pattern.startsWith("/")
                ? List.of()
                : List.of(new Include(owned.get() + "/" + pattern), new Include(owned.get() + "/**/" + pattern));
    }

    /** Whether content may change under its name, as packages never do. */
    public boolean replacesContent() {
        return this == PLAIN || this == IMAGES;
    }

    /** Whether there are entry points at all. */
    public boolean hasGroups() {
        return owned.isPresent() || !names.isEmpty();
    }

    /** Whether a file says how fresh the mirror is. */
    public boolean isMarker(String path) {
        return Markers.matches(path);
    }

    /** Whether a file is an entry point. */
    public boolean isEntryPoint(String path) {
        return owned.isPresent()
                ? owns(parent(path))
                : globs.stream().anyMatch(glob -> glob.matches(path, false)) && !isMarker(path);
    }

    /** Whether below this path, or at it, there are only entry points. */
    public boolean owns(String path) {
        return owned.isPresent() && ("/" + path + "/").contains("/" + owned.get() + "/");
    }

    /**
     * The groups among entry points: directories, the tree itself being the empty path. None lies within another: what
     * a suite's directory holds belongs to it, though Debian puts a Release into each binary-ARCH, too.
     */
    public NavigableSet<String> groups(Collection<String> entryPoints) {
        NavigableSet<String> groups = new TreeSet<>();
        for (String path : entryPoints) {
            group(path).ifPresent(groups::add);
        }
        groups.removeIf(group -> ancestors(group).stream().anyMatch(groups::contains));
        return groups;
    }

    /** The name in plans. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private Optional<String> group(String path) {
        String directory = parent(path);
        if (heads.isPresent()) {
            String name = path.substring(path.lastIndexOf('/') + 1);
            return owns(directory) && heads.get().matcher(name).matches() ? Optional.of(directory) : Optional.empty();
        }
        if (owned.isPresent()) {
            int at = ("/" + directory + "/").indexOf("/" + owned.get() + "/");
            return at < 0
                    ? Optional.empty()
                    : Optional.of(directory.substring(0, at + owned.get().length()));
        }
        return Optional.of(directory);
    }

    private static List<String> ancestors(String path) {
        List<String> ancestors = new ArrayList<>();
        for (String up = path; !up.isEmpty(); ) {
            up = parent(up);
            ancestors.add(up);
        }
        return ancestors;
    }

    static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
}
