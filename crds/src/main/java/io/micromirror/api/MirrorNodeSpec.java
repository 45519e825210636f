package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** What a person wants of one mirror. */
@ValidationRule(
        value = "self.hostname.matches('^[a-z0-9]([a-z0-9-]*[a-z0-9])?([.][a-z0-9]([a-z0-9-]*[a-z0-9])?)*$')",
        fieldPath = ".hostname",
        message = "spec.hostname must be a DNS name such as ohioix.mm.example.net:"
                + " lower-case letters, digits, '-' and '.', nothing else")
@ValidationRule(
        value = "!has(self.aliases) || self.aliases.all(a,"
                + " a.matches('^[a-z0-9]([a-z0-9-]*[a-z0-9])?([.][a-z0-9]([a-z0-9-]*[a-z0-9])?)*$'))",
        fieldPath = ".aliases",
        message = "spec.aliases must be DNS names such as mirror.example.net:"
                + " lower-case letters, digits, '-' and '.', nothing else")
@ValidationRule(
        value = "!has(self.upstream) || self.upstream.matches('" + Upstream.PARENT_REGEX
                + "') && !self.upstream.contains('..')",
        fieldPath = ".upstream",
        message = "spec.upstream " + Upstream.PARENT_RULE)
@ValidationRule(
        value = "size(self.projects) > 0",
        fieldPath = ".projects",
        message = "spec.projects is empty: name at least one MirrorProject"
                + " (kubectl get mirrorprojects lists them); to stop all syncs set spec.sync.paused")
public record MirrorNodeSpec(
        @Required
        @Size(max = 253)
        @JsonPropertyDescription("Public DNS name of the mirror, as the distributions list it. Required. Example:"
                + " ohioix.mm.example.net. nginx answers to it, to the aliases, and to any other name.")
        String hostname,

        @Size(max = 16) @JsonPropertyDescription("Further DNS names of the mirror. At most 16. Default: none.")
        List<@Size(max = 253) String> aliases,

        @JsonPropertyDescription("Who hosts the mirror; named on its front page. Default: nobody is named.")
        Sponsor sponsor,

        @JsonPropertyDescription("Where the mirror stands; named on its front page. Default: no place is named.")
        Location location,

        @Size(min = 1, max = 254)
        @JsonPropertyDescription("Whom users and distributions write to: a mail or web address, shown on the front"
                + " page and in status.json. Example: noc@example.net. Default: nobody is named.")
        String contact,

        @Size(max = 253)
        @JsonPropertyDescription(
                "Kubernetes node that holds the disk. Default: the scheduler's choice, right for a cluster of"
                        + " one node; set it where there are more, or the mirror may wander off its disk.")
        String nodeName,

        @Default("{}") @JsonPropertyDescription("Where the mirrored data lies on the node. Default: /srv/mirror.")
        Storage storage,

        @Default("{}") @JsonPropertyDescription("The web server. Default: port 80, no https.")
        Http http,

        @Default("{}") @JsonPropertyDescription("The rsync daemon. Default: port 873, at most 50 connections.")
        Rsync rsync,

        @Size(max = 512)
        @JsonPropertyDescription("rsync URL of a parent mirror that offers every project of the list; they are then"
                + " synced from there alone, each from the module that its MirrorProject calls parentModule. A"
                + " project's own upstream in the list comes first. Default: each project's upstreams of the"
                + " catalogue. Example: rsync://mirror.fcix.net/")
        String upstream,

        @Default("{}") @JsonPropertyDescription("How syncing is done, for all projects. Default: two at a time.")
        SyncPolicy sync,

        @Default("{}")
        @JsonPropertyDescription(
                "How what is held is read again, to find what the disk lost. Default: every file once in 30 days.")
        ScrubPolicy scrub,

        @JsonPropertyDescription(
                "Who tells of news by messages. Default: nobody; news come by probes and by the schedule.")
        Push push,

        @Default("604800")
        @Min(0)
        @Max(31_536_000)
        @JsonPropertyDescription(
                "Seconds for which a project that was taken off the list is still served, because redirectors go on"
                        + " sending users; less where the distribution's own list has not named this mirror for a day"
                        + " (the distroVerdict checks of its MirrorProject). Default: 604800, a week. Afterwards it is"
                        + " answered with 404, and its data stays, at hand when it comes back.")
        Long retireAfterSeconds,

        @Required
        @Size(max = 64)
        @JsonPropertyDescription(
                "The projects that this mirror carries, a map by name. At least 1, at most 64. A project taken"
                        + " off the list is synced no more, and served for retireAfterSeconds; its data stays.")
        List<HostedProject> projects) {
    public static final long DEFAULT_RETIRE_AFTER_SECONDS = 604_800;

    public MirrorNodeSpec {
        aliases = aliases == null ? List.of() : List.copyOf(Absent.dropped(aliases));
        storage = storage == null ? new Storage(null, null, null) : storage;
        http = http == null ? new Http(null, null, null) : http;
        rsync = rsync == null ? new Rsync(null, null) : rsync;
        sync = sync == null ? new SyncPolicy(null, null, null) : sync;
        scrub = scrub == null ? new ScrubPolicy(null, null) : scrub;
        push = push == null ? new Push(null, null) : push;
        retireAfterSeconds = retireAfterSeconds == null ? DEFAULT_RETIRE_AFTER_SECONDS : retireAfterSeconds;
        projects = projects == null ? List.of() : List.copyOf(Absent.dropped(projects));
    }
}
