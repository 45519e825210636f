"""Where the files of one component lie: `current` are those in use, `before` those of the time before a trial, `new` those
that are about to be tried. No `current` means that the system's own are in use. Each step may be cut off and done again."""

import json
import shutil

from . import durable

NOTE = "component.json"


class Shelf:
    def __init__(self, folder):
        self.folder = folder
        self.current = folder / "current"

    def identity(self):
        """Of what is in use; None for the system's own."""
        return _identity(self.current)

    def waiting(self):
        """Of what is about to be tried."""
        return _identity(self.folder / "new")

    def file(self, name):
        """One in use, or None."""
        path = self.current / name
        return path if path.exists() else None

    def bring(self, component, files):
        """files: verified ones by name. Changes nothing that is in use."""
        making = self.folder / "making"
        for each in ("making", "new", "bad"):
            shutil.rmtree(self.folder / each, ignore_errors=True)
        making.mkdir(parents=True)
        for name, path in files.items():
            durable.copy(path, making / name, 0o755 if name == "k3s" else 0o600)
        note = {"name": component.name, "version": component.version, "identity": component.identity}
        durable.write(making / NOTE, json.dumps(note) + "\n")
        durable.rename(making, self.folder / "new")

    def switch(self):
        """What waits becomes what is in use."""
        new, before = self.folder / "new", self.folder / "before"
        if new.exists():
            if self.current.exists():
                shutil.rmtree(before, ignore_errors=True)
                durable.rename(self.current, before)
            durable.rename(new, self.current)

    def back(self, identity):
        """What was in use before that one is in use again."""
        before = self.folder / "before"
        shutil.rmtree(self.folder / "bad", ignore_errors=True)
        if self.identity() == identity:
            durable.rename(self.current, self.folder / "bad")
        if before.exists() and not self.current.exists():
            durable.rename(before, self.current)
        self._clear("new", "bad")

    def keep(self):
        """What is in use stays."""
        self._clear("before", "bad")

    def _clear(self, *names):
        for each in names:
            shutil.rmtree(self.folder / each, ignore_errors=True)


def _identity(folder):
    try:
        return json.loads((folder / NOTE).read_text())["identity"]
    except FileNotFoundError:
        return None
