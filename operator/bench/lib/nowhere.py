"""A GeoIP database in which no address is found: mirrorbits does not start without one."""
import struct

MAP, UINT16, UINT32, UINT64, TEXT, ARRAY = 7, 5, 6, 9, 2, 11


def _control(kind, size):
    """https://maxmind.github.io/MaxMind-DB/: kinds above 7 stand in a byte of their own."""
    return bytes([kind << 5 | size]) if kind <= 7 else bytes([size, kind - 7])


def _number(kind, value):
    packed = struct.pack(">Q", value).lstrip(b"\0")
    return _control(kind, len(packed)) + packed


def _text(value):
    assert len(value) < 29
    return _control(TEXT, len(value)) + value.encode()


def database(kind):
    """Its bytes, of a kind such as GeoLite2-City."""
    fields = {
        "node_count": _number(UINT32, 1), "record_size": _number(UINT16, 24), "ip_version": _number(UINT16, 6),
        "database_type": _text(kind), "languages": _control(ARRAY, 0), "binary_format_major_version": _number(UINT16, 2),
        "binary_format_minor_version": _number(UINT16, 0), "build_epoch": _number(UINT64, 1), "description": _control(MAP, 0),
    }
    metadata = _control(MAP, len(fields)) + b"".join(_text(name) + value for name, value in fields.items())
    # One node whose both sides say that nothing was found, no data, and what it all means.
    return bytes([0, 0, 1, 0, 0, 1]) + bytes(16) + b"\xab\xcd\xefMaxMind.com" + metadata
