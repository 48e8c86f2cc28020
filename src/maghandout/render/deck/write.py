"""A `Deck` to the bytes of a PPTX: real titles, text, tables and charts that can be edited and read aloud.

It draws what the plan says and where; it measures nothing and chooses no words.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable
from typing import assert_never

from lxml import etree
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.shapes.autoshape import Shape
from pptx.slide import Slide

from maghandout.render.deck.base import BaseDeck
from maghandout.render.deck.model import (
    SLIDE_HEIGHT,
    Box,
    ChartFrame,
    Deck,
    Frame,
    Layout,
    PlannedSlide,
    RuleFrame,
    TableFrame,
    TextFrame,
    Tone,
)
from maghandout.render.deck.package import repack
from maghandout.render.deck.sections import set_sections
from maghandout.render.deck.shapes import SlideWriter
from maghandout.theme import Theme

AUTHOR = "maghandout"

_BARS = {Layout.TITLE: 26.0, Layout.TEXT: 9.0, Layout.FREE: 9.0}
"""Width of the bar at the left edge."""
_FOOTER = Box(50, 510, 600, 18)
_NUMBER = Box(834, 510, 80, 18)
_NO_DATE = datetime.date(1980, 1, 1)
"""Stands in a deck that does not say when it was updated."""


def write(deck: Deck, theme: Theme) -> bytes:
    """Return the PPTX of a deck, the same bytes for the same deck and theme."""
    base = BaseDeck(theme)
    for planned in deck.slides:
        _write_slide(base, planned, deck, theme)
    date = datetime.datetime.combine(deck.updated or _NO_DATE, datetime.time())
    _set_properties(base.presentation, deck, date)
    _set_language(base.presentation, deck.language)
    set_sections(base.presentation, [planned.part for planned in deck.slides])
    buffer = io.BytesIO()
    base.presentation.save(buffer)
    return repack(buffer.getvalue(), date)


def _write_slide(base: BaseDeck, planned: PlannedSlide, deck: Deck, theme: Theme) -> None:
    slide = base.presentation.slides.add_slide(base.layout(planned.layout))
    writer = SlideWriter(slide, theme.colors)
    writer.title(planned.title, planned.title_place, planned.title_size)
    writer.rule(RuleFrame("Bar", Box(0, 0, _BARS[planned.layout], SLIDE_HEIGHT), Tone.ACCENT))
    free = _text_placeholder(slide)
    for frame in planned.frames:
        if free is not None and isinstance(frame, TextFrame):
            writer.text(frame, free)
            slide.shapes._spTree.append(free._element)
            free = None
        else:
            _write_frame(writer, frame)
    if planned.layout is not Layout.TITLE:
        _write_foot(slide, writer, deck.footer, len(base.presentation.slides), theme.deck.source)
    _write_notes(slide, planned.notes)
    _drop_empty(slide)


def _write_frame(writer: SlideWriter, frame: Frame) -> None:
    match frame:
        case TextFrame():
            writer.text(frame)
        case TableFrame():
            writer.table(frame)
        case ChartFrame():
            writer.chart(frame)
        case RuleFrame():
            writer.rule(frame)
        case _:
            assert_never(frame)


def _text_placeholder(slide: Slide) -> Shape | None:
    """Return the layout's place for text, or None where it has a title alone."""
    return next((shape for shape in slide.placeholders if shape.placeholder_format.idx == 1), None)


def _write_foot(slide: Slide, writer: SlideWriter, footer: str, number: int, size: float) -> None:
    """Clone the layout's footer and slide number, which python-pptx leaves out of a new slide."""
    for source in slide.slide_layout.placeholders:  # type: ignore[misc]  # python-pptx's own annotation
        kind = source.placeholder_format.type
        if kind is PP_PLACEHOLDER.SLIDE_NUMBER:
            writer.foot(source, _NUMBER, size, number=number)
        elif kind is PP_PLACEHOLDER.FOOTER and footer:
            writer.foot(source, _FOOTER, size, words=footer)


def _write_notes(slide: Slide, notes: Iterable[str]) -> None:
    text = slide.notes_slide.notes_text_frame
    if text is not None:
        text.text = "\n".join(notes)


def _drop_empty(slide: Slide) -> None:
    """Drop placeholders that hold nothing, on the slide and on its notes."""
    for shape in (*slide.placeholders, *slide.notes_slide.placeholders):
        is_field = shape._element.find(f".//{qn('a:fld')}") is not None
        if shape.has_text_frame and not is_field and not shape.text_frame.text.strip():
            shape._element.getparent().remove(shape._element)


def _set_properties(presentation: Presentation, deck: Deck, date: datetime.datetime) -> None:
    properties = presentation.core_properties
    properties.title, properties.subject = deck.title, deck.subject
    properties.author = properties.last_modified_by = AUTHOR
    properties.created = properties.modified = date
    properties.language, properties.revision = deck.language, 1
    properties.keywords = properties.comments = properties.category = ""


def _set_language(presentation: Presentation, language: str) -> None:
    """Say the language of every run, on slides, notes, layouts and the master."""
    roots = [presentation._element, presentation.slide_master._element]
    roots += [layout._element for layout in presentation.slide_layouts]
    for slide in presentation.slides:
        roots += [slide._element, slide.notes_slide._element]
        roots += [shape.chart._chartSpace for shape in slide.shapes if shape.has_chart]
    for root in roots:
        for run in root.iter(qn("a:r"), qn("a:fld")):
            properties = run.find(qn("a:rPr"))
            if properties is None:
                properties = etree.Element(qn("a:rPr"))
                run.insert(0, properties)
            properties.set("lang", language)
        for properties in root.iter(qn("a:endParaRPr"), qn("a:defRPr")):
            properties.set("lang", language)
