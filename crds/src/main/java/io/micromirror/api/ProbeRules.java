package io.micromirror.api;

/** What paths and references of a checker's questions may look like, and the sentences that say so. */
final class ProbeRules {
    static final String PATHS =
            "!has(self.paths) || self.paths.all(p, !p.startsWith('/') && !p.contains('..') && !p.contains('//'))";
    static final String PATHS_MESSAGE = "paths are relative to the project, without '..'";

    /** To stand behind a field's name. */
    static final String IS_WEB_ADDRESS = ".matches('^https?://[A-Za-z0-9].*')";

    /** To stand behind a field's name. */
    static final String WEB_ADDRESS_MESSAGE = " must be a web address such as https://archive.example.net/debian/";

    static final String REFERENCE = "!has(self.reference) || self.reference" + IS_WEB_ADDRESS;
    static final String REFERENCE_MESSAGE = "reference" + WEB_ADDRESS_MESSAGE;

    private ProbeRules() {}
}
