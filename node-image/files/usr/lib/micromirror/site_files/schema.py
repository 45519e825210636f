"""Holds a document against a structural schema as Kubernetes has them, and says each difference as a sentence."""

import difflib
import re

from . import cel

_NAMES = {"object": "a block of keys", "array": "a list", "string": "text", "integer": "a whole number",
          "number": "a number", "boolean": "true or false"}
_TYPES = {"object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "boolean": bool}


def check(document, schema, value=None, path=""):
    """The problems of a value (by default the whole document) under the schema, in no order."""
    return list(_check(document, schema, document.value if value is None and not path else value, path))


def _check(document, schema, value, path):
    kind = schema.get("type")
    if schema.get("x-kubernetes-int-or-string") or kind is None:
        return
    if not _fits(kind, value):
        yield document.problem(path, _wrong_type(path, kind, value))
        return
    before = list({"object": _object, "array": _array, "string": _string}.get(kind, _number)(document, schema, value, path))
    yield from before
    if "enum" in schema and value not in schema["enum"]:
        yield document.problem(path, f"{_shown(path)} is {value}, but may be only {', '.join(map(str, schema['enum']))}.")
    if not before:
        yield from _rules(document, schema, value, path)


def _fits(kind, value):
    if isinstance(value, bool) and kind != "boolean":
        return False
    return isinstance(value, _TYPES[kind])


def _wrong_type(path, kind, value):
    if value is None:
        return f"{_shown(path)} has no value: give it {_NAMES[kind]}, or take the key away."
    quotes = " (put it in quotes)" if kind == "string" and not isinstance(value, (dict, list)) else ""
    found = "a block of keys" if isinstance(value, dict) else "a list" if isinstance(value, list) else repr(value)
    return f"{_shown(path)} must be {_NAMES[kind]}, and is {found}{quotes}."


def _object(document, schema, value, path):
    known = schema.get("properties")
    if known is not None and not schema.get("x-kubernetes-preserve-unknown-fields"):
        for key in value:
            child = f"{path}.{key}" if path else key
            if key in known:
                yield from _check(document, known[key], value[key], child)
            elif "additionalProperties" not in schema:
                near = difflib.get_close_matches(key, known, 1)
                mend = f"did you mean {near[0]}?" if near else f"known are {', '.join(sorted(known))}."
                yield document.problem(child, f"{child} is no known field; {mend}")
    for key in schema.get("required", []):
        if key not in value:
            yield document.problem(path, f"{_shown(path + '.' + key if path else key)} is missing{_example(known, key)}")


def _example(known, key):
    found = re.search(r"Example: (.*?)\.(?: |$)", " ".join((known or {}).get(key, {}).get("description", "").split()))
    return f"; for example {key}: {found[1]}" if found else "."


def _array(document, schema, value, path):
    if len(value) < schema.get("minItems", 0):
        yield document.problem(path, f"{_shown(path)} needs at least {schema['minItems']}, and has {len(value)}.")
    if len(value) > schema.get("maxItems", len(value)):
        yield document.problem(path, f"{_shown(path)} may have at most {schema['maxItems']}, and has {len(value)}.")
    keys = schema.get("x-kubernetes-list-map-keys", [])
    seen = set()
    for place, item in enumerate(value):
        child = f"{path}[{place}]"
        yield from _check(document, schema.get("items", {}), item, child)
        identity = tuple(str(item.get(key)) for key in keys) if keys and isinstance(item, dict) else None
        if schema.get("x-kubernetes-list-type") == "set":
            identity = str(item)
        if identity is not None and identity in seen:
            shown = " ".join(identity) if isinstance(identity, tuple) else identity
            yield document.problem(child, f"{_shown(path)} names {shown} twice: keep one of them.")
        seen.add(identity)


def _string(document, schema, value, path):
    if len(value) < schema.get("minLength", 0):
        yield document.problem(path, f"{_shown(path)} is empty: give it text, or take the key away.")
    elif len(value) > schema.get("maxLength", len(value)):
        yield document.problem(path, f"{_shown(path)} may have at most {schema['maxLength']} characters, and has {len(value)}.")
    elif "pattern" in schema and not re.search(schema["pattern"], value):
        said = schema.get("x-sentence", f"does not have the form {schema['pattern']}")
        yield document.problem(path, f"{_shown(path)} {said}" + ("." if schema.get("x-secret") else f", and is \"{_short(value)}\"."))


def _number(document, schema, value, path):
    if value < schema.get("minimum", value):
        yield document.problem(path, f"{_shown(path)} must be at least {_round(schema['minimum'])}, and is {value}.")
    if value > schema.get("maximum", value):
        yield document.problem(path, f"{_shown(path)} must be at most {_round(schema['maximum'])}, and is {value}.")


def _rules(document, schema, value, path):
    for rule in schema.get("x-kubernetes-validations", []):
        if "oldSelf" in rule["rule"]:
            continue
        try:
            holds = cel.evaluate(rule["rule"], value)
        except cel.Unsupported:
            continue  # the API server has the last word
        if not holds:
            message = " ".join(rule.get("message", rule["rule"]).split())
            yield document.problem(path + rule.get("fieldPath", ""), f"{message}.")


def _short(text):
    first = (text.splitlines() or [""])[0]
    return first if len(first) <= 60 else first[:59] + "…"


def _shown(path):
    return path or "the file"


def _round(number):
    return int(number) if float(number).is_integer() else number
