package io.micromirror.node;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.dependent.GarbageCollected;
import io.javaoperatorsdk.operator.processing.dependent.Creator;
import io.javaoperatorsdk.operator.processing.dependent.Updater;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.BooleanWithUndefined;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependentResource;
import io.micromirror.api.MirrorNode;
import io.micromirror.kube.Labels;
import io.micromirror.kube.Names;
import io.micromirror.serve.FrontPage;
import io.micromirror.serve.NginxConf;
import io.micromirror.serve.RsyncdConf;
import io.micromirror.serve.Site;
import java.util.Map;
import java.util.TreeMap;

/** The configuration of a mirror's nginx and rsyncd, and its front page. */
@KubernetesDependent(createResourceOnlyIfNotExistingWithSSA = false, useSSA = BooleanWithUndefined.TRUE)
final class ServingConfigMap extends KubernetesDependentResource<ConfigMap, MirrorNode>
        implements Creator<ConfigMap, MirrorNode>, Updater<ConfigMap, MirrorNode>, GarbageCollected<MirrorNode> {
    static final String NAME = "serving-config";

    @Override
    protected ConfigMap desired(MirrorNode node, Context<MirrorNode> context) {
        return of(MirrorNodeReconciler.view(context));
    }

    static ConfigMap of(NodeView view) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(Names.serving(view.name()))
                .withNamespace(view.namespace())
                .withLabels(Labels.serving(view.name()))
                .endMetadata()
                .withData(data(view.site()))
                .build();
    }

    static Map<String, String> data(Site site) {
        return new TreeMap<>(Map.of(
                "nginx.conf", NginxConf.render(site),
                "rsyncd.conf", RsyncdConf.render(site),
                "index.html", FrontPage.render(site)));
    }
}
