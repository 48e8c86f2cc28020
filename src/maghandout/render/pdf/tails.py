"""An original and the values of one copy to the tail of the copy: what stands after the original's bytes.

A tail is an incremental update (ISO 32000-1, 7.5.6): the fields that are filled in, the title and the id,
written anew. It needs no library, so that a process that does nothing but write copies starts at once.
"""

from __future__ import annotations

import functools
import hashlib
import re
import struct
from collections.abc import Iterator, Mapping
from html import escape

from msgspec import Struct

from maghandout.render.pdf.appearances import COMPOSITE, Appearance, Line, UnfitError, appear, text_string

__all__ = ["About", "Original", "Slot", "UnfitError", "ensure_known", "tail"]

_ENTRY = struct.Struct(">BIB")
"""Of a cross-reference stream: the kind, the place, the generation."""
_UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What a title must not hold, for XML cannot or a line of words does not."""


class Slot(Struct, frozen=True):
    """A field of an original, its objects cut off where a tail goes on."""

    line: Line
    number: int
    """Of the object of the widget."""
    widget: bytes
    """It, up to its value and default appearance."""
    drawn_number: int
    """Of the object of the appearance."""
    drawn: bytes
    """It, up to its resources."""


class About(Struct, frozen=True):
    """What an original says of itself, cut where a tail says something else."""

    number: int
    """Of the object of the information dictionary."""
    dictionary: bytes
    """It, up to its title, the last entry."""
    packet_number: int
    """Of the object of the XMP packet."""
    packet_object: bytes
    """It, up to its length, the last entry."""
    packet: tuple[bytes, bytes, bytes]
    """The packet around the id of the copy and the title."""


class Original(Struct, frozen=True):
    """A finished handout, and what a tail must know of it; it can be sent to another process."""

    data: bytes
    """The file: a copy is these bytes and its tail."""
    title: str
    slots: tuple[Slot, ...]
    about: About
    widths: Mapping[str, int]
    """See `appear`."""
    resources: bytes
    """Of an appearance: the fonts of the form."""
    composite: tuple[tuple[int, bytes], ...]
    """For a tail that needs the composite font, the numbered objects that add it to those; none where the
    file has it."""
    identity: bytes
    """The first id of the file."""
    root: int
    """The number of the catalog."""
    size: int
    """One more than the highest number of an object."""
    start: int
    """Where the last cross-reference section begins."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields, in the order of reading; none for a handout without any."""
        return tuple(dict.fromkeys(slot.line.name for slot in self.slots))


def tail(original: Original, values: Mapping[str, str], title: str) -> bytes:
    """Return what to append to `original.data` for a copy that shows the values and has the title.

    Each value stands by the name of its field; an empty one, like one left out, leaves the field as it is.
    The same input gives the same bytes.

    Raises:
        UnfitError: there is no such field, it cannot show its value, or the title holds what no title can.
    """
    ensure_known(original, values, title)
    objects: list[tuple[int, bytes]] = []
    fonts = set()
    for slot in original.slots:
        if value := values.get(slot.line.name):
            shown = appear(value, slot.line, original.widths)
            fonts.add(shown.font)
            objects.append((slot.number, _widget(slot, shown)))
            objects.append((slot.drawn_number, _drawn(slot, shown, original.resources)))
    told = b"".join([original.identity, title.encode(), *(data for _, data in objects)])
    identity = hashlib.sha256(told).hexdigest()[: 2 * len(original.identity)].encode()
    if COMPOSITE in fonts:
        objects += original.composite
    objects += _about(original.about, title, identity)
    return _update(original, objects, identity)


def ensure_known(original: Original, values: Mapping[str, str], title: str) -> None:
    """Make sure that there are such fields and such titles.

    Raises:
        UnfitError: there are not.
    """
    if unknown := values.keys() - {slot.line.name for slot in original.slots}:
        names = original.fields
        listed = f"has these: {', '.join(names)}" if names else "has none"
        raise UnfitError(min(unknown), f"is no field of the handout, which {listed}")
    if found := _UNWRITABLE.search(title):
        raise UnfitError("title", f"holds U+{ord(found[0]):04X}, which no title can")


def _widget(slot: Slot, shown: Appearance) -> bytes:
    return b"%s /V %s /DA (%s) >>\nendobj\n" % (slot.widget, shown.value, shown.look)


def _drawn(slot: Slot, shown: Appearance, resources: bytes) -> bytes:
    drawn = shown.drawn
    parts = (slot.drawn, resources, len(drawn), drawn)
    return b"%s /Resources %s /Length %d >>\nstream\n%s\nendstream\nendobj\n" % parts


def _about(about: About, title: str, identity: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the information dictionary and the XMP packet, which must agree, of a copy."""
    string, element = _title(title)
    yield about.number, b"%s /Title %s >>\nendobj\n" % (about.dictionary, string)
    before, between, after = about.packet
    packet = b"".join((before, identity, between, element, after))
    parts = (about.packet_object, len(packet), packet)
    yield about.packet_number, b"%s /Length %d >>\nstream\n%s\nendstream\nendobj\n" % parts


@functools.lru_cache(maxsize=1)
def _title(title: str) -> tuple[bytes, bytes]:
    """Return a title as a string of a PDF and as the text of an element; copies of one handout share it."""
    return text_string(title), escape(title, quote=False).encode()


def _update(original: Original, objects: list[tuple[int, bytes]], identity: bytes) -> bytes:
    """Return the objects with the cross-reference stream over them, which is the last object itself."""
    places, end = {}, len(original.data)
    for number, data in objects:
        places[number] = end
        end += len(data)
    last = max(original.size, max(places) + 1)
    places[last] = end
    numbers, index = _index(tuple(places))
    entries = b"".join([_ENTRY.pack(1, places[number], 0) for number in numbers])
    section = b"%d 0 obj\n<< /Type /XRef /Size %d /Prev %d /Root %d 0 R /Info %d 0 R" % (
        last,
        last + 1,
        original.start,
        original.root,
        original.about.number,
    )
    shape = b" /ID [<%s> <%s>] /W [1 4 1] /Index [%s] /Length %d >>\nstream\n" % (
        original.identity.hex().encode(),
        identity,
        index,
        len(entries),
    )
    close = b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % end
    return b"".join([*(data for _, data in objects), section, shape, entries, close])


@functools.lru_cache
def _index(numbers: tuple[int, ...]) -> tuple[tuple[int, ...], bytes]:
    """Return the numbers of objects in their order, and the index of their cross-references."""
    ordered = tuple(sorted(numbers))
    return ordered, b" ".join([b"%d 1" % number for number in ordered])
