package io.micromirror.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The hub's WireGuard, out of the sites' folders. */
@Command(
        name = "wireguard",
        description = {
            "Writes the hub's end of the boxes' tunnels, in the form of wg-quick: a peer for each box.",
            "No key is made up: the boxes' public keys are in their host.yaml, the hub's private one stays on the hub."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every box that has a key is in it",
            "1:something must be mended, as is said; the rest was written, and should not be used yet",
            "2:wrong usage"
        },
        mixinStandardHelpOptions = true)
final class WireguardCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "SITES", description = "Folder of <site>/node.yaml and <site>/host.yaml.")
    private Path folder;

    @Parameters(index = "1", arity = "0..1", paramLabel = "OUT", description = "File. Default: standard output.")
    private Path out;

    @Option(
            names = "--address",
            paramLabel = "ADDRESS/LENGTH",
            description =
                    "The hub's own in the tunnel. Default: the one that the boxes allow alone, or the first of their network.")
    private List<String> given = List.of();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Sites sites = SitesFolder.read(folder, spec);
        List<Box> boxes = sites.reached();
        if (boxes.isEmpty()) {
            sites.faults().forEach(this::say);
            throw new ParameterException(
                    spec.commandLine(),
                    "No box in " + folder + " says in its host.yaml how it is reached (wireguard:)");
        }
        int port = boxes.getFirst().tunnel().hubPort();
        List<Prefix> addresses = given.isEmpty() ? HubConf.addresses(boxes) : parsed();
        List<String> faults = new ArrayList<>(sites.faults());
        faults.addAll(HubConf.faults(boxes, addresses, port));
        write(HubConf.render(boxes, addresses, port));
        sites.notes().forEach(this::say);
        boxes.stream()
                .filter(box -> box.tunnel().publicKey() == null)
                .forEach(
                        box -> say(
                                box.file()
                                        + ": wireguard.publicKey is missing: write there what the box's installed.txt or console says."));
        faults.forEach(this::say);
        return faults.isEmpty() ? 0 : 1;
    }

    private List<Prefix> parsed() {
        try {
            return given.stream().map(Prefix::of).toList();
        } catch (IllegalArgumentException none) {
            throw new ParameterException(spec.commandLine(), "--address " + none.getMessage(), none);
        }
    }

    private void write(String text) throws IOException {
        if (out == null) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        } else {
            Files.createDirectories(out.toAbsolutePath().getParent());
            // Nothing in it is secret, but wg-quick warns of a file that others may read.
            WrittenFile.write(out, text, true);
        }
    }

    private void say(String sentence) {
        spec.commandLine().getErr().println("micromirror fleet wireguard: " + sentence);
    }
}
