package io.micromirror.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpecBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.dependent.GarbageCollected;
import io.javaoperatorsdk.operator.processing.dependent.BulkUpdater;
import io.javaoperatorsdk.operator.processing.dependent.Creator;
import io.javaoperatorsdk.operator.processing.dependent.KubernetesBulkDependentResource;
import io.javaoperatorsdk.operator.processing.dependent.Matcher;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependentResource;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micromirror.api.Acme;
import io.micromirror.api.MirrorNode;
import io.micromirror.kube.Labels;
import io.micromirror.kube.Names;
import io.micromirror.serve.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Job that orders a certificate, while one is due. Only its account may touch Secrets; of the storage it sees the one
 * directory for answers to challenges. It stays while the order is not fulfilled, as the memory of when that was tried.
 */
@KubernetesDependent(createResourceOnlyIfNotExistingWithSSA = false)
final class CertificateJobs extends KubernetesDependentResource<Job, MirrorNode>
        implements KubernetesBulkDependentResource<Job, MirrorNode>,
                Creator<Job, MirrorNode>,
                BulkUpdater<Job, MirrorNode>,
                GarbageCollected<MirrorNode> {
    static final String NAME = "certificate-jobs";

    private static final String CHALLENGES = "challenges";
    private static final String CHALLENGES_PATH = "/challenges";
    private static final String TEMPORARY = "tmp";

    /** An authority that does not answer is asked again another time. */
    private static final long PATIENCE_SECONDS = 600;

    @Override
    public Map<ResourceID, Job> desiredResources(MirrorNode node, Context<MirrorNode> context) {
        NodeView view = MirrorNodeReconciler.view(context);
        Ordering ordering = MirrorNodeReconciler.ordering(context);
        if (view.acme().isPresent()
                && Secure.told(MirrorNodeReconciler.observed(context)).isEmpty()) {
            return getSecondaryResources(node, context);
        }
        return ordering.attempt() == 0
                ? Map.of()
                : Stream.of(of(view, ordering)).collect(Collectors.toMap(ResourceID::fromResource, job -> job));
    }

    @Override
    public Map<ResourceID, Job> getSecondaryResources(MirrorNode node, Context<MirrorNode> context) {
        return context.getSecondaryResourcesAsStream(Job.class)
                .filter(job -> job.getMetadata().getLabels().containsKey(Labels.CERTIFICATE))
                .collect(Collectors.toMap(ResourceID::fromResource, job -> job));
    }

    /** Whatever is there is right: a Job cannot be changed, and what it is for is in its name. */
    @Override
    public Matcher.Result<Job> match(Job actual, Job desired, MirrorNode node, Context<MirrorNode> context) {
        return Matcher.Result.nonComputed(true);
    }

    static Job of(NodeView view, Ordering ordering) {
        Map<String, String> labels = new TreeMap<>(Labels.certificate(view.name()));
        labels.put(Labels.CERTIFICATE, ordering.key());
        labels.put(Labels.ATTEMPT, "" + ordering.attempt());
        return new JobBuilder()
                .withNewMetadata()
                .withName(Names.certificateJob(view.name(), ordering.key(), ordering.attempt()))
                .withNamespace(view.namespace())
                .withLabels(labels)
                .endMetadata()
                .withSpec(spec(view))
                .build();
    }

    private static JobSpec spec(NodeView view) {
        return new JobSpecBuilder()
                .withBackoffLimit(0)
                .withActiveDeadlineSeconds(PATIENCE_SECONDS)
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(Labels.certificate(view.name()))
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .withServiceAccountName(view.settings().certifyAccount())
                .withAutomountServiceAccountToken(true)
                .withEnableServiceLinks(false)
                .withNodeSelector(PodParts.nodeSelector(view))
                .withContainers(certify(view))
                .withVolumes(challenges(view), PodParts.scratchVolume(TEMPORARY))
                .endSpec()
                .endTemplate()
                .build();
    }

    private static Container certify(NodeView view) {
        Acme acme = view.acme().orElseThrow();
        return PodParts.container(view, "certify")
                .withArgs(arguments(view, acme))
                .addAllToEnv(PodParts.variables("MICROMIRROR_CA_BUNDLE", acme.caBundle()))
                .withVolumeMounts(
                        PodParts.mount(CHALLENGES, CHALLENGES_PATH, false), PodParts.mount(TEMPORARY, "/tmp", false))
                .withSecurityContext(PodParts.asUser(PodParts.SYNCING_USER))
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withNewResources()
                .addToRequests("cpu", PodParts.quantity("10m"))
                .addToRequests("memory", PodParts.quantity("96Mi"))
                .addToLimits("memory", PodParts.quantity("256Mi"))
                .endResources()
                .build();
    }

    private static List<String> arguments(NodeView view, Acme acme) {
        List<String> arguments = new ArrayList<>(List.of(
                "certify",
                "--directory=" + acme.directory(),
                "--challenges=" + CHALLENGES_PATH,
                "--secret=" + view.certificate(),
                "--account=" + Names.account(view.name(), acme.directory())));
        if (acme.email() != null) {
            arguments.add("--email=" + acme.email());
        }
        Secure.names(view).map(name -> "--name=" + name).forEach(arguments::add);
        return arguments;
    }

    /** The serving pod, which must be there to answer, has made it. */
    private static Volume challenges(NodeView view) {
        return new VolumeBuilder()
                .withName(CHALLENGES)
                .withNewHostPath()
                .withPath(view.spec().storage().path() + Site.CHALLENGES.substring(Site.ROOT.length()))
                .withType("Directory")
                .endHostPath()
                .build();
    }
}
