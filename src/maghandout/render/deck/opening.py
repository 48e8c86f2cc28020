"""A clinic's own PPTX or POTX to a package that is safe to open.

Everything that a file from elsewhere may try is refused here, before anything is made of it: what is no
presentation, what is locked, what unpacks without end, and XML that defines its own entities.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import Path

from lxml import etree

from maghandout.diagnostics import Origin
from maghandout.errors import FileError, RenderError
from maghandout.render.deckseals import MOST_BYTES as MOST_PART_BYTES

MOST_BYTES = 100_000_000
MOST_UNPACKED = 200_000_000
MOST_MEMBERS = 10_000

_COMPOUND = bytes.fromhex("D0CF11E0A1B11AE1")
"""Opens an OLE compound file: an old `.ppt`, or any Office file under a password ([MS-CFB] 2.2)."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_TYPES = "[Content_Types].xml"
_MAIN = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_MAIN_LIKE = re.compile(
    rb"application/vnd\.(?:openxmlformats-officedocument\.presentationml\.(?:presentation|template|slideshow)"
    rb"|ms-powerpoint\.(?:presentation|template|slideshow)\.macroEnabled)\.main\+xml"
)
"""The main part of every kind of presentation: deck, template and show, each with macros or without."""
_OTHERS = {b"wordprocessingml": "a Word document", b"spreadsheetml": "an Excel workbook"}
_STRICT = b"http://purl.oclc.org/ooxml/presentationml/main"
"""The namespace of the strict variant (ISO/IEC 29500-1), which names everything otherwise."""
_XML = (".xml", ".rels", ".vml")
_DEFINES = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


def read_bytes(path: Path) -> bytes:
    """Return what a file holds.

    Raises:
        FileError: the file cannot be read.
        RenderError: it is larger than any presentation.
    """
    origin = Origin(str(path))
    try:
        if not path.is_file():
            message = "a folder stands there" if path.is_dir() else "no such file"
            raise FileError.at(origin, f"the deck template cannot be read: {message}", "check the path")
        if path.stat().st_size > MOST_BYTES:
            raise _refusal(origin, f"the deck template is larger than {MOST_BYTES // 1_000_000} MB")
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise FileError.at(origin, f"the deck template cannot be read: {reason}", "check the path") from error


def check_package(data: bytes, origin: Origin) -> bytes:
    """Return the bytes of a presentation that is safe to open, its main part marked as a normal deck's.

    Raises:
        RenderError: it is no presentation, or not one that is safe to open.
    """
    _check_kind(data, origin)
    try:
        return _copy(data, origin)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError) as error:
        message = "the deck template is a damaged or locked package"
        raise RenderError.at(origin, message, "open it in PowerPoint and save it again") from error


def _check_kind(data: bytes, origin: Origin) -> None:
    if data.startswith(_COMPOUND):
        if _ENCRYPTED in data:
            message, hint = "the deck template is protected by a password", "save it without a password"
        else:
            message, hint = "the deck template is in the old binary format", "save it as .pptx or .potx"
        raise RenderError.at(origin, message, hint)
    if not zipfile.is_zipfile(io.BytesIO(data)):
        raise _refusal(origin, "the deck template is not a PowerPoint file")


def _refusal(origin: Origin, message: str) -> RenderError:
    return RenderError.at(origin, message, "give a .pptx or .potx file saved by PowerPoint or LibreOffice")


def _copy(data: bytes, origin: Origin) -> bytes:
    """Return a package with every member checked; stored, since it is read once and thrown away."""
    copied = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(copied, "w") as target:
        members = [member for member in source.infolist() if not member.is_dir()]
        names = {member.filename for member in members}
        if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
            message = f"the deck template unpacks to more than {MOST_UNPACKED // 1_000_000} MB"
            raise _refusal(origin, message)
        if _TYPES not in names:
            raise _refusal(origin, "the deck template is not a PowerPoint file")
        if len(names) < len(members):
            raise _refusal(origin, "the deck template holds two members of one name")
        for member in members:
            content = source.read(member)
            if member.filename.lower().endswith(_XML):
                _check_xml(content, member.filename, origin)
            if member.filename == _TYPES:
                content = _as_deck(content, origin)
            target.writestr(zipfile.ZipInfo(member.filename), content)
    return copied.getvalue()


def _check_xml(content: bytes, name: str, origin: Origin) -> None:
    """Refuse XML that is malformed or defines anything; NULs go, so that UTF-16 is seen through."""
    if len(content) > MOST_PART_BYTES:
        message = f"the deck template has more than {MOST_PART_BYTES // 1_000_000} MB in {name!r}"
        raise _refusal(origin, message)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    if _DEFINES.search(content.replace(b"\0", b"")):
        raise _refusal(origin, f"the deck template defines its own entities in {name!r}")
    if _STRICT in content:
        message = "the deck template is in the strict variant of Open XML"
        raise RenderError.at(origin, message, "save it as a normal .pptx or .potx")
    try:
        tree = etree.fromstring(content, parser).getroottree()
    except etree.XMLSyntaxError as error:
        raise _refusal(origin, f"the deck template has malformed XML in {name!r}") from error
    if tree.docinfo.internalDTD is not None:
        raise _refusal(origin, f"the deck template defines its own entities in {name!r}")


def _as_deck(types: bytes, origin: Origin) -> bytes:
    """Return the content types with the main part a normal deck's, whatever it was."""
    changed, found = _MAIN_LIKE.subn(_MAIN.encode(), types)
    if not found:
        kind = next((words for mark, words in _OTHERS.items() if mark in types), "not a PowerPoint file")
        raise _refusal(origin, f"the deck template is {kind}")
    return changed
