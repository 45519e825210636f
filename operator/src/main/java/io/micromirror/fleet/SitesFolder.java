package io.micromirror.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The folder that a command is given. */
final class SitesFolder {
    private SitesFolder() {}

    static Sites read(Path folder, CommandSpec spec) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new ParameterException(spec.commandLine(), "There is no folder " + folder);
        }
        Sites sites = Sites.read(folder);
        if (sites.folders().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "There is no <site>/node.yaml in " + folder + "; is it the folder of all sites?");
        }
        return sites;
    }
}
