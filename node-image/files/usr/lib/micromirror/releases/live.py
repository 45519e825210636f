"""Makes a running box what its shelves say: where k3s looks for images, manifests and itself."""

import filecmp
import os
import re
import subprocess

from . import durable

OPERATOR = "micromirror-1-operator.yaml"
SERVING_IMAGE = re.compile(r"(name: MICROMIRROR_SERVING_IMAGE\n *value: *)\S+")
OPERATOR_IMAGE = re.compile(r"name: MICROMIRROR_IMAGE\n *value: *\"?([^\s\"]+)")


class Failed(Exception):
    """Holds a sentence."""


def settle(box, component):
    """Of one component; may be cut off and done again."""
    if component == "k3s":
        _k3s(box)
        return
    _image(box, component)
    manifests(box)


def manifests(box):
    """The system's own, with the released ones in their places, and the released serving image in them."""
    own, shelf = box.here / "manifests", box.shelf("operator")
    released = shelf.current if shelf.identity() else own
    wanted = {each.name: each for folder in (own, released) for each in sorted(folder.glob("*.yaml"))}
    for name, path in wanted.items():
        text = path.read_text()
        serving = box.shelf("serving").file("image")
        if name == OPERATOR and serving:
            text = SERVING_IMAGE.sub(lambda found: found[1] + serving.read_text().strip(), text)
        durable.write(box.manifests / name, text, 0o600)


def _image(box, component):
    source, target = box.shelf(component).file("micromirror.tar.zst"), box.here / f"images/micromirror-{component}.tar.zst"
    if source is None:
        target.unlink(missing_ok=True)  # containerd still has the image of before
        return
    _copy(source, target, 0o644)
    _import(box, target)


def _copy(source, target, mode):
    if not (target.exists() and filecmp.cmp(source, target, shallow=False)):
        durable.copy(source, target, mode)


def _k3s(box):
    """Its own program is kept beside, under a second name. Pods go on while it starts anew."""
    shelf, own = box.shelf("k3s"), box.here / "released/k3s/own"
    images, target = shelf.file("k3s-airgap-images-amd64.tar.zst"), box.here / "images/k3s-released-images-amd64.tar.zst"
    if images:
        _copy(images, target, 0o644)
    else:
        target.unlink(missing_ok=True)
    if not own.exists():
        os.link(box.k3s, own)
    program = shelf.file("k3s") or own
    if subprocess.run([program, "--version"], stdin=subprocess.DEVNULL, capture_output=True, check=False).returncode:
        raise Failed("it does not run on this machine")
    _copy(program, box.k3s, 0o755)
    if subprocess.run(["systemctl", "restart", "k3s.service"], stdin=subprocess.DEVNULL, check=False).returncode:
        raise Failed("systemd could not start it")


def _import(box, path):
    """At once, and not when k3s looks there again."""
    with subprocess.Popen(["zstd", "-dcf", path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as unpacked:
        ended = subprocess.run([box.k3s, "ctr", "--namespace", "k8s.io", "images", "import", "-"], stdin=unpacked.stdout,
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if ended.returncode or unpacked.returncode:
        raise Failed("its image cannot be read by containerd")


def forget_images(box):
    """Those of earlier releases, which nothing here names any more: no other room is made on a disk that Kubernetes' own
    collection of images spares."""
    named = "".join(each.read_text() for folder in (box.manifests, box.here / "manifests") for each in folder.glob(OPERATOR))
    found = OPERATOR_IMAGE.search(named)
    repository = found[1].rpartition(":")[0] if found else ""
    ctr = [box.k3s, "ctr", "--namespace", "k8s.io", "images"]
    listed = subprocess.run([*ctr, "ls", "--quiet"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False).stdout.split()
    old = [each for each in listed if repository and each.startswith(repository + ":") and each not in named]
    if old:
        subprocess.run([*ctr, "rm", *old], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False)
