package io.micromirror.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A repository as repo-add makes it, whole and with one thing wrong at a time. */
final class ArchProofTest {
    private static final String GROUP = "core/os/x86_64";
    private static final String A = GROUP + "/a-1-1-x86_64.pkg.tar.zst";
    private static final String C = GROUP + "/" + "c".repeat(120) + "-3-1-x86_64.pkg.tar.zst";

    @TempDir
    private static Path made;

    @TempDir
    private Path folder;

    @BeforeAll
    static void make() {
        Sandbox.make("make-arch", made);
    }

    @ParameterizedTest
    @ValueSource(strings = {"core/os/x86_64", "core/os/old", "core/os/tool-xz", "core/os/tool-zst"})
    void aRepositoryIsWholeHoweverItIsPacked(String newest) {
        assertThat(repository(newest).first()).isEqualTo(new Proof.Whole());
    }

    @ParameterizedTest
    @ValueSource(strings = {"core/os/x86_64", "core/os/tool-xz", "core/os/tool-zst"})
    void whatTheDatabaseNamesMustBeThere(String newest) {
        Sandbox sandbox = repository(newest).after("rm $LIVE/a-* && truncate -s +1 $TREE/pool/packages/c*");

        assertThat(Sandbox.words(sandbox.first())).isEqualTo("Missing " + A + " " + C);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "→", quoteCharacter = '`', textBlock = """
            rm $TREE/pool/packages/b*                        → Missing core/os/x86_64/b-2:1.0+r3-1-x86_64.pkg.tar.zst
            rm $LIVE/b*; cp $TREE/pool/packages/b* $LIVE/    → Whole
            rm $LIVE/b*; cp $TREE/pool/packages/b* $STAGED/  → Whole
            rm $LIVE/b*; ln -s /etc/passwd $LIVE/b-2:1.0+r3-1-x86_64.pkg.tar.zst → Missing core/os/x86_64/b
            rm $STAGED/core.*                                → Broken core/os/x86_64/*.db has no database of packages.
            rm $STAGED/core.db.tar.gz                        → Broken core/os/x86_64/core.db is absent.
            rm $STAGED/core.files*                           → Whole
            rm $STAGED/core.db.sig                           → Whole
            truncate -s -9 $STAGED/core.db.tar.gz            → Broken core/os/x86_64/core.db cannot be unpacked:
            : > $STAGED/core.db.tar.gz                       → Broken core/os/x86_64/core.files is of other packages
            head -c 2000 /dev/urandom | gzip > $STAGED/core.db.tar.gz → Broken core/os/x86_64/core.db is no tar file
            gunzip < $STAGED/core.db | head -c 700 > $STAGED/x; mv $STAGED/x $STAGED/core.db.tar.gz → Broken core/os/x86_64/core.db ends in the middle.
            cp --remove-destination $TREE/core/os/old/core.db $STAGED/core.db → Broken core/os/x86_64/core.db.tar.gz has other content than core.db beside it.
            cp $TREE/core/os/old/core.db $STAGED/core.db.tar.gz → Broken core/os/x86_64/core.files is of other packages than core.db beside it.
            cp $TREE/core/os/old/core.files.tar.gz $STAGED/  → Broken core/os/x86_64/core.files is of other packages than core.db beside it.
            cp $TREE/core/os/old/core.files $STAGED/none.db  → Whole
            """)
    void oneThingWrong(String mutation, String expected) {
        assertThat(Sandbox.words(repository(GROUP).after(mutation).first())).startsWith(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "→", quoteCharacter = '`', textBlock = """
            :                                                → Whole
            rm $LIVE/a-*                                     → Missing core/os/x86_64/a-1-1-x86_64.pkg.tar.zst
            rm $STAGED/core.db.sig                           → Broken core/os/x86_64/core.db.sig is absent, and it was there before.
            rm $STAGED/core.files*                           → Broken core/os/x86_64/core.files is absent, and it was there before.
            cp $LIVE/core.db.tar.gz $STAGED/                 → Broken core/os/x86_64/core.files is of other packages
            """)
    void afterAnOlderGroup(String mutation, String expected) {
        String older = "rm $LIVE/core.*; cp -a $TREE/core/os/old/core.* $LIVE/;";

        assertThat(Sandbox.words(repository(GROUP).after(older + mutation).next()))
                .startsWith(expected);
    }

    @Test
    void whatIsServedIsNotFollowedAgain() {
        assertThat(repository(GROUP).after("rm -r $TREE/pool").next()).isEqualTo(new Proof.Whole());
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "→", textBlock = """
            %FILENAME%\\n../../x\\n\\n%CSIZE%\\n3\\n    → Broken core/os/x86_64/core.db names '../../x', which is no path
            %FILENAME%\\n/etc/passwd\\n                 → Broken core/os/x86_64/core.db names '/etc/passwd'
            %CSIZE%\\n3\\n                              → Broken core/os/x86_64/core.db names ''
            %FILENAME%\\nx\\n\\n%CSIZE%\\n-3\\n         → Broken core/os/x86_64/core.db has the size '-3'
            %FILENAME%\\nx                              → Missing core/os/x86_64/x
            """)
    void aHostileDatabase(String description, String expected) {
        Sandbox sandbox = new Sandbox(folder, "arch", GROUP).after("""
                mkdir -p $STAGED $TREE x && printf '%s' > x/desc && bsdtar -czf $STAGED/core.db x
                """.formatted(description.replace("%", "%%")));

        assertThat(Sandbox.words(sandbox.first())).startsWith(expected);
    }

    private Sandbox repository(String newest) {
        return Sandbox.of(made, folder, "arch", newest, GROUP).after("rm -f $STAGED/*.pkg.tar.zst");
    }
}
