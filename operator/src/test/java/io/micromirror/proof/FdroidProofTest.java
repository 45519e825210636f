package io.micromirror.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A repository in the form of F-Droid's, whole and with one thing wrong at a time. */
final class FdroidProofTest {
    private static final String GROUP = "repo";
    private static final String APPS = "rm $STAGED/*.apk;";

    @TempDir
    private static Path made;

    @TempDir
    private Path folder;

    @BeforeAll
    static void make() {
        Sandbox.make("make-fdroid", made);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "→", quoteCharacter = '`', textBlock = """
            :                                                → Whole
            rm $LIVE/*.apk                                   → Missing repo/org.example.a_1.apk repo/org.example.a_2.apk repo/org.example.b_7.apk
            truncate -s 3 $LIVE/*a_2.apk                     → Missing repo/org.example.a_2.apk
            rm $STAGED/entry.* $STAGED/index-v1.jar          → Broken repo/entry.json is absent, and so is index-v1.jar.
            rm $STAGED/entry.*                               → Whole
            rm $STAGED/entry.jar                             → Whole
            rm $STAGED/entry.json                            → Whole
            rm $STAGED/index-v1.*                            → Whole
            rm $STAGED/index-v2.json                         → Broken repo/index-v2.json is absent.
            echo >> $STAGED/entry.json                       → Broken repo/entry.json is not what entry.jar beside it holds.
            cp $TREE/old/entry.json $STAGED/                 → Broken repo/entry.json is not what entry.jar beside it holds.
            cp $TREE/old/entry.* $STAGED/                    → Broken repo/index-v2.json is
            cp $TREE/old/index-v2.json $STAGED/              → Broken repo/index-v2.json is
            sed -i s/versionCode/versionFoot/ $STAGED/index-v2.json → Broken repo/index-v2.json has not the SHA256 that entry.json says.
            truncate -s 100 $STAGED/entry.jar                → Broken repo/entry.jar
            echo x > $STAGED/entry.jar                       → Broken repo/entry.jar holds no entry.json.
            echo x > $STAGED/index-v1.jar                    → Broken repo/index-v1.jar holds no index-v1.json.
            truncate -s 300 $STAGED/index-v1.jar             → Broken repo/index-v1.jar cannot be unpacked:
            rm $STAGED/diff/*                                → Whole
            rm $STAGED/diff/* $LIVE/diff/*                   → Missing repo/diff/1600000000000.json
            echo x >> $STAGED/diff/1600000000000.json        → Broken repo/diff/1600000000000.json is
            echo '{"index":3' > $STAGED/entry.json; rm $STAGED/entry.jar → Broken repo/entry.json is no readable JSON:
            echo '{}' > $STAGED/entry.json; rm $STAGED/entry.jar → Broken repo/entry.json names '', which is no path
            """)
    void oneThingWrong(String mutation, String expected) {
        assertThat(Sandbox.words(repository().after(APPS + mutation).first())).startsWith(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "→", quoteCharacter = '`', textBlock = """
            :                                                → Whole
            rm $LIVE/*.apk                                   → Missing repo/org.example.a_1.apk repo/org.example.a_2.apk repo/org.example.b_7.apk
            rm $STAGED/index-v1.jar                          → Broken repo/index-v1.jar is absent, and it was there before.
            rm $STAGED/entry.*                               → Broken repo/entry.json is absent, and it was there before.
            """)
    void afterAnOlderGroup(String mutation, String expected) {
        String older = "cp -a $TREE/old/. $LIVE/;";

        assertThat(Sandbox.words(repository().after(APPS + older + mutation).next()))
                .startsWith(expected);
    }

    @Test
    void whatIsServedIsNotFollowedAgain() {
        assertThat(repository().after(APPS + "rm $LIVE/*.apk").next()).isEqualTo(new Proof.Whole());
    }

    /** Each is an index of the second version. */
    @ParameterizedTest
    @CsvSource(delimiterString = "→", quoteCharacter = '`', textBlock = """
            {"packages":{"a":{"versions":{"b":{"file":{"name":"/../x","size":1}}}}}}   → Broken repo/index-v2.json names '../x', which is no path
            {"packages":{"a":{"versions":{"b":{"file":{"name":"//x","size":1}}}}}}     → Broken repo/index-v2.json names '/x', which is no path
            {"packages":{"a":{"versions":{"b":{"file":{"name":"/a\\u0000b"}}}}}}       → Broken repo/index-v2.json names 'a b', which is no path
            {"packages":{"a":{"versions":{"b":{"file":{"name":"/x","size":1e3}}}}}}    → Broken repo/index-v2.json has the size '1e3'
            {"packages":{"a":{"versions":{"b":{"file":{"name":"/x","size":{}}}}}}}     → Missing repo/x
            {"packages":{"a":{"versions":{"b":{"file":{}}}}}}                          → Broken repo/index-v2.json names ''
            {"packages":{"a":{"versions":{"b":                                         → Broken repo/index-v2.json is no readable JSON:
            <html>                                                                     → Broken repo/index-v2.json is no readable JSON:
            {"packages":{"a":[{"apkName":"x"},{"apkName":"y","size":2}]}}              → Missing repo/x repo/y
            []                                                                         → Whole
            """)
    void aHostileIndex(String json, String expected) {
        Sandbox sandbox = new Sandbox(folder, "fdroid", GROUP).after("""
                mkdir -p $STAGED $TREE && cd $STAGED && cat > index-v2.json <<'END'
                %s
                END
                echo '{"index":{"name":"/index-v2.json"}}' > entry.json
                """.formatted(json));

        assertThat(Sandbox.words(sandbox.first())).startsWith(expected);
    }

    @Test
    void whatStandsInAJarIsBounded() {
        Sandbox sandbox = new Sandbox(folder, "fdroid", GROUP).after("""
                mkdir -p $STAGED $TREE && cd $STAGED
                head -c 30M /dev/zero > bomb && cp bomb entry.json && bsdtar --format zip -cf entry.jar bomb entry.json
                """);

        assertThat(Sandbox.words(sandbox.first()))
                .isEqualTo("Broken repo/entry.jar unpacks to more than the 1048576 bytes that it may have.");
    }

    private Sandbox repository() {
        return Sandbox.of(made, folder, "fdroid", GROUP, GROUP);
    }
}
