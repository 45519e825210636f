package io.micromirror.serve;

/** {@link Site} in, what nginx puts before and after each of its directory listings out. */
final class ListingPage {
    private ListingPage() {}

    /** Up to the title, which nginx knows. */
    static String head() {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n" + Html.head();
    }

    static String foot(Site site) {
        return """
                <footer>
                %s<p>%s</p>
                </footer>
                </body>
                </html>
                """.formatted(FrontPage.logo(site), FrontPage.host(site));
    }
}
