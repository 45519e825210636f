"""Sums of files that may be larger than the memory."""

import hashlib


def sha256(path):
    """In hexadecimal digits."""
    seen = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            seen.update(block)
    return seen.hexdigest()
