package io.micromirror.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AgeTest {
    @TempDir
    private Path group;

    @ParameterizedTest
    @CsvSource(delimiterString = "→", nullValues = "none", textBlock = """
            apt → Release → Date: Sat, 10 Feb 2024 11:07:25 UTC                         → 2024-02-10T11:07:25Z
            apt → Release → Date: Sat, 10 Feb 2024 11:07:25 +0000                       → 2024-02-10T11:07:25Z
            apt → Release → Date: Sat, 10 Feb 2024 11:07:25 Z                           → 2024-02-10T11:07:25Z
            apt → Release → Date: Thu,  1 Feb 2024 11:07:25 GMT                         → 2024-02-01T11:07:25Z
            apt → Release → Date: soon                                                  → none
            apt → Release → Suite: stable                                               → none
            apt → InRelease → Date: Sat, 10 Feb 2024 11:07:25 UTC                       → none
            rpm → repomd.xml → <repomd><revision>1713826000</revision></repomd>         → 2024-04-22T22:46:40Z
            rpm → repomd.xml → <repomd><revision>9.4</revision><data type="a"><timestamp>1713826000</timestamp></data><data type="b"><timestamp>1713826001.52</timestamp></data></repomd> → 2024-04-22T22:46:41Z
            rpm → repomd.xml → <repomd><data type="a"><timestamp>9223372036854775807</timestamp></data></repomd> → none
            rpm → repomd.xml → <repomd/>                                                → none
            rpm → repomd.xml → <repomd                                                  → none
            fdroid → entry.json → {"timestamp":1713826000500,"index":{"name":"/index-v2.json"}} → 2024-04-22T22:46:40.500Z
            fdroid → entry.json → {"index":{}}                                          → none
            fdroid → none → {}                                                          → none
            arch → core.db → x                                                          → none
            """)
    void theAgeThatAGroupTells(String layout, String name, String text, Instant expected) throws IOException {
        Files.writeString(group.resolve(name == null ? "other" : name), text + "\n");

        assertThat(Proofs.age(layout, group).orElse(null)).isEqualTo(expected);
    }

    @Test
    void anEmptyGroupTellsNone() {
        for (String layout : new String[] {"apt", "rpm", "arch", "alpine", "fdroid", "images", "plain"}) {
            assertThat(Proofs.age(layout, group)).isEmpty();
        }
    }

    @Test
    void aLayoutThatIsNoneIsAMistakeOfTheCaller() {
        assertThatIllegalArgumentException().isThrownBy(() -> Proofs.age("deb", group));
    }
}
