package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** One mirror: which projects it carries, under which name, from which disk of which node. */
@Group(MirrorNode.GROUP)
@Version(MirrorNode.VERSION)
@ShortNames("mmn")
@Categories("micromirror")
@ValidationRule(
        value = "size(self.metadata.name) <= 30 && !self.metadata.name.contains('--')"
                + " && !self.metadata.name.contains('.')",
        message = "metadata.name must have at most 30 characters, no '.' and no '--':"
                + " the names of the mirror's jobs are made from it")
@AdditionalPrinterColumn(name = "Hostname", jsonPath = ".spec.hostname")
@AdditionalPrinterColumn(name = "Ready", jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(name = "Reason", jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(name = "Serving", jsonPath = ".status.conditions[?(@.type==\"Serving\")].status")
@AdditionalPrinterColumn(name = "Fresh", jsonPath = ".status.conditions[?(@.type==\"Fresh\")].status")
@AdditionalPrinterColumn(name = "Healthy", jsonPath = ".status.conditions[?(@.type==\"Healthy\")].status")
@AdditionalPrinterColumn(name = "Message", jsonPath = ".status.conditions[?(@.type==\"Ready\")].message", priority = 1)
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
public class MirrorNode extends CustomResource<MirrorNodeSpec, MirrorNodeStatus> implements Namespaced {
    public static final String GROUP = "micromirror.io";
    public static final String VERSION = "v1alpha1";
    private static final long serialVersionUID = 1;

    @Required
    @JsonPropertyDescription("What the mirror should be.")
    @Override
    public MirrorNodeSpec getSpec() {
        return super.getSpec();
    }

    @JsonPropertyDescription("What the mirror is, as last seen; written only when it changes.")
    @Override
    public MirrorNodeStatus getStatus() {
        return super.getStatus();
    }

    /** Absent stays absent, so that a fresh object made to patch the status carries no spec. */
    @Override
    protected MirrorNodeSpec initSpec() {
        return null;
    }

    @Override
    protected MirrorNodeStatus initStatus() {
        return null;
    }
}
