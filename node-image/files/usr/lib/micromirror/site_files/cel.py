"""The part of CEL that the rules of our CRDs use, so that a bad manifest is refused at the desk and not on the box.

evaluate(rule, self) -> True or False; throws Unsupported on anything else, and the API server has the last word."""

import ipaddress
import re
from urllib.parse import urlsplit

_TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
        |(?P<name>[A-Za-z_]\w*)|(?P<operator>&&|\|\||[<>=!]=|[-+*/%<>!?:.,()\[\]]))""",
    re.VERBOSE,
)
_POWER = {"?": 1, "||": 2, "&&": 3, "==": 4, "!=": 4, "<": 4, "<=": 4, ">": 4, ">=": 4, "in": 4,
          "+": 5, "-": 5, "*": 6, "/": 6, "%": 6, ".": 8, "[": 8}


class Unsupported(Exception):
    """The rule says something that only the API server understands."""


def evaluate(rule, value):
    try:
        parser = _Parser(rule)
        expression = parser.expression(0)
        parser.expect("")
        return expression({"self": value}) is True
    except (KeyError, TypeError, AttributeError, IndexError, re.error, ZeroDivisionError) as error:
        raise Unsupported(f"{rule} ({error!r})") from None


class _Parser:
    """Operator precedence; an expression becomes a function of the variables."""

    def __init__(self, rule):
        self.rule = rule
        self.tokens = []
        place = 0
        while rule[place:].strip():
            match = _TOKEN.match(rule, place)
            if not match:
                raise Unsupported(rule)
            self.tokens.append((match.lastgroup, match.group(match.lastgroup)))
            place = match.end()
        self.tokens.append(("end", ""))

    def next(self):
        return self.tokens.pop(0)

    def expect(self, text):
        if self.next()[1] != text:
            raise Unsupported(self.rule)

    def expression(self, power):
        left = self.operand()
        while _POWER.get(self.tokens[0][1], 0) > power and self.tokens[0][0] != "string":
            operator = self.next()[1]
            left = self.after(operator, left)
        return left

    def operand(self):
        kind, text = self.next()
        if kind == "number":
            number = float(text) if "." in text else int(text)
            return lambda names: number
        if kind == "string":
            literal = re.sub(r"\\(.)", lambda found: {"n": "\n", "t": "\t"}.get(found[1], found[1]), text[1:-1])
            return lambda names: literal
        if kind == "name":
            return self.word(text)
        if text == "!":
            inner = self.expression(7)
            return lambda names: not inner(names)
        if text == "-":
            inner = self.expression(7)
            return lambda names: -inner(names)
        if text == "(":
            inner = self.expression(0)
            self.expect(")")
            return inner
        if text == "[":
            items = self.arguments("]")
            return lambda names: [item(names) for item in items]
        raise Unsupported(self.rule)

    def word(self, text):
        if text in ("true", "false"):
            return lambda names: text == "true"
        if self.tokens[0][1] != "(":
            return lambda names: names[text]
        self.next()
        inner = self.arguments(")")[0]
        if text == "has":
            return lambda names: _present(inner, names)
        function = {"size": len, "isURL": _is_url, "isIP": _is_ip, "isCIDR": _is_cidr, "string": str, "int": int, "url": urlsplit}.get(text)
        if function is None:
            raise Unsupported(self.rule)
        return lambda names: function(inner(names))

    def arguments(self, closing):
        items = []
        while self.tokens[0][1] != closing:
            items.append(self.expression(0))
            if self.tokens[0][1] != closing:
                self.expect(",")
        self.next()
        return items

    def after(self, operator, left):
        if operator == "?":
            yes = self.expression(0)
            self.expect(":")
            no = self.expression(0)
            return lambda names: yes(names) if left(names) else no(names)
        if operator == "[":
            key = self.expression(0)
            self.expect("]")
            return lambda names: left(names)[key(names)]
        if operator == ".":
            return self.member(left, self.next()[1])
        right = self.expression(_POWER[operator])
        return _binary(operator, left, right)

    def member(self, left, name):
        if self.tokens[0][1] != "(":
            return lambda names: left(names)[name]
        self.next()
        if name in ("all", "exists", "exists_one", "filter", "map"):
            return self.macro(left, name)
        inner = self.arguments(")")
        method = _METHODS.get(name)
        if method is None:
            raise Unsupported(self.rule)
        return lambda names: method(left(names), *(item(names) for item in inner))

    def macro(self, left, name):
        variable = self.next()[1]
        self.expect(",")
        inner = self.expression(0)
        self.expect(")")
        combine = {"all": all, "exists": any, "exists_one": lambda found: sum(map(bool, found)) == 1}.get(name)

        def each(names):
            return [(item, inner({**names, variable: item})) for item in left(names)]

        if combine:
            return lambda names: combine(result for _, result in each(names))
        if name == "map":
            return lambda names: [result for _, result in each(names)]
        return lambda names: [item for item, result in each(names) if result]


def _present(inner, names):
    try:
        return inner(names) is not None
    except (KeyError, TypeError):
        return False


def _is_url(text):
    try:
        parts = urlsplit(text)
        return bool(parts.scheme and (parts.netloc or parts.path)) and not re.search(r"\s", text)
    except ValueError:
        return False


def _is_ip(text):
    try:
        return bool(ipaddress.ip_address(text))
    except ValueError:
        return False


def _is_cidr(text):
    try:
        return "/" in text and bool(ipaddress.ip_network(text, strict=False))
    except ValueError:
        return False


def _binary(operator, left, right):
    if operator == "&&":
        return lambda names: left(names) and right(names)
    if operator == "||":
        return lambda names: left(names) or right(names)
    apply = {
        "==": lambda a, b: a == b, "!=": lambda a, b: a != b, "<": lambda a, b: a < b, "<=": lambda a, b: a <= b,
        ">": lambda a, b: a > b, ">=": lambda a, b: a >= b, "in": lambda a, b: a in b, "+": lambda a, b: a + b,
        "-": lambda a, b: a - b, "*": lambda a, b: a * b, "%": lambda a, b: a % b,
        "/": lambda a, b: a // b if isinstance(a, int) else a / b,
    }[operator]
    return lambda names: apply(left(names), right(names))


_METHODS = {
    "matches": lambda text, pattern: re.search(pattern, text) is not None,
    "contains": lambda text, part: part in text,
    "startsWith": lambda text, part: text.startswith(part),
    "endsWith": lambda text, part: text.endswith(part),
    "size": len,
    "split": lambda text, part: text.split(part),
    "lowerAscii": str.lower,
    "getHost": lambda url: url.netloc,
    "getScheme": lambda url: url.scheme,
}
