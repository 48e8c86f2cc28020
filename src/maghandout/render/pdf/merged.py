"""Copies to one PDF for a print run, written as they come, in a memory that hardly grows.

What handouts share is written once. Of its own, a copy has an object stream with its pages and its part of
the structure tree, and a content stream with what is filled in. A run that was broken off goes on from its
last state and gives the same bytes. It may mix handouts and papers; outline and page numbers tell copies
apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import BinaryIO

import pikepdf

from maghandout.render.pdf.appearances import COMPOSITE, SIMPLE, appear, text_string
from maghandout.render.pdf.endings import write_end
from maghandout.render.pdf.faces import composite_font, simple_font
from maghandout.render.pdf.finish import Metadata, output_intents, pad
from maghandout.render.pdf.moulds import Place, Root, read_mould
from maghandout.render.pdf.objects import hold, stream_of
from maghandout.render.pdf.runs import CLOSING, ELEMENT, OPENING, OUTLINE, PAGES, Numbers, Run, Shared
from maghandout.render.pdf.tails import Original, ensure_known

MOST_OBJECTS = 8_388_607
"""In a file that follows PDF/A-2 (ISO 19005-2, 6.1.13)."""


class FullError(ValueError):
    """A file holds as many copies as one can; the next needs another file."""


class Merged:
    """A print run: `add` a copy at a time, then `close`."""

    def __init__(
        self, stream: BinaryIO, originals: Mapping[str, Original], metadata: Metadata, state: bytes = b""
    ) -> None:
        """Begin a run in an empty file, or go on after a state of it in its file, opened to read and write.

        Raises:
            ValueError: the state is of a run of other originals.
        """
        self._stream, self._metadata = stream, metadata
        self._originals = tuple(originals.values())
        self._kinds = {key: kind for kind, key in enumerate(originals)}
        self._run = Run(_share(self._originals))
        if state:
            self._run.unpack(state)
            stream.seek(self._run.end)
            stream.truncate()
        else:
            stream.write(self._run.opening)

    def state(self) -> bytes:
        """Return what another process needs to go on from here, once the stream is flushed.

        It holds no word of a copy, and some ten bytes for each.
        """
        return self._run.pack()

    def add(self, key: str, values: Mapping[str, str], title: str) -> None:
        """Write a copy of the original that has the key; its title stands in the outline.

        Raises:
            UnfitError: as for a tail; nothing is written then.
            FullError: the file is full; nothing is written then.
        """
        kind = self._kinds[key]
        original, mould = self._originals[kind], self._run.shared.moulds[kind]
        if self._run.first + mould.total + 2 > MOST_OBJECTS:
            raise FullError(f"a file holds {MOST_OBJECTS} objects at most")
        ensure_known(original, values, title)
        drawn = [_drawn(places, values, original.widths) for places in mould.places]
        copy = Numbers(mould, self._run.first, self._run.page)
        contents = (stream_of(copy.first + number, data) for number, data in enumerate(drawn, mould.objects))
        written = [*contents, _packed(copy, self._run.last, title)]
        self._stream.write(b"".join(written))
        self._run.add(kind, written)

    def close(self) -> None:
        """Write the end of the file; the stream stays open.

        Raises:
            ValueError: there is no copy.
        """
        if not self._run:
            raise ValueError("a print run without a copy")
        self._stream.write(write_end(self._run, self._metadata))


def _share(originals: Iterable[Original]) -> Shared:
    """Return what copies of some originals share."""
    objects = [stream_of(OPENING, b"q"), stream_of(CLOSING, b"Q")]
    with pikepdf.new() as pdf:
        fonts = {SIMPLE: simple_font(pdf), COMPOSITE: composite_font(pdf)}
        intents = pdf.make_indirect(output_intents(pdf))
        pad(pdf)
        held = hold([*fonts.values(), intents])
        numbers = {item.number: place for place, item in enumerate(held, OPENING + len(objects))}
        objects += [item.written(numbers) for item in held]
        named = {key: numbers[font.objgen[0]] for key, font in fonts.items()}
        intended = numbers[intents.objgen[0]]
    root = Root(PAGES, ELEMENT, OPENING, CLOSING, named)
    moulds = []
    for original in originals:
        mould, shared = read_mould(original.data, root, OPENING + len(objects))
        moulds.append(mould)
        objects += shared
    return Shared(tuple(objects), intended, tuple(moulds))


def _drawn(places: tuple[Place, ...], values: Mapping[str, str], widths: Mapping[str, int]) -> bytes:
    """Return what is filled in on a page; a field left empty keeps its piece of content."""
    parts = [b"Q"]
    for place in places:
        shown = appear(values.get(place.line.name) or place.value, place.line, widths)
        parts.append(b"%s%s Q EMC" % (place.opened, shown.text))
    return b"\n".join(parts)


def _packed(copy: Numbers, last: int, title: str) -> bytes:
    """Return the object stream of a copy; `last` is the first number of the copy before it.

    Its entry of the outline refers to that of the copy after it, which is null where there comes none.
    """
    mould = copy.mould
    gaps = [copy.first + gap if gap >= 0 else copy.page - 1 - gap for gap in mould.gaps]
    entry = b"<< /Title %s /Parent %d 0 R /Dest [%d 0 R /XYZ null null null] /Next %d 0 R%s >>" % (
        text_string(title),
        OUTLINE,
        copy.first + 1,
        copy.stream + 1,
        b" /Prev %d 0 R" % last if last else b"",
    )
    entries = b" /Type /ObjStm /N %d /First %d" % (mould.objects, mould.first)
    return stream_of(copy.stream, mould.body % tuple(gaps) + entry, entries, is_packed=True)
