package io.micromirror.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A repository as createrepo_c makes it, whole and with one thing wrong at a time. */
final class RpmProofTest {
    private static final String GROUP = "os/repodata";

    @TempDir
    private static Path made;

    @TempDir
    private Path folder;

    @BeforeAll
    static void make() {
        Sandbox.make("make-rpm", made);
    }

    @ParameterizedTest
    @ValueSource(strings = {"os/repodata", "os/old", "os/xz", "os/zst"})
    void aRepositoryIsWholeHoweverItIsPacked(String newest) {
        assertThat(Sandbox.of(made, folder, "rpm", newest, GROUP).first()).isEqualTo(new Proof.Whole());
    }

    @ParameterizedTest
    @ValueSource(strings = {"os/repodata", "os/xz", "os/zst"})
    void whatPrimaryNamesMustBeThereHoweverItIsPacked(String newest) {
        Sandbox sandbox = Sandbox.of(made, folder, "rpm", newest, GROUP).after("rm $TREE/os/Packages/[bc]/*");

        assertThat(Sandbox.words(sandbox.first()))
                .isEqualTo("Missing os/Packages/b/b-2~rc1^git-1.noarch.rpm os/Packages/c/c-3-1.noarch.rpm");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "→", quoteCharacter = '`', textBlock = """
            truncate -s +1 $TREE/os/Packages/a/*             → Missing os/Packages/a/a-1-1.noarch.rpm
            rm -r $TREE/os/Packages/a                        → Missing os/Packages/a/a-1-1.noarch.rpm
            rm $STAGED/repomd.xml                            → Broken os/repodata/repomd.xml is absent.
            : > $STAGED/repomd.xml                           → Broken os/repodata/repomd.xml is no readable XML:
            truncate -s 900 $STAGED/repomd.xml               → Broken os/repodata/repomd.xml is no readable XML:
            echo '<metalink/>' > $STAGED/repomd.xml          → Broken os/repodata/repomd.xml does not begin with <repomd>.
            echo '<repomd/>' > $STAGED/repomd.xml            → Broken os/repodata/repomd.xml names no primary index.
            rm $STAGED/*-primary.xml.gz                      → Broken os/repodata/
            rm $STAGED/*-other.sqlite.bz2                    → Broken os/repodata/
            truncate -s -1 $STAGED/*-filelists.xml.gz        → Broken os/repodata/
            sed -i 's/<size>/<size>1/' $STAGED/repomd.xml    → Broken os/repodata/
            sed -i 's/<checksum type="sha256">./<checksum type="sha256">X/' $STAGED/repomd.xml → Broken os/repodata/
            sed -i 's/<open-size>/<open-size>1/' $STAGED/repomd.xml → Broken os/repodata/
            sed -i 's/<open-size>.*</<open-size>20</' $STAGED/repomd.xml → Broken os/repodata/
            sed -i '/open-size/d' $STAGED/repomd.xml         → Whole
            sed -i 's|href="repodata/|href="../repodata/|' $STAGED/repomd.xml → Broken os/repodata/repomd.xml names '../repodata/
            sed -i 's|href="repodata/|href="/repodata/|' $STAGED/repomd.xml → Broken os/repodata/repomd.xml names '/repodata/
            sed -i 's|href="repodata/|href="|' $STAGED/repomd.xml → Missing os/
            sed -i 's|type="sha256"|type="crc32"|' $STAGED/repomd.xml → Whole
            rm $STAGED/repomd.xml.asc                        → Whole
            echo more >> $STAGED/other                       → Whole
            """)
    void oneThingWrong(String mutation, String expected) {
        assertThat(Sandbox.words(repository().after(mutation).first())).startsWith(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "→", quoteCharacter = '`', textBlock = """
            :                                                → Whole
            rm $STAGED/repomd.xml.asc                        → Broken os/repodata/repomd.xml.asc is absent, and it was there before.
            rm -r $TREE/os/Packages/[ac]                     → Missing os/Packages/a/a-1-1.noarch.rpm os/Packages/c/c-3-1.noarch.rpm
            echo '<x' > $LIVE/repomd.xml                     → Whole
            rm $LIVE/repomd.xml                              → Whole
            cp $LIVE/repomd.xml $STAGED/                     → Broken os/repodata/
            """)
    void afterAnOlderGroup(String mutation, String expected) {
        String older = "rm -r $LIVE; cp -a $TREE/os/old $LIVE;";

        assertThat(Sandbox.words(repository().after(older + mutation).next())).startsWith(expected);
    }

    @Test
    void whatIsServedIsNotFollowedAgain() {
        assertThat(repository().after("rm -r $TREE/os/Packages").next()).isEqualTo(new Proof.Whole());
    }

    /** Each is a primary.xml, not packed. */
    @ParameterizedTest
    @CsvSource(delimiterString = "→", quoteCharacter = '`', textBlock = """
            <metadata><package><size package="3"/><location href="../../x"/></package></metadata> → Broken os/repodata/p.xml names '../../x', which is no path below the tree.
            <metadata><package><size package="3"/><location href="/etc/passwd"/></package></metadata> → Broken os/repodata/p.xml names '/etc/passwd'
            <metadata><package><size package="3"/><location href="a&#10;b"/></package></metadata> → Broken os/repodata/p.xml names 'a b'
            <metadata><package><size package="3"/></package></metadata>                → Broken os/repodata/p.xml names ''
            <metadata><package><size/><location href="x"/></package></metadata>        → Broken os/repodata/p.xml has the size ''
            <metadata><package><location href="x"/></package></metadata>               → Missing os/x
            <metadata><package><size package="99999999999999999999"/></package></metadata> → Broken os/repodata/p.xml has the size
            <metadata><package><location xml:base="http://elsewhere.example.net/" href="x"/></package></metadata> → Whole
            <metadata><package><size package="3"/>                                     → Broken os/repodata/p.xml is no readable XML
            <metadata><package></metadata>                                             → Broken os/repodata/p.xml is no readable XML
            <!DOCTYPE metadata SYSTEM "file:///etc/passwd"><metadata/>                 → Broken os/repodata/p.xml has a document type
            <!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]><metadata>&x;</metadata> → Broken os/repodata/p.xml has a document type
            <!DOCTYPE m [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><metadata>&b;</metadata>  → Broken os/repodata/p.xml has a document type
            <metadata>&x;</metadata>                                                   → Broken os/repodata/p.xml
            <metadata/>                                                                → Whole
            """)
    void aHostilePrimary(String text, String expected) {
        Sandbox sandbox = new Sandbox(folder, "rpm", GROUP).after("""
                mkdir -p $STAGED $TREE && cd $STAGED && cat > p.xml <<'END'
                %s
                END
                echo '<repomd><data type="primary"><location href="repodata/p.xml"/></data></repomd>' > repomd.xml
                """.formatted(text));

        assertThat(Sandbox.words(sandbox.first())).startsWith(expected);
    }

    /** The JDK counts these as entities and would give up at 100,000 characters of them; a real one has millions. */
    @Test
    void escapedCharactersAreNotCounted() {
        Sandbox sandbox = new Sandbox(folder, "rpm", GROUP).after("""
                mkdir -p $STAGED $TREE && cd $STAGED
                { echo '<metadata>'; yes '<summary>&lt;&amp;&#10;</summary>' | head -200000; echo '</metadata>'; } > p.xml
                echo '<repomd><data type="primary"><location href="repodata/p.xml"/></data></repomd>' > repomd.xml
                """);

        assertThat(sandbox.first()).isEqualTo(new Proof.Whole());
    }

    /** An attribute, a text and a comment without end. */
    @ParameterizedTest
    @ValueSource(strings = {"<metadata x=\"", "<metadata>", "<metadata><!--", "<metadata><![CDATA[", "<"})
    void aPieceIsNotEndless(String beginning) {
        Sandbox sandbox = new Sandbox(folder, "rpm", GROUP).after("""
                mkdir -p $STAGED $TREE && cd $STAGED
                { printf '%%s' '%s'; head -c 20M /dev/zero | tr '\\0' x; } | gzip -1 > p.xml.gz
                echo '<repomd><data type="primary"><location href="repodata/p.xml.gz"/></data></repomd>' > repomd.xml
                """.formatted(beginning));

        assertThat(Sandbox.words(sandbox.first())).startsWith("Broken os/repodata/p.xml.gz ");
    }

    private Sandbox repository() {
        return Sandbox.of(made, folder, "rpm", GROUP, GROUP);
    }
}
