"""Slides to the plain data that a python-pptx script holds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

from tests.benchmarks.pieces import Frame, Grid, Head, Leaf, Picture, Piece, Points, Spans, Words


def deck_json(leaves: Iterable[Leaf]) -> str:
    """Return the slides as JSON: the title, words in runs of `[text, is_strong]`, tables, charts, notes."""
    return json.dumps([_leaf(leaf) for leaf in leaves], ensure_ascii=False)


def _leaf(leaf: Leaf) -> Mapping[str, object]:
    flat = list(_flat(leaf.pieces))
    charts = [piece.chart for piece in flat if isinstance(piece, Picture) and piece.chart]
    return {
        "title": _plain(leaf.title),
        "words": [_runs(line) for piece in flat for line in _lines(piece)],
        "tables": [_rows(piece) for piece in flat if isinstance(piece, Grid)],
        "charts": [
            {"categories": chart.categories, "series": [[row.name, row.values] for row in chart.series]}
            for chart in charts
        ],
        "pictures": [str(piece.path) for piece in flat if isinstance(piece, Picture) and not piece.chart],
        "notes": "\n".join(_plain(line) for piece in _flat(leaf.notes) for line in _lines(piece)),
    }


def _flat(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        if isinstance(piece, Frame):
            yield from _flat(piece.pieces)
        else:
            yield piece


def _lines(piece: Piece) -> tuple[Spans, ...]:
    match piece:
        case Head(_, spans) | Words(spans):
            return (spans,)
        case Points(items):
            return items
        case Grid() | Picture() | Frame():
            return ()
        case _:
            assert_never(piece)


def _rows(grid: Grid) -> list[list[str]]:
    return [[_plain(cell) for cell in row] for row in grid.rows]


def _runs(spans: Spans) -> list[tuple[str, bool]]:
    return [(span.text, span.is_strong) for span in spans]


def _plain(spans: Spans) -> str:
    return "".join(span.text for span in spans)
