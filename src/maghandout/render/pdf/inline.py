"""Inlines to the small markup language that ReportLab's paragraphs read.

The only place that writes that language, and so the only place that escapes: a paragraph that met unescaped
text could change styles or open files (see CVE-2023-33733 for what older versions did with it).
"""

from __future__ import annotations

from html import escape

from maghandout.diagnostics import Origin
from maghandout.model.document import (
    Citation,
    Emphasis,
    Inline,
    Inlines,
    Link,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from maghandout.render.pdf.fonts import check_coverage

_NARROW = "\u00a0"
"""Stands between the words and the raised numbers, so that `10` from source 1 is not read as `101`."""


class InlineWriter:
    """Writes the inlines of one document; remembers which sources have been cited already."""

    def __init__(self, size: float, link_color: str) -> None:
        self._rise = size * 0.36
        self._size = size * 0.77
        # not as #rrggbb, which reportlab takes for an expression first, and for a number last of all
        self._link_color = "rgb({},{},{})".format(*bytes.fromhex(link_color.removeprefix("#")))
        self._cited: set[int] = set()

    def write(self, inlines: Inlines, origin: Origin) -> str:
        """Return the markup of some inlines.

        Raises:
            RenderError: the fonts lack a character.
        """
        return "".join(self._write(inline, origin) for inline in inlines)

    def _write(self, inline: Inline, origin: Origin) -> str:
        match inline:
            case Text(text):
                check_coverage(text, origin)
                return escape(text, quote=False)
            case Strong(children):
                return f"<b>{self.write(children, origin)}</b>"
            case Emphasis(children):
                return f"<i>{self.write(children, origin)}</i>"
            case Superscript(children):
                return self._raised(self.write(children, origin))
            case Subscript(children):
                return f'<sub size="{self._size:g}">{self.write(children, origin)}</sub>'
            case Link(_, children):
                return self._link(inline.safe_target, self.write(children, origin))
            case Citation(_, numbers):
                return self._citation(numbers)

    def _raised(self, markup: str) -> str:
        return f'<super rise="{self._rise:.2f}" size="{self._size:.2f}">{markup}</super>'

    def _link(self, target: str, markup: str) -> str:
        if not target:
            return markup
        return f'<a href="{escape(target)}" color="{self._link_color}">{markup}</a>'

    def _citation(self, numbers: tuple[int, ...]) -> str:
        """Return the raised numbers, each a link to its entry; an entry leads back to its first."""
        parts = []
        for number in numbers:
            target = "" if number in self._cited else f'<a name="cited-{number}"/>'
            self._cited.add(number)
            link = f'<a href="#source-{number}" color="{self._link_color}"><b>{number}</b></a>'
            parts.append(f"{target}{link}")
        return self._raised(_NARROW + ",".join(parts)) if parts else ""
