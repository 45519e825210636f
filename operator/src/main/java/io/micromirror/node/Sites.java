package io.micromirror.node;

import io.micromirror.api.MirrorNodeSpec;
import io.micromirror.api.MirrorProjectSpec;
import io.micromirror.api.RateLimits;
import io.micromirror.api.Sponsor;
import io.micromirror.node.NodeView.Carried;
import io.micromirror.serve.Site;
import java.util.List;

/** What a mirror's serving pod needs to know of it. */
final class Sites {
    private Sites() {}

    static Site of(NodeView view) {
        MirrorNodeSpec spec = view.spec();
        return new Site(
                spec.hostname(),
                spec.aliases(),
                sponsor(spec.sponsor()),
                spec.location() == null
                        ? null
                        : new Site.Location(
                                spec.location().city(),
                                spec.location().region(),
                                spec.location().country()),
                spec.contact(),
                spec.http().port(),
                spec.rsync().port(),
                spec.rsync().maxConnections(),
                spec.http().tls() == null
                        ? null
                        : new Site.Https(
                                spec.http().tls().port(), spec.http().tls().acme() != null),
                rateLimits(spec.http().rateLimits()),
                view.carried().stream().map(Sites::onSite).toList(),
                spec.push().webhook() == null
                        ? null
                        : view.settings().address().map(Site.Push::new).orElse(null),
                view.pauses().of(view.carried().stream().map(Carried::name).toList()),
                List.copyOf(view.unclaimed().keySet()));
    }

    private static Site.Sponsor sponsor(Sponsor sponsor) {
        return sponsor == null ? null : new Site.Sponsor(sponsor.name(), sponsor.url(), sponsor.logo());
    }

    private static Site.RateLimits rateLimits(RateLimits limits) {
        return limits == null
                ? null
                : new Site.RateLimits(
                        limits.connections() == null ? 0 : limits.connections(),
                        limits.requestsPerSecond() == null ? 0 : limits.requestsPerSecond(),
                        limits.except());
    }

    private static Site.Project onSite(Carried each) {
        MirrorProjectSpec project = each.project();
        return new Site.Project(
                each.name(), project.title(), project.homepage(), project.path(), project.module(), project.aliases());
    }
}
