package io.micromirror.serve;

import java.nio.file.Path;

/** Where nginx waits for connections, as its directives. */
sealed interface Listens {
    String http(Site site);

    String https(Site site);

    /** Whether what it opens may take root. */
    boolean asRoot();

    /**
     * The ports that the public knows. reuseport lets the next pod open a port while this one still answers.
     *
     * @param ipv6 whether the machine can do that, because nginx does not start otherwise
     */
    record Ports(boolean ipv6) implements Listens {
        private static final String HOW = " default_server reuseport backlog=4096;\n";

        @Override
        public String http(Site site) {
            return both(site.httpPort() + HOW);
        }

        /** The http2 directive is unknown to nginx before 1.25.1; the word in listen is known to all. */
        @Override
        public String https(Site site) {
            return both(site.https().port() + " ssl http2" + HOW);
        }

        private String both(String how) {
            return "listen " + how + (ipv6 ? "listen [::]:" + how : "");
        }

        @Override
        public boolean asRoot() {
            return true;
        }
    }

    /** Instead of ports, for a trial: what is rendered is to be judged, not whether a port is free. */
    record Sockets(Path directory) implements Listens {
        @Override
        public String http(Site site) {
            return "listen unix:" + directory.resolve("http.sock") + ";\n";
        }

        @Override
        public String https(Site site) {
            return "listen unix:" + directory.resolve("https.sock") + " ssl http2;\n";
        }

        @Override
        public boolean asRoot() {
            return false;
        }
    }
}
