"""The component that brings everything: written beside the running system, which the box restarts into on trial. The boot
loader falls back by itself (see micromirror-update and healthy); here is only noticed which of the two it came to."""

import json
import subprocess

from . import durable
from .box import NotNow
from .shelf import NOTE

TRIES = 2


def begin(box, state, trial, image):
    """Never True: the box restarts in a moment, or what came was not used."""
    state["trial"] = trial
    trial["tries"] += 1
    trial["image"] = image.name
    box.keep(state)
    with subprocess.Popen(["zstd", "-dc", image], stdout=subprocess.PIPE) as unpacked:
        summed = subprocess.run(["b2sum"], stdin=unpacked.stdout, stdout=subprocess.PIPE, text=True, check=True).stdout.split()[0]
    if unpacked.returncode:
        return _bad(box, state, f"system {trial['version']} cannot be unpacked")
    with image.open("rb") as file:
        ended = subprocess.run([box.root / "usr/sbin/micromirror-update", summed], stdin=file, stderr=subprocess.PIPE, text=True, check=False)
    if ended.returncode:
        words = ended.stderr.strip().splitlines() or ["without a word"]
        state["trial"] = None
        box.keep(state)
        raise NotNow(f"system {trial['version']} could not be written: {words[-1]}")
    trial["written"] = True
    box.keep(state)
    return False


def resume(box, state):
    """Whether the trial is over."""
    trial = state["trial"]
    if box.slot() != box.good_slot():
        return False  # on trial right now; healthy ends that
    if box.slot() != trial["slot"]:
        note = {"name": "system", "version": trial["version"], "identity": trial["identity"]}
        durable.write(box.shelf("system").current / NOTE, json.dumps(note) + "\n")
        state["trial"] = None
        box.keep(state)
        return True
    if trial.get("written") and box.boot() == trial["boot"]:
        return False  # about to restart
    if trial.get("written") or trial["tries"] >= TRIES:
        _bad(box, state, f"the box did not serve with system {trial['version']}")
        return True
    return _again(box, state)


def _again(box, state):
    """Cut off while it was written."""
    image = box.downloads() / state["trial"]["image"]
    if image.exists():
        state["trial"]["boot"] = box.boot()
        begin(box, state, state["trial"], image)
        return state["trial"] is None
    state["trial"] = None
    box.keep(state)
    return True


def _bad(box, state, why):
    state["bad"][state["trial"]["identity"]] = why
    state["trial"] = None
    box.keep(state)
    box.say(f"{why}; the system of before goes on")
    return False
