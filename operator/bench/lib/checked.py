"""Mirrors that are right, and mirrors that each have one fault: what agreement shows to checkers."""
import os
import random
import shutil
import time

from bench import free_port, listens, until

NOW = int(time.time())
OLD = NOW - 86400 * 30
HOUR = 3600


class Case:
    """One mirror. edit changes its tree; web is added to its nginx location, daemon to its rsync module; known says why
    both checkers may differ."""

    def __init__(self, title, kind="good", edit=None, web="", daemon="", silent=False, known=""):
        self.title, self.kind, self.edit, self.web, self.daemon, self.silent, self.known = title, kind, edit, web, daemon, silent, known
        self.name = "c-" + "".join(letter if letter.isalnum() else "-" for letter in title.lower()).strip("-")[:36].strip("-")


FILES = {
    "images/big.iso": 300_000, "images/small.iso": 20, "images/SHA256SUMS": 200, "pool/a/a_1.0_all.deb": 5000,
    "pool/b/b+c~1_all.deb": 4000, "pool/with space/d e.deb": 100, "README": 30, "empty": 0,
}


def origin(folder):
    """What all mirror, with times of a month ago; its files."""
    for number, (name, size) in enumerate(FILES.items()):
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(bytes([65 + number]) * size)
        os.utime(path, (OLD + number, OLD + number))
    return list(FILES)


def stamped(tree, name, seconds):
    os.utime(os.path.join(tree, name), (seconds, seconds))


def written(tree, name, content, seconds=None):
    path = os.path.join(tree, name)
    before = os.stat(path).st_mtime if os.path.exists(path) else OLD
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)
    stamped(tree, name, before if seconds is None else seconds)


def removed(tree, *names):
    for name in names:
        path = os.path.join(tree, name)
        shutil.rmtree(path) if os.path.isdir(path) else os.remove(path)


def moved(tree, name):
    """The file lies elsewhere, and a link stands in its place."""
    os.makedirs(os.path.join(tree, "elsewhere"))
    os.rename(os.path.join(tree, name), os.path.join(tree, "elsewhere/file"))
    os.symlink(os.path.relpath(os.path.join(tree, "elsewhere/file"), os.path.dirname(os.path.join(tree, name))), os.path.join(tree, name))


def everywhere(tree, change):
    for name in FILES:
        path = os.path.join(tree, name)
        before = os.stat(path).st_mtime
        os.utime(path, (before, change(before)))


BIG = "images/big.iso"
A = "pool/a/a_1.0_all.deb"

TREES = [
    Case("plain mirror"),
    Case("a file more", edit=lambda tree: written(tree, "more", b"x")),
    Case("a directory more", edit=lambda tree: written(tree, "more/in/depth", b"x")),
    Case("a hidden rsync directory", edit=lambda tree: written(tree, "images/.~tmp~/big.iso", b"x")),
    Case("a dangling link more", edit=lambda tree: os.symlink("nowhere", os.path.join(tree, "link"))),
    Case("fractions of a second", edit=lambda tree: everywhere(tree, lambda before: before + 0.4)),
    Case("files that only their owner may write", edit=lambda tree: os.chmod(os.path.join(tree, BIG), 0o444)),
    Case("no listing of directories", web="autoindex off;"),
    Case("listings as JSON", web="autoindex_format json;"),
    Case("no ETag", web="etag off;"),
    Case("no keep-alive", web="keepalive_timeout 0;"),
    Case("gzip for those who ask", web="gzip on; gzip_types *;"),
    Case("no ranges", web="max_ranges 0;"),
    Case("no Last-Modified", web="add_header Last-Modified ''; if_modified_since off;"),
    Case("headers more", web="add_header X-Sponsor You; add_header Link '<x>; rel=duplicate';"),
    Case("slow, but there", web="limit_rate 50k;"),
    Case("another type", web="types {} default_type text/html;"),
    Case("no listing of modules", daemon="list = no"),
    Case("few rsync connections", daemon="max connections = 4"),
    Case("rsync of a charset", daemon="charset = utf-8"),
    Case("a file cut", "fault", lambda tree: written(tree, BIG, b"A" * 1000)),
    Case("a file too long", "fault", lambda tree: written(tree, A, b"D" * 6000)),
    Case("a file empty", "fault", lambda tree: written(tree, A, b"")),
    Case("a file newer by a second", "fault", lambda tree: stamped(tree, A, os.stat(os.path.join(tree, A)).st_mtime + 1)),
    Case("a file older by a second", "fault", lambda tree: stamped(tree, A, os.stat(os.path.join(tree, A)).st_mtime - 1)),
    Case("a file older by a day", "fault", lambda tree: stamped(tree, A, OLD - 86400)),
    Case("times lost", "fault", lambda tree: everywhere(tree, lambda _: NOW)),
    Case("times of another zone", "fault", lambda tree: everywhere(tree, lambda before: before + 2 * HOUR)),
    Case("a file missing", "fault", lambda tree: removed(tree, A)),
    Case("a directory missing", "fault", lambda tree: removed(tree, "pool")),
    Case("all but one file missing", "fault", lambda tree: removed(tree, "pool", "images", "empty")),
    Case("a link in a file's place", "fault", lambda tree: moved(tree, A)),
    Case("a directory in a file's place", "fault", lambda tree: (removed(tree, A), os.makedirs(os.path.join(tree, A)))),
]

HTTP_FAULTS = [
    Case("404 for everything", "fault", web="return 404;"),
    Case("410 for everything", "fault", web="return 410;"),
    Case("403 for everything", "fault", web="return 403;"),
    Case("401 for everything", "fault", web="return 401;"),
    Case("500 for everything", "fault", web="return 500;"),
    Case("503 for everything", "fault", web="return 503;"),
    Case("429 for everything", "fault", web="return 429;"),
    Case("206 without being asked", "fault", web="return 206 x;"),
    Case("204 for everything", "fault", web="return 204;"),
    Case("a redirect to https", "fault", web="return 301 https://$host$request_uri;"),
    Case("a redirect to a sister", "fault", web="rewrite ^/[^/]*/(.*) /c-plain-mirror/$1 redirect;"),
    Case("a redirect without end", "fault", web="return 302 $request_uri;"),
    Case("the connection is closed", "fault", web="return 444;"),
    Case("nobody listens", "fault", silent=True),
    Case("no HEAD", "fault", web="if ($request_method = HEAD) { return 405; }"),
    Case("a filter of user agents", "fault", web="if ($http_user_agent ~* check) { return 403; }"),
]

RSYNC_FAULTS = [
    Case("a directory hidden from rsync", "fault", daemon="exclude = pool/a"),
    Case("big files hidden from rsync", "fault", daemon="exclude = *.iso"),
    Case("rsync wants a password", "fault", daemon="auth users = somebody\nsecrets file = /dev/null", known="never scanned is never served; we say PARTIAL, as of a mirror that was scanned once"),
    Case("rsync refuses this host", "fault", daemon="hosts deny = *", known="never scanned is never served; we say PARTIAL, as of a mirror that was scanned once"),
]


def marker(text):
    return lambda tree: written(tree, "TIME.txt", text if isinstance(text, bytes) else str(text).encode())


MARKERS = [
    *(Case(f"{hours} hours old", edit=marker(NOW - hours * HOUR)) for hours in (0, 1, 4, 8, 12, 16, 20, 23, 25, 27)),
    Case("a newline behind", edit=marker(f"{NOW}\n")),
    Case("lines behind", edit=marker(f"{NOW}\n\n\n")),
    Case("spaces before", edit=marker(f"  {NOW}")),
    Case("spaces around", edit=marker(f" {NOW} \n")),
    Case("a tab behind", edit=marker(f"{NOW}\t")),
    Case("carriage return", edit=marker(f"{NOW}\r\n")),
    Case("a little in the future", edit=marker(NOW + 120)),
    Case("a redirect to a sister", web="rewrite ^/[^/]*/(.*) /c-1-hours-old/$1 redirect;", edit=marker(NOW)),
    Case("served as HTML", edit=marker(NOW), web="types {} default_type text/html;"),
    Case("no Last-Modified", edit=marker(NOW), web="add_header Last-Modified '';"),
    Case("words behind", edit=marker(f"{NOW} and more"), known="mirmon reads the first word; AlmaLinux' service, whose format this is, all of it"),
    *(Case(f"{hours} hours old", "fault", marker(NOW - hours * HOUR)) for hours in (29, 36, 44, 51, 53, 60, 100, 500, 9000)),
    Case("empty", "fault", marker("")),
    Case("a newline alone", "fault", marker("\n")),
    Case("binary", "fault", marker(b"\x00\x01\x02\xff\xfe")),
    Case("no number", "fault", marker("yesterdayish")),
    Case("a page", "fault", marker("<html><body>Welcome</body></html>")),
    Case("no file", "fault"),
    Case("404", "fault", marker(NOW), web="return 404;"),
    Case("403", "fault", marker(NOW), web="return 403;"),
    Case("500", "fault", marker(NOW), web="return 500;"),
    Case("503", "fault", marker(NOW), web="return 503;"),
    Case("the connection is closed", "fault", marker(NOW), web="return 444;"),
    Case("nobody listens", "fault", marker(NOW), silent=True),
    Case("a redirect without end", "fault", marker(NOW), web="return 302 $request_uri;"),
    Case("a negative number", "fault", marker("-5")),
]


class Mirrors:
    """Every case as a mirror: a directory below one nginx, a module of one rsyncd."""

    def __init__(self, ground, source, cases, usual_port=False):
        """usual_port: at an address without a name, instead of a port of its own at the one that has a name."""
        net = f"127.{random.randint(64, 127)}.{random.randint(0, 255)}"
        self._open, self._closed = (
            (f"{net}.1:80", f"{net}.2:80") if usual_port else (f"127.0.0.1:{free_port()}", f"127.0.0.1:{free_port()}"))
        rsync = free_port()
        root = ground.directory("mirrors")
        places, modules = [], [f"[reference]\npath = {source}\n"]
        for case in cases:
            tree = os.path.join(root, case.name)
            shutil.copytree(source, tree, symlinks=True)
            if case.edit:
                case.edit(tree)
            places.append(f"location /{case.name}/ {{ root {root}; autoindex on; {case.web} }}"
                          if "autoindex " not in case.web else f"location /{case.name}/ {{ root {root}; {case.web} }}")
            modules.append(f"[{case.name}]\npath = {tree}\n{case.daemon}\n")
        scratch = "".join(
            f"{kind}_temp_path {ground.directory('nginx')}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        config = ground.file("nginx.conf", (
            f"daemon off; user root; pid {ground.path}/nginx.pid; error_log {ground.path}/nginx.log; worker_processes 1;\n"
            f"events {{}}\nhttp {{ access_log off; {scratch} types {{}} default_type application/octet-stream;\n"
            f"server {{ listen {self._open}; absolute_redirect off;\n" + "\n".join(places) + "\n} }\n"))
        ground.start(["nginx", "-c", config, "-e", f"{ground.path}/nginx.log"], env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"})
        daemon = ground.file("rsyncd.conf", (
            f"uid = root\ngid = root\nuse chroot = no\nreverse lookup = no\naddress = 127.0.0.1\nport = {rsync}\n"
            f"log file = {ground.path}/rsyncd.log\n" + "".join(modules)))
        ground.start(["rsync", "--daemon", "--no-detach", f"--config={daemon}"])
        address, port = self._open.split(":")
        until(lambda: listens(int(port), address) and listens(rsync), 20, "nginx and rsyncd")
        self.rsync = f"rsync://127.0.0.1:{rsync}/"
        self.reference = f"{self.rsync}reference/"

    def root(self, case):
        """Where the mirrors of such a case lie."""
        return f"http://{(self._closed if case.silent else self._open).removesuffix(':80')}/"

    def http_of(self, case):
        return f"{self.root(case)}{case.name}/"

    def rsync_of(self, case):
        return f"{self.rsync}{case.name}/"
