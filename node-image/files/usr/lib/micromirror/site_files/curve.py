"""WireGuard's keys: points of Curve25519 (RFC 7748). Only for telling a wrong key; nothing here is to be kept secret."""

import base64

_P = 2**255 - 19
_ORDER = 2**252 + 27742317777372353535851937790883648493  # of the points that are public keys


def is_public(key):
    """False for a key that `wg pubkey` cannot have printed: fifteen of sixteen private or misspelt ones."""
    x, z = _times(_ORDER, _number(key))
    return x != 0 and z == 0


def public(key):
    """What `wg pubkey` makes of a private key."""
    scalar = _number(key) & ~7 & (2**254 - 1) | 2**254
    x, z = _times(scalar, 9)
    return base64.b64encode((x * pow(z, -1, _P) % _P).to_bytes(32, "little")).decode()


def _number(key):
    return int.from_bytes(base64.b64decode(key), "little")


def _times(scalar, u):
    """The Montgomery ladder of RFC 7748, section 5; (x, z) stands for x/z, and z is 0 at infinity."""
    u %= 2**255
    x2, z2, x3, z3 = 1, 0, u, 1
    for bit in reversed(range(255)):
        swap = scalar >> bit & 1
        if swap:
            x2, z2, x3, z3 = x3, z3, x2, z2
        a, b, c, d = x2 + z2, x2 - z2, x3 + z3, x3 - z3
        aa, bb, da, cb = a * a % _P, b * b % _P, d * a, c * b
        e = aa - bb
        x3, z3 = (da + cb) ** 2 % _P, u * (da - cb) ** 2 % _P
        x2, z2 = aa * bb % _P, e * (aa + 121665 * e) % _P
        if swap:
            x2, z2, x3, z3 = x3, z3, x2, z2
    return x2, z2
