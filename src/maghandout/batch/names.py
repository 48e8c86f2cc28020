"""A row's values to the name of its file: one name, in the folder, on every system.

What no file name may hold becomes `_`; a name that is empty or too long is a reason to reject the row.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from msgspec import Struct

from maghandout.batch.rows import BadRowError
from maghandout.diagnostics import Origin, did_you_mean
from maghandout.errors import BatchError

ROW = "row"
DEFAULT = "{topic}-{row}"
ENDING = ".pdf"

_DIGITS = 6
"""Digits of a row's number, so that names sort as rows do."""
_LONGEST_BYTES = 200
"""Systems allow 255, some that encrypt 143; with less left over for other programs' endings."""
_COLUMN = re.compile(r"\{([^{}]*)\}")
_KEPT = frozenset("-_.,+@ ")
_SAFE = re.compile(r"[A-Za-z0-9_.-]*")
_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(?:\.|\Z)", re.IGNORECASE
)
"""What Windows keeps for devices, whatever ending follows."""


class Pattern(Struct, frozen=True):
    """How files are named."""

    words: tuple[str, ...]
    """What stands before, between and after the columns."""
    columns: tuple[str, ...]

    def name(self, values: Mapping[str, str | None]) -> str:
        """Return the file name of a row.

        Raises:
            BadRowError: a column that it is made of is empty, or the name is too long.
        """
        text = self.words[0]
        for column, words in zip(self.columns, self.words[1:], strict=True):
            value = (values.get(column) or "").strip()
            if not value:
                raise BadRowError(f"no value for {column!r}, which its file is named by")
            text += value + words
        name = safe(text)
        if len(name.encode()) > _LONGEST_BYTES:
            raise BadRowError("its file name is too long")
        return name + ENDING


def read_pattern(text: str, columns: Sequence[str]) -> Pattern:
    """Read a pattern, in which braces hold nothing but the name of a column.

    Raises:
        BatchError: it is malformed, names no column, or one that is not there.
    """
    parts = _COLUMN.split(text.removesuffix(ENDING))
    pattern = Pattern(tuple(parts[::2]), tuple(parts[1::2]))
    words = "".join(pattern.words)
    problem, hint = "", ""
    if "{" in words or "}" in words:
        problem, hint = "a brace without its other one", "write {column}"
    elif "/" in words or "\\" in words:
        problem, hint = "found a folder, expected the name of a file", "name the folder with --out"
    elif not pattern.columns:
        problem, hint = "no column, so that all files had one name", f"such as {DEFAULT}"
    for unknown in (column for column in pattern.columns if column not in columns):
        problem = f"no column {unknown!r}"
        hint = did_you_mean(unknown, columns) or f"columns: {', '.join(filter(None, columns))}"
    if problem:
        raise BatchError.at(Origin("--name-pattern"), problem, hint)
    return pattern


def number_text(number: int) -> str:
    """Return a row's number as files are named by it."""
    return f"{number:0{_DIGITS}}"


def safe(text: str) -> str:
    """Return a text as the name of a file in its folder; the same for texts that look the same."""
    text = unicodedata.normalize("NFC", text)
    name = text if _SAFE.fullmatch(text) else "".join(letter if _is_safe(letter) else "_" for letter in text)
    if name[:1] in (".", " ", "-"):
        name = f"_{name[1:]}"
    return f"_{name}" if _RESERVED.match(name) else name


def _is_safe(letter: str) -> bool:
    """Tell whether a letter, a mark on one, a digit or a sign may stand in a file name."""
    return letter in _KEPT or unicodedata.category(letter)[0] in "LMN"


def folded(name: str) -> str:
    """Return what two names share that some system takes for one."""
    return unicodedata.normalize("NFKC", name).casefold()
