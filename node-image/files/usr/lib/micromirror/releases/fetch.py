"""What comes over the network: a release, its files, and what other boxes tell. None of it is believed before it is checked."""

import json
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor

from . import release as form
from . import signed, sums
from .decide import Report

CURL = ("curl", "--silent", "--show-error", "--fail", "--proto", "=http,https", "--connect-timeout", "10")
REDIRECTS = ("--location", "--max-redirs", "3", "--proto-redir", "=http,https")
LARGEST_STATUS = 1 << 20
ROOM = 64 << 20
SILENCE = 60  # seconds with next to nothing, after which a download is given up
UNKNOWN_RANGE = 33  # curl's word for a web server that cannot go on where a download ended


class Unreachable(Exception):
    """Holds a sentence. The next time may be better."""


def release(url, keys):
    """Throws Unreachable or Unusable."""
    data = _get(f"{url}/release.json", form.LARGEST, REDIRECTS)
    signature = _get(f"{url}/release.json.sig", 4096, REDIRECTS)
    if not signed.by_one_of(keys, data, signature):
        raise form.Unusable(f"release.json of {url} is not signed by a key that host.yaml names")
    return form.read(data)


def reports(release, boxes):
    """What each tells, asked at once."""
    with ThreadPoolExecutor(16) as threads:
        return dict(zip([each.name for each in boxes], threads.map(lambda each: _report(release, each), boxes)))


def _report(release, box):
    try:
        status = json.loads(_get(box.status, LARGEST_STATUS, ()))
    except Unreachable as why:
        return Report("silent", str(why))
    except (ValueError, RecursionError):
        return Report("silent", f"{box.status} is no JSON")
    return report(release.version, status)


def report(version, status):
    """What a status.json says of a release."""
    if not isinstance(status, dict) or not isinstance(status.get("serving"), dict):
        return Report("silent", "its status.json is no mirror's")
    update = status.get("update")
    if not isinstance(update, dict):
        return Report("not-yet")
    if update.get("of") == version and update.get("state") == "fell-back":
        return Report("fell-back", "".join(each for each in str(update.get("why"))[:300] if each.isprintable()))
    if update.get("running") != version:
        return Report("not-yet")
    return Report("silent", "its web server does not run what it should") if status["serving"].get("error") else Report("on")


def files(url, component, folder):
    """The component's files by name, checked; in a folder that keeps what came until a download was cut off."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {each.sha256 for each in component.files}
    for old in folder.iterdir():
        if old.name not in wanted:
            old.unlink()
    missing = sum(each.size for each in component.files) - sum(each.stat().st_size for each in folder.iterdir())
    if shutil.disk_usage(folder).free < missing + ROOM:
        raise form.Unusable(f"{component} needs {missing >> 20} MB more than {folder} has free")
    return {each.name: _file(url, component, each, folder / each.sha256) for each in component.files}


def _file(url, component, wanted, path):
    have = path.stat().st_size if path.exists() else 0
    if have < wanted.size:
        _download(f"{url}/{wanted.path}", wanted.size, path, have)
    if path.stat().st_size != wanted.size or sums.sha256(path) != wanted.sha256:
        path.unlink()
        raise form.Unusable(f"{wanted.name} of {component} is not what release.json says: its size or SHA-256 sum differs")
    return path


def _download(url, size, path, have):
    words = [*CURL, *REDIRECTS, "--speed-limit", "1000", "--speed-time", str(SILENCE), "--continue-at", str(have), url]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as curl, path.open("ab") as file:
        while have <= size and (block := curl.stdout.read(1 << 18)):
            have += file.write(block)
        curl.stdout.close()
        if have > size:
            curl.kill()
        said = curl.stderr.read().decode(errors="replace").strip()
    if curl.returncode == UNKNOWN_RANGE:
        path.unlink()
    if have < size:
        raise Unreachable(f"{url} ended after {have} of {size} bytes ({said or 'without a word'}); the next try goes on from there")


def _get(url, limit, words):
    """All of it, if it is small and soon there."""
    with subprocess.Popen([*CURL, *words, "--max-time", "20", url], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as curl:
        data = curl.stdout.read(limit + 1)
        if len(data) > limit:
            curl.kill()
            raise Unreachable(f"{url} is larger than {limit >> 10} KB")
        said = curl.stderr.read().decode(errors="replace").strip()
    if curl.returncode:
        raise Unreachable(f"{url} cannot be read ({said})")
    return data
