package io.micromirror.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The files that a person gave: host_vars, a folder of them, or a whole Ansible repository, whose inventory is then
 * compared and whose vaults are named.
 */
record Inventory(List<Path> hosts, List<String> remarks) {
    static Inventory of(List<Path> given) throws Unreadable {
        List<Path> hosts = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        for (Path path : given) {
            if (!Files.exists(path)) {
                throw new Unreadable(path + " is not there: give files of host_vars, their folder, or the repository.");
            }
            Path folder = Files.isDirectory(path.resolve("host_vars")) ? path.resolve("host_vars") : path;
            List<Path> found = Files.isDirectory(folder) ? yaml(folder) : List.of(folder);
            if (found.isEmpty()) {
                throw new Unreadable(
                        path + " holds no .yaml or .yml file: give the folder host_vars or its repository.");
            }
            hosts.addAll(found);
            if (!folder.equals(path)) {
                compare(path, found, remarks);
                vaults(path.resolve("vault"), remarks);
            }
        }
        return new Inventory(List.copyOf(hosts), List.copyOf(remarks));
    }

    /** The host that a file of host_vars speaks of. */
    static String hostname(Path file) {
        return file.getFileName().toString().replaceFirst("[.]ya?ml$", "");
    }

    static String text(Path file) throws Unreadable {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new Unreadable(file + " is not text in UTF-8: save it as such.");
        } catch (IOException e) {
            throw new Unreadable(file + " cannot be read (" + e.getMessage() + ").");
        }
    }

    private static void compare(Path repository, List<Path> files, List<String> remarks) throws Unreadable {
        Path inventory = repository.resolve("inventory.yaml");
        if (!Files.isRegularFile(inventory)) {
            return;
        }
        Set<String> listed = new TreeSet<>();
        try {
            for (JsonNode group : new YAMLMapper().readTree(text(inventory))) {
                group.path("hosts").fieldNames().forEachRemaining(listed::add);
            }
        } catch (IOException e) {
            throw new Unreadable(inventory + " is not YAML; mend it, or give the folder host_vars alone.");
        }
        Set<String> described =
                new TreeSet<>(files.stream().map(Inventory::hostname).toList());
        difference(described, listed)
                .forEach(host -> remarks.add(
                        inventory + " does not list " + host + ", which has a file in host_vars; it was converted."));
        difference(listed, described)
                .forEach(host -> remarks.add(
                        inventory + " lists " + host + ", which has no file in host_vars; it was not converted."));
    }

    private static void vaults(Path folder, List<String> remarks) {
        if (Files.isDirectory(folder)) {
            yaml(folder)
                    .forEach(file -> remarks.add(file + " is encrypted by ansible-vault and was not carried;"
                            + " a value that is still needed belongs in a Secret."));
        }
    }

    private static Set<String> difference(Set<String> some, Set<String> others) {
        Set<String> left = new TreeSet<>(some);
        left.removeAll(others);
        return left;
    }

    private static List<Path> yaml(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("[^.].*[.]ya?ml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
