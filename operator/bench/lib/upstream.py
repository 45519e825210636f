"""An upstream: a tree that is published to in place, and rsync daemons that offer it."""
import os
import time

from bench import free_port, listens, until


class Upstream:
    """One repository's tree."""

    def __init__(self, ground, archive, tree):
        self._ground = ground
        self._archive = archive
        self._trash = ground.directory("trash")
        self._puts = 0
        self.tree = tree
        self.published = -1
        for path, target in getattr(archive, "links", {}).items():
            os.makedirs(os.path.dirname(os.path.join(tree, path)), exist_ok=True)
            os.symlink(target, os.path.join(tree, path))

    def publish(self, state, gap=0.0):
        """Puts a state in place of the one before as distributions do: new packages, then index after index, each by a
        rename, then the old packages go at once. The gap is the time between two indexes."""
        for path, package in state.packages.items():
            self._put(package.file, path)
        for path, file in state.indexes.items():
            if self._put(file, path):
                time.sleep(gap)
        self.published = state.number
        wanted = {*state.packages, *state.indexes, *getattr(self._archive, "links", {})}
        for directory, _, names in os.walk(self.tree):
            for name in names:
                path = os.path.join(directory, name)
                if os.path.relpath(path, self.tree) not in wanted:
                    os.unlink(path)

    def _put(self, file, path):
        place = os.path.join(self.tree, path)
        if os.path.exists(place) and os.path.samefile(file, place):
            return False
        os.makedirs(os.path.dirname(place), exist_ok=True)
        self._puts += 1
        aside = os.path.join(self._trash, str(self._puts))
        os.link(file, aside)
        os.rename(aside, place)
        return True


class Daemon:
    """rsyncd over some trees; bandwidth in KB/s of every connection, 0 for as fast as it can."""

    def __init__(self, ground, trees, bandwidth=0):
        self.port = free_port()
        self.log = os.path.join(ground.path, f"rsyncd-{self.port}.log")
        modules = "".join(f"[{name}]\npath = {path}\n" for name, path in trees.items())
        config = ground.file(
            f"rsyncd-{self.port}.conf",
            f"uid = root\ngid = root\nuse chroot = no\nreverse lookup = no\naddress = 127.0.0.1\nport = {self.port}\n"
            f"log file = {self.log}\npid file = {self.log}.pid\n{modules}",
        )
        self.process = ground.start(["rsync", "--daemon", "--no-detach", f"--config={config}", f"--bwlimit={bandwidth}"])
        until(lambda: listens(self.port), 20, "rsyncd")

    def url(self, module):
        return f"rsync://127.0.0.1:{self.port}/{module}/"
