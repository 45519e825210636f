package io.micromirror.acme;

import java.net.URI;
import java.util.List;

/**
 * A certificate to order.
 *
 * @param directory of the authority
 * @param email whom the authority may write to; may be null
 * @param caBundle PEM of who vouches for the authority's own web server; null for those that Java trusts
 * @param names what it is to be for
 */
public record Wanted(URI directory, String email, String caBundle, List<String> names) {
    public Wanted {
        names = List.copyOf(names);
    }
}
