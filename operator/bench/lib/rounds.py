#!/usr/bin/env python3
"""A local mirror and its upstream with 20 projects of all kinds, and what ChecksBench measures over them."""
import hashlib
import json
import os
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
from bench import ROOT, Ground, figure, need, say  # noqa: E402
from program import micromirror  # noqa: E402
from upstream import Daemon  # noqa: E402
from web import Web  # noqa: E402

GOALS = {"checks-round-of-20-projects": "<=5", "checks-memory-above-rest": "<=40", "checks-scrape-median": "<=50",
         "checks-scrape-99-of-100": "<=50", "checks-verdicts-ok": ">=20"}
ARCHES = ["x86_64", "aarch64", "ppc64le", "s390x"]
REPOS = ["BaseOS", "AppStream", "CRB", "extras", "plus", "HighAvailability"]


def put(tree, name, text):
    path = os.path.join(tree, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    os.utime(path, (1_700_000_000, 1_700_000_000))


def rpm(tree, reference):
    """As AlmaLinux or Rocky: 48 indexes, 2,400 packages."""
    paths = [f"{version}/{repo}/{arch}/os/repodata/repomd.xml" for version in (9, 10) for repo in REPOS for arch in ARCHES]
    for path in paths:
        put(tree, path, f"<repomd>{path}</repomd>")
        for number in range(50):
            put(tree, path.replace("repodata/repomd.xml", f"Packages/package-{number}-1.0.rpm"), "x" * 100)
    put(tree, "TIME", str(int(time.time())))
    return [{"name": "base", "baseUrl": {"method": "GET", "accept": "2xx"}},
            {"name": "TIME", "markerFile": {"paths": ["TIME"], "format": "Epoch", "dropSeconds": 43200}},
            {"name": "repodata", "repomd": {"paths": ["{v}/{r}/{a}/os/repodata/repomd.xml"], "compare": "Newest",
             "variables": [{"name": "v", "values": ["9", "10"]}, {"name": "r", "values": REPOS}, {"name": "a", "values": ARCHES}],
             "reference": reference + "{path}"}},
            {"name": "listing", "rsyncListing": {"compare": "Size", "newestPerDirectory": 10, "reference": "RSYNC"}}]


def images(tree, reference):
    """As Kali or VideoLAN: 2,000 files by size and time."""
    for number in range(2000):
        put(tree, f"release-{number // 100}/image-{number}.iso", "x" * 50)
    return [{"name": "health", "headSample": {}}, {"name": "files", "headSample": {"count": 20, "order": "Newest", "match": "SizeAndTime"}},
            {"name": "scan", "rsyncListing": {"compare": "SizeAndTime", "reference": "RSYNC"}},
            {"name": "endpoint", "endpoint": {"redirectToHttps": "LAGGING"}}]


def marked(tree, reference):
    """As Arch, Manjaro, F-Droid: a few small files."""
    put(tree, "lastsync", str(int(time.time())))
    put(tree, "stable/state", "state=" + hashlib.sha1(b"x").hexdigest() + "\n")
    return [{"name": "lastsync", "markerFile": {"paths": ["lastsync"], "format": "EpochInteger", "dropSeconds": 259200,
             "schemes": ["http", "rsync"], "eachFamily": True, "score": True}},
            {"name": "state", "markerFile": {"paths": ["stable/state"], "format": "State", "reference": reference}}]


def folders(tree, reference):
    """As openSUSE or TDF: pages of links."""
    for folder in range(10):
        for number in range(200):
            put(tree, f"folder-{folder}/package-with-a-long-name-{number}-1.0.rpm", "x")
    return [{"name": "probe", "baseUrl": {"accept": "2xx"}},
            {"name": "folders", "dirIndex": {"folders": [f"folder-{folder}/" for folder in range(10)], "reference": reference}},
            {"name": "status", "headSample": {"count": 10}}]


def alpine(tree, reference):
    """As Alpine: the times of 72 indexes."""
    paths = [f"v3.{branch}/main/{arch}/APKINDEX.tar.gz" for branch in range(12) for arch in [*ARCHES, "x86", "armv7"]]
    for path in paths:
        put(tree, path, path)
    return [{"name": "index", "lastModified": {"paths": paths, "reference": reference}}]


def main():
    need({"nginx": "nginx", "rsync": "rsync"})
    with Ground() as ground:
        kinds = [rpm, images, marked, folders, alpine] * 4
        names = [f"{kind.__name__}-{number}" for number, kind in enumerate(kinds)]
        say("making 20 projects")
        checks = {name: kind(ground.directory("upstream", name), f"WEB{name}/") for kind, name in zip(kinds, names)}
        upstream, mirror = ground.directory("upstream"), os.path.join(ground.path, "mirror")
        subprocess.run(["cp", "-a", upstream, mirror], check=True)
        daemon = Daemon(ground, {**{name: f"{mirror}/{name}" for name in names}, "upstream": upstream})
        web = Web(ground, {**{name: f"{mirror}/{name}" for name in names}, **{f"of-{name}": f"{upstream}/{name}" for name in names}},
                  also="autoindex on;")
        for name in names:
            text = json.dumps(checks[name]).replace("RSYNC", daemon.url("upstream") + name + "/").replace("WEB", f"http://127.0.0.1:{web.port}/of-")
            ground.file(f"manifests/{name}.yaml", f"metadata: {{name: {name}}}\nspec:\n  path: {name}\n  module: {name}\n"
                        f"  checker: {{name: bench, parallel: 4}}\n  checks: {text}\n")
        command = micromirror("-Xmx40m", "-Xmn6m")
        at = command.index("-cp") + 1
        command[at] += ":" + os.path.join(ROOT, "operator/target/test-classes")
        command[-1] = "io.micromirror.node.ChecksBench"
        say("asking as the checkers do")
        said = subprocess.run([*command, os.path.join(ground.path, "manifests"), f"http://127.0.0.1:{web.port}/",
                               f"rsync://127.0.0.1:{daemon.port}/"], stdout=subprocess.PIPE, text=True, check=True).stdout
        for line in said.splitlines():
            name, value, unit = line.split("\t")
            figure(name, value, unit, GOALS.get(name, "-"))


main()
