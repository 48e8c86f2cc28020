"""Drawings to inline SVG, in points; the page's style sheet says how large they are shown.

Shapes of one look that follow each other become one path: a QR code or a hundred people stay small.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import assert_never

from maghandout.render.figures import Arrow, Drawing, Person, Rectangle, Shape, Words
from maghandout.render.html.markup import Element, element
from maghandout.theme import Colors, Tone

_LINE_PT = 0.9


def write_drawing(drawing: Drawing, colors: Colors, alt: str, class_: str) -> Element:
    """Return a drawing as a picture with its words; without words it is decoration that nobody is told of."""
    groups = groupby(drawing.shapes, _look)
    return element(
        "svg",
        *(shape for look, shapes in groups for shape in _group(look, tuple(shapes), colors)),
        viewBox=f"0 0 {_number(drawing.width)} {_number(drawing.height)}",
        class_=class_,
        role="img" if alt else None,
        aria_label=alt or None,
        aria_hidden=None if alt else "true",
    )


def _look(shape: Shape) -> tuple[Tone, Tone | None] | None:
    """Return the fill and line of a shape that can share a path; None for words."""
    match shape:
        case Rectangle():
            return shape.fill, shape.line
        case Person():
            return (Tone.ACCENT if shape.is_filled else Tone.PAPER), Tone.ACCENT
        case Arrow():
            return Tone.ACCENT, None
        case Words():
            return None
        case _:
            assert_never(shape)


def _group(
    look: tuple[Tone, Tone | None] | None, shapes: tuple[Shape, ...], colors: Colors
) -> Iterator[Element]:
    if look is None:
        yield from (_words(shape, colors) for shape in shapes if isinstance(shape, Words))
        return
    fill, line = look
    yield element(
        "path",
        d="".join(map(_outline, shapes)),
        fill=colors.of(fill),
        stroke=colors.of(line) if line else None,
        stroke_width=_number(_LINE_PT) if line else None,
    )


def _outline(shape: Shape) -> str:
    """Return the path of a shape."""
    match shape:
        case Rectangle(left, top, width, height):
            return f"M{_at(left, top)}h{_number(width)}v{_number(height)}h{_number(-width)}z"
        case Person():
            return _person(shape)
        case Arrow():
            first, *rest = (_at(x, y) for x, y in shape.corners)
            return f"M{first}L{' '.join(rest)}z"
        case Words():
            return ""
        case _:
            assert_never(shape)


def _person(person: Person) -> str:
    """Return the head, then the body from its lower left corner."""
    wide, head, turn = person.width, person.head, person.shoulder
    upright = person.height - person.neck - turn
    round_, corner = f"a{_at(head, head)} 0 1 0 ", f"a{_at(turn, turn)} 0 0 1 "
    return (
        f"M{_at(person.left + wide / 2 - head, person.top + head)}"
        f"{round_}{_at(2 * head, 0)}{round_}{_at(-2 * head, 0)}z"
        f"m{_at(head - wide / 2, person.height - head)}v{_number(-upright)}{corner}{_at(turn, -turn)}"
        f"h{_number(wide - 2 * turn)}{corner}{_at(turn, turn)}v{_number(upright)}z"
    )


def _words(words: Words, colors: Colors) -> Element:
    return element(
        "text",
        words.text,
        x=_number(words.left),
        y=_number(words.baseline),
        font_size=_number(words.size),
        font_weight="700" if words.is_strong else None,
        fill=colors.of(words.tone),
    )


def _at(x: float, y: float) -> str:
    return f"{_number(x)} {_number(y)}"


def _number(value: float) -> str:
    """Write a length to a hundredth of a point."""
    return f"{round(value, 2) + 0.0:g}"
