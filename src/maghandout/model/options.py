"""What a build may be asked for. Light to import, so that the command line can offer the choices."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Format(StrEnum):
    """What can be built."""

    PDF = "pdf"
    PPTX = "pptx"
    HTML = "html"


class Paper(StrEnum):
    """The papers that handouts are laid out for."""

    LETTER = "letter"
    A4 = "a4"


class Profile(StrEnum):
    """The ways a theme is set for different eyes and printers, each a file of `templates/themes/`."""

    STANDARD = "standard"
    LARGE = "large"
    MONO = "mono"


@dataclass(frozen=True, slots=True)
class Options:
    """What to build, and where to."""

    formats: tuple[Format, ...] = (Format.PDF, Format.PPTX)
    paper: Paper | None = None
    """None for the brand's paper, or Letter where it names none."""
    profile: Profile = Profile.STANDARD
    brand: Path | None = None
    """None for the brand of the project folder, if there is one."""
    deck_template: Path | None = None
    """A clinic's own deck to take layouts and looks from; None for ours."""
    folder: Path = Path("out")
    today: datetime.date = datetime.date.min
    """The day that approvals and review dates are held against; the first of all days where none is."""
