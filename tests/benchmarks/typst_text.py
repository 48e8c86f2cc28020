"""Pieces to a typst file, as a person who knows typst would write it; pictures lie beside it.

The lines to write on can be filled in from outside, by the names of the fields.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import assert_never

from tests.benchmarks.pieces import FAMILY, Frame, Grid, Head, Picture, Piece, Points, Span, Spans, Words

_SPECIAL = re.compile(r"""([\\`*_$#\[\]<>@~=+/"'-])""")
_MARKER = re.compile(r"^(\d+)\.(?=\s|$)")
_SETTINGS = """\
#set document(title: %s)
#set page("us-letter", margin: 54pt, numbering: "1 of 1")
#set text(font: %s, size: 13pt, lang: "%s", fill: rgb("#1d2528"))
#set par(leading: 0.55em, spacing: 0.7em)
#show heading: set text(fill: rgb("#0b575e"))
#show heading.where(level: 1): set text(size: 25pt)
#show heading.where(level: 2): set text(size: 15pt)
#show table: set text(size: 12pt)
"""


def handout_typst(pieces: Iterable[Piece], title: str, language: str) -> str:
    """Return the typst file of a handout."""
    settings = _SETTINGS % (_string(title), _string(FAMILY), language.partition("-")[0])
    return settings + "".join(f"\n{_piece(piece)}\n" for piece in pieces)


def _piece(piece: Piece) -> str:
    match piece:
        case Head(level, spans):
            return f"#heading(level: {level})[{_spans(spans)}]"
        case Words(spans):
            return _spans(spans)
        case Points(items, is_numbered, is_small):
            points = "".join(f"[{_spans(item)}]" for item in items)
            listed = f"{'enum' if is_numbered else 'list'}(tight: true){points}"
            return f"#[#set text(size: 10pt);#{listed}]" if is_small else f"#{listed}"
        case Grid((head, *body)):
            cells = ", ".join(f"[{_spans(cell)}]" for row in body for cell in row)
            heads = ", ".join(f"[*{_spans(cell)}*]" for cell in head)
            return f"#table(columns: (1fr,) * {len(head)}, table.header({heads}), {cells})"
        case Grid():
            return ""
        case Picture(path, width_pt, alt):
            return f"#image({_string(path.name)}, width: {width_pt:.0f}pt, alt: {_string(alt)})"
        case Frame(inside):
            within = "\n\n".join(map(_piece, inside))
            return f'#block(width: 100%, inset: 8pt, stroke: 1.4pt, fill: rgb("#e8f2f2"))[{within}]'
        case _:
            assert_never(piece)


def _spans(spans: Spans) -> str:
    return _MARKER.sub(r"\1\\.", "".join(map(_span, spans)))


def _span(span: Span) -> str:
    """Write a span; `;` ends a call, so that brackets among the words after it are none of its."""
    text = _SPECIAL.sub(r"\\\1", span.text)
    text = f"#sys.inputs.at({_string(span.field)}, default: [{text}]);" if span.field else text
    marks = (
        ("super", span.is_raised),
        ("sub", span.is_lowered),
        ("emph", span.is_slanted),
        ("strong", span.is_strong),
    )
    for name, is_marked in marks:
        text = f"#{name}[{text}];" if is_marked else text
    return f"#link({_string(span.target)})[{text}];" if span.target else text


def _string(text: str) -> str:
    """Return words as a string of typst, whose escapes for quotes, backslashes and lines are JSON's."""
    return json.dumps(text, ensure_ascii=False)
