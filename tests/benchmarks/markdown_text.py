"""Pieces to Markdown as pandoc reads it, for a PDF and for slides; pictures lie beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import assert_never

from tests.benchmarks.pieces import Frame, Grid, Head, Leaf, Picture, Piece, Points, Span, Spans, Words

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~^$@])")
_MARKER = re.compile(r"^(\d+|[A-Za-z])([.)])(?=\s|$)|^([-+:%])")
"""What opens a list, a definition or a title where it opens a paragraph."""
_EDGES = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)


def handout_markdown(pieces: Iterable[Piece], title: str, language: str) -> str:
    """Return the Markdown of a handout; the title goes to the file's properties alone."""
    matter = f'---\npagetitle: "{title}"\nlang: {language}\n---\n\n'
    return matter + "".join(f"{line}\n" for line in _lines(pieces))


def deck_markdown(leaves: Iterable[Leaf], language: str) -> str:
    """Return the Markdown of slides, for `--slide-level 1`."""
    slides = (f"{line}\n" for leaf in leaves for line in _leaf(leaf))
    return f"---\nlang: {language}\n---\n\n{''.join(slides)}"


def _leaf(leaf: Leaf) -> Iterator[str]:
    yield f"# {_spans(leaf.title)}\n"
    yield from _lines(leaf.pieces)
    yield "::: notes\n"
    yield from _lines(leaf.notes)
    yield ":::\n"


def _lines(pieces: Iterable[Piece]) -> Iterator[str]:
    for piece in pieces:
        match piece:
            case Head(level, spans):
                yield f"{'#' * level} {_spans(spans)}\n"
            case Words(spans):
                yield f"{_spans(spans)}\n"
            case Points(items, is_numbered):
                marks = (f"{number}." if is_numbered else "-" for number in range(1, len(items) + 1))
                yield from (f"{mark} {_spans(item)}" for mark, item in zip(marks, items, strict=True))
                yield ""
            case Grid(rows):
                yield from _grid(rows)
            case Picture(path, width_pt, alt):
                yield f"![{_escaped(alt)}]({path.name}){{width={width_pt / 72:.2f}in}}\n"
            case Frame(inside):
                yield "::: box\n"
                yield from _lines(inside)
                yield ":::\n"
            case _:
                assert_never(piece)


def _grid(rows: tuple[tuple[Spans, ...], ...]) -> Iterator[str]:
    head, *body = (f"| {' | '.join(map(_spans, row))} |" for row in rows)
    yield head
    yield f"|{'---|' * len(rows[0])}"
    yield from body
    yield ""


def _spans(spans: Spans) -> str:
    text = "".join(map(_span, spans))
    return _MARKER.sub(lambda found: f"{found[1] or ''}\\{found[2] or found[3]}", text)


def _span(span: Span) -> str:
    """Write a span, its outer spaces outside its marks, because marks must touch words."""
    before, text, after = _edges(span.text)
    if not text:
        return span.text
    text = _escaped(text)
    if span.is_raised or span.is_lowered:
        mark = "^" if span.is_raised else "~"
        text = f"{mark}{text.replace(' ', chr(92) + ' ')}{mark}"
    text = f"[{text}]({span.target})" if span.target else text
    text = f"*{text}*" if span.is_slanted else text
    text = f"**{text}**" if span.is_strong else text
    return f"{before}{text}{after}"


def _edges(text: str) -> tuple[str, str, str]:
    found = _EDGES.fullmatch(text)
    return (found[1], found[2], found[3]) if found else ("", text, "")


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
