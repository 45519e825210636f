package io.micromirror.check;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * One question.
 *
 * @param limit bytes of a body, or entries of a listing, that are read at most
 * @param range the value of a Range header; empty for none
 * @param excludes rsync's patterns that a listing leaves out
 * @param host the host name in an HTTP request, where it is not the URL's; empty otherwise
 * @param kept for how long an answer will do; asked of somebody else than the mirror, and so seldom, where it is any time
 */
record Request(
        Method method, URI url, Family family, int limit, String range, List<String> excludes, Kept kept, String host) {
    /** Large enough for a repomd.xml, a Release or a page of links; too small to hurt. */
    private static final int BODY = 4 << 20;

    private static final int ENTRIES = 50_000;

    Request {
        excludes = List.copyOf(excludes);
    }

    static Request head(URI url) {
        return new Request(Method.HEAD, url, Family.ANY, 0, "", List.of(), Kept.NOT, "");
    }

    static Request get(URI url) {
        return new Request(Method.GET, url, Family.ANY, BODY, "", List.of(), Kept.NOT, "");
    }

    static Request resolve(URI url) {
        return new Request(Method.RESOLVE, url, Family.ANY, 0, "", List.of(), Kept.NOT, "");
    }

    static Request fetch(URI url) {
        return new Request(Method.FETCH, url, Family.ANY, BODY, "", List.of(), Kept.NOT, "");
    }

    static Request list(URI url, List<String> excludes) {
        return new Request(Method.LIST, url, Family.ANY, ENTRIES, "", excludes, Kept.NOT, "");
    }

    /** For how long another one's answer is good. */
    enum Kept {
        NOT(Duration.ZERO),
        /** Small files. */
        MINUTES(Duration.ofMinutes(10)),
        /** Listings, and what is published for people. */
        A_DAY(Duration.ofDays(1));

        private final Duration life;

        Kept(Duration life) {
            this.life = life;
        }

        Duration life() {
            return life;
        }
    }

    boolean reference() {
        return kept != Kept.NOT;
    }

    Request keptFor(Kept time) {
        return new Request(method, url, family, limit, range, excludes, time, host);
    }

    Request over(Family other) {
        return new Request(method, url, other, limit, range, excludes, kept, host);
    }

    /** Of the same address, by another name. */
    Request as(String name) {
        return new Request(method, url, family, limit, range, excludes, kept, name);
    }

    Request atMost(int bytes) {
        return new Request(method, url, family, bytes, range, excludes, kept, host);
    }

    Request ranged(String bytes) {
        return new Request(method, url, family, limit, bytes, excludes, kept, host);
    }

    Request ofReference() {
        return keptFor(method == Method.LIST ? Kept.A_DAY : Kept.MINUTES);
    }
}
