package io.micromirror.serve;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@link Site} in, nginx.conf out. */
public final class NginxConf {
    private NginxConf() {}

    public static String render(Site site) {
        return main(site) + http(site);
    }

    /** The master opens the port, as root where it must; the workers are the serving user in any case. */
    private static String main(Site site) {
        return (site.httpNeedsRoot() ? "user serve serve;\n" : "") + """
                daemon off;
                worker_processes auto;
                pid /run/nginx/nginx.pid;
                error_log /dev/stderr warn;
                events {
                  worker_connections 4096;
                }
                """;
    }

    private static String http(Site site) {
        return """
                http {
                  include /etc/nginx/mime.types;
                  default_type application/octet-stream;
                  client_body_temp_path /run/nginx/body;
                  proxy_temp_path /run/nginx/proxy;
                  fastcgi_temp_path /run/nginx/fastcgi;
                  uwsgi_temp_path /run/nginx/uwsgi;
                  scgi_temp_path /run/nginx/scgi;
                  access_log off;
                  server_tokens off;
                  sendfile on;
                  tcp_nopush on;
                  # One client of a fast line must not hold a worker while the disk is slow.
                  sendfile_max_chunk 512k;
                %s}
                """.formatted(server(site).indent(2));
    }

    private static String server(Site site) {
        return """
                server {
                  # reuseport lets the next pod open the port while this one still answers.
                  listen %1$d default_server reuseport;
                  listen [::]:%1$d default_server reuseport;
                  server_name %2$s;
                  root %3$s;
                  autoindex on;
                  autoindex_exact_size off;
                  # Links of the distributions stay inside a tree of one owner; what leads out of it is refused.
                  disable_symlinks if_not_owner from=$document_root;
                  if ($request_method !~ ^(GET|HEAD)$) {
                    return 405;
                  }
                  location = / {
                    rewrite ^ /.front last;
                  }
                  location = /.front {
                    internal;
                    default_type text/html;
                    alias /etc/micromirror/index.html;
                  }
                  location = /status.json {
                    alias %4$s/status.json;
                  }
                  location ~ "^/\\.micromirror(/|$)|/\\.~tmp~(/|$)" {
                    return 404;
                  }
                }
                """.formatted(site.httpPort(), names(site), Site.ROOT, Site.STATE);
    }

    private static String names(Site site) {
        return Stream.concat(Stream.of(site.hostname()), site.aliases().stream())
                .collect(Collectors.joining(" "));
    }
}
