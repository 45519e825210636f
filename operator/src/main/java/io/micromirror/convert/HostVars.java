package io.micromirror.convert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * One file of host_vars as it was read. {@code file}: its name as messages say it; {@code hostname}: the file's name
 * without its ending, which is how Ansible ties it to a host; {@code keys}: never empty.
 */
record HostVars(String file, String hostname, ObjectNode keys) {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String VAULT = "$ANSIBLE_VAULT";
    private static final Pattern DNS_NAME =
            Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?([.][a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

    /** Throws where the text is encrypted, is no YAML, or says nothing of projects. */
    static HostVars read(String file, String hostname, String text) throws Unreadable {
        if (encrypted(text)) {
            throw new Unreadable(
                    file + " is encrypted by ansible-vault: decrypt it (ansible-vault view) and give that.");
        }
        if (!DNS_NAME.matcher(hostname).matches()) {
            throw new Unreadable(file + ": the file's name is the mirror's DNS name, and \"" + hostname
                    + "\" is none; rename it, such as to ohioix.mm.example.net.yaml.");
        }
        if (!(parsed(file, text) instanceof ObjectNode keys) || keys.isEmpty()) {
            throw new Unreadable(
                    file + " holds no variables: write hostedprojects: and the rest as \"key: value\" lines.");
        }
        requireProjects(file, keys.path("hostedprojects"));
        return new HostVars(file, hostname, keys);
    }

    /** True for a file or a value that only ansible-vault can read. */
    static boolean encrypted(String text) {
        return text.stripLeading().startsWith(VAULT);
    }

    private static JsonNode parsed(String file, String text) throws Unreadable {
        try {
            return YAML.readTree(text);
        } catch (JsonProcessingException e) {
            String where =
                    e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
            throw new Unreadable(
                    file + " is not YAML: " + firstLine(e.getOriginalMessage()) + where + "; mend that line.");
        }
    }

    private static void requireProjects(String file, JsonNode projects) throws Unreadable {
        boolean names = projects.isArray()
                && !projects.isEmpty()
                && StreamSupport.stream(projects.spliterator(), false).allMatch(JsonNode::isTextual);
        if (!names) {
            throw new Unreadable(file + ": hostedprojects must be a list of at least one project's name,"
                    + " such as \"- ubuntu-releases\".");
        }
    }

    /** The projects by name, in the file's order, doubles included. */
    List<String> projects() {
        return StreamSupport.stream(keys.path("hostedprojects").spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("").strip();
    }
}
