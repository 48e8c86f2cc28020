"""A reader that raises what a damaged file makes its library raise."""

from __future__ import annotations


def read(*_: object) -> None:
    raise KeyError("Root")
