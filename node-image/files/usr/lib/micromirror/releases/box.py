"""A box, by its files and programs. All that pull-release remembers is in /state, which outlives a system."""

import json
import subprocess
import sys
import time
from datetime import datetime, timezone
from pathlib import Path

from . import durable
from .decide import Mine
from .release import COMPONENTS
from .shelf import Shelf

TIME = "%Y-%m-%dT%H:%M:%SZ"
REMEMBERED = 50  # bad components; one more than that is forgotten, which costs a trial


class Damaged(Exception):
    """Holds a sentence: what this box remembers cannot be read, so that it must not act."""


class NotNow(Exception):
    """Holds a sentence: nothing was changed, and nobody is to blame."""


class Box:
    """root is / except in tests. patience and settle: seconds that a trial may take, and that a box must look well on end."""

    def __init__(self, root="/", patience=1200, settle=120, pause=3):
        self.root = Path(root)
        self.patience, self.settle, self.pause = patience, settle, pause

    @property
    def settings(self):
        return json.loads((self.root / "etc/micromirror/releases.json").read_text())

    def now(self):
        return datetime.now(timezone.utc)

    @property
    def here(self):
        return self.root / "usr/lib/micromirror"

    @property
    def manifests(self):
        return self.root / "var/lib/rancher/k3s/server/manifests"

    @property
    def k3s(self):
        return self.root / "usr/local/bin/k3s"

    def shelf(self, component):
        """In the system itself, so that each of the two systems has its own, and a new one begins with none."""
        return Shelf(self.here / "released" / component)

    def state(self):
        path = self._state()
        try:
            return json.loads(path.read_text())
        except ValueError:
            raise Damaged(f"{path} is damaged, and with it which releases this box has read and fell back from; once it is deleted all "
                          "are new to the box") from None
        except FileNotFoundError:
            return {"seen": None, "bad": {}, "trial": None, "told": {}}

    def keep(self, state):
        state["bad"] = dict(list(state["bad"].items())[-REMEMBERED:])
        durable.write(self._state(), json.dumps(state, indent=1) + "\n", 0o600)

    def _state(self):
        return self.root / "state/update/state.json"

    def mine(self, state):
        """What the decision needs to know of this box."""
        seen = state["seen"] and datetime.strptime(state["seen"], TIME).replace(tzinfo=timezone.utc)
        shelves = {each: self.shelf(each).identity() for each in COMPONENTS}
        came = self.root / "usr/share/micromirror/components.json"
        own = {each: version for each, version in json.loads(came.read_text()).items() if not shelves[each]} if came.exists() else {}
        return Mine(self.settings["box"], frozenset(filter(None, shelves.values())), seen, state["bad"], self.settings["at"],
                    self.settings["reboot"], frozenset() if self.slot() else frozenset({"system"}), own)

    def tell(self, state, told):
        """What the others read: serve puts it into status.json as `update`."""
        if state["told"] != told:
            state["told"] = told
            self.keep(state)
            self.say(f"release {told['of']}: {told['state']}{', ' + told['why'] if told['why'] else ''}")
        try:
            durable.show(self.root / self.settings["storage"].lstrip("/") / ".micromirror", "update.json", json.dumps(told) + "\n")
        except OSError as error:  # no sync ever ran, or the disk of the mirror is not there
            print(f"the mirror cannot tell of it: {error.strerror}", file=sys.stderr)

    def downloads(self):
        """Not on the disk of the mirror, which pods with fewer rights may write."""
        return self.root / "state/update/files"

    def slot(self):
        """Which of the two systems runs; empty where there is one."""
        words = (self.root / "proc/cmdline").read_text().split()
        return next((each.partition("=")[2] for each in words if each.startswith("micromirror.slot=")), "")

    def good_slot(self):
        return self.program("bootenv", "get", "slot", check=True).stdout.strip()

    def boot(self):
        """Another one after each restart."""
        return (self.root / "proc/sys/kernel/random/boot_id").read_text().strip()

    def program(self, name, *words, check=False):
        """One of our own."""
        return subprocess.run([self.here / name, *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=check, text=True)

    def looks_well(self, *words):
        return self.program("looks-well", *words).returncode == 0

    def stays_well(self, *words):
        """Whether it looks well soon enough, and goes on so for a while: what crashes again and again does not."""
        since, begun = None, time.monotonic()
        while True:
            well, now = self.looks_well(*words), time.monotonic()
            since = (since or now) if well else None
            if since and now - since >= self.settle:
                return True
            if not since and now - begun >= self.patience:
                return False
            time.sleep(self.pause)

    def say(self, sentence):
        self.program("say", sentence)
        print(sentence, file=sys.stderr)
