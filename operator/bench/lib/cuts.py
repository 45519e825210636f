"""The ways in which a run is cut short."""
import os
import random
import signal
import subprocess
import time

FULL_BYTES = 96 * 1024 * 1024


def alive(process):
    return process.poll() is None


def members(group):
    """The processes of a group and their names."""
    found = {}
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
                name, rest = file.read().split("(", 1)[1].rsplit(")", 1)
        except (OSError, IndexError):
            continue
        state, _, of_group = rest.split()[:3]
        if int(of_group) == group and state != "Z":
            found[int(pid)] = name
    return found


def send(pid, sent):
    try:
        os.kill(pid, sent)
    except ProcessLookupError:
        pass


class Cuts:
    """Each cut gets the running process and ends it, or lets it end; true when there was something to cut."""

    def __init__(self, ground, daemon):
        self._ground = ground
        self._daemon = daemon

    def runner(self, process):
        """The runner alone: rsync must not go on without it."""
        hit = alive(process)
        send(process.pid, signal.SIGKILL)
        return hit

    def rsync(self, process):
        """rsync alone: the runner has to say what became of it."""
        pids = [pid for pid, name in members(process.pid).items() if name == "rsync"]
        for pid in pids:
            send(pid, signal.SIGKILL)
        return bool(pids)

    def everything(self, process):
        """Runner and rsync in one instant, as when the pod is killed."""
        hit = alive(process)
        self._ground.kill(process)
        return hit

    def upstream_stops(self, process):
        """The upstream stands still for a second; then everything is killed, or it goes on."""
        hit = alive(process)
        os.killpg(self._daemon().process.pid, signal.SIGSTOP)
        time.sleep(1)
        if random.random() < 0.5:
            self._ground.kill(process)
        os.killpg(self._daemon().process.pid, signal.SIGCONT)
        return hit

    def upstream_dies(self, process):
        """The upstream is gone."""
        hit = alive(process)
        self._ground.kill(self._daemon().process)
        return hit


class Small:
    """A file system so small that a run can fill it; mounted is false where this machine does not let us."""

    def __init__(self, ground):
        self.path = ground.directory("small")
        mount = ["mount", "-t", "tmpfs", "-o", f"size={FULL_BYTES}", "micromirror-bench", self.path]
        self.mounted = subprocess.run(mount, check=False, capture_output=True).returncode == 0
        if self.mounted:
            ground.at_end(lambda: subprocess.run(["umount", "--lazy", self.path], check=False, capture_output=True))

    def fill(self, leave):
        """Takes all space but so many bytes."""
        left = os.statvfs(self.path)
        with open(os.path.join(self.path, "ballast"), "wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(1, left.f_bavail * left.f_frsize - leave))

    def relieve(self):
        os.unlink(os.path.join(self.path, "ballast"))
