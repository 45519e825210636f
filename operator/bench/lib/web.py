"""A real nginx that serves trees by their names, without caches of its own."""
from bench import free_port, listens, until


class Web:
    """Serves each root at /<name>/."""

    def __init__(self, ground, roots, also=""):
        """also: further directives of nginx, for all of them."""
        self.port = free_port()
        places = "".join(f"location /{name}/ {{ alias {root}/; }}\n" for name, root in roots.items())
        scratch = "".join(
            f"{kind}_temp_path {ground.directory('nginx')}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        config = ground.file(
            "nginx.conf",
            f"daemon off; user root; pid {ground.path}/nginx.pid; error_log {ground.path}/nginx.log; worker_processes 2;\n"
            f"events {{ worker_connections 512; }}\n"
            f"http {{ access_log off; sendfile on; {scratch}\n"
            f"server {{ listen 127.0.0.1:{self.port}; {also} {places} }} }}\n",
        )
        self.process = ground.start(["nginx", "-c", config, "-e", f"{ground.path}/nginx.log"], env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"})
        until(lambda: listens(self.port), 20, "nginx")

    def url(self, name):
        return f"http://127.0.0.1:{self.port}/{name}"
