"""Words and lines to the XML of DrawingML text.

What the placeholder gives is left unsaid, so that a change of master shows on every slide. Words are escaped
here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct

from maghandout.render.deck.measure import indent
from maghandout.render.deck.model import Box, Line, Rise, Run, Style
from maghandout.render.deck.palette import Palette
from maghandout.render.deck.text import BULLET
from maghandout.theme import Tone

NAMES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_BASELINES = {Rise.NONE: "", Rise.SUPER: ' baseline="30000"', Rise.SUB: ' baseline="-25000"'}
_FORBIDDEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF])
"""What XML 1.0 cannot hold (2.2)."""


def printable(words: str) -> str:
    """Return words without what XML cannot hold."""
    return words if words.isprintable() else words.translate(_FORBIDDEN)


def escape(words: str) -> str:
    """Return words as they stand in an element or an attribute; what XML cannot hold goes."""
    words = printable(words).replace("&", "&amp;").replace("<", "&lt;")
    return words.replace(">", "&gt;").replace('"', "&quot;")


def emu(length: float) -> int:
    """Return a length in points in English Metric Units."""
    return round(length * 12700)


def xfrm(place: Box, name: str = "a:xfrm", extra: str = "") -> str:
    """Return the element that says where a shape stands; `extra` goes in at its end."""
    left, top, width, height = (emu(side) for side in (place.left, place.top, place.width, place.height))
    return f'<{name}><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/>{extra}</{name}>'


class TextWriter(Struct, frozen=True):
    """Writes paragraphs of one slide."""

    language: str
    palette: Palette
    link: Callable[[str], str]
    """Returns the key of the slide's relationship to an address."""

    def fill(self, tone: Tone) -> str:
        """Return a fill in the theme's colour for a tone."""
        return f'<a:solidFill><a:schemeClr val="{self.palette[tone]}"/></a:solidFill>'

    def lines(self, lines: Iterable[Line], style: Style, *, is_free: bool = False) -> str:
        """Return the paragraphs of a frame; a free one stands in no placeholder and says its colour."""
        tone = Tone.INK if is_free and self.palette[Tone.INK] != "tx1" else None
        paragraphs = []
        for line in lines:
            runs = "".join(self._run(run, line, style, tone) for run in line.runs)
            paragraphs.append(f"<a:p>{_paragraph(line, style)}{runs}</a:p>")
        return "".join(paragraphs)

    def field(self, number: int, line: Line, style: Style) -> str:
        """Return a paragraph that holds the slide's own number."""
        look = self._look(line.runs[0], line, style, None)
        return (
            '<a:p><a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum">'
            f"{look}<a:t>{number}</a:t></a:fld></a:p>"
        )

    def _run(self, run: Run, line: Line, style: Style, tone: Tone | None) -> str:
        return f"<a:r>{self._look(run, line, style, tone)}<a:t>{escape(run.text)}</a:t></a:r>"

    def _look(self, run: Run, line: Line, style: Style, tone: Tone | None) -> str:
        size = f' sz="{round(line.size * 100)}"' if abs(line.size - style.size) > 0.05 else ""
        is_bolder = run.is_strong and not style.is_strong
        strong = ' b="1"' if is_bolder else ""
        slanted = ' i="1"' if run.is_emphasis else ""
        shown = run.tone or tone
        inner = self.fill(shown) if shown else ""
        if run.target:
            key, tip = self.link(run.target), escape(run.target)
            inner += f'<a:hlinkClick r:id="{key}" tooltip="{tip}"/>'
        return (
            f'<a:rPr lang="{self.language}"{size}{strong}{slanted}{_BASELINES[run.rise]} '
            f'dirty="0">{inner}</a:rPr>'
        )


def _paragraph(line: Line, style: Style) -> str:
    """Return the properties of a paragraph, or nothing where it is what the placeholder gives."""
    gap = "" if line.gap is None else f'<a:spcBef><a:spcPts val="{round(line.gap * 100)}"/></a:spcBef>'
    is_usual = line.bullet == BULLET and style.has_bullet
    is_plain = not (line.bullet or line.number or line.is_continued)
    if is_usual or (is_plain and not style.hanging and not style.has_bullet):
        return f"<a:pPr>{gap}</a:pPr>" if gap else ""
    set_in = emu(indent(line, style))
    if line.number:
        marks = (
            '<a:buFont typeface="+mj-lt"/>' + f'<a:buAutoNum type="arabicPeriod" startAt="{line.number}"/>'
        )
    elif line.bullet:
        marks = f'<a:buFont typeface="Arial"/><a:buChar char="{line.bullet}"/>'
    else:
        marks = "<a:buNone/>"
    back = 0 if marks == "<a:buNone/>" else -set_in
    return f'<a:pPr marL="{set_in}" indent="{back}">{gap}{marks}</a:pPr>'
