"""Looking at served trees all the time: do they contradict themselves, and how far are they behind the upstream?"""


class Samples:
    """What was seen of one way's tree."""

    def __init__(self, walker, upstream, tree):
        self._walker = walker
        self._upstream = upstream
        self._tree = tree
        self.taken = 0
        self.contradictory = 0
        self.behind = []
        self.first_fault = None

    def take(self):
        """One look; dropped when the index changed meanwhile."""
        published = self._upstream.published
        found = self._walker.contradictions(self._tree)
        if found is None:
            return
        number, faults = found
        self.taken += 1
        if faults:
            self.contradictory += 1
            self.first_fault = self.first_fault or faults[0]
        if number is not None:
            self.behind.append(max(0, published - number))

    def mean_behind(self):
        return sum(self.behind) / len(self.behind) if self.behind else 0.0
