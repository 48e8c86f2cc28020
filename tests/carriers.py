"""Built files that carry a trail, of the topics of the repository."""

from __future__ import annotations

import functools
from pathlib import Path

from maghandout.model.options import Paper
from maghandout.render.deck.plan import plan
from maghandout.render.deck.template import open_template
from maghandout.render.deck.write import write
from maghandout.render.pdf.write import render
from maghandout.trail import trail_of, write_trail
from tests.topics import make, pipeline

INPUTS = "0" * 64


@functools.cache
def pdf_of(topic: str, *, has_trail: bool = True) -> bytes:
    """Return the handout of a topic."""
    made = make(topic)
    trail = write_trail(trail_of(made.handout, pipeline().library, INPUTS)) if has_trail else b""
    return render(made.handout, pipeline().theme, Paper.LETTER, trail).data


@functools.cache
def deck_of(topic: str, *, has_trail: bool = True) -> bytes:
    """Return the deck of a topic."""
    made, theme = make(topic), pipeline().theme
    trail = write_trail(trail_of(made.deck, pipeline().library, INPUTS)) if has_trail else b""
    template = open_template(theme)
    return write(plan(made.deck, theme, template), template, trail)


def file_of(folder: Path, data: bytes) -> Path:
    """Write a built file and return its path."""
    path = folder / ("x.pdf" if data.startswith(b"%PDF") else "x.pptx")
    path.write_bytes(data)
    return path
