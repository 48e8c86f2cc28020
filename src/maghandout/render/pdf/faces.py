"""The regular face to the fonts of a form: a small one for most values, and one with all that the face has.

A value needs the second where WinAnsiEncoding has no code for a letter of it.
"""

from __future__ import annotations

import functools
import itertools
import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec
import pikepdf
from msgspec import Struct
from pikepdf import Array, Dictionary, Name

from maghandout.render.pdf.appearances import ENCODING, SIMPLE_CODES

SIMPLE = "form-simple.msgpack"
"""The characters of WinAnsiEncoding."""
COMPOSITE = "form-composite.msgpack"
"""All that a field can show."""
_MOST_MAPPED = 100
"""Ranges in one block of a character map (Adobe technical note 5014)."""
_TO_UNICODE = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
%s
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


class Program(Struct, frozen=True):
    """A font program, and what a PDF must know of it, lengths in thousandths of the size of type."""

    data: bytes
    name: str
    """As a PDF writes it, with the tag of a subset."""
    glyphs: Mapping[str, int]
    """The place in it of each character."""
    widths: Mapping[str, int]
    box: tuple[int, ...]
    ascent: int
    descent: int
    capitals: int


def widths() -> Mapping[str, int]:
    """Return each character that a field can show, with its width in thousandths of the size of type.

    Marks are left out, which would have to be placed, and what cannot be seen.
    """
    return program(COMPOSITE).widths


def simple_font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """Return a simple TrueType font with WinAnsiEncoding, embedded (ISO 32000-1, 9.6.3)."""
    face = program(SIMPLE)
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=Name(face.name),
            Encoding=Name.WinAnsiEncoding,
            FirstChar=SIMPLE_CODES.start,
            LastChar=SIMPLE_CODES.stop - 1,
            Widths=Array(face.widths.get(character, 0) for character in _characters()),
            FontDescriptor=_descriptor(pdf, face),
        )
    )


def composite_font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """Return a composite font whose codes are those of UTF-16, embedded (ISO 32000-1, 9.7)."""
    face = program(COMPOSITE)
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name(face.name),
        CIDSystemInfo=Dictionary(
            Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0
        ),
        W=Array(item for run in _runs(face.glyphs) for item in (ord(run[0]), _wide(face, run))),
        CIDToGIDMap=pdf.make_stream(_places(face.glyphs)),
        FontDescriptor=_descriptor(pdf, face),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name(face.name),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_stream(_TO_UNICODE % b"\n".join(_blocks(_runs(face.glyphs)))),
        )
    )


@functools.cache
def program(name: str) -> Program:
    """Return a face cut down for forms; `python -m tests.form_faces` writes them."""
    data = (Path(__file__).parent / "fonts" / name).read_bytes()
    return msgspec.msgpack.decode(data, type=Program)


def _characters() -> list[str]:
    """Return the characters of WinAnsiEncoding in their order; an empty one for a code without any."""
    return [bytes([code]).decode(ENCODING, "ignore") for code in SIMPLE_CODES]


def _descriptor(pdf: pikepdf.Pdf, face: Program) -> pikepdf.Object:
    data = pdf.make_stream(face.data)
    data.Length1 = len(face.data)
    return pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name(face.name),
            Flags=32,
            ItalicAngle=0,
            StemV=80,
            FontBBox=Array(face.box),
            Ascent=face.ascent,
            Descent=face.descent,
            CapHeight=face.capitals,
            FontFile2=data,
        )
    )


def _runs(characters: Iterable[str]) -> list[str]:
    """Return characters in runs whose codes follow each other and share their first byte."""
    keyed = enumerate(sorted(characters))
    return [
        "".join(letter for _, letter in run)
        for _, run in itertools.groupby(keyed, lambda item: (ord(item[1]) - item[0], ord(item[1]) >> 8))
    ]


def _wide(face: Program, run: str) -> Array:
    return Array(face.widths[letter] for letter in run)


def _places(glyphs: Mapping[str, int]) -> bytes:
    """Return the place of the glyph of each code, two bytes each, from code 0 on."""
    places = array("H", bytes(2 * (ord(max(glyphs)) + 1)))
    for letter, glyph in glyphs.items():
        places[ord(letter)] = glyph
    if sys.byteorder == "little":
        places.byteswap()
    return places.tobytes()


def _blocks(runs: list[str]) -> Iterator[bytes]:
    """Yield the ranges of a character map whose codes are those of Unicode already."""
    for start in range(0, len(runs), _MOST_MAPPED):
        part = runs[start : start + _MOST_MAPPED]
        ranges = (b"<%04X> <%04X> <%04X>" % (ord(run[0]), ord(run[-1]), ord(run[0])) for run in part)
        yield b"%d beginbfrange\n%s\nendbfrange" % (len(part), b"\n".join(ranges))
