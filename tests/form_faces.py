"""The regular face cut down for forms: `python -m tests.form_faces` writes the files anew.

A build reads them, so that it need not load what cuts a face down.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable

import msgspec
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from maghandout.render.pdf.appearances import ENCODING, SIMPLE_CODES
from maghandout.render.pdf.faces import COMPOSITE, SIMPLE, Program
from maghandout.render.pdf.fonts import REGULAR, file_of

_END_OF_CODES = 0x10000
"""A code of two bytes ends here."""
_UNUSED_TABLES = ("cmap", "name", "post", "OS/2")
"""What a program of a composite font may leave out (ISO 32000-1, 9.9)."""


def programs() -> dict[str, Program]:
    """Return the faces by the names of their files."""
    typed = (bytes([code]).decode(ENCODING, "ignore") for code in SIMPLE_CODES)
    return {SIMPLE: _cut("ZZZZZZ", typed, ()), COMPOSITE: _cut("ZZZZZY", shown(), _UNUSED_TABLES)}


def shown() -> list[str]:
    """Return the characters that a field can show: no marks to be placed, and nothing that cannot be seen."""
    with TTFont(file_of(REGULAR), lazy=True) as font:
        codes = [code for code in font.getBestCmap() if code < _END_OF_CODES]
    return [letter for letter in map(chr, codes) if unicodedata.category(letter)[0] not in "CM"]


def _cut(tag: str, characters: Iterable[str], unused: Iterable[str]) -> Program:
    """Cut the face down to some characters, and leave some tables out."""
    kept = "".join(characters)
    with TTFont(file_of(REGULAR), recalcTimestamp=False, lazy=True) as font:
        options = Options(notdef_outline=True, hinting=False, layout_features=[])
        options.drop_tables += ["GSUB", "GPOS", "GDEF"]
        subsetter = Subsetter(options)
        subsetter.populate(text=kept)
        subsetter.subset(font)
        names, places = font.getBestCmap(), font.getReverseGlyphMap()
        glyphs = {letter: places[names[ord(letter)]] for letter in sorted(kept) if ord(letter) in names}
        name, wide, capitals = font["name"].getDebugName(6), _widths(font), font["OS/2"].sCapHeight
        for table in unused:
            del font[table]
        buffer = io.BytesIO()
        font.save(buffer)
        head, lines = font["head"], font["hhea"]
        edges = (head.xMin, head.yMin, head.xMax, head.yMax, lines.ascent, lines.descent, capitals)
        *box, ascent, descent, capitals = (round(edge * 1000 / head.unitsPerEm) for edge in edges)
    name = f"/{tag}+{name}"
    return Program(buffer.getvalue(), name, glyphs, wide, tuple(box), ascent, descent, capitals)


def _widths(font: TTFont) -> dict[str, int]:
    metrics, scale = font["hmtx"].metrics, 1000 / font["head"].unitsPerEm
    return {chr(code): round(metrics[name][0] * scale) for code, name in font.getBestCmap().items()}


if __name__ == "__main__":
    folder = file_of(REGULAR).parent
    for file, face in programs().items():
        (folder / file).write_bytes(msgspec.msgpack.encode(face))
