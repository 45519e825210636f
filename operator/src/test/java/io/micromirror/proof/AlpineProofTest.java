package io.micromirror.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A directory of packages as Alpine keeps it, whole and with one thing wrong at a time. */
final class AlpineProofTest {
    private static final String GROUP = "main/x86_64";

    @TempDir
    private static Path made;

    @TempDir
    private Path folder;

    @BeforeAll
    static void make() {
        Sandbox.make("make-alpine", made);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "→", quoteCharacter = '`', textBlock = """
            :                                                → Whole
            rm $LIVE/*.apk                                   → Missing main/x86_64/a-1-r0.apk main/x86_64/b-2.0_rc1-r1.apk main/x86_64/c++-3-r0.apk
            truncate -s 1 $LIVE/a*                           → Missing main/x86_64/a-1-r0.apk
            rm $STAGED/APKINDEX.tar.gz                       → Broken main/x86_64/APKINDEX.tar.gz is absent.
            truncate -s -1 $STAGED/APKINDEX.tar.gz           → Broken main/x86_64/APKINDEX.tar.gz cannot be unpacked:
            truncate -s 100 $STAGED/APKINDEX.tar.gz          → Broken main/x86_64/APKINDEX.tar.gz
            : > $STAGED/APKINDEX.tar.gz                      → Broken main/x86_64/APKINDEX.tar.gz holds no APKINDEX.
            echo hello > $STAGED/APKINDEX.tar.gz             → Broken main/x86_64/APKINDEX.tar.gz ends in the middle.
            printf 'P:../../x\\nV:1\\n' > APKINDEX; tar czf $STAGED/APKINDEX.tar.gz APKINDEX → Broken main/x86_64/APKINDEX.tar.gz names '../../x-1.apk'
            printf 'P:/x\\nV:1\\n' > APKINDEX; tar czf $STAGED/APKINDEX.tar.gz APKINDEX → Broken main/x86_64/APKINDEX.tar.gz names '/x-1.apk'
            printf 'P:x\\nV:1\\nS:y\\n' > APKINDEX; tar czf $STAGED/APKINDEX.tar.gz APKINDEX → Broken main/x86_64/APKINDEX.tar.gz has the size 'y'
            printf 'P:x\\nV:1\\n' > APKINDEX; tar czf $STAGED/APKINDEX.tar.gz APKINDEX → Missing main/x86_64/x-1.apk
            """)
    void oneThingWrong(String mutation, String expected) {
        assertThat(Sandbox.words(
                        directory().after("rm $STAGED/*.apk;" + mutation).first()))
                .startsWith(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "→", quoteCharacter = '`', textBlock = """
            :                                                → Whole
            rm $LIVE/c*                                      → Missing main/x86_64/c++-3-r0.apk
            echo P:c++ > APKINDEX; tar czf $STAGED/APKINDEX.tar.gz APKINDEX; touch $LIVE/c++-.apk → Broken main/x86_64/APKINDEX.tar.gz is not signed, and it was before.
            """)
    void afterAnOlderGroup(String mutation, String expected) {
        String older = "rm $STAGED/*.apk; cp -a $TREE/main/old/APKINDEX.tar.gz $LIVE/;";

        assertThat(Sandbox.words(directory().after(older + mutation).next())).startsWith(expected);
    }

    @Test
    void whatIsServedIsNotFollowedAgain() {
        assertThat(directory().after("rm $LIVE/*.apk $STAGED/*.apk").next()).isEqualTo(new Proof.Whole());
    }

    private Sandbox directory() {
        return Sandbox.of(made, folder, "alpine", GROUP, GROUP);
    }
}
