package io.micromirror.convert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes manifests for the hosts of an Ansible repository; a file that cannot be read does not stop the others. */
@Command(
        name = "convert",
        description = {
            "Turns Ansible's host_vars of FCIX micro mirrors into MirrorNode manifests.",
            "Prints the manifests, or writes SITES/NODE/node.yaml and, for what the machine needs to know, host.yaml."
                    + " What was not carried is said on standard error."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:every host was converted", "1:some could not be; the others were", "2:wrong usage"},
        mixinStandardHelpOptions = true)
public final class ConvertCommand implements Callable<Integer> {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .build();

    @Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description = "Files of host_vars, their folder, or the repository with inventory and vaults.")
    private List<Path> given;

    @Option(
            names = "--sites",
            paramLabel = "SITES",
            description = "The folder to write to. A file that differs from what is there is left alone and named."
                    + " Default: the manifests go to standard output.")
    private Path sites;

    @Spec
    private CommandSpec spec;

    private int failures;

    @Override
    public Integer call() {
        try {
            Inventory inventory = Inventory.of(given);
            inventory.hosts().forEach(this::convert);
            inventory.remarks().forEach(this::remark);
            remark(summary(inventory.hosts().size() - failures, failures));
        } catch (Unreadable refused) {
            remark(refused.getMessage());
            failures++;
        }
        return failures == 0 ? 0 : 1;
    }

    private void convert(Path file) {
        try {
            Site site = Site.of(HostVars.read(file.toString(), Inventory.hostname(file), Inventory.text(file)));
            if (sites == null) {
                print(site);
            } else {
                write(sites.resolve(site.name()), site);
            }
            site.remarks().forEach(this::remark);
        } catch (Unreadable refused) {
            remark(refused.getMessage());
            failures++;
        } catch (IOException e) {
            remark(file + ": nothing was written for it (" + e + ").");
            failures++;
        }
    }

    private void print(Site site) throws JsonProcessingException {
        PrintWriter out = spec.commandLine().getOut();
        out.println("---");
        out.print(YAML.writeValueAsString(site.node()));
        site.host()
                .forEach((key, value) ->
                        remark(site.name() + ": " + key + " (" + value + ") is for host.yaml, which --sites writes."));
        out.flush();
    }

    private void write(Path folder, Site site) throws IOException, Unreadable {
        Files.createDirectories(folder);
        write(folder.resolve("node.yaml"), site.node());
        if (!site.host().isEmpty()) {
            write(folder.resolve("host.yaml"), site.host());
        }
    }

    private static void write(Path file, Map<String, Object> content) throws IOException, Unreadable {
        String text = YAML.writeValueAsString(content);
        if (Files.exists(file) && !Files.readString(file).equals(text)) {
            throw new Unreadable(file + " is there with other content and was left alone: move it away, or write"
                    + " to another folder.");
        }
        Files.writeString(file, text);
    }

    private void remark(String sentence) {
        spec.commandLine().getErr().println("micromirror convert: " + sentence);
    }

    private static String summary(int converted, int failed) {
        String nodes = converted == 1 ? "1 node" : converted + " nodes";
        return nodes + " converted"
                + (failed == 0 ? "." : ", " + failed + " not; mend what is said above and run again.");
    }
}
