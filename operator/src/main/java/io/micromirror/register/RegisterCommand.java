package io.micromirror.register;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what each project of a mirror wants to be told, with and without a cluster. */
@Command(
        name = "register",
        description = {
            "Prints, for each project of a mirror, where a new mirror is registered and what is handed in there: the file"
                    + " of a merge request, a form's fields, a mail; filled in from the manifest.",
            "Everything else than that is a comment, so that the output for one project can be used as it is."
        },
        mixinStandardHelpOptions = true)
public final class RegisterCommand implements Callable<Integer> {
    private static final YAMLMapper YAML = new YAMLMapper();

    private final Function<String, Manifests> cluster;

    @Parameters(
            arity = "0..2",
            paramLabel = "NODE [PROJECT]",
            description = "A MirrorNode of the cluster, and one of its projects. With --file only the project.")
    private List<String> names = List.of();

    @Option(
            names = {"-f", "--file"},
            description = "Manifest of a MirrorNode, and of MirrorProjects that the shipped catalogue lacks. Needs no"
                    + " cluster; repeatable.")
    private List<Path> files = List.of();

    @Spec
    private CommandSpec spec;

    /** @param cluster a MirrorNode and its projects by name; throws IllegalArgumentException with a sentence */
    public RegisterCommand(Function<String, Manifests> cluster) {
        this.cluster = cluster;
    }

    @Override
    public Integer call() {
        try {
            List<String> left = new ArrayList<>(names);
            Manifests manifests = files.isEmpty() ? cluster.apply(node(left)) : read();
            print(manifests, left.isEmpty() ? null : left.getFirst());
            return 0;
        } catch (IllegalArgumentException refused) {
            throw new ParameterException(spec.commandLine(), refused.getMessage(), refused);
        } catch (IOException unreadable) {
            throw new ParameterException(spec.commandLine(), "cannot read " + unreadable.getMessage(), unreadable);
        }
    }

    private static String node(List<String> left) {
        if (left.isEmpty()) {
            throw new IllegalArgumentException("Name a NODE of the cluster, or a manifest: register --file node.yaml");
        }
        return left.removeFirst();
    }

    private void print(Manifests manifests, String only) throws IOException {
        boolean any = false;
        for (JsonNode entry : manifests.node().path("projects")) {
            String name = entry.path("name").asText();
            if (only != null && !only.equals(name)) {
                continue;
            }
            JsonNode project = manifests.projects().containsKey(name)
                    ? manifests.projects().get(name)
                    : shipped(name);
            spec.commandLine().getOut().print(any ? "\n" : "");
            spec.commandLine()
                    .getOut()
                    .print(
                            project.isMissingNode()
                                    ? "# " + name + ": there is no MirrorProject of this name.\n"
                                    : Artefact.of(name, project, Listing.words(manifests.node(), entry, project))
                                            .toString());
            any = true;
        }
        spec.commandLine().getOut().flush();
        if (!any) {
            throw new IllegalArgumentException("MirrorNode " + manifests.name() + " does not carry " + only
                    + "; its spec.projects names what it does.");
        }
    }

    private Manifests read() throws IOException {
        String name = null;
        JsonNode node = null;
        Map<String, JsonNode> projects = new LinkedHashMap<>();
        for (Path file : files) {
            for (JsonNode manifest : documents(file)) {
                String kind = manifest.path("kind").asText();
                if (kind.equals("MirrorNode") && node == null) {
                    name = manifest.at("/metadata/name").asText();
                    node = manifest.path("spec");
                } else if (kind.equals("MirrorProject")) {
                    projects.put(manifest.at("/metadata/name").asText(), manifest.path("spec"));
                }
            }
        }
        if (node == null) {
            throw new IllegalArgumentException("There is no MirrorNode in " + files.getFirst()
                    + "; it begins with \"apiVersion: micromirror.io/v1alpha1\" and \"kind: MirrorNode\".");
        }
        return new Manifests(name, node, projects);
    }

    private static List<JsonNode> documents(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                MappingIterator<JsonNode> documents =
                        YAML.readerFor(JsonNode.class).readValues(in)) {
            return documents.readAll();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    file + " is not YAML: "
                            + e.getOriginalMessage().lines().findFirst().orElse(""),
                    e);
        }
    }

    /** Out of the catalogue that comes with the command. */
    private static JsonNode shipped(String name) throws IOException {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,39}")) {
            return YAML.missingNode();
        }
        try (InputStream yaml = RegisterCommand.class.getResourceAsStream("/catalogue/" + name + ".yaml")) {
            return yaml == null ? YAML.missingNode() : YAML.readTree(yaml).path("spec");
        }
    }
}
