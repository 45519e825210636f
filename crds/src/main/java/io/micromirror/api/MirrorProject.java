package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** One entry of the catalogue: how a project wants to be mirrored. */
@Group(MirrorNode.GROUP)
@Version(MirrorNode.VERSION)
@Plural("mirrorprojects")
@ShortNames("mmp")
@Categories("micromirror")
@ValidationRule(
        value = "size(self.metadata.name) <= 40 && !self.metadata.name.contains('--')"
                + " && !self.metadata.name.contains('.')",
        message = "metadata.name must have at most 40 characters, no '.' and no '--':"
                + " the names of the project's jobs are made from it")
@AdditionalPrinterColumn(name = "Title", jsonPath = ".spec.title")
@AdditionalPrinterColumn(name = "Layout", jsonPath = ".spec.layout")
@AdditionalPrinterColumn(name = "Path", jsonPath = ".spec.path")
@AdditionalPrinterColumn(
        name = "Every",
        jsonPath = ".spec.schedule.everySeconds",
        type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
public class MirrorProject extends CustomResource<MirrorProjectSpec, Void> implements Namespaced {
    private static final long serialVersionUID = 1;

    @Required
    @JsonPropertyDescription("How the project wants to be mirrored.")
    @Override
    public MirrorProjectSpec getSpec() {
        return super.getSpec();
    }

    @Override
    protected MirrorProjectSpec initSpec() {
        return null;
    }
}
