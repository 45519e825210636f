"""Whether this box takes a release now. Pure: what is known of this box and of the others comes in, one decision comes out."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta

CLOCKS_DIFFER = timedelta(days=1)  # at most; a release from later than that was signed, or is read, with a wrong clock
WINDOW = timedelta(hours=2)  # in which the box may restart, from the time of its security updates on


@dataclass(frozen=True)
class Take:
    components: tuple


@dataclass(frozen=True)
class UpToDate:
    pass


@dataclass(frozen=True)
class Wait:
    """until is None where no clock tells it."""

    why: str
    until: datetime = None


@dataclass(frozen=True)
class Halted:
    """Somebody should look: box had trouble with the release, or nobody knows how it does."""

    box: str
    why: str


@dataclass(frozen=True)
class Refused:
    why: str


@dataclass(frozen=True)
class Report:
    """What another box tells: state is on (runs this release and serves), not-yet, fell-back (from it), or silent."""

    state: str
    why: str = ""


@dataclass(frozen=True)
class Mine:
    """This box. has: identities of the components that it runs; seen: when the newest release that it ever read was
    published; bad: identities it fell back from, with the reason; at: time of day of its window; restarts: whether it may;
    lacks: names of components that such a machine cannot have; own: versions of those that came with its system."""

    name: str
    has: frozenset = frozenset()
    seen: datetime = None
    bad: dict = field(default_factory=dict)
    at: str = "03:00"
    restarts: bool = True
    lacks: frozenset = frozenset()
    own: dict = field(default_factory=dict)


def wave(release, name):
    """-1 for a canary, else the number of the wave: by a hash of the name, so that nobody keeps a list."""
    if name in release.canaries:
        return -1
    position = int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") / 2**32
    return next(number for number, each in enumerate(release.waves) if position < each.up_to)


def asked(release, name):
    """The boxes whose word counts for this one: those before it must run the release, those beside it must not have
    fallen back from it."""
    mine = wave(release, name)
    return [each for each in release.boxes if each.name != name and wave(release, each.name) <= mine]


def decide(release, mine, reports, now):
    """reports: Report by name of a box, of all that are asked; one that is missing counts as silent."""
    return _refusal(release, mine, now) or _own(release, mine) or _others(release, mine, reports, now) or _components(release, mine, now)


def _refusal(release, mine, now):
    if release.published > now + CLOCKS_DIFFER:
        return Refused(f"release {release.version} was published at {release.published:%Y-%m-%d %H:%M} UTC, which is still to come: "
                       "the clock of this box, or of whoever signed it, is wrong")
    if mine.seen and release.published < mine.seen:
        return Refused(f"release {release.version} is older than the one of {mine.seen:%Y-%m-%d %H:%M} UTC that this box has read already")
    return None


def _own(release, mine):
    missing = _missing(release, mine)
    if not missing:
        return UpToDate()
    for each in missing:
        if each.identity in mine.bad:
            return Halted(mine.name, mine.bad[each.identity])
    return Halted("", f"release {release.version} was halted by those who made it") if release.halt else None


def _others(release, mine, reports, now):
    number = wave(release, mine.name)
    if number < 0:
        return None
    others = [(each.name, reports.get(each.name, Report("silent", "was not asked"))) for each in asked(release, mine.name)]
    for name, report in others:
        if report.state == "fell-back":
            return Halted(name, report.why)
    due = release.published + timedelta(seconds=release.waves[number].after)
    if now < due:
        return Wait(f"it is the turn of wave {number + 1} at {due:%Y-%m-%d %H:%M} UTC", due)
    before = [(name, report) for name, report in others if wave(release, name) < number]
    for name, report in before:
        if report.state == "silent":
            return Halted(name, report.why)
    late = [name for name, report in before if report.state != "on"]
    return Wait(f"{late[0]} comes before, and does not run it yet") if late else None


def _components(release, mine, now):
    missing = _missing(release, mine)
    opens = window(mine, now)
    if not mine.restarts or now < opens:
        missing = tuple(each for each in missing if each.name != "system")
    if missing:
        return Take(missing)
    if not mine.restarts:
        return Wait("a new system needs a restart, which host.yaml forbids: updates.reboot is false")
    return Wait(f"a new system needs a restart, which may be from {mine.at} UTC on", opens)


def window(mine, now):
    """When the one begins that is open, or else the next."""
    opens = now.replace(hour=int(mine.at[:2]), minute=int(mine.at[3:]), second=0, microsecond=0)
    return next(each for each in (opens - timedelta(days=1), opens, opens + timedelta(days=1)) if now < each + WINDOW)


def _missing(release, mine):
    return tuple(each for each in release.components
                 if each.identity not in mine.has and each.name not in mine.lacks and mine.own.get(each.name) != each.version)
