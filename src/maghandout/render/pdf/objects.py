"""Objects to the bytes that a PDF holds them in; those of another PDF get other numbers."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping

import pikepdf
from msgspec import Struct
from pikepdf import Array, Dictionary, Name, Stream

_RETURN = b"\r"
_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")


class Held(Struct, frozen=True):
    """An object, ready to be numbered; none of its strings may look like a reference."""

    number: int
    """In the file that it comes from."""
    entries: bytes
    stream: bytes
    """With the keywords around it; empty where it has none."""

    def written(self, numbers: Mapping[int, int]) -> bytes:
        """Return it with the numbers that stand for those of the file that it comes from."""
        entries = _REFERENCE.sub(lambda match: b"%d 0 R" % numbers[int(match[1])], self.entries)
        return b"%d 0 obj\n%s%s\nendobj\n" % (numbers[self.number], entries, self.stream)


def hold(roots: Iterable[pikepdf.Object]) -> tuple[Held, ...]:
    """Return the objects that some lead to, themselves first where they are objects of their own."""
    found: dict[int, pikepdf.Object] = {}
    for root in roots:
        _gather(root, found)
    return tuple(_held(item) for item in found.values())


def _gather(item: object, found: dict[int, pikepdf.Object]) -> None:
    if not isinstance(item, pikepdf.Object) or (item.is_indirect and item.objgen[0] in found):
        return
    if item.is_indirect:
        found[item.objgen[0]] = item
    if isinstance(item, Array):
        below: Iterable[object] = item.as_list()
    else:
        below = [entry for _, entry in item.items()] if isinstance(item, Dictionary | Stream) else ()
    for entry in below:
        _gather(entry, found)


def _held(item: pikepdf.Object) -> Held:
    number = item.objgen[0]
    if not isinstance(item, Stream):
        return Held(number, item.unparse(resolved=True), b"")
    packed = item.read_raw_bytes() if "/Filter" in item else zlib.compress(item.read_bytes(), 9)
    entries = Dictionary({"/Filter": Name.FlateDecode} | dict(item.items()))
    entries.Length = len(packed)
    return Held(number, entries.unparse(), b"\nstream\n%s\nendstream" % packed)


def references(numbers: Iterable[int]) -> bytes:
    """Return references to some objects, side by side."""
    return b" ".join(b"%d 0 R" % number for number in numbers)


def object_of(number: int, entries: bytes) -> bytes:
    """Return a dictionary as an object."""
    return b"%d 0 obj\n<< %s >>\nendobj\n" % (number, entries)


def stream_of(number: int, data: bytes, entries: bytes = b"", *, is_packed: bool = False) -> bytes:
    """Return a stream as an object; what is packed may get a byte more, for the reason that `pad` tells."""
    if not is_packed:
        return with_length(number, entries, data)
    packed = zlib.compress(data)
    if packed.endswith(_RETURN):
        packed = zlib.compress(data + b"\n")
    return with_length(number, entries + b" /Filter /FlateDecode", packed)


def with_length(number: int, entries: bytes, data: bytes) -> bytes:
    """Return a stream as an object, its data as they are."""
    parts = (number, entries, len(data), data)
    return b"%d 0 obj\n<<%s /Length %d >>\nstream\n%s\nendstream\nendobj\n" % parts
