"""Signatures as `cosign sign-blob --key` makes them: ECDSA on P-256 over the SHA-256 of the bytes, its DER in base64. openssl
checks them, so that a box needs no program more."""

import base64
import binascii
import subprocess
import tempfile
from pathlib import Path


def by_one_of(keys, data, signature):
    """Whether one of the public keys (PEM) signed these bytes."""
    try:
        raw = base64.b64decode(signature.strip(), validate=True)
    except (binascii.Error, ValueError):
        return False
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "data").write_bytes(data)
        (place / "signature").write_bytes(raw)
        return any(_signed(place, key) for key in keys)


def _signed(place, key):
    (place / "key").write_text(key)
    command = ["openssl", "dgst", "-sha256", "-verify", place / "key", "-signature", place / "signature", place / "data"]
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False).returncode == 0
