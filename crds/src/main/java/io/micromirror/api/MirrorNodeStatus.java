package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** What a mirror is, as last seen. A copy: the truth lies with the pods, the jobs and the storage. */
public record MirrorNodeStatus(
        @JsonPropertyDescription("The generation of the spec that this status speaks of.")
        Long observedGeneration,

        @Size(max = 16)
        @JsonPropertyDescription(
                "Ready: serving is up and every project was published once. Serving: nginx and rsyncd run the"
                        + " wanted configuration. Fresh: every project was synced within its time. Healthy:"
                        + " every distribution's checker would send users here. Secure, where https is asked for: its certificate"
                        + " is good and will be renewed. And, only while they are True: UpstreamInconsistent: an upstream"
                        + " contradicts itself, so what is served stays as it was. StorageLow: a sync had no room."
                        + " DeletionsHeld: an upstream dropped more than maxDelete allows.")
        List<Condition> conditions,

        @Size(max = 256) @JsonPropertyDescription("Each project that is on the list or has data here, a map by name.")
        List<ProjectStatus> projects,

        @JsonPropertyDescription("The certificate of https, where spec.http.tls asks for one.")
        CertificateStatus certificate,

        @Size(max = 1024)
        @JsonPropertyDescription(
                "The last value of the annotation micromirror.io/sync-now that was served: every project that it meant"
                        + " was synced since; how that went is told with the project. Default: none was.")
        String syncNow,

        @Size(max = 8) @JsonPropertyDescription("Each source of spec.push, a map by source.")
        List<PushStatus> push) {
    /** The same with other sources of news. */
    public MirrorNodeStatus with(List<PushStatus> sources) {
        return new MirrorNodeStatus(observedGeneration, conditions, projects, certificate, syncNow, sources);
    }

    public MirrorNodeStatus {
        conditions = conditions == null ? List.of() : List.copyOf(Absent.dropped(conditions));
        push = push == null ? List.of() : List.copyOf(Absent.dropped(push));
        projects = projects == null ? List.of() : List.copyOf(Absent.dropped(projects));
    }
}
