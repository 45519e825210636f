package io.micromirror.serve;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@link Site} and what is served in, nginx.conf out. Nothing that a person wrote stands in it but paths of a known form:
 * names, titles and the like are only in pages, so no sponsor can be a directive. nginx answers to any host name.
 */
final class NginxConf {
    private final Site site;
    private final List<Tree> trees;
    private final Places places;
    private final Optional<Certificate> certificate;
    private final Listens listens;

    /** A configuration, and what nginx tells when it runs this one. */
    record Rendered(String text, String fingerprint) {}

    private NginxConf(Site site, List<Tree> trees, Places places, Optional<Certificate> certificate, Listens listens) {
        this.site = site;
        this.trees = trees;
        this.places = places;
        this.certificate = site.https() == null ? Optional.empty() : certificate;
        this.listens = listens;
    }

    /** What nginx runs. */
    static Rendered render(Site site, List<Tree> trees, Rendering.Surroundings around) {
        return new NginxConf(site, trees, around.places(), around.certificate(), new Listens.Ports(around.ipv6()))
                .rendered();
    }

    /** The same for nginx to judge before it is used. */
    static String trial(Site site, List<Tree> trees, Rendering.Surroundings around) {
        Places aside = around.places().trial();
        return new NginxConf(site, trees, aside, around.certificate(), new Listens.Sockets(aside.run()))
                .rendered()
                .text();
    }

    /** No more than a certificate, for nginx to judge. */
    static String trialOf(Certificate certificate, Places places) {
        Places aside = places.trial();
        return "pid %1$s/nginx.pid;\nevents {}\nhttp {\naccess_log off;\n%2$sserver {\nlisten unix:%1$s/https.sock ssl;\n%3$s}\n}\n"
                .formatted(aside.run(), scratch(aside), keys(certificate, aside));
    }

    private Rendered rendered() {
        String text = main() + "http {\n" + http().indent(2) + server().indent(2);
        String fingerprint = Fingerprint.of(text);
        return new Rendered(text + told(fingerprint).indent(2) + "}\n", fingerprint);
    }

    /** The master opens the port, as root where it must; the workers are the serving user in any case. */
    private String main() {
        return "# Written by micromirror serve; a change made here is lost.\n"
                + (site.httpNeedsRoot() && listens.asRoot() ? "user serve serve;\n" : "")
                + """
                daemon off;
                worker_processes auto;
                # At a reload the old workers go on with the downloads that they have.
                worker_shutdown_timeout 12h;
                pcre_jit on;
                pid %s/nginx.pid;
                error_log stderr warn;
                error_log %s emerg;
                events {
                  worker_connections 8192;
                }
                """.formatted(places.run(), places.nginxWords());
    }

    /**
     * Files go out by sendfile alone. Around the page cache (directio) each byte costs two to four times the CPU, and stays
     * for no other client. Threads that read (aio threads) would spare a small file most of its wait behind cold ones (22 to
     * 1.5 ms), at 1.6 to 1.8 times the CPU for what is in memory, and slow cores are what a box has least of:
     * operator/bench/coldfiles.
     */
    private String http() {
        return MimeTypes.render()
                + """
                types_hash_max_size 2048;
                default_type application/octet-stream;
                charset utf-8;
                charset_types text/plain;
                %s# No client's address: only what is counted.
                map $remote_addr $family {
                  default 4;
                  ~*^::ffff: 4;
                  ~: 6;
                }
                log_format sent '$family $msec $status $body_bytes_sent "$request" "$http_user_agent"';
                access_log %s sent buffer=32k flush=1s;
                map $http_user_agent $is_operator {
                  default 0;
                  "~%s" 1;
                }
                log_format heard '$http_user_agent';
                # Clients ask for much that is not there, such as by-hash names that no longer are.
                log_not_found off;
                server_tokens off;
                # A port may be another one outside; a path is right everywhere.
                absolute_redirect off;
                sendfile on;
                tcp_nopush on;
                keepalive_timeout 65;
                keepalive_requests 100000;
                client_header_timeout 20s;
                client_body_timeout 20s;
                client_max_body_size 64k;
                send_timeout 120s;
                reset_timedout_connection on;
                """.formatted(scratch(places), places.accessLog(), SiteVerdicts.AGENT)
                + Limits.zones(site.rateLimits())
                + Calls.zone(site.push());
    }

    private static String scratch(Places places) {
        return Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
                .map(name -> name + "_temp_path " + places.run().resolve(name) + ";\n")
                .collect(Collectors.joining());
    }

    private String server() {
        return "server {\n"
                + (listens.http(site)
                                + certificate
                                        .map(one -> listens.https(site) + tls(one))
                                        .orElse("")
                                + """
                root %s;
                # Links of the distributions stay inside a tree of one owner; what leads out of it is refused.
                disable_symlinks if_not_owner from=$document_root;
                %serror_page 405 @methods;
                location @methods {
                  add_header Allow "GET, HEAD" always;
                  return 405;
                }
                """.formatted(places.storage(), Calls.methods(site.push()))
                                + pages()
                                + Logo.of(site).map(logo -> logo.place(places)).orElse("")
                                + challenges()
                                + Calls.place(site.push(), certificate.isPresent())
                                + trees())
                        .indent(2)
                + "}\n";
    }

    private String pages() {
        return """
                location / {
                  return 404;
                }
                location = / {
                  rewrite ^ /index.html last;
                }
                location ~ "^/(?:index\\.html|robots\\.txt|(?:status|tunasync|mirrorz)\\.json)$" {
                  root %1$s;
                  # Not what a mirror is for, and whoever looks on would count himself; but whether the operator asks is told.
                  access_log %2$s heard if=$is_operator;
                  add_header Cache-Control no-cache;
                  # Overviews of mirrors read these from a browser.
                  add_header Access-Control-Allow-Origin *;
                }
                location = /.listing-head {
                  internal;
                  default_type text/html;
                  alias %1$s/listing-head.html;
                }
                location = /.listing-foot {
                  internal;
                  default_type text/html;
                  alias %1$s/listing-foot.html;
                }
                """.formatted(places.pages(), places.heard());
    }

    /** The kernel encrypts where it can (KTLS), which keeps sendfile; nginx does where it cannot. */
    private String tls(Certificate used) {
        return keys(used, places) + """
                ssl_protocols TLSv1.2 TLSv1.3;
                # Mozilla's intermediate configuration, version 5.7: forward secrecy, AEAD only.
                ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305;
                ssl_session_cache shared:https:4m;
                ssl_session_timeout 1d;
                ssl_conf_command Options KTLS;
                """;
    }

    private static String keys(Certificate used, Places places) {
        return "ssl_certificate %s;\nssl_certificate_key %s;\n".formatted(places.chain(used), places.key(used));
    }

    private String challenges() {
        return site.https() == null || !site.https().acme() ? "" : """
                location ^~ /.well-known/acme-challenge/ {
                  default_type text/plain;
                  alias %s/;
                }
                """.formatted(places.challenges());
    }

    private String trees() {
        if (trees.isEmpty()) {
            return "";
        }
        String any = trees.stream().map(Tree::path).map(NginxConf::quoted).collect(Collectors.joining("|"));
        return """
                location ~ "/\\.~tmp~(/|$)" {
                  return 404;
                }
                """ + listing(any) + packages(any)
                + trees.stream().map(this::tree).collect(Collectors.joining());
    }

    /**
     * nginx's own listing is an HTML page of the last century: its seams are replaced by ours. Each date and size gets an
     * element, so that they can stand below the name on a phone.
     */
    private String listing(String any) {
        return """
                location ~ "^/(?:%s)/(?:.*/)?$" {
                %s  autoindex on;
                  autoindex_exact_size off;
                  gzip on;
                  gzip_comp_level 1;
                  add_before_body /.listing-head;
                  add_after_body /.listing-foot;
                  sub_filter_once off;
                  sub_filter "<html>\\r\\n<head><title>" "<title>";
                  sub_filter "</title></head>\\r\\n<body>\\r\\n<h1>" "</title></head>\\r\\n<body><main>\\r\\n<nav><a href=\\"/\\">All projects</a></nav>\\r\\n<h1>";
                  sub_filter "</h1><hr><pre><a href=\\"../\\">../</a>\\r\\n" "</h1><pre><a href=\\"../\\">../</a>\\r\\n";
                  sub_filter "</a> " "</a><i> ";
                  sub_filter "\\r\\n<a href" "</i>\\r\\n<a href";
                  sub_filter "\\r\\n</pre><hr></body>\\r\\n</html>\\r\\n" "</i>\\r\\n</pre></main>\\r\\n";
                  sub_filter "</pre><hr></body>\\r\\n</html>\\r\\n" "</pre></main>\\r\\n";
                }
                """.formatted(any, Limits.here(site.rateLimits()));
    }

    /**
     * Open files are kept for packages alone: an index that was exchanged must be the new one for the very next client,
     * or it would not fit the others of its group.
     */
    private String packages(String any) {
        return """
                location ~ "^/(?:%s)/.*\\.(?:%s)$" {
                %s  open_file_cache max=4000 inactive=60s;
                  open_file_cache_valid 10s;
                  open_file_cache_min_uses 2;
                }
                """.formatted(any, MimeTypes.PACKAGES, Limits.here(site.rateLimits()));
    }

    private String tree(Tree tree) {
        return """
                location = /%1$s {
                  return 301 /%1$s/;
                }
                location /%1$s/ {
                %2$s}
                """.formatted(tree.path(), Limits.here(site.rateLimits()))
                + tree.project().aliases().stream()
                        .map(alias -> alias(alias, tree.path()))
                        .collect(Collectors.joining());
    }

    private static String alias(String alias, String path) {
        return """
                location = /%1$s {
                  return 301 /%1$s/;
                }
                location /%1$s/ {
                  rewrite "^/%2$s/(.*)$" /%3$s/$1 last;
                }
                """.formatted(alias, quoted(alias), path);
    }

    /** A path of {@link Tree}'s form as a regular expression. */
    private static String quoted(String path) {
        return path.replaceAll("[.+]", "\\\\$0");
    }

    /** Another socket than the port's: behind that may be the next pod's nginx. */
    private String told(String fingerprint) {
        return """
                server {
                  listen unix:%s;
                  access_log off;
                  default_type text/plain;
                  return 200 %s;
                }
                """.formatted(places.told(), fingerprint);
    }
}
