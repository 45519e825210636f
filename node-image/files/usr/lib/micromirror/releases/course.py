"""One round: end the trial that runs, read the release, decide, take what is due, and tell."""

import fcntl
import os
import shutil

from . import decide, fetch, live, system
from .box import TIME, NotNow
from .release import Unusable

TRIES = 2  # of a trial that was cut off: once is a power cut


def round_(box):
    """What is told after it; throws Unreachable where there is no release to read."""
    lock = box.root / "state/update/lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        _round(box)


def _round(box):
    state = box.state()
    url = box.settings["url"].rstrip("/")
    try:
        if state["trial"] and not _resume(box, state):
            return
        release = fetch.release(url, box.settings["keys"])
    except (Unusable, NotNow) as why:
        box.tell(state, _told(state, "", "waiting" if isinstance(why, NotNow) else "refused", str(why)))
        return
    try:
        decision = _decide(box, state, release)
        if isinstance(decision, decide.Take):
            box.tell(state, _told(state, release.version, "taking", ""))
            for component in decision.components:
                if not _take(box, state, component, url):
                    break
            if state["trial"]:
                return  # the box restarts in a moment
            decision = _decide(box, state, release)
        box.tell(state, _tell(box, state, release, decision))
    except (Unusable, fetch.Unreachable, NotNow, live.Failed) as why:
        box.tell(state, _told(state, release.version, "waiting" if isinstance(why, NotNow) else "refused", str(why)))


def _decide(box, state, release):
    mine = box.mine(state)
    ask = decide.asked(release, mine.name) if decide.wave(release, mine.name) >= 0 else []
    alone = decide.decide(release, mine, {}, box.now())
    # Nobody is asked for a release that is refused, or here already.
    reports = {} if isinstance(alone, (decide.Refused, decide.UpToDate)) else fetch.reports(release, ask)
    decision = decide.decide(release, mine, reports, box.now())
    if not isinstance(decision, decide.Refused) and mine.seen != release.published:
        state["seen"] = release.published.strftime(TIME)
        box.keep(state)
    return decision


def _tell(box, state, release, decision):
    version, name = release.version, box.settings["box"]
    if isinstance(decision, decide.UpToDate):
        shutil.rmtree(box.downloads(), ignore_errors=True)
        return {"running": version, "of": version, "state": "running", "why": ""}
    if isinstance(decision, decide.Halted):
        mine = decision.box == name
        return _told(state, version, "fell-back" if mine else "halted", decision.why if mine or not decision.box else f"{decision.box}: {decision.why}")
    return _told(state, version, "refused" if isinstance(decision, decide.Refused) else "waiting", getattr(decision, "why", "more to come"))


def _told(state, version, word, why):
    return {"running": state["told"].get("running"), "of": version or state["told"].get("of"), "state": word, "why": why}


def _take(box, state, component, url):
    """Whether it is in use now."""
    if not box.looks_well():
        raise NotNow("this box is not well by itself, so that a trial would tell nothing")
    files = fetch.files(url, component, box.downloads())
    trial = {"component": component.name, "version": component.version, "identity": component.identity, "tries": 0,
             "ready": box.looks_well("--ready"), "slot": box.slot(), "boot": box.boot(), "why": ""}
    if component.name == "system":
        if box.now() < decide.window(box.mine(state), box.now()):
            raise NotNow("the time in which the box may restart passed while the system came; it is here for the next one")
        return system.begin(box, state, trial, files["system.ext4.zst"])
    _room(box, component)
    box.shelf(component.name).bring(component, files)
    state["trial"] = trial
    box.keep(state)
    return _try(box, state)


def _room(box, component):
    there = os.statvfs(box.here)
    needed = 2 * sum(each.size for each in component.files) + fetch.ROOM
    if there.f_bavail * there.f_frsize < needed:
        raise NotNow(f"{component} needs {needed >> 20} MB of the system's own disk, which has {there.f_bavail * there.f_frsize >> 20}")


def _resume(box, state):
    """Whether the trial is over, so that the round goes on."""
    if state["trial"]["component"] == "system":
        return system.resume(box, state)
    if state["trial"]["why"]:
        _back(box, state)
    else:
        _try(box, state)
    return True


def _try(box, state):
    trial = state["trial"]
    shelf, name = box.shelf(trial["component"]), f"{trial['component']} {trial['version']}"
    trial["tries"] += 1
    box.keep(state)
    if trial["tries"] > TRIES:
        return _fall(box, state, f"the trial of {name} was cut off {TRIES} times")
    shelf.switch()
    try:
        live.settle(box, trial["component"])
    except live.Failed as why:
        return _fall(box, state, f"{name} was not taken: {why}")
    if not box.stays_well("--placed", *(["--ready"] if trial["ready"] else [])):
        return _fall(box, state, f"the box did not serve with {name}")
    state["trial"] = None
    box.keep(state)
    shelf.keep()
    live.forget_images(box)
    box.say(f"{name} serves; it stays")
    return True


def _fall(box, state, why):
    state["trial"]["why"] = why
    box.keep(state)
    return _back(box, state)


def _back(box, state):
    trial = state["trial"]
    box.shelf(trial["component"]).back(trial["identity"])
    try:
        live.settle(box, trial["component"])
    except live.Failed as why:
        box.say(f"the {trial['component']} of before is there again, but {why}")
    state["bad"][trial["identity"]] = trial["why"]
    state["trial"] = None
    box.keep(state)
    box.say(f"{trial['why']}; what was there before is there again")
    return False
