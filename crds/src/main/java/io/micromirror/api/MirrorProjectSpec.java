package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** How a project wants to be mirrored, as data. */
@ValidationRule(
        value = "self.path.matches('^[A-Za-z0-9][A-Za-z0-9._+-]*(/[A-Za-z0-9][A-Za-z0-9._+-]*)*$')"
                + " && !self.path.contains('..') && !(self.path in " + MirrorProjectSpec.OWN_PAGES + ")",
        fieldPath = ".path",
        message = "spec.path must be a relative path without '..' or a '/' at either end, such as fedora or"
                + " fdroid/repo; status.json, index.html and the like are the mirror's own")
@ValidationRule(
        value = "!has(self.aliases) || self.aliases.all(a,"
                + " a.matches('^[A-Za-z0-9][A-Za-z0-9._+-]*(/[A-Za-z0-9][A-Za-z0-9._+-]*)*$') && !a.contains('..')"
                + " && a != self.path && !(a in " + MirrorProjectSpec.OWN_PAGES + "))",
        fieldPath = ".aliases",
        message = "each of spec.aliases must be another relative path, of the same form as spec.path, such as"
                + " pub/fedora")
@ValidationRule(
        value = "self.module.matches('^[A-Za-z0-9][A-Za-z0-9._-]*$') && !self.module.matches('^(?i)global$')",
        fieldPath = ".module",
        message = "spec.module must be the name of an rsync module: letters, digits, '.', '_' and '-', such as"
                + " fedora; global is rsyncd's own")
@ValidationRule(
        value = "self.upstreams.all(u, u.matches('" + Upstream.REGEX + "') && !u.contains('..'))",
        fieldPath = ".upstreams",
        message = "each of spec.upstreams " + Upstream.RULE)
@ValidationRule(
        value = "!has(self.parentModule) || self.parentModule.matches('" + Upstream.MODULE_REGEX
                + "') && !self.parentModule.contains('..')",
        fieldPath = ".parentModule",
        message = "spec.parentModule must be the name of an rsync module, or of a directory below one, without '..',"
                + " such as fedora or debian/cd")
@ValidationRule(
        value = "!has(self.homepage) || isURL(self.homepage)"
                + " && (self.homepage.startsWith('https://') || self.homepage.startsWith('http://'))",
        fieldPath = ".homepage",
        message = "spec.homepage must be a web address such as https://www.debian.org/")
@ValidationRule(
        value = "!has(self.signedBy) || size(self.signedBy) == 0 || self.layout in ['apt', 'rpm', 'arch', 'images']",
        fieldPath = ".signedBy",
        message = "spec.signedBy works with the layouts apt, rpm, arch and images; leave it out with the others")
@ValidationRule(
        value = "!has(self.signedBy) || self.signedBy.all(k, k.contains('-----BEGIN PGP PUBLIC KEY BLOCK-----'))",
        fieldPath = ".signedBy",
        message =
                "each of spec.signedBy must be an ASCII-armoured OpenPGP public key, as gpg --armor --export writes it")
@ValidationRule(
        value = "!has(self.family) || self.family.matches('^[a-z0-9]([a-z0-9-]*[a-z0-9])?$')",
        fieldPath = ".family",
        message = "spec.family must be a word such as epel: lower-case letters, digits and '-'")
public record MirrorProjectSpec(
        @Required
        @Size(min = 1, max = 128)
        @JsonPropertyDescription("What people call the project; shown on pages. Required. Example: Fedora.")
        String title,

        @Size(max = 512)
        @JsonPropertyDescription("The project's web address, http or https. Default: the title is not a link.")
        String homepage,

        @Required
        @Size(min = 1, max = 128)
        @JsonPropertyDescription(
                "Where the tree lies below the mirror's root, on disk and in URLs, as the distribution expects"
                        + " it. Required. Example: fedora is served as http://HOSTNAME/fedora/.")
        String path,

        @Required
        @Size(min = 1, max = 64)
        @JsonPropertyDescription(
                "Name of the rsync module under which the tree is offered. Required. Example: fedora is"
                        + " offered as rsync://HOSTNAME/fedora/.")
        String module,

        @Size(max = 8)
        @JsonPropertyDescription("Further paths under which the tree is served over HTTP, for users of names from"
                + " before; one without '/' is an rsync module as well, left out of the list of modules. At most 8."
                + " Default: none. Example: pub/fedora.")
        List<@Size(min = 1, max = 128) String> aliases,

        @Size(min = 1, max = 40)
        @JsonPropertyDescription("Word that variants of one project share, such as epel for epel and epel-amd64: a"
                + " mirror carries at most one of them. Default: none; only paths and modules must differ.")
        String family,

        @Required
        @Size(min = 1, max = 8)
        @JsonPropertyDescription(
                "rsync URLs of the tree to sync from, 1 to 8, best first. The next is asked when one refuses"
                        + " or cannot be reached. Required.")
        List<@Size(max = 512) String> upstreams,

        @Size(min = 1, max = 128)
        @JsonPropertyDescription(
                "rsync module, or directory below one, that holds the tree on parent mirrors (spec.upstream"
                        + " of a MirrorNode). Default: the module. Example: fedora is taken from"
                        + " rsync://mirror.fcix.net/fedora/.")
        String parentModule,

        @Required
        @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
        @JsonPropertyDescription(
                "The family of repository, which decides what changes together, and that after the content: apt"
                        + " (a suite of dists), rpm (a repodata), arch (databases and signatures), alpine (an index),"
                        + " fdroid (entry and indexes), images (checksums and signature), plain (nothing). Required.")
        Layout layout,

        @JsonPropertyDescription("What is left out of the tree. Default: nothing; the whole tree is mirrored.")
        Filters filters,

        @Size(max = 32)
        @JsonPropertyDescription("Which paths are of which release, architecture or type of file, in the words that a"
                + " mirror's carry uses: list only what the project lets a mirror leave out. At most 32. Default: none;"
                + " the project is carried whole.")
        List<ReleasePath> releases,

        @JsonPropertyDescription("How big the tree is, which tells whether a disk holds it. Default: not known.")
        ExpectedSize size,

        @JsonPropertyDescription("The list of all files that the upstreams offer: a sync then costs what changed, not a"
                + " walk. Default: none; each sync walks the upstream's tree.")
        FileList fileList,

        @Default("{}")
        @JsonPropertyDescription("How far syncs may go: what is kept how long, how much may go, how fast. Default: a"
                + " day, 40000 files or a quarter, as fast as the mirror's sync.bandwidth lets.")
        Limits limits,

        @Size(max = 16)
        @JsonPropertyDescription(
                "OpenPGP public keys of the project, ASCII-armoured, in full. Each InRelease or Release.gpg (apt),"
                        + " repomd.xml.asc (rpm), .db.sig (arch) or signature of a list of checksums (images) must be good"
                        + " and by one of them: what is not so signed, or by none, is never published, and the condition"
                        + " UpstreamInconsistent says so. At most 16. Default: none; signatures are not looked at.")
        List<@Size(min = 1, max = 65536) String> signedBy,

        @Default("{}") @JsonPropertyDescription("How often to sync. Default: every 21600 seconds.")
        Schedule schedule,

        @JsonPropertyDescription(
                "By which small files the upstream tells that it published something. They are asked for by the"
                        + " operator, a sync starts when they changed, and without news once a day. Default: none,"
                        + " so every sync of the schedule walks the upstream's list.")
        Change change,

        @Default("none")
        @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
        @JsonPropertyDescription(
                "The file in which the mirror says after each complete sync that it is complete: debian"
                        + " (project/trace/HOSTNAME with what Debian's ftpsync writes, and its lists _traces and _hierarchy),"
                        + " ubuntu (the date in project/trace/HOSTNAME), ubuntu-releases (the date in .trace/HOSTNAME), none."
                        + " Default: none.")
        TraceStyle trace,

        @Size(max = 8)
        @JsonPropertyDescription(
                "Messages on brokers of MQTT that tell of news of this project; a MirrorNode's push.mqtt"
                        + " names the brokers. At most 8. Default: none but those of push.mqtt[].follow.")
        List<Topic> topics,

        @JsonPropertyDescription("The program with which the distribution checks its mirrors. Default: none is known;"
                + " each check then runs once an hour.")
        Checker checker,

        @Size(max = 32)
        @JsonPropertyDescription(
                "What the distribution's checker asks of a mirror, so that its verdict is known before it is given."
                        + " At most 32. Default: none; the project has no verdict.")
        List<ProjectCheck> checks,

        @JsonPropertyDescription("How a new mirror is made known to the project; micromirror register prints it, filled"
                + " in. Default: not known.")
        Registration registration) {

    /** What the root of a mirror holds beside its projects, as CEL has lists. */
    static final String OWN_PAGES = "['status.json', 'index.html', 'robots.txt', 'tunasync.json', 'mirrorz.json']";

    public MirrorProjectSpec {
        parentModule = parentModule == null ? module : parentModule;
        aliases = aliases == null ? List.of() : List.copyOf(Absent.dropped(aliases));
        upstreams = upstreams == null ? List.of() : List.copyOf(Absent.dropped(upstreams));
        signedBy = signedBy == null ? List.of() : List.copyOf(Absent.dropped(signedBy));
        releases = releases == null ? List.of() : List.copyOf(Absent.dropped(releases));
        limits = limits == null ? new Limits(null, null, null, null, null) : limits;
        schedule = schedule == null ? new Schedule(null, null) : schedule;
        trace = trace == null ? TraceStyle.NONE : trace;
        topics = topics == null ? List.of() : List.copyOf(Absent.dropped(topics));
        checks = checks == null ? List.of() : List.copyOf(Absent.dropped(checks));
    }
}
