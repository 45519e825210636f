"""Reads YAML keeping the line of every key, and refuses what Kubernetes or a person would read differently."""

import re

import yaml

from .problem import Problem

LIMIT = 256 * 1024


class Unreadable(Exception):
    """The file cannot be read at all; holds the one Problem that says why."""

    def __init__(self, file, line, sentence):
        super().__init__(sentence)
        self.problem = Problem(file, line, sentence)


class Document:
    """One YAML document. value: plain dicts, lists and scalars; lines: path such as 'spec.projects[0].name' -> line."""

    def __init__(self, file, value, lines):
        self.file = file
        self.value = value
        self.lines = lines

    def line(self, path):
        """The line of a path, or else of the nearest thing around it that is there."""
        while path and path not in self.lines:
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return self.lines.get(path, self.lines.get("", 0))

    def problem(self, path, sentence):
        return Problem(self.file, self.line(path), sentence)


class _Loader(yaml.SafeLoader):
    """Dates stay text, and only true and false are booleans: NO is Norway."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in entries if not tag.endswith((":timestamp", ":bool"))]
    for first, entries in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|True|TRUE|false|False|FALSE)$"), list("tTfF"))


def read(name, data):
    """The documents of a file, empty ones left out. Throws Unreadable."""
    if len(data) > LIMIT:
        raise Unreadable(name, 0, f"the file has {len(data)} bytes, more than a site needs; is it the right one?")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(name, 0, "this is not text in UTF-8: save it as such.") from None
    for number, line in enumerate(text.splitlines(), 1):
        if "\t" in line[: len(line) - len(line.lstrip())]:
            raise Unreadable(name, number, "the line is indented by a tab, which YAML does not allow: use spaces.")
    try:
        nodes = [node for node in yaml.compose_all(text, _Loader) if node is not None]
        return [_document(name, node) for node in nodes]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Unreadable(name, mark.line + 1 if mark else 0, f"this is not YAML ({error.problem}): mend that line.") from None
    except RecursionError:
        raise Unreadable(name, 1, "the file is nested too deeply to be a site's.") from None
    except yaml.YAMLError as error:
        raise Unreadable(name, 0, f"this is not YAML ({str(error).splitlines()[0]}).") from None


def _document(name, root):
    lines = {}
    constructor = _Loader("")

    def plain(node, path):
        if isinstance(node, yaml.ScalarNode):
            return constructor.construct_object(node)
        if isinstance(node, yaml.SequenceNode):
            return [noted(item, f"{path}[{place}]") for place, item in enumerate(node.value)]
        result = {}
        for key_node, value_node in node.value:
            key = key_node.value
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                raise Unreadable(name, line, "a key must be a plain word.")
            if key in result:
                raise Unreadable(name, line, f"{key} is there twice: keep one of them.")
            child = f"{path}.{key}" if path else key
            lines[child] = line
            result[key] = plain(value_node, child)
        return result

    def noted(node, path):
        lines[path] = node.start_mark.line + 1
        return plain(node, path)

    try:
        return Document(name, noted(root, ""), lines)
    except (ValueError, RecursionError):
        raise Unreadable(name, root.start_mark.line + 1, "a value in here cannot be read; put it in quotes.") from None
