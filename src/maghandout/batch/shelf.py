"""Originals to the user's cache and back: what was laid out by an earlier batch is not laid out again.

An original holds nobody's data. What it was made from is hashed as for a build that is up to date.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec import Struct

from maghandout.brand import find_brand
from maghandout.cache import keep, recall
from maghandout.errors import HandoutError
from maghandout.hashes import sha256_of
from maghandout.inputs import Stock, inputs_of, stock_of, tools_hash
from maghandout.model.options import Options
from maghandout.model.review import Span
from maghandout.project import Project
from maghandout.render.pdf.tails import Original

if TYPE_CHECKING:
    from maghandout.manifest import Entry

_KIND = "originals"
_MOST = 160
"""So many handouts have the built-in topics, each in every profile and on either paper, and some more."""


class _Kept(Struct, frozen=True):
    """An original, and the days on which it says of its review what it would say if it were made then."""

    span: Span
    original: Original


class Shelf:
    """The originals of earlier batches that would be the same if they were made now.

    For one batch, seeds, templates and brand are as they were when it first asked.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._stocks: dict[Options, Stock] = {}
        self._asked: dict[tuple[str, Options], str] = {}
        """The hash of what an original is to be made from."""

    def find(self, topic: str, options: Options) -> Original | None:
        """Return the original of a topic, None where it has to be made.

        Raises:
            HandoutError: the brand, or another input, cannot be read.
        """
        if options not in self._stocks:
            self._stocks[options] = self._stock(options)
        hash_ = self._asked[topic, options] = inputs_of(self._stocks[options], topic).hash
        kept = recall(_KIND, _key(hash_), _Kept)
        return kept.original if kept and kept.span.holds(options.today) else None

    def put(self, topic: str, options: Options, original: Original, entry: Entry) -> None:
        """Keep an original that was asked for and not found, with what a manifest would say of it.

        It is not kept if users were warned of something, who are to be warned again, or if any file changed
        between the asking and now: then nobody knows which of both it was made from.
        """
        asked = self._asked[topic, options]
        with suppress(HandoutError):  # a file that cannot be read now has changed, too
            now = inputs_of(self._stock(options), topic).hash
            if asked == entry.inputs.hash == now and not entry.is_warned:
                keep(_KIND, _key(asked), _Kept(entry.span, original), _MOST)

    def _stock(self, options: Options) -> Stock:
        return stock_of(self._project, options, find_brand(self._project, options.brand))


def _key(inputs: str) -> str:
    return sha256_of([inputs, tools_hash()])
