"""Clients that use a mirror without pause, and what became of each."""
import collections
import random
import threading
import time
import urllib.error
import urllib.request

THINK_SECONDS = 0.3
PACKAGES = 3

# kind: fresh (reads the indexes, then fetches) or old (fetches what indexes named that it read a while ago).
# outcome: ok; straddle (what it read was replaced meanwhile); contradiction (the mirror still offers what it read)
Visit = collections.namedtuple("Visit", "kind seconds outcome")


class Crowd:
    """The clients of one way."""

    def __init__(self, make_client, entry_url, names, retained_seconds):
        self._make_client = make_client
        self._entry_url = entry_url
        self._names = names
        self._retained = retained_seconds
        self._lock = threading.Lock()
        self._count = 0
        self.visits = []

    def join(self, crew, fresh, old):
        """Adds so many clients to a crew."""
        for kind in ["fresh"] * fresh + ["old"] * old:
            self._count += 1
            client = self._make_client(self._count)
            turn = self._fresh if kind == "fresh" else self._old
            crew.add(lambda client=client, turn=turn: turn(client, crew.over), pause=0.1)

    def _fresh(self, client, over):
        client.forget()
        before, start = self._entry(), time.monotonic()
        good = client.update()
        if good and not over.wait(THINK_SECONDS):
            good = client.fetch(random.sample(self._names, PACKAGES))
        self._tell(over, "fresh", start, good, before)

    def _old(self, client, over):
        client.forget()
        before = self._entry()
        if not client.update() or over.wait(random.uniform(0, self._retained)):
            return
        start = time.monotonic()
        self._tell(over, "old", start, client.fetch(random.sample(self._names, PACKAGES)), before)

    def _tell(self, over, kind, start, good, before):
        if over.is_set():
            return  # whoever is interrupted says nothing of the mirror
        seconds = time.monotonic() - start
        outcome = "ok" if good else "contradiction" if self._entry() == before else "straddle"
        with self._lock:
            self.visits.append(Visit(kind, seconds, outcome))

    def _entry(self):
        try:
            with urllib.request.urlopen(self._entry_url, timeout=10) as answer:
                return answer.read()
        except (urllib.error.URLError, OSError):
            return None
