"""Our nginx over a storage, configured as `serve` renders it, in a control group, and what it costs."""
import json
import os
import subprocess

from bench import free_port, listens, until
from cuts import members

TICKS = os.sysconf("SC_CLK_TCK")


def forget_files():
    """Lets the kernel forget all files that it keeps in memory."""
    os.sync()
    with open("/proc/sys/vm/drop_caches", "w", encoding="ascii") as file:
        file.write("3\n")


class Serving:
    """Serves one project of a storage, in the directory of its name. also: directives to try, for all that it serves."""

    def __init__(self, ground, command, storage, project, group, also=""):
        self.port = free_port()
        name = f"pod-{self.port}"
        places = {place: ground.directory(name, place) for place in ("rendered", "run", "logs")}
        site = ground.file(f"{name}/site.json", json.dumps({
            "hostname": "localhost", "httpPort": self.port, "rsyncPort": free_port(),
            "projects": [{"name": project, "path": project, "module": project}],
        }))
        subprocess.run(
            [*command, "serve", "--once", "--site", site, "--storage", storage]
            + [word for place, path in places.items() for word in (f"--{place}", path)],
            check=True, stderr=subprocess.DEVNULL)
        self._conf = os.path.join(places["rendered"], "nginx.conf")
        if also:
            with open(self._conf, encoding="utf-8") as file:
                text = file.read()
            # The last word counts where a directive may stand but once: what is tried replaces what is rendered.
            for directive in also.split(";"):
                if word := directive.strip().split(" ")[0]:
                    text = "\n".join(line for line in text.splitlines() if not line.strip().startswith(word + " "))
            with open(self._conf, "w", encoding="utf-8") as file:
                file.write(text.replace("http {", "http {\n  " + also, 1) + "\n")
        command = ["nginx", "-e", "stderr", "-c", self._conf]
        self._process = ground.start(group.around(command), os.path.join(ground.path, f"{name}.log"))
        until(lambda: listens(self.port), 20, "nginx")

    def read_from_disk(self):
        """Bytes."""
        total = 0
        for pid in members(self._process.pid):
            with open(f"/proc/{pid}/io", encoding="ascii") as file:
                total += next(int(line.split()[1]) for line in file if line.startswith("read_bytes:"))
        return total

    def cpu_seconds(self):
        """Of all its threads."""
        total = 0
        for pid in members(self._process.pid):
            with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
                fields = file.read().rsplit(")", 1)[1].split()
            total += int(fields[11]) + int(fields[12])
        return total / TICKS
