"""The verdict on the files of a site: node.yaml (a MirrorNode, and MirrorProjects of the site's own) and host.yaml."""

from dataclasses import dataclass, field
from pathlib import Path

import yaml

from . import document, host, schema

API = "micromirror.io/v1alpha1"


@dataclass
class Site:
    """A site as it was read. node, host and projects are only to be used where there are no problems."""

    node: dict = field(default_factory=dict)
    host: dict = field(default_factory=dict)
    projects: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    remarks: list = field(default_factory=list)


class Schemas:
    """The schemas of the CRDs and of host.yaml. share: a folder with host.schema.yaml; crds: one with the CRDs' files."""

    def __init__(self, share, crds):
        self.host = _load(Path(share) / "host.schema.yaml")
        self.kinds = {}
        for file in sorted(Path(crds).glob("*.yaml")):
            crd = _load(file)
            version = crd["spec"]["versions"][0]
            kind = version["schema"]["openAPIV3Schema"]
            kind["properties"] = {"spec": kind["properties"]["spec"], **dict.fromkeys(("apiVersion", "kind", "metadata", "status"), {})}
            self.kinds[crd["spec"]["names"]["kind"]] = kind


def site(files, schemas):
    """The site that files (pairs of name and bytes) make. Each must be node.yaml or host.yaml by its last part."""
    result = Site()
    names = [name.rsplit("/", 1)[-1] for name, _ in files]
    for (name, data), last in zip(files, names):
        try:
            documents = document.read(name, data)
        except document.Unreadable as refused:
            result.problems.append(refused.problem)
            continue
        if last == "node.yaml":
            _node(name, documents, schemas, result)
        elif last == "host.yaml":
            _host(name, documents, schemas, result)
        else:
            result.problems.append(document.Problem(name, 0, "a site has node.yaml and host.yaml and nothing else: rename it."))
    if "node.yaml" not in names:
        result.problems.append(document.Problem("node.yaml", 0, "the file is missing: it says what the box mirrors."))
    if not result.host.get("ssh", {}).get("keys"):
        result.remarks.append("host.yaml has no ssh.keys, so nobody will be able to log in; the box works all the same.")
    result.problems.sort()
    return result


def _node(name, documents, schemas, result):
    nodes = 0
    for each in documents:
        problems = _manifest(each, schemas)
        result.problems += problems
        if problems:
            nodes += isinstance(each.value, dict) and each.value.get("kind") == "MirrorNode"
        elif each.value["kind"] == "MirrorNode":
            nodes += 1
            result.node = each.value
        else:
            result.projects.append(each.value)
    if nodes != 1 and not (nodes == 0 and result.problems):
        said = "there is no MirrorNode in it." if nodes == 0 else f"it holds {nodes} MirrorNodes; a box has one."
        result.problems.append(document.Problem(name, 0, said))


def _manifest(each, schemas):
    manifest = each.value
    if not isinstance(manifest, dict):
        return [each.problem("", "this is no manifest: it begins with apiVersion: and kind:.")]
    kind = manifest.get("kind")
    if kind not in schemas.kinds:
        return [each.problem("kind", f"kind is {kind or 'missing'}, but must be MirrorNode, or MirrorProject for one of the site's own.")]
    if manifest.get("apiVersion") != API:
        return [each.problem("apiVersion", f"apiVersion must be {API}, and is {manifest.get('apiVersion')}.")]
    metadata = manifest.get("metadata")
    if not isinstance(metadata, dict) or not isinstance(metadata.get("name"), str) or not metadata["name"]:
        return [each.problem("metadata", f"metadata.name is missing: name the {kind}.")]
    if not isinstance(manifest.get("spec"), dict):
        return [each.problem("spec", "spec is missing: it says what the mirror should be.")]
    return _metadata(each, metadata) + schema.check(each, schemas.kinds[kind])


def _metadata(each, metadata):
    problems = []
    if not _dns_name(metadata["name"]):
        problems.append(each.problem("metadata.name", f"metadata.name must have lower-case letters, digits and '-' only, and is \"{metadata['name']}\"."))
    if metadata.get("namespace", "micromirror") != "micromirror":
        problems.append(each.problem("metadata.namespace", "metadata.namespace must be micromirror, or be left out: the operator looks nowhere else."))
    return problems


def _dns_name(text):
    return 0 < len(text) <= 253 and all(
        part and part.strip("-") == part and set(part) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
        for part in text.split(".")
    )


def _host(name, documents, schemas, result):
    if not documents:
        return
    if len(documents) > 1:
        result.problems.append(document.Problem(name, 0, "there is a line --- in it; host.yaml is one document."))
        return
    problems = schema.check(documents[0], schemas.host) or list(host.check(documents[0]))
    result.problems += problems
    if not problems:
        result.host = documents[0].value


def _load(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))
