"""Five boxes, each a folder, and a real nginx for all: with stand-ins for what only a machine has (k3s, systemd, the boot
loader), and a clock that the test moves."""

import io
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tarfile
import tempfile
import time
import unittest
import unittest.mock
from datetime import datetime, timedelta, timezone
from pathlib import Path

IMAGE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(IMAGE / "files/usr/lib/micromirror"))
from releases import course, decide, live, release as form  # noqa: E402
from releases.box import Box  # noqa: E402

MEMORY = next((each for each in ("/dev/shm",) if os.access(each, os.W_OK)), None)  # where flushing costs nothing
NAMES = ["a", *(f"box{number}" for number in range(1, 5))]
OPERATOR = """          image: example.net/micromirror:{0}
            - name: MICROMIRROR_IMAGE
              value: example.net/micromirror:{0}
            - name: MICROMIRROR_SERVING_IMAGE
              value: example.net/micromirror:{1}
"""
# What runs is judged by what lies where k3s would read it: an image, a k3s or a system whose version says so does not serve.
PROGRAMS = {
    "usr/lib/micromirror/say": 'echo "$*" >>"$root/said"',
    "usr/lib/micromirror/bootenv": 'cat "$root/good-slot"',
    "usr/lib/micromirror/looks-well": '! grep -qs bad "$root"/var/lib/rancher/k3s/server/manifests/*.yaml "$root/usr/local/bin/k3s" "$root/ill"',
    "usr/sbin/micromirror-update": '[ "$(zstd -dc | tee "$root/written" | b2sum | cut -d" " -f1)" = "$1" ] || { echo "arrived damaged" >&2; exit 1; }',
    "usr/local/bin/k3s": 'case "$*" in --version) ;; *import*) cat >>"$root/imported" ;; *ls*) cat "$root/images" ;; *rm*) echo "$*" >>"$root/removed" ;; esac',
}


class Sim(Box):
    """A box whose clock is the test's."""

    def __init__(self, root, clock):
        super().__init__(root, patience=0, settle=0, pause=0)
        self.clock = clock

    def now(self):
        return self.clock[0]

    def say(self, sentence):
        self.program("say", sentence)

    def told(self):
        return json.loads((self.root / "srv/mirror/.micromirror/update.json").read_text())

    def live(self):
        """What runs: operator, serving image, k3s."""
        words = (self.manifests / live.OPERATOR).read_text().split("example.net/micromirror:")
        return words[1].split()[0], words[3].split()[0], self.k3s.read_text().splitlines()[-1]

    def restart(self, serves):
        """The boot loader's part: into the new system, and back where that does not serve."""
        slot = "b" if serves else "a"
        (self.root / "proc/cmdline").write_text(f"quiet micromirror.slot={slot}\n")
        (self.root / "good-slot").write_text(slot)
        (self.root / "proc/sys/kernel/random/boot_id").write_text(f"{random.random()}\n")
        if serves:
            shutil.rmtree(self.here / "released", ignore_errors=True)  # which only the other system has

    def publish(self):
        """What serve makes of it: see UpdateLoopbackTest."""
        update = self.root / "srv/mirror/.micromirror/update.json"
        status = {"serving": {"error": None}, **({"update": json.loads(update.read_text())} if update.exists() else {})}
        (self.root / "www/status.json").write_text(json.dumps(status))


class Fleet(unittest.TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory(dir=MEMORY)))
        self.folder.chmod(0o755)
        self.place, self.parts = self.folder / "place", self.folder / "parts"
        self.place.mkdir()
        self.port = self.serve()
        self.url = f"http://127.0.0.1:{self.port}/place"
        self.clock = [datetime.now(timezone.utc)]
        self.key, public = self.pair("ours")
        self.settings = {"url": self.url, "keys": [public], "at": "03:00", "reboot": True, "storage": "/srv/mirror"}
        systemctl = self.folder / "bin/systemctl"
        self.program(systemctl, "exit 0")
        self.enterContext(unittest.mock.patch.dict(os.environ, {"PATH": f"{systemctl.parent}:{os.environ['PATH']}"}))
        self.boxes = {name: self.box(name) for name in NAMES}
        (self.folder / "fleet.json").write_text(json.dumps({"mirrors": [{"name": each, "hostname": f"127.0.0.1:{self.port}/{each}"} for each in NAMES]}))

    def serve(self):
        """nginx, at a port of its own; the folder is what it shows."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        places = "".join(f"location /{each}/ {{ alias {self.folder}/{each}/www/; }}\n" for each in NAMES)
        conf = self.folder / "nginx.conf"
        conf.write_text(f"daemon off; master_process off; pid {self.folder}/pid; error_log {self.folder}/error.log;\nevents {{}}\n"
                        f"http {{ access_log off; client_body_temp_path {self.folder}/t; proxy_temp_path {self.folder}/t; fastcgi_temp_path {self.folder}/t;\n"
                        f"uwsgi_temp_path {self.folder}/t; scgi_temp_path {self.folder}/t;\n"
                        f"server {{ listen 127.0.0.1:{port}; location /place/ {{ alias {self.place}/; }}\n{places}}} }}\n")
        nginx = subprocess.Popen(["nginx", "-e", self.folder / "error.log", "-c", conf])
        self.addCleanup(nginx.wait)
        self.addCleanup(nginx.terminate)
        while True:
            self.assertIsNone(nginx.poll(), "nginx ended")
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                return port
            except ConnectionRefusedError:
                time.sleep(0.02)

    def pair(self, name):
        private = self.folder / name
        subprocess.run(["openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", private], check=True, capture_output=True)
        return private, subprocess.run(["openssl", "ec", "-in", private, "-pubout"], check=True, capture_output=True, text=True).stdout

    def program(self, path, body, last=""):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/bash\nroot=${{0%%/usr/*}}\n{body}\n{last}")
        path.chmod(0o755)

    def box(self, name):
        root = self.folder / name
        for path, text in {"etc/micromirror/releases.json": json.dumps({"box": name, **self.settings}), "proc/cmdline": "micromirror.slot=a\n",
                           "proc/sys/kernel/random/boot_id": "1\n", "good-slot": "a\n", "images": "example.net/micromirror:1\nexample.net/micromirror:0\nother:1\n",
                           f"usr/lib/micromirror/manifests/{live.OPERATOR}": OPERATOR.format(1, 1)}.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text)
        for path, body in PROGRAMS.items():
            self.program(root / path, body, "# 1\n" if path.endswith("k3s") else "")
        for path in ("usr/lib/micromirror/images", "srv/mirror/.micromirror", "www"):
            (root / path).mkdir(parents=True)
        box = Sim(root, self.clock)
        live.manifests(box)
        box.publish()
        return box

    def part(self, name, version, well=True):
        """The files of a component; its version says whether it serves."""
        word = f"{version}{'' if well else '-bad'}"
        folder = self.parts / f"{name}-{word}"
        folder.mkdir(parents=True, exist_ok=True)
        if name in ("operator", "serving"):
            data = io.BytesIO()
            with tarfile.open(fileobj=data, mode="w") as tar:
                tar.addfile(tarfile.TarInfo(f"{name}-{word}"))
            subprocess.run(["zstd", "-q", "-f", "-o", folder / "micromirror.tar.zst"], input=data.getvalue(), check=True)
        if name == "operator":
            (folder / live.OPERATOR).write_text(OPERATOR.format(word, word))
        elif name == "serving":
            (folder / "image").write_text(f"example.net/micromirror:{word}\n")
        elif name == "k3s":
            self.program(folder / "k3s", PROGRAMS["usr/local/bin/k3s"], f"# {word}\n")
        else:
            subprocess.run(["zstd", "-q", "-f", "-o", folder / "system.ext4.zst"], input=f"system {word}".encode() * 9999, check=True)
        return f"{name}={word}:{folder}"

    def release(self, version, *parts, key=None, words=()):
        """Published by the volunteer's own tool, at the test's time."""
        before = self.place / "release.json"
        before.unlink(missing_ok=True)
        ended = subprocess.run([sys.executable, IMAGE / "release", "--version", version, "--fleet", self.folder / "fleet.json", "--canary", "a",
                                "--wave", "0.5:24", "--wave", "1:48", *(each for part in parts for each in ("--part", part)), *words,
                                "--key", key or self.key, self.place], capture_output=True, text=True)
        self.assertEqual(ended.returncode, 0, ended.stderr)
        self.resign(lambda text: text, key)

    def resign(self, change, key=None):
        """With the addresses and times of this test."""
        path = self.place / "release.json"
        said = json.loads(change(path.read_text()))
        said["published"] = self.clock[0].strftime("%Y-%m-%dT%H:%M:%SZ")
        path.write_text(json.dumps(said))
        signature = subprocess.run(["openssl", "dgst", "-sha256", "-sign", key or self.key, path], check=True, capture_output=True).stdout
        encoded = subprocess.run(["openssl", "base64", "-A"], input=signature, check=True, capture_output=True).stdout
        (self.place / "release.json.sig").write_bytes(encoded)
        return said

    def round(self, *names):
        for each in names or NAMES:
            course.round_(self.boxes[each])
            self.boxes[each].publish()

    def cut_off(self, box):
        """A round that something kills -9."""
        child = os.fork()
        if child == 0:
            try:
                course.round_(box)
            finally:
                os._exit(1)
        self.assertEqual(os.waitpid(child, 0)[1], signal.SIGKILL)

    def wave(self, number):
        of = form.read((self.place / "release.json").read_bytes())
        return [each for each in NAMES if decide.wave(of, each) == number]

    def live(self, *names):
        return {self.boxes[each].live() for each in names or NAMES}
