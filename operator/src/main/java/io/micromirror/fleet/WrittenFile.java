package io.micromirror.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that is whole at every moment, and is left alone where it says the same already. */
final class WrittenFile {
    private WrittenFile() {}

    /** @param secret whether nobody but its owner may read it, at no moment */
    static boolean write(Path file, String text, boolean secret) throws IOException {
        if (Files.isRegularFile(file)
                && Files.readString(file).equals(text)
                && (!secret
                        || PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                                .equals("rw-------"))) {
            return false;
        }
        Path aside = file.resolveSibling("." + file.getFileName() + ".new");
        Files.deleteIfExists(aside);
        if (secret) {
            Files.createFile(aside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(aside, text);
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        return true;
    }
}
