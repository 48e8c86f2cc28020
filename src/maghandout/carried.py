"""A built file to the trail that it carries and the words that it prints, page by page or slide by slide.

The file may come from anyone. What it may unfold into is limited, nothing in it is run or fetched, and what
does not look as maghandout writes it is refused, a changed trail too. It does not judge whether words and
trail agree.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

import pikepdf
from msgspec import Struct

from maghandout.diagnostics import Finding, Origin
from maghandout.render.deckseals import MOST_BYTES as MOST_PART_BYTES
from maghandout.render.deckseals import (
    ForeignXmlError,
    Kind,
    Part,
    Seals,
    TooLongError,
    Words,
    kind_of,
    read_part,
    seal_of_words,
)
from maghandout.render.pageseals import seal_of_page, seal_of_tags
from maghandout.render.seals import PIECE, SPACE, seal_of, seal_of_lines
from maghandout.trail import Trail, TrailError, letters, read_trail

MEGABYTE = 1024 * 1024
MOST_BYTES = 50 * MEGABYTE
MOST_UNPACKED_BYTES = 100 * MEGABYTE
MOST_PARTS = 5000
MOST_PAGES = 100
MOST_LETTERS = 2_000_000
"""Of all words; the built-in library's largest deck has an eighth."""

_NO_TRAIL = "carries no trail"
_REBUILD = "only a PDF or PPTX that maghandout built, and that was not printed to a new file, can be traced"
_CARRIER = re.compile(r"customXml/item\d+\.xml")
_NUMBER = re.compile(r"(\d+)\.\w+\Z")
_NAMES = {
    Kind.SLIDE: "slide",
    Kind.NOTES: "notes of slide",
    Kind.CHART: "chart",
    Kind.LAYOUT: "layout",
    Kind.MASTER: "master",
    Kind.WORKBOOK: "workbook",
}
_MAPPED = re.compile(rb"<([0-9A-Fa-f]{2})>\s*<((?:[0-9A-Fa-f]{4}){1,4})>")
_DAMAGED_PDF = (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError, IndexError)
_DAMAGED_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    ValueError,
    KeyError,
    RuntimeError,
    OSError,
)


class Sheet(Struct, frozen=True):
    """A page, or a part of a slide."""

    name: str
    """As a reader calls it, such as `page 2` or `notes of slide 3`."""
    lines: tuple[Words, ...]
    """The paragraphs of a slide; of a page, all its words in one."""
    seal: str

    @property
    def letters(self) -> str:
        """All its words without white space."""
        return "".join(letters(line.text) for line in self.lines)


class Carried(Struct, frozen=True):
    """A trail, what the file prints, and the seals that it was given when it was built."""

    trail: Trail
    sheets: tuple[Sheet, ...]
    seals: Seals
    asides: tuple[Sheet, ...] = ()
    """What a deck tells beside its words, each with its seal."""


def read_carried(path: Path) -> Carried:
    """Read a built file.

    Raises:
        TrailError: it cannot be read, is no PDF or PPTX, is damaged or too large, or carries no trail.
    """
    shown = str(path)
    carried = _carried(_read(path, shown), shown)
    if sum(len(line.text) for sheet in carried.sheets for line in sheet.lines) > MOST_LETTERS:
        raise _too_large(shown)
    return carried


def _carried(data: bytes, shown: str) -> Carried:
    if b"%PDF-" in data[:1024]:
        try:
            return _read_pdf(data, shown)
        except pikepdf.PasswordError as error:
            message = "is locked with a password"
            raise TrailError.at(Origin(shown), message, "save a copy without one") from error
        except _DAMAGED_PDF as error:
            raise _damaged("PDF", shown) from error
    if data.startswith(b"PK"):
        try:
            return _read_pptx(data, shown)
        except TooLongError as error:
            message = f"holds a part of more than {MOST_PART_BYTES // 1_000_000} MB, too large to be read"
            raise TrailError.at(Origin(shown), message, _REBUILD) from error
        except _DAMAGED_ZIP as error:
            raise _damaged("PPTX", shown) from error
    raise TrailError.at(Origin(shown), "is neither a PDF nor a PPTX", _REBUILD)


def _damaged(kind: str, shown: str) -> TrailError:
    return TrailError([Finding(f"is damaged, or no {kind} that maghandout built", Origin(shown))])


def _read(path: Path, shown: str) -> bytes:
    try:
        if path.exists() and not path.is_file():
            message = "is a folder, expected a file" if path.is_dir() else "not a regular file"
            raise TrailError.at(Origin(shown), message)
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise TrailError.at(Origin(shown), "file not found") from error
    except OSError as error:
        raise TrailError.at(Origin(shown), f"cannot be read: {error.strerror or error}") from error
    if len(data) > MOST_BYTES:
        raise _too_large(shown)
    return data


def _too_large(shown: str) -> TrailError:
    message = f"is too large: at most {MOST_BYTES // MEGABYTE} MB are read, and as many when unpacked"
    return TrailError([Finding(message, Origin(shown), _REBUILD)])


def _trail(data: bytes, seal: str, shown: str) -> Trail:
    """Read a trail that is the one which the file was built with."""
    trail = read_trail(data, shown)
    if seal_of(data) != seal:
        message = "its trail is not the one that it was built with"
        raise TrailError.at(Origin(shown), message, "trace an unchanged copy, or build it again")
    return trail


# a PDF


def _read_pdf(data: bytes, shown: str) -> Carried:
    with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
        piece = pdf.Root.get("/PieceInfo", pikepdf.Dictionary()).get(PIECE)
        if piece is None:
            raise TrailError.at(Origin(shown), _NO_TRAIL, _REBUILD)
        if "/Copies" in piece.Private:
            message = f"holds {int(piece.Private.Copies)} copies for print, and no trail"
            raise TrailError.at(Origin(shown), message, "trace a single copy, or the handout itself")
        if len(pdf.pages) > MOST_PAGES:
            raise TrailError.at(Origin(shown), f"has {len(pdf.pages)} pages, at most {MOST_PAGES} are read")
        private, unpacker = piece.Private, _Unpacker(shown)
        trail = _trail(unpacker.unpack(private.Trail), str(private.get("/Seal", "")), shown)
        pages = (_page(pdf, page, number, unpacker) for number, page in enumerate(pdf.pages, 1))
        told = Sheet("the text for screen readers", (), seal_of_tags(pdf))
        return Carried(trail, (*pages, told), Seals(tuple(map(str, private.Seals.as_list())), ()))


class _Unpacker:
    """Unpacks the streams of one file, all together no more than the limit."""

    def __init__(self, shown: str) -> None:
        self._shown, self._left = shown, MOST_UNPACKED_BYTES

    def unpack(self, stream: pikepdf.Object) -> bytes:
        """Return the bytes of a stream.

        Raises:
            TrailError: they are more than what is left of the limit, or packed in another way than ours.
        """
        raw = bytes(stream.read_raw_bytes())
        data = self._inflated(stream, raw) if "/Filter" in stream else raw
        self._left -= len(data)
        if self._left <= 0:
            raise _too_large(self._shown)
        return data

    def _inflated(self, stream: pikepdf.Object, raw: bytes) -> bytes:
        kinds = stream.Filter.as_list() if isinstance(stream.Filter, pikepdf.Array) else [stream.Filter]
        if list(kinds) != [pikepdf.Name.FlateDecode] or "/DecodeParms" in stream:
            message = "is packed in a way that maghandout does not pack"
            raise TrailError.at(Origin(self._shown), message, _REBUILD)
        return zlib.decompressobj().decompress(raw, self._left)


def _page(pdf: pikepdf.Pdf, page: pikepdf.Page, number: int, unpacker: _Unpacker) -> Sheet:
    content = page.obj.Contents
    parts = content.as_list() if isinstance(content, pikepdf.Array) else [content]
    data = b"\n".join(unpacker.unpack(part).rstrip() for part in parts)
    words = "".join(_drawn(pdf.make_stream(data), page, unpacker))
    return Sheet(f"page {number}", (Words(words, words),), seal_of_page(page, data))


def _drawn(content: pikepdf.Stream, page: pikepdf.Page, unpacker: _Unpacker) -> Iterator[str]:
    """Yield the words that a page draws, in the order of drawing; what stands on every page is left out."""
    fonts = {key: _letters_of(font, unpacker) for key, font in page.obj.Resources.get("/Font", {}).items()}
    font: dict[int, str] = {}
    marks: list[bool] = []
    for instruction in pikepdf.parse_content_stream(content):
        if not isinstance(instruction, pikepdf.ContentStreamInstruction):
            continue
        operands = list(instruction.operands)
        match str(instruction.operator):
            case "Tf":
                font = fonts.get(str(operands[0]), {})
            case "BDC" | "BMC":
                marks.append(operands[0] == pikepdf.Name.Artifact)
            case "EMC" if marks:
                marks.pop()
            case "Tj" | "'" | '"' if not any(marks):
                yield _read_codes(operands[-1], font)
            case "TJ" if not any(marks):
                yield "".join(
                    _read_codes(item, font)
                    for item in operands[0].as_list()
                    if isinstance(item, pikepdf.String)
                )
            case _:
                pass


def _read_codes(codes: pikepdf.Object, font: dict[int, str]) -> str:
    return "".join(font.get(code, chr(code)) for code in bytes(codes))


def _letters_of(font: pikepdf.Object, unpacker: _Unpacker) -> dict[int, str]:
    """Return the character of each code of a font, as its map to Unicode says."""
    if "/ToUnicode" not in font:
        return {}
    pairs = _MAPPED.findall(unpacker.unpack(font.ToUnicode).partition(b"endcodespacerange")[2])
    return {int(code, 16): bytes.fromhex(hex_.decode()).decode("utf-16-be") for code, hex_ in pairs}


# a deck


def _read_pptx(data: bytes, shown: str) -> Carried:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        infos = package.infolist()
        names = [info.filename for info in infos]
        unpacked = sum(info.file_size for info in infos)
        if len(names) > MOST_PARTS or unpacked > MOST_UNPACKED_BYTES:
            raise _too_large(shown)
        found = [
            carried
            for name in sorted(set(names))
            if _CARRIER.fullmatch(name) and (carried := _carrier(package.read(name)))
        ]
        if len(found) != 1:
            message = f"carries {len(found)} trails, expected one" if found else _NO_TRAIL
            raise TrailError.at(Origin(shown), message, _REBUILD)
        if len(names) > len(set(names)):
            raise _damaged("PPTX", shown)
        parts = {
            name: (kind, read_part(kind, package.read(name)))
            for name in sorted(names, key=_order)
            if (kind := kind_of(name))
        }
    trail, attributes = found[0]
    seals = Seals(*(tuple(attributes.get(key, "").split()) for key in ("seals", "asides")))
    return Carried(
        _trail(trail.encode("utf-8"), attributes.get("seal", ""), shown),
        tuple(_sheet(name, *part) for name, part in parts.items() if not part[0].is_aside),
        seals,
        tuple(aside for name, part in parts.items() for aside in _asides(name, *part)),
    )


def _sheet(name: str, kind: Kind, part: Part) -> Sheet:
    return Sheet(f"{_NAMES[kind]} {_number(name)}", part.words, seal_of_words(part.words))


def _asides(name: str, kind: Kind, part: Part) -> Iterator[Sheet]:
    told = "" if kind.is_aside else "alternative text of "
    shown = f"{told}{_NAMES[kind]} {_number(name)}"
    return (Sheet(shown, (), seal_of_lines((aside,))) for aside in part.asides)


def _order(name: str) -> tuple[int, int]:
    """Put slides first, in their order, then notes, charts and the rest."""
    kinds: list[Kind | None] = [*Kind]
    kind = kind_of(name)
    return kinds.index(kind) if kind else len(kinds), _number(name)


def _number(name: str) -> int:
    found = _NUMBER.search(name)
    return int(found[1]) if found else 0


def _carrier(xml: bytes) -> tuple[str, dict[str, str]] | None:
    """Return the trail and the seals of a part, or None where it holds something of another program."""
    held: list[str] = []
    seals: list[dict[str, str]] = []
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        if depth == 0 and name == f"{SPACE} trail":
            seals.append(attributes)
        depth += 1

    def refuse(*_: object) -> None:
        raise ForeignXmlError("it declares a document type")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.CharacterDataHandler = held.append
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, ForeignXmlError):
        return None
    return ("".join(held), seals[0]) if seals else None
