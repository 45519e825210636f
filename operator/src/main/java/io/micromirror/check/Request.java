package io.micromirror.check;

import java.net.URI;
import java.util.List;

/**
 * One question.
 *
 * @param limit bytes of a body, or entries of a listing, that are read at most
 * @param range the value of a Range header; empty for none
 * @param excludes rsync's patterns that a listing leaves out
 * @param reference whether it is asked of somebody else than the mirror: then seldom, and the answer is kept
 */
record Request(
        Method method, URI url, Family family, int limit, String range, List<String> excludes, boolean reference) {
    /** Large enough for a repomd.xml, a Release or a page of links; too small to hurt. */
    private static final int BODY = 4 << 20;

    private static final int ENTRIES = 50_000;

    Request {
        excludes = List.copyOf(excludes);
    }

    static Request head(URI url) {
        return new Request(Method.HEAD, url, Family.ANY, 0, "", List.of(), false);
    }

    static Request get(URI url) {
        return new Request(Method.GET, url, Family.ANY, BODY, "", List.of(), false);
    }

    static Request resolve(URI url) {
        return new Request(Method.RESOLVE, url, Family.ANY, 0, "", List.of(), false);
    }

    static Request fetch(URI url) {
        return new Request(Method.FETCH, url, Family.ANY, BODY, "", List.of(), false);
    }

    static Request list(URI url, List<String> excludes) {
        return new Request(Method.LIST, url, Family.ANY, ENTRIES, "", excludes, false);
    }

    Request over(Family other) {
        return new Request(method, url, other, limit, range, excludes, reference);
    }

    Request atMost(int bytes) {
        return new Request(method, url, family, bytes, range, excludes, reference);
    }

    Request ranged(String bytes) {
        return new Request(method, url, family, limit, bytes, excludes, reference);
    }

    Request ofReference() {
        return new Request(method, url, family, limit, range, excludes, true);
    }
}
