"""Sheets for tests: those of the built-in topics, and small ones made of a few blocks."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Mapping

from msgspec.structs import replace

from maghandout.check.lexicon import load_lexicon
from maghandout.check.sheet import Sheet, sentences_of
from maghandout.diagnostics import Origin
from maghandout.library.scan import scan
from maghandout.model.document import Block, Paragraph, Text
from maghandout.model.library import Library
from tests.topics import PROJECT, make, make_pdf, pipeline

TODAY = datetime.date(2026, 11, 22)


@functools.cache
def library() -> Library:
    """Return the built-in library."""
    return scan(PROJECT)


@functools.cache
def sheet(topic: str) -> Sheet:
    """Return the sheet of a built-in topic, laid out on letter paper in the standard profile."""
    made, pdf = make(topic), make_pdf(topic)
    return Sheet(
        selection=made.selection,
        handout=made.handout,
        deck=made.deck,
        library=library(),
        theme=pipeline().theme,
        pdf=pdf.data,
        pages=pdf.pages,
        warnings=pdf.warnings,
        today=TODAY,
        sentences=tuple(sentences_of(made.handout.blocks)),
        lexicon=load_lexicon(PROJECT, made.handout.language),
    )


def sheet_of(*blocks: Block, lexicon: Mapping[str, str] | None = None) -> Sheet:
    """Return the sheet of a built-in topic whose handout says these blocks instead; its pages stay."""
    whole = sheet("back-pain")
    return replace(
        whole,
        handout=replace(whole.handout, blocks=blocks),
        sentences=tuple(sentences_of(blocks)),
        lexicon=whole.lexicon if lexicon is None else lexicon,
    )


def lines(*texts: str) -> tuple[Paragraph, ...]:
    """Return a paragraph a text, each on a line of its own of `seed.md`."""
    return tuple(Paragraph((Text(text),), Origin("seed.md", line)) for line, text in enumerate(texts, 1))
