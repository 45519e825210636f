package io.micromirror.fleet;

/**
 * A box as its folder says it.
 *
 * @param site the folder's name, by which the fleet's tools know the box
 * @param folder as it was named, for sentences
 * @param tunnel null where it is not reached through one
 */
record Box(String site, String folder, Member member, Tunnel tunnel) {
    String hostname() {
        return member.root().getHost();
    }

    /** The file that says how it is reached. */
    String file() {
        return folder + "/host.yaml";
    }

    boolean reached() {
        return tunnel != null;
    }
}
