"""A print run so far: what its copies share, where each stands in the file, and where the next will.

It keeps some ten bytes of each copy, and can be packed up to go on in another process.
"""

from __future__ import annotations

import hashlib
import struct
from array import array
from collections.abc import Iterator, Sequence

from msgspec import Struct

from maghandout.render.pdf.moulds import Mould

HEADER = b"%PDF-1.7\n%\xbf\xf7\xa2\xfe\n"
CATALOG, PAGES, TREE, ELEMENT, PARENTS, OUTLINE, ABOUT, PACKET, OPENING, CLOSING = range(1, 11)
"""The numbers of what is written last, and of the two streams that are written first."""

_STATE = struct.Struct(">QI32s32s")


class Shared(Struct, frozen=True):
    """What all copies of a run share."""

    objects: tuple[bytes, ...]
    """Numbered from `OPENING` on."""
    intents: int
    moulds: tuple[Mould, ...]


class Numbers(Struct, frozen=True):
    """Where the numbers of a copy begin."""

    mould: Mould
    first: int
    """Of its objects; the first is its entry of the outline."""
    page: int
    """Of its pages in the file, from 0."""

    @property
    def stream(self) -> int:
        """The number of its object stream, its last."""
        return self.first + self.mould.total - 1


class Run:
    """The copies of a run that are written."""

    def __init__(self, shared: Shared) -> None:
        """Begin with none."""
        self.shared = shared
        self.opening = HEADER + b"".join(shared.objects)
        self._begun = self.digest = hashlib.sha256(self.opening).digest()
        self.end = len(self.opening)
        """Where in the file the next copy begins."""
        self.first, self.page = OPENING + len(shared.objects), 0
        """The number of the next object, and of the next page."""
        self.last = 0
        """The first number of the last copy; 0 for none."""
        self._kinds, self.lengths = array("H"), array("I")
        """The place of each copy's mould, and the length of each of its stream objects."""

    def __len__(self) -> int:
        return len(self._kinds)

    def add(self, kind: int, streams: Sequence[bytes]) -> None:
        """Note a copy, its content streams and its object stream."""
        self._kinds.append(kind)
        self.lengths.extend(map(len, streams))
        self.digest = hashlib.sha256(b"".join([self.digest, *streams])).digest()
        self.end += sum(map(len, streams))
        self._pass(kind)

    def _pass(self, kind: int) -> None:
        mould = self.shared.moulds[kind]
        self.last, self.first, self.page = self.first, self.first + mould.total, self.page + mould.pages

    def copies(self) -> Iterator[Numbers]:
        """Yield the numbers of each copy."""
        first, page = OPENING + len(self.shared.objects), 0
        for kind in self._kinds:
            mould = self.shared.moulds[kind]
            yield Numbers(mould, first, page)
            first, page = first + mould.total, page + mould.pages

    def pack(self) -> bytes:
        """Return what `unpack` needs."""
        head = _STATE.pack(self.end, len(self), self._begun, self.digest)
        return head + self._kinds.tobytes() + self.lengths.tobytes()

    def unpack(self, state: bytes) -> None:
        """Go on where another run of the same originals was packed.

        Raises:
            ValueError: its originals were others.
        """
        self.end, copies, begun, self.digest = _STATE.unpack_from(state)
        if begun != self._begun:
            raise ValueError("the print run was begun with other originals")
        split = _STATE.size + self._kinds.itemsize * copies
        self._kinds.frombytes(state[_STATE.size : split])
        self.lengths.frombytes(state[split:])
        for kind in self._kinds:
            self._pass(kind)
