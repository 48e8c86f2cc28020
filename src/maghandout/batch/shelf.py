"""Originals to the user's cache and back: what was laid out by an earlier batch is not laid out again.

An original holds nobody's data. What it was made from is hashed as for a build that is up to date.
"""

from __future__ import annotations

from msgspec import Struct

from maghandout.brand import find_brand
from maghandout.cache import keep, recall
from maghandout.hashes import sha256_of
from maghandout.inputs import inputs_of, stock_of, tools_hash
from maghandout.model.options import Options
from maghandout.model.review import Span
from maghandout.project import Project
from maghandout.render.pdf.tails import Original

_KIND = "originals"
_MOST = 64


class _Kept(Struct, frozen=True):
    """An original, and the days on which it says of its review what it would say if it were made then."""

    span: Span
    original: Original


class Shelf:
    """The originals of earlier batches that would be the same if they were made today."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._asked: dict[tuple[str, Options], str] = {}
        """The hash of what an original was to be made from when it was first asked for."""

    def find(self, topic: str, options: Options) -> Original | None:
        """Return the original of a topic, None where it has to be made.

        Raises:
            HandoutError: the brand, or another input, cannot be read.
        """
        if (topic, options) not in self._asked:
            self._asked[topic, options] = self._hash(topic, options)
        kept = recall(_KIND, self._asked[topic, options], _Kept)
        return kept.original if kept and kept.span.holds(options.today) else None

    def put(self, topic: str, options: Options, original: Original, span: Span) -> None:
        """Keep an original for later batches, unless something changed since it was asked for.

        Nobody must have been warned of anything in it.
        """
        if (key := self._hash(topic, options)) == self._asked[topic, options]:
            keep(_KIND, key, _Kept(span, original), _MOST)

    def _hash(self, topic: str, options: Options) -> str:
        stock = stock_of(self._project, options, find_brand(self._project, options.brand))
        return sha256_of([inputs_of(stock, topic).hash, tools_hash()])
