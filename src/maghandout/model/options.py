"""What a build may be asked for. Light to import, so that the command line can offer the choices."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Format(StrEnum):
    """What can be built."""

    PDF = "pdf"
    PPTX = "pptx"


class Paper(StrEnum):
    """The papers that handouts are laid out for."""

    LETTER = "letter"
    A4 = "a4"


@dataclass(frozen=True, slots=True)
class Options:
    """What to build, and where to."""

    formats: tuple[Format, ...] = (Format.PDF, Format.PPTX)
    paper: Paper = Paper.LETTER
    folder: Path = Path("out")
