"""A release: what `release.json` says, read strictly, because a box acts on it with nobody there."""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import datetime, timezone

FORMAT = 1
LARGEST = 256 * 1024
MOST_BYTES = 8 << 30  # of a file; a system has some 1 GB

# In the order in which they are taken: a new system brings everything else with it. Each file by its name, and whether
# the component is none without it.
COMPONENTS = {
    "system": {"system.ext4.zst": True},
    "k3s": {"k3s": True, "k3s-airgap-images-amd64.tar.zst": False},
    "serving": {"image": True, "micromirror.tar.zst": True},
    "operator": {"micromirror-0-kinds.yaml": False, "micromirror-1-operator.yaml": True, "micromirror.tar.zst": True},
}
VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+_-]{0,63}")
NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,61}[A-Za-z0-9])?")
URL = re.compile(r"https?://[A-Za-z0-9.:\[\]-]+(/[A-Za-z0-9._~/-]*)?")


class Unusable(Exception):
    """Holds the sentence that says why."""


@dataclass(frozen=True)
class File:
    name: str
    size: int
    sha256: str

    @property
    def path(self):
        """Where it lies below the release's URL: by what is in it, so that the next release changes no file of this one."""
        return f"files/{self.sha256}"


@dataclass(frozen=True)
class Component:
    """One part of a box, which comes and falls back on its own."""

    name: str
    version: str
    files: tuple

    @property
    def identity(self):
        """The same for the same bytes, whichever release names them."""
        told = [self.name, self.version, *(f"{each.name} {each.sha256}" for each in self.files)]
        return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]

    def __str__(self):
        return f"{self.name} {self.version}"


@dataclass(frozen=True)
class Wave:
    """Boxes up to this share of all (those of earlier waves left out), so many seconds after the release was published."""

    up_to: float
    after: int


@dataclass(frozen=True)
class Box:
    """One of the fleet, and where it tells how it is."""

    name: str
    status: str


@dataclass(frozen=True)
class Release:
    """published orders releases; halt stops all boxes that have not taken it."""

    version: str
    published: datetime
    halt: bool
    canaries: tuple
    waves: tuple
    boxes: tuple
    components: tuple


def read(data):
    """The Release that these bytes say; throws Unusable."""
    if len(data) > LARGEST:
        raise Unusable(f"release.json has more than {LARGEST // 1024} KB")
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
        raise Unusable("release.json is not whole, or no JSON") from None
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise Unusable(f"release.json is not of format {FORMAT}, which is the one that this system knows")
    release = Release(
        version=_text(said, "version", VERSION),
        published=_time(said),
        halt=_of(said, "halt", bool),
        canaries=tuple(_text({"canaries": each}, "canaries", NAME) for each in _of(said, "canaries", list)),
        waves=tuple(_wave(each) for each in _of(said, "waves", list)),
        boxes=tuple(Box(_text(each, "name", NAME), _text(each, "status", URL)) for each in _of(said, "boxes", list)),
        components=_components(_of(said, "components", dict)),
    )
    _agrees(release)
    return release


def _agrees(release):
    names = [each.name for each in release.boxes]
    if len(set(names)) != len(names):
        raise Unusable("release.json names a box twice")
    if not release.canaries or set(release.canaries) - set(names):
        raise Unusable("release.json names no canary, or one that is not among its boxes")
    if not release.waves or release.waves[-1].up_to != 1:
        raise Unusable("release.json has no last wave for all boxes")
    pairs = list(zip(release.waves, release.waves[1:]))
    if any(one.up_to >= next_.up_to or one.after > next_.after for one, next_ in pairs):
        raise Unusable("release.json has waves that do not follow each other")


def _components(said):
    unknown = set(said) - set(COMPONENTS)
    if unknown or not said:
        raise Unusable(f"release.json names the component {min(unknown)}, which this system does not know" if unknown
                       else "release.json names no component")
    return tuple(_component(name, said[name]) for name in COMPONENTS if name in said)


def _component(name, said):
    version = _text(said, "version", VERSION)
    files = tuple(sorted((_file(name, each) for each in _of(said, "files", list)), key=lambda each: each.name))
    there = [each.name for each in files]
    missing = [each for each, needed in COMPONENTS[name].items() if needed and each not in there]
    if missing or len(set(there)) != len(there):
        raise Unusable(f"release.json's {name} lacks {missing[0]}" if missing else f"release.json's {name} has a file twice")
    return Component(name, version, files)


def _file(component, said):
    name = _of(said, "name", str)
    if name not in COMPONENTS[component]:
        raise Unusable(f"release.json's {component} has a file of an unknown name")
    size = _of(said, "size", int)
    if not 0 < size <= MOST_BYTES:
        raise Unusable(f"release.json's {name} of {component} has no possible size")
    return File(name, size, _text(said, "sha256", re.compile("[0-9a-f]{64}")))


def _wave(said):
    share = said.get("upTo") if isinstance(said, dict) else None
    after = _of(said, "after", int)
    if isinstance(share, bool) or not isinstance(share, (int, float)) or not 0 < share <= 1 or not 0 <= after <= 90 * 86400:
        raise Unusable("release.json has a wave that is no share of the boxes, or later than 90 days")
    return Wave(share, after)


def _time(said):
    text = _of(said, "published", str)
    try:
        return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)
    except ValueError:
        raise Unusable("release.json does not say when it was published") from None


def _of(said, key, kind):
    value = said.get(key) if isinstance(said, dict) else None
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise Unusable(f"release.json has no {key}, or one of another kind")
    return value


def _text(said, key, pattern):
    value = _of(said, key, str)
    if not pattern.fullmatch(value):
        raise Unusable(f"release.json has a {key} that is none")
    return value
