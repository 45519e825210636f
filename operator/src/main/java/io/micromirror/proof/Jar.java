package io.micromirror.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** One file of a jar, read from its beginning on, so that no directory of it has to be in memory. */
final class Jar {
    private static final int MOST_BEFORE = 1_000;

    private Jar() {}

    /** What the file of this name holds, if it is not more than so many bytes. What stands before it counts too. */
    static Unpacked open(Tree.Found jar, String name, String called, long most) throws IOException {
        ZipInputStream zip = new ZipInputStream(Files.newInputStream(jar.path()));
        Unpacked in = Unpacked.of(zip, called, most);
        try {
            int passed = 0;
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(name)) {
                    return in;
                }
                in.skip(Long.MAX_VALUE);
                if (++passed == MOST_BEFORE) {
                    break;
                }
            }
            throw new Contradiction("%s holds no %s", called, name);
        } catch (IOException | RuntimeException trouble) {
            in.close();
            throw Unpacked.cannot(called, trouble);
        }
    }
}
