package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** What a mirror leaves out of a project's tree, and what it keeps that the upstream does not have. */
@ValidationRule(
        value = "!has(self.include) || self.include.all(p, p.matches('" + Filters.REGEX + "') && !p.contains('***'))",
        fieldPath = ".include",
        message = "each of filters.include " + Filters.RULE)
@ValidationRule(
        value = "!has(self.exclude) || self.exclude.all(p, p.matches('" + Filters.REGEX + "') && !p.contains('***'))",
        fieldPath = ".exclude",
        message = "each of filters.exclude " + Filters.RULE)
@ValidationRule(
        value = "!has(self.protect) || self.protect.all(p, p.matches('" + Filters.REGEX + "') && !p.contains('***'))",
        fieldPath = ".protect",
        message = "each of filters.protect " + Filters.RULE)
@ValidationRule(
        value = "!has(self.risk) || self.risk.all(p, p.matches('" + Filters.REGEX + "') && !p.contains('***'))",
        fieldPath = ".risk",
        message = "each of filters.risk " + Filters.RULE)
public record Filters(
        @Size(max = 100)
        @JsonPropertyDescription("Exceptions of exclude: what is fetched though exclude matches it. At most 100"
                + " patterns. Default: none. A file comes only if each directory above it does.")
        List<@Size(min = 1, max = 255) String> include,

        @Size(max = 100)
        @JsonPropertyDescription(
                "What is not fetched, and not demanded when an index names it; what is here already goes, limits.retain"
                        + " later. At most 100 patterns of rsync: source/ is every directory of that name,"
                        + " *_arm64.deb every such file, /iso/ only the one at the tree's root; ** crosses directories."
                        + " Markers such as TIME always come, and so do indexes that lie beside packages. Default: none.")
        List<@Size(min = 1, max = 255) String> exclude,

        @Size(max = 100)
        @JsonPropertyDescription(
                "What is not deleted though the upstream does not have it. At most 100 patterns. Default: none.")
        List<@Size(min = 1, max = 255) String> protect,

        @Size(max = 100) @JsonPropertyDescription("Exceptions of protect. At most 100 patterns. Default: none.")
        List<@Size(min = 1, max = 255) String> risk) {
    static final String REGEX = "^[A-Za-z0-9._/*?][A-Za-z0-9._/*?+~@=,:%-]*$";
    static final String RULE = "must be a pattern such as source/ or **/*-debuginfo-*.rpm: letters, digits and"
            + " . _ / + ~ @ = , : % - * ? only (? for any other character), and no option, rule or merge file of rsync";

    public Filters {
        include = include == null ? List.of() : List.copyOf(Absent.dropped(include));
        exclude = exclude == null ? List.of() : List.copyOf(Absent.dropped(exclude));
        protect = protect == null ? List.of() : List.copyOf(Absent.dropped(protect));
        risk = risk == null ? List.of() : List.copyOf(Absent.dropped(risk));
    }
}
