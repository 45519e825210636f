package io.micromirror.fleet;

import io.micromirror.fleet.WrittenFolder.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Where Prometheus and Argo CD find the boxes, out of the sites' folders. */
@Command(
        name = "targets",
        description = {
            "Writes where the hub's Prometheus and Argo CD find each box, through its tunnel:",
            "OUT/prometheus/operator and OUT/prometheus/node for file_sd_configs, OUT/argocd for kubectl apply.",
            "A site that is gone loses its files; one that cannot be read now keeps them. OUT/written.txt lists what is ours."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:all is written",
            "1:something must be mended, as is said; the rest is written",
            "2:wrong usage"
        },
        mixinStandardHelpOptions = true)
final class TargetsCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "SITES", description = "Folder of <site>/node.yaml and <site>/host.yaml.")
    private Path folder;

    @Parameters(index = "1", paramLabel = "OUT", description = "Folder to write to.")
    private Path out;

    @Option(
            names = "--kubeconfigs",
            paramLabel = "FOLDER",
            description = {
                "Has <site>.yaml, a copy of the box's /etc/rancher/k3s/k3s.yaml, for each that Argo CD may log in to.",
                "Without one a template is written, which says what is to be filled in."
            })
    private Path kubeconfigs;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Sites sites = SitesFolder.read(folder, spec);
        List<String> faults = new ArrayList<>(sites.faults());
        Map<String, Content> wanted = new TreeMap<>();
        Set<String> unread = new TreeSet<>(sites.folders());
        sites.boxes().forEach(box -> unread.remove(box.site()));
        for (Box box : sites.reached()) {
            Targets.of(box).forEach((file, text) -> wanted.put(file, new Content(text, false)));
            try {
                cluster(box, wanted);
            } catch (IllegalArgumentException fault) {
                faults.add(fault.getMessage());
                unread.add(box.site());
            }
        }
        List<String> changed = new WrittenFolder(out).hold(wanted, file -> unread.contains(site(file)));
        sites.notes().forEach(this::say);
        faults.forEach(this::say);
        say("%s: %d boxes, %d files changed.".formatted(out, sites.reached().size(), changed.size()));
        return faults.isEmpty() ? 0 : 1;
    }

    private void cluster(Box box, Map<String, Content> wanted) throws IOException {
        String file = "argocd/" + box.site() + ".yaml";
        Path kubeconfig = kubeconfigs == null ? null : kubeconfigs.resolve(box.site() + ".yaml");
        if (kubeconfig != null && Files.exists(kubeconfig)) {
            wanted.put(file, new Content(ClusterSecret.of(box, kubeconfig), true));
        } else {
            wanted.put(file + ".template", new Content(ClusterSecret.template(box), false));
        }
    }

    private static String site(String file) {
        return file.substring(file.lastIndexOf('/') + 1).replaceFirst("[.].*", "");
    }

    private void say(String sentence) {
        spec.commandLine().getErr().println("micromirror fleet targets: " + sentence);
    }
}
