package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** How a new mirror is made known to the project, so that it sends users: the last step of a new box. */
@ValidationRule(
        value = "isURL(self.where) && (self.where.startsWith('https://') || self.where.startsWith('http://'))"
                + " || self.where.matches('^mailto:[^@ ]+@[^@ ]+$')",
        fieldPath = ".where",
        message = "registration.where must be a web address such as https://launchpad.net/ubuntu/+newmirror, or a mail"
                + " address such as mailto:mirrors@example.org")
public record Registration(
        @Required
        @Size(min = 1, max = 512)
        @JsonPropertyDescription("Where one registers: the address of a form, a repository, a page that tells how, or"
                + " mailto: and a mail address. Required.")
        String where,

        @Size(min = 1, max = 1024)
        @JsonPropertyDescription(
                "What a person has to do there, and what the project asks of a mirror, in a sentence or"
                        + " three. Default: the address tells.")
        String how,

        @Size(min = 1, max = 128)
        @JsonPropertyDescription(
                "Path of the file that text becomes in the project's repository, with words as in text."
                        + " Default: text is not a file. Example: mirrors.d/{hostname}.yml.")
        String file,

        @Size(min = 1, max = 4096)
        @JsonPropertyDescription(
                "What is handed in: a file's content, a form's fields, a mail. These words become the mirror's own:"
                        + " {hostname}, {http}, {https} and {rsync} (addresses of the tree), {path}, {module}, {sponsor},"
                        + " {sponsorUrl}, {contact}, {city}, {region}, {country}, {continent}, {latitude}, {longitude},"
                        + " {hours} (between two syncs). A line of which the manifest does not know a word is left out."
                        + " Default: only the address is told.")
        String text) {}
