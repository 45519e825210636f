package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A project on a mirror, and what this mirror does otherwise than the catalogue says. */
@ValidationRule(
        value = "!has(self.upstream) || self.upstream.matches('" + Upstream.REGEX
                + "') && !self.upstream.contains('..')",
        fieldPath = ".upstream",
        message = "upstream " + Upstream.RULE)
@ValidationRule(
        value = "!has(self.bandwidth) || self.bandwidth.matches('" + Bytes.REGEX + "')",
        fieldPath = ".bandwidth",
        message = "bandwidth " + Bytes.RATE_RULE)
public record HostedProject(
        @Required
        @Size(min = 1, max = 40)
        @JsonPropertyDescription("Name of a MirrorProject in the same namespace. Required.")
        String name,

        @JsonPropertyDescription(
                "Which part of the project is carried, where its releases tell parts. Default: all that"
                        + " the project's filters leave. What is left out from now on goes, limits.retainSeconds later.")
        Carry carry,

        @Size(max = 512)
        @JsonPropertyDescription("rsync URL of the project's tree to sync from, in place of the catalogue's upstreams."
                + " Example: rsync://mirror.example.net/fedora/. Default: the catalogue's.")
        String upstream,

        @JsonPropertyDescription("How often to sync, in place of the catalogue's word. Default: the catalogue's.")
        Schedule schedule,

        @Size(max = 16)
        @JsonPropertyDescription("Bytes a second from the upstream, as a quantity such as 25Mi, in place of the"
                + " catalogue's limits.bandwidth. Default: the catalogue's.")
        String bandwidth) {}
