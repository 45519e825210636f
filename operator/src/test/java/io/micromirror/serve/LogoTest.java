package io.micromirror.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a logo, and that nothing else becomes a line of nginx's or an element of a page. */
class LogoTest {
    private static final String SVG = "data:image/svg+xml;base64,";

    @Test
    void imageInADataUrlIsALogo() {
        String drawing = "<svg xmlns='http://www.w3.org/2000/svg'/>";
        Logo logo = logo(SVG + base64(drawing)).orElseThrow();
        assertThat(logo.path()).isEqualTo("/.sponsor-logo.svg");
        assertThat(logo.bytes()).asString(StandardCharsets.US_ASCII).isEqualTo(drawing);
        assertThat(logo("data:image/png;base64,iVBORw0KGgoAAAA=").map(Logo::path))
                .contains("/.sponsor-logo.png");
    }

    @Test
    void logoOfAnotherPictureHasAnotherAddress() {
        assertThat(logo(SVG + base64("<svg/>")).orElseThrow().element(sponsor(null)))
                .isNotEqualTo(logo(SVG + base64("<svg />")).orElseThrow().element(sponsor(null)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://www.example.net/logo.svg",
                "data:image/svg+xml;base64,",
                "data:image/svg+xml;base64,iVBORw0KGgoAAAA=",
                "data:image/png;base64,PHN2Zy8+",
                "data:image/svg+xml;base64,PHN2Z",
                "data:image/svg+xml;base64,PHN2Zy8+\n",
                "data:image/svg+xml;base64,PHN2Zy8+\"><script>",
                "data:image/svg+xml,<svg/>",
                "data:text/html;base64,PHN2Zy8+",
                "DATA:image/svg+xml;base64,PHN2Zy8+",
                "data:image/jpeg;base64,/9j/4AAQ"
            })
    void otherWordsAreNone(String url) {
        assertThat(logo(url)).isEmpty();
    }

    @Test
    void longOneIsNone() {
        assertThat(logo(SVG + "P".repeat(32_768))).isPresent();
        assertThat(logo(SVG + "P".repeat(32_772))).isEmpty();
    }

    private static Optional<Logo> logo(String url) {
        return Logo.of(
                new Site(null, null, sponsor(url), null, null, 0, 0, 0, null, null, List.of(), null, null, null));
    }

    private static Site.Sponsor sponsor(String logo) {
        return new Site.Sponsor("Ohio IX", "https://www.ohioix.net/", logo);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
