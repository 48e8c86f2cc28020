"""What a build may be asked for. Light to import, so that the command line can offer the choices."""

from __future__ import annotations

import datetime
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from maghandout.diagnostics import Origin


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


_SUFFIX = {Profile.STANDARD: "", Profile.LARGE: "-large", Profile.MONO: "-mono"}
"""What a profile adds to the name of a file, so that none replaces another."""


FILLED = "-filled"
"""What values add to the name of a file that shows them, so that it replaces no file for everybody."""


class Value(Struct, frozen=True):
    """What is to stand in a field of My plan."""

    name: str
    words: str
    origin: Origin


class Options(Struct, frozen=True):
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
    is_checked: bool = True
    """Ask the rules that stop a build; where they are not asked, the pages say so."""
    allows_expired: bool = False
    """Build what should have been reviewed by now; the pages say so."""
    values: tuple[Value, ...] = ()
    """What is to stand in My plan. Files that show it are for one person: nobody else may read them."""
    jobs: int = 0
    """Processes at most; 0 for one a core."""

    def file_of(self, topic: str, output: Format) -> str:
        """Return the name of the file that an output of a topic is written to."""
        filled = FILLED if self.is_personal(output) else ""
        return f"{topic}{_SUFFIX[self.profile]}{filled}.{output}"

    def is_personal(self, output: Format) -> bool:
        """Tell whether an output shows values; decks have no My plan."""
        return bool(self.values) and output is not Format.PPTX

    def files_of(self, topic: str) -> tuple[str, ...]:
        """Return the names of all files that a topic is built to."""
        return tuple(self.file_of(topic, output) for output in dict.fromkeys(self.formats))
