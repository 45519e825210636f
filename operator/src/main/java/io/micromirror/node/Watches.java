package io.micromirror.node;

/** Those who look for what calls for a run: at upstreams, on release days, and at who speaks of projects. */
record Watches(NewsWatch news, ReleaseWatch releases, Pushes pushes) {}
