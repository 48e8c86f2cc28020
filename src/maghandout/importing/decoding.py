"""The bytes of an untrusted text to a string, or one clear error.

A byte order mark decides; without one the text is UTF-8. Nothing is guessed: a wrong guess changes figures.
"""

from __future__ import annotations

import codecs
import re

from maghandout.diagnostics import Origin
from maghandout.errors import ArticleError

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
_HEAD_BYTES = 2048
"""Where a page must declare its encoding: https://html.spec.whatwg.org/#charset asks for the first 1024."""
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_PAGE_ENCODINGS = frozenset({"utf-8", "iso8859-1", "cp1252", "ascii", "iso8859-15"})


def decode(data: bytes, shown: str, encoding: str = "utf-8") -> str:
    """Decode a text and even out its line ends; a byte order mark goes before `encoding`.

    Raises:
        ArticleError: it is not in that encoding, not text, or empty.
    """
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), encoding)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"not {encoding.upper().removesuffix('-SIG')}: byte 0x{data[error.start]:02x}"
        raise ArticleError.at(Origin(shown, line), message, "save the file as UTF-8") from error
    if control := _CONTROL.search(text):
        line = text.count("\n", 0, control.start()) + 1
        message = f"not a text file: it holds the control character U+{ord(control.group()):04X}"
        raise ArticleError.at(Origin(shown, line), message)
    if not text.strip():
        raise ArticleError.at(Origin(shown), "the file is empty")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def declared_encoding(data: bytes) -> str:
    """Return the encoding that a page declares, where it is a common one of the west; else UTF-8.

    Latin-1 is read as Windows-1252, as every browser does: https://encoding.spec.whatwg.org/#names-and-labels
    """
    found = _DECLARED.search(data[:_HEAD_BYTES])
    try:
        name = codecs.lookup(found[1].decode("ascii")).name if found else "utf-8"
    except LookupError:
        return "utf-8"
    if name not in _PAGE_ENCODINGS:
        return "utf-8"
    return "cp1252" if name in ("iso8859-1", "ascii") else name
