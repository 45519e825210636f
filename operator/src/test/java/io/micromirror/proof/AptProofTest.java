package io.micromirror.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An archive as Debian's own tools make it, whole and with one thing wrong at a time. */
final class AptProofTest {
    private static final String SUITE = "dists/stable";

    @TempDir
    private static Path made;

    @TempDir
    private Path folder;

    @BeforeAll
    static void make() {
        Sandbox.make("make-apt", made);
    }

    @Test
    void anArchiveIsWhole() {
        assertThat(archive().first()).isEqualTo(new Proof.Whole());
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "→", quoteCharacter = '`', textBlock = """
            rm $TREE/pool/main/c/*                                   → Missing pool/main/c/c_3+dfsg_amd64.deb
            rm -r $TREE/pool                                         → Missing pool/main/a/a_1_amd64.deb pool/main/b/b_1.0-2_amd64.deb pool/main/c/c_3+dfsg_amd64.deb pool/main/s/s_1.dsc pool/main/s/s_1.tar.gz
            rm $TREE/pool/main/s/s_1.tar.gz                          → Missing pool/main/s/s_1.tar.gz
            truncate -s -1 $TREE/pool/main/a/*                       → Missing pool/main/a/a_1_amd64.deb
            : > $TREE/pool/main/a/a_1_amd64.deb                      → Missing pool/main/a/a_1_amd64.deb
            cd $TREE/pool/main/a; f=$(echo *); rm $f; mkdir $f       → Missing pool/main/a/a_1_amd64.deb
            cd $TREE/pool/main; mv a ../../../a; ln -s ../../../a a  → Missing pool/main/a/a_1_amd64.deb
            cd $TREE/pool/main/a; mv *.deb $TREE/../; ln -s ../../../../*.deb a_1_amd64.deb → Missing pool/main/a/a_1_amd64.deb
            rm $STAGED/InRelease $STAGED/Release*                    → Broken dists/stable/Release is absent.
            rm $STAGED/InRelease                                     → Whole
            rm $STAGED/Release $STAGED/Release.gpg                   → Whole
            rm -r $STAGED/main/*/by-hash                             → Whole
            rm $STAGED/main/*/*.xz $STAGED/main/*/*.zst              → Whole
            rm $STAGED/main/*/*.xz $STAGED/main/*/*.gz               → Whole
            rm $STAGED/main/*/*.zst $STAGED/main/*/*.gz              → Whole
            rm $STAGED/main/*/*.*                                    → Whole
            rm -r $STAGED/main/binary-arm64 $STAGED/main/i18n        → Whole
            rm -r $STAGED/main                                       → Broken dists/stable/InRelease lists indexes of packages, but none of them came.
            sed -i 's/^Date:.*/Date: yesterday/' $STAGED/Release     → Broken dists/stable/Release is of 'yesterday', but InRelease beside it of
            sed -i /arm64/d $STAGED/Release                          → Broken dists/stable/Release lists other files than InRelease beside it.
            truncate -s -40 $STAGED/InRelease                        → Broken dists/stable/InRelease ends before its signature does.
            cp $STAGED/Release $STAGED/InRelease                     → Broken dists/stable/InRelease does not begin with
            truncate -s -1 $STAGED/main/i18n/*.xz                    → Broken dists/stable/main/i18n/Translation-en.xz is
            printf x | dd conv=notrunc of=$STAGED/main/binary-amd64/Packages.xz bs=1 seek=50 status=none → Broken dists/stable/main/binary-amd64/Packages.xz has not the SHA256 that its Release lists.
            for f in $STAGED/main/source/by-hash/SHA256/*; do printf y | dd conv=notrunc of=$f bs=1 seek=20 status=none; done → Broken dists/stable/main/source/by-hash/SHA256/
            echo old > $STAGED/main/source/by-hash/SHA256/0123       → Broken dists/stable/main/source/by-hash/SHA256/0123 has not the SHA256 that is its name.
            cp $TREE/dists/old/main/binary-amd64/Packages* $STAGED/main/binary-amd64/ → Broken dists/stable/main/binary-amd64/Packages.
            ln -sf /etc/passwd $STAGED/main/i18n/Translation-en.gz   → Whole
            rm $TREE/pool/main/a/*; mkfifo $TREE/pool/main/a/a_1_amd64.deb → Missing pool/main/a/a_1_amd64.deb
            """)
    void oneThingWrong(String mutation, String expected) {
        assertThat(Sandbox.words(archive().after(mutation).first())).startsWith(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "→", quoteCharacter = '`', textBlock = """
            :                                                        → Whole
            rm -r $TREE/pool                                         → Missing pool/main/a/a_1_amd64.deb pool/main/b/b_1.0-2_amd64.deb pool/main/c/c_3+dfsg_amd64.deb
            rm -r $STAGED/main/binary-amd64                          → Broken dists/stable/main/binary-amd64/Packages was there before and is still listed, but came in no variant.
            rm -r $STAGED/main/i18n                                  → Broken dists/stable/main/i18n/Translation-en was there before
            rm $STAGED/Release.gpg                                   → Broken dists/stable/Release.gpg is absent, and it was there before.
            rm $STAGED/InRelease $LIVE/InRelease                     → Whole
            rm $LIVE/InRelease $LIVE/Release                         → Whole
            echo x > $LIVE/InRelease                                 → Whole
            rm -r $STAGED/main/source; ln $LIVE/main/source -rs $STAGED/main/source → Broken dists/stable/main/source/Sources was there before
            cp -al --remove-destination $LIVE/main/source $STAGED/main/ → Whole
            echo x > $LIVE/main/source/Sources.gz; ln -f $LIVE/main/source/Sources.gz $STAGED/main/source/ → Broken dists/stable/main/source/Sources.gz is 2 bytes, but its Release lists
            """)
    void afterAnOlderGroup(String mutation, String expected) {
        String older = "rm -r $LIVE; cp -a $TREE/dists/old $LIVE;";

        assertThat(Sandbox.words(archive().after(older + mutation).next())).startsWith(expected);
    }

    @Test
    void whatIsServedIsNotFollowedAgain() {
        assertThat(archive().after("rm -r $TREE/pool").next()).isEqualTo(new Proof.Whole());
    }

    /** Each replaces Packages by one that names this, and lists it. */
    @ParameterizedTest
    @CsvSource(delimiterString = "→", quoteCharacter = '`', textBlock = """
            Filename: ../../etc/passwd\\nSize: 3          → Broken x/main/Packages names '../../etc/passwd', which is no path below the tree.
            Filename: pool/../../x\\nSize: 3              → Broken x/main/Packages names 'pool/../../x', which is no
            Filename: /etc/passwd\\nSize: 3               → Broken x/main/Packages names '/etc/passwd', which is no
            Filename: a\\x01b\\nSize: 3                   → Broken x/main/Packages names 'a b', which is no
            Filename: a\\x00b\\nSize: 3                   → Broken x/main/Packages names 'a b', which is no
            Filename: ./pool//a\\nSize: 3                 → Missing x/pool/a
            Filename: pool/ü\\nSize: 3                    → Missing x/pool/ü
            Filename: pool/a\\nSize: -3                   → Broken x/main/Packages has the size '-3', which is no number of bytes.
            Filename: pool/a\\nSize: 99999999999999999999 → Broken x/main/Packages has the size
            Filename: pool/a\\nSize: 9223372036854775807  → Missing x/pool/a
            Filename: pool/a                              → Missing x/pool/a
            Package: x\\nDirectory: pool/x\\nFiles:\\n aa 3 x.dsc\\nChecksums-Sha256:\\n bb 3 x.dsc → Missing x/pool/x/x.dsc
            Directory: pool/x\\nFiles:\\n aa 3 ../../../x → Broken x/main/Packages names
            Directory: pool/x\\nFiles:\\n aa x            → Broken x/main/Packages lists 'aa', which is no checksum, size and name.
            Package: only words                           → Whole
            """)
    void aHostileIndex(String text, String expected) {
        Sandbox sandbox =
                new Sandbox(folder, "apt", "x").after("""
                mkdir -p $STAGED/main $TREE && cd $STAGED && printf '%b\\n' '%s' > main/Packages
                echo 'Date: today' > ../Release && echo 'SHA256:' >> ../Release
                echo " $(sha256sum < main/Packages | cut -c-64) $(stat -c %%s main/Packages) main/Packages" >> ../Release
                mv ../Release .
                """.replace("%b", "%%b").formatted(text));

        assertThat(Sandbox.words(sandbox.first())).startsWith(expected);
    }

    /** Clients find a flat repository's files from a place that the repository does not tell. */
    @ParameterizedTest
    @CsvSource({"'',''", "repos/x86_64,''", "repos/x86_64,repos", "repos/x86_64,repos/x86_64"})
    void aFlatRepository(String group, String root) {
        Sandbox sandbox = new Sandbox(folder, "apt", group).after("""
                mkdir -p $STAGED $TREE/%1$s && cp -a '%2$s/pool/main/a/.' $TREE/%1$s && cd $TREE/%1$s
                apt-ftparchive packages . > Packages && gzip -k Packages && apt-ftparchive release . > ../Release
                mv ../Release Packages* $STAGED
                """.formatted(root, made));

        assertThat(sandbox.first()).isEqualTo(new Proof.Whole());
        assertThat(Sandbox.words(sandbox.after("rm $TREE/%s/a_1_amd64.deb".formatted(root))
                        .first()))
                .startsWith("Missing")
                .endsWith("a_1_amd64.deb");
    }

    @Test
    void anIndexUnpacksToWhatIsListedAndNoMore() {
        Sandbox bomb = new Sandbox(folder, "apt", "x").after("""
                mkdir -p $STAGED $TREE && cd $STAGED && head -c 30M /dev/zero | tr '\\0' '\\n' | gzip -1 > Packages.gz
                printf 'Date: today\\nSHA256:\\n %s %s Packages.gz\\n %064d 1000 Packages\\n' \\
                  $(sha256sum < Packages.gz | cut -c-64) $(stat -c %s Packages.gz) 0 > Release
                """);

        assertThat(Sandbox.words(bomb.first()))
                .isEqualTo("Broken x/Packages.gz unpacks to more than the 1000 bytes that it may have.");
    }

    @Test
    void aLineIsNotEndless() {
        Sandbox endless = new Sandbox(folder, "apt", "x").after("""
                mkdir -p $STAGED $TREE && cd $STAGED && head -c 30M /dev/zero | tr '\\0' 'x' | xz -0 > Packages.xz
                printf 'Date: today\\nSHA256:\\n %s %s Packages.xz\\n' \\
                  $(sha256sum < Packages.xz | cut -c-64) $(stat -c %s Packages.xz) > Release
                """);

        assertThat(Sandbox.words(endless.first())).startsWith("Broken x/Packages.xz has a line of more than");
    }

    @Test
    void whatIsMissingIsBounded() {
        Sandbox sandbox = new Sandbox(folder, "apt", "x").after("""
                mkdir -p $STAGED $TREE && cd $STAGED
                seq -w 25000 -1 1 | sed 's/.*/Filename: pool\\/&\\nSize: 5\\n/' > Packages
                printf 'Date: today\\nSHA256:\\n %s %s Packages\\n' \\
                  $(sha256sum < Packages | cut -c-64) $(stat -c %s Packages) > Release
                """);

        assertThat(sandbox.first())
                .isInstanceOfSatisfying(
                        Proof.Missing.class,
                        missing -> assertThat(missing.paths())
                                .hasSize(10_000)
                                .isSorted()
                                .startsWith("x/pool/00001")
                                .endsWith("x/pool/10000"));
    }

    @Test
    void aGroupThatIsNotThereIsBroken() {
        assertThat(Proofs.of("apt", folder.resolve("none"), "x", folder.resolve("none"), Optional.empty()))
                .isEqualTo(new Proof.Broken("x/Release is absent."));
    }

    private Sandbox archive() {
        return Sandbox.of(made, folder, "apt", SUITE, SUITE);
    }
}
