"""Pieces to a page of HTML with a style sheet for paper, as WeasyPrint prints it."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import assert_never

from maghandout.render.html.fonts import Face
from tests.benchmarks.pieces import (
    FAMILY,
    FONTS,
    Frame,
    Grid,
    Head,
    Picture,
    Piece,
    Points,
    Span,
    Spans,
    Words,
)

_STYLE = """\
@page { size: Letter; margin: 54pt; @bottom-right { content: "Page " counter(page) " of " counter(pages); } }
html { font: 13pt/1.35 "%s"; color: #1d2528; }
h1 { font-size: 25pt; line-height: 29pt; margin: 0 0 6pt; color: #0b575e; bookmark-level: 1; }
h2 { font-size: 15pt; margin: 8pt 0 2pt; color: #0b575e; }
p, ul, ol { margin: 2pt 0; }
ol.small { font-size: 10pt; line-height: 1.2; }
table { border-collapse: collapse; font-size: 12pt; width: 100%%; }
th, td { border-bottom: 0.6pt solid #c3cfd1; padding: 2pt 4pt; text-align: left; vertical-align: top; }
.frame { border: 1.4pt solid #0b575e; background: #e8f2f2; padding: 4pt 8pt; margin: 6pt 0; }
"""


def handout_html(pieces: Iterable[Piece], title: str, language: str) -> str:
    """Return the page of a handout."""
    style = "".join(map(_face, Face)) + _STYLE % FAMILY
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{style}</style>'
    body = "".join(f"{_piece(piece)}\n" for piece in pieces)
    return f'<!doctype html>\n<html lang="{language}"><head>{head}</head><body>\n{body}</body></html>\n'


def _face(face: Face) -> str:
    look = f"font-weight: {face.weight}; font-style: {face.style}"
    return f'@font-face {{ font-family: "{FAMILY}"; src: url("{(FONTS / face).as_uri()}"); {look}; }}\n'


def _piece(piece: Piece) -> str:
    match piece:
        case Head(level, spans):
            return f"<h{level}>{_spans(spans)}</h{level}>"
        case Words(spans):
            return f"<p>{_spans(spans)}</p>"
        case Points(items, is_numbered, is_small):
            tag = "ol" if is_numbered else "ul"
            look = ' class="small"' if is_small else ""
            return f"<{tag}{look}>{''.join(f'<li>{_spans(item)}</li>' for item in items)}</{tag}>"
        case Grid((head, *body)):
            rows = "".join(_row(row, "td") for row in body)
            return f"<table><thead>{_row(head, 'th')}</thead><tbody>{rows}</tbody></table>"
        case Grid():
            return ""
        case Picture(path, width_pt, alt):
            return f'<p><img src="{path.as_uri()}" alt="{escape(alt)}" style="width: {width_pt:.0f}pt"></p>'
        case Frame(inside):
            return f'<div class="frame">{"".join(map(_piece, inside))}</div>'
        case _:
            assert_never(piece)


def _row(row: tuple[Spans, ...], tag: str) -> str:
    return f"<tr>{''.join(f'<{tag}>{_spans(cell)}</{tag}>' for cell in row)}</tr>"


def _spans(spans: Spans) -> str:
    return "".join(map(_span, spans))


def _span(span: Span) -> str:
    text = escape(span.text, quote=False)
    marks = (
        ("sup", span.is_raised),
        ("sub", span.is_lowered),
        ("em", span.is_slanted),
        ("strong", span.is_strong),
    )
    for tag, is_marked in marks:
        text = f"<{tag}>{text}</{tag}>" if is_marked else text
    return f'<a href="{escape(span.target)}">{text}</a>' if span.target else text
