package io.micromirror.lint;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Work on a catalogue of MirrorProjects. */
@Command(name = "catalogue", description = "Work on a catalogue of MirrorProjects.", mixinStandardHelpOptions = true)
public final class CatalogueCommand {
    @Spec
    private CommandSpec spec;

    /** Says everything that is wrong, without a cluster. */
    @Command(
            name = "lint",
            description =
                    "Says everything that is wrong with manifests of MirrorProjects, without a cluster. Ends with 1"
                            + " when anything is.",
            mixinStandardHelpOptions = true)
    int lint(
            @Parameters(
                            arity = "1..*",
                            paramLabel = "FILE",
                            description = "Manifests, one a file, or folders of them. Give the whole catalogue to find"
                                    + " what two entries share.")
                    List<Path> given)
            throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Path file : files(given)) {
            texts.put(file.toString(), Files.readString(file));
        }
        PrintWriter out = spec.commandLine().getOut();
        Map<String, List<String>> problems = new Lint().problems(texts);
        problems.forEach((file, sentences) -> sentences.forEach(sentence -> out.println(file + ": " + sentence)));
        long bad = problems.values().stream().filter(each -> !each.isEmpty()).count();
        out.println(
                bad == 0
                        ? texts.size() + (texts.size() == 1 ? " manifest is good." : " manifests are good.")
                        : bad + " of " + texts.size() + " to mend.");
        out.flush();
        return bad == 0 ? 0 : 1;
    }

    private List<Path> files(List<Path> given) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : given) {
            if (Files.isDirectory(path)) {
                try (Stream<Path> inside = Files.list(path)) {
                    inside.filter(each -> each.toString().endsWith(".yaml"))
                            .sorted()
                            .forEach(files::add);
                }
            } else if (Files.isReadable(path)) {
                files.add(path);
            } else {
                throw new ParameterException(
                        spec.commandLine(), path + " cannot be read: name a manifest or a folder.");
            }
        }
        return files;
    }
}
