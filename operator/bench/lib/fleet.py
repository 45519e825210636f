#!/usr/bin/env python3
"""fleet nodes|mirrors: the FCIX fleet of operator/src/test/resources/ConvertTest/fleet.tsv as manifests: the Kubernetes
nodes that are played, or the MirrorProjects and the MirrorNodes on them."""
import json
import os
import sys

FACTS = os.path.join(os.path.dirname(__file__), "../../src/test/resources/ConvertTest/fleet.tsv")
LAYOUTS = {"archlinux": "arch", "manjaro": "arch", "ubuntu": "apt", "fdroid-repo": "fdroid"}
RPM = ("fedora", "epel", "almalinux", "rpmfusion", "opensuse")


def rows():
    with open(FACTS, encoding="utf-8") as facts:
        for line in facts:
            if not line.startswith("#"):
                name, projects, sponsor = line.rstrip("\n").split("\t")[:3]
                yield name, projects.split(), sponsor


def node(number, name):
    address = f"10.99.0.{number}"
    room = {"cpu": "4", "memory": "8Gi", "pods": "110"}
    return {
        "apiVersion": "v1",
        "kind": "Node",
        "metadata": {"name": name, "labels": {"kubernetes.io/hostname": name, "micromirror.io/played": "true"}},
        "status": {
            "capacity": room,
            "allocatable": room,
            "addresses": [{"type": "InternalIP", "address": address}],
            "conditions": [{"type": "Ready", "status": "True", "reason": "Played", "message": "A benchmark plays its kubelet"}],
        },
    }


def project(name):
    layout = "rpm" if name.startswith(RPM) else LAYOUTS.get(name, "plain")
    return manifest("MirrorProject", name, {
        "title": name,
        "path": name,
        "module": name,
        "layout": layout,
        "upstreams": [f"rsync://upstream.invalid/{name}/"],
        # Once a day, so that a minute of rest can be found between the starts of 294 projects.
        "schedule": {"everySeconds": 86400},
    })


def mirror(name, projects, sponsor):
    return manifest("MirrorNode", name, {
        "hostname": f"{name}.mm.fcix.net",
        "sponsor": {"name": sponsor},
        "nodeName": name,
        "projects": [{"name": each} for each in projects],
    })


def manifest(kind, name, spec):
    return {"apiVersion": "micromirror.io/v1alpha1", "kind": kind, "metadata": {"name": name}, "spec": spec}


def main():
    fleet = list(rows())
    if sys.argv[1] == "nodes":
        items = [node(number, name) for number, (name, _, _) in enumerate(fleet, 1)]
    else:
        items = [project(name) for name in sorted({name for _, projects, _ in fleet for name in projects})]
        items += [mirror(*row) for row in fleet]
    json.dump({"apiVersion": "v1", "kind": "List", "items": items}, sys.stdout)


main()
