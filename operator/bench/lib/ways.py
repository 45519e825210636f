"""Ways to mirror: ours, and the ones that most mirrors use."""
import json
import os
import shlex

import bench
from bench import say
from program import micromirror
from upstream import Daemon

# As FCIX syncs: https://github.com/PhirePhly/micromirrors, host_vars of its boxes.
FCIX = ["-avSH", "--delete-delay", "--fuzzy", "--delay-updates"]
# As Ubuntu asks its mirrors to: https://wiki.ubuntu.com/Mirrors/Scripts; the indexes of the other layouts left out alike.
# Files that vanished upstream (exit code 24) do not end it, as in Debian's ftpsync (check_rsync): else it would hardly ever
# get to its second pass here.
UBUNTU = ["--recursive", "--times", "--links", "--safe-links", "--hard-links"]
INDEXES = {
    "apt": ["Packages*", "Sources*", "Release*", "InRelease"],
    "rpm": ["repodata/"],
    "arch": ["*.db*", "*.files*"],
}


class Peer:
    """Plain rsync, in one pass or more."""

    def __init__(self, ground, name, tree, passes):
        self.name = name
        self.tree = tree
        self.log = os.path.join(ground.path, f"{name}.log")
        self.command = None
        self._ground = ground
        self.passes = passes
        os.makedirs(tree, exist_ok=True)

    def start(self, url):
        """Starts a run as a process of its own; it ends when the run does."""
        lines = [shlex.join(["rsync", *options, url, self.tree + "/"]) for options in self.passes]
        return self._ground.start(["/bin/sh", "-c", " || [ $? -eq 24 ] || exit\n".join(lines)], self.log)

    def outcome(self, code):
        return f"exit {code}"

    def reason(self):
        return ""


class Ours:
    """The runner with a plan, as the sync pod starts it."""

    name = "ours"

    def __init__(self, ground, runner, storage, project, layout, file_list=None):
        self._file_list = file_list
        self.storage = storage
        self.tree = os.path.join(storage, project)
        self.log = os.path.join(ground.path, "ours.log")
        self._ground = ground
        self._runner = runner
        self._layout = layout
        self._project = project
        self._plan = os.path.join(ground.path, f"plan-{project}.json")
        self._file = os.path.join(ground.path, f"result-{project}.json")
        os.makedirs(storage, exist_ok=True)

    def start(self, url):
        plan = dict(
            node="bench", project=self._project, title="Bench", layout=self._layout,
            path=self._project, module=self._project, upstreams=[url],
        )
        if self._file_list:
            plan["fileList"] = self._file_list
        with open(self._plan, "w", encoding="utf-8") as file:
            json.dump(plan, file)
        if os.path.exists(self._file):
            os.unlink(self._file)
        command = [*self._runner.command, "sync", "--plan", self._plan, "--storage", self.storage, "--result", self._file]
        return self._ground.start(command, self.log)

    def outcome(self, code):
        """What the result says, or the exit code when there is none."""
        return self._result("outcome") or ("refused plan" if code == 2 else f"exit {code}")

    def reason(self):
        """The result's sentence, which may be empty."""
        return self._result("reason")

    def phases(self):
        """Milliseconds of each phase of the last run, by name."""
        return self._result("phases") or {}

    def _result(self, field):
        try:
            with open(self._file, encoding="utf-8") as file:
                return json.load(file)[field]
        except (OSError, ValueError, KeyError):
            return ""


class Runner:
    """The command micromirror from the built jars, with the image's flags and a cache of classes like the image's."""

    def __init__(self, ground):
        cache = os.path.join(ground.path, "micromirror.aot")
        # As the image's rehearsal: a run that finds nothing new, after one that did the work.
        tree = ground.directory("rehearsal")
        with open(os.path.join(tree, "fullfiletimelist-rehearsal"), "w", encoding="ascii") as file:
            file.write("[Version]\n2\n\n[Files]\n\n[End]\n")
        daemon = Daemon(ground, {"rehearsal": tree})
        listed = {"path": "fullfiletimelist-rehearsal", "format": "fullfiletimelist"}
        for flags in ([], [f"-XX:AOTCacheOutput={cache}"]):
            self.command = micromirror(*flags)
            rehearsal = Ours(ground, self, ground.directory("rehearsed"), "rehearsal", "plain", listed)
            ground.wait(rehearsal.start(daemon.url("rehearsal")), timeout=120)
        self.command = micromirror(f"-XX:AOTCache={cache}")


def peers(ground, project, layout):
    """FCIX's and Ubuntu's ways."""
    excluded = [f"--exclude={pattern}" for pattern in INDEXES.get(layout, [])]
    passes = {"fcix": [FCIX], "ubuntu": [[*UBUNTU, *excluded], [*UBUNTU, "--delete", "--delete-after"]]}
    return [Peer(ground, name, ground.directory(name, project), these) for name, these in passes.items()]


def fill(ground, way, url, timeout=120):
    """Brings a way to what the upstream has; false when it will not."""
    for _ in range(3):
        code = ground.wait(way.start(url), timeout=timeout)
        outcome = way.outcome(code)
        if code == 0:
            return True
    if way.name == "ours":
        bench.miss("ours does not sync")
    say(f"{way.name} does not sync {url}: {outcome} {way.reason()}; going on without it")
    return False
