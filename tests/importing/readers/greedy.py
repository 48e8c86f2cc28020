"""A reader that wants more memory than there is."""

from __future__ import annotations


def read(*_: object) -> bytearray:
    return bytearray(2 * 1024**3)
