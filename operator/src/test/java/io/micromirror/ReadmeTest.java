package io.micromirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README shows is what is there. */
class ReadmeTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    @Test
    void itsManifestsAreExamples() throws IOException {
        String examples = texts(ROOT.resolve("examples"), ".yaml");
        Matcher blocks = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(readme());
        List<String> manifests = blocks.results().map(block -> block.group(1)).toList();

        assertThat(manifests)
                .isNotEmpty()
                .allSatisfy(manifest -> assertThat(examples).contains(manifest));
    }

    @Test
    void itsLinksLeadSomewhere() throws IOException {
        Matcher links = Pattern.compile("]\\(([^):]+)\\)").matcher(readme());
        assertThat(links.results().map(link -> ROOT.resolve(link.group(1))).toList())
                .isNotEmpty()
                .allSatisfy(path -> assertThat(path).exists());
    }

    @Test
    void itIsShort() throws IOException {
        assertThat(readme().lines().count()).isLessThanOrEqualTo(150);
    }

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }

    private static String texts(Path folder, String ending) throws IOException {
        StringBuilder texts = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(ending)).toList()) {
                texts.append(Files.readString(file));
            }
        }
        return texts.toString();
    }
}
