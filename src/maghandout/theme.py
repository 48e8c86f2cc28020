"""A theme file to a `Theme`: colours, sizes and spaces that every renderer draws with.

It decides how things look, never what is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from maghandout.diagnostics import Finding, Origin
from maghandout.errors import StyleError
from maghandout.project import Project
from maghandout.textfile import read_text
from maghandout.yamlfile import Fields, Mapping, parse, raise_problems

DEFAULT = "standard"

_COLOR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Colors:
    """Colours as `#rrggbb`."""

    ink: str
    muted: str
    accent: str
    accent_tint: str
    warning: str
    warning_tint: str
    rule: str
    paper: str


@dataclass(frozen=True, slots=True)
class PageSpaces:
    """Lengths on the page, in points."""

    margin: float
    rail: float
    """Width of the rail of headings."""
    gutter: float
    """Between the rail and the text."""
    gap: float
    """The unit of vertical space."""


@dataclass(frozen=True, slots=True)
class TextSize:
    """A size and its line height, in points."""

    size: float
    leading: float


@dataclass(frozen=True, slots=True)
class TextSizes:
    """The scale of the page."""

    title: TextSize
    purpose: TextSize
    heading: TextSize
    body: TextSize
    table: TextSize
    note: TextSize
    source: TextSize
    furniture: TextSize


@dataclass(frozen=True, slots=True)
class DeckSizes:
    """The font and the sizes of slides, in points."""

    font: str
    title: float
    body: float
    table: float
    source: float


@dataclass(frozen=True, slots=True)
class Theme:
    """How everything looks."""

    colors: Colors
    page: PageSpaces
    text: TextSizes
    deck: DeckSizes


def load_theme(project: Project, name: str = DEFAULT) -> Theme:
    """Read a theme of the project.

    Raises:
        StyleError: there is no such theme, or it lacks a value or has a wrong one.
    """
    for file in project.each("templates", f"themes/{name}.yaml"):
        problems: list[Finding] = []
        fields = Fields(parse(read_text(file.path, file.shown), file.shown), "theme", problems)
        theme = Theme(_colors(fields), _page(fields), _text(fields), _deck(fields))
        fields.finish()
        raise_problems(problems, StyleError)
        return theme
    raise StyleError.at(Origin(f"templates/themes/{name}.yaml"), f"unknown theme {name!r}")


def _part(fields: Fields, key: str) -> Fields:
    return Fields(fields.node(key) or Mapping((), fields.origin), key, fields.problems)


def _length(fields: Fields, key: str) -> float:
    value = fields.number(key)
    if value is None and key not in fields:
        fields.problem(fields.origin, f"theme: {key!r} is missing")
    elif value is not None and not 0 < value <= 1000:
        fields.problem(fields.origin_of(key), f"theme: {key!r}: found {value:g}, expected 1 to 1000 points")
    return value or 1.0


def _colors(fields: Fields) -> Colors:
    colors = _part(fields, "colors")
    values = {}
    for name in Colors.__slots__:
        value = colors.text(name, required=True).lower()
        if value and not _COLOR.fullmatch(value):
            message = f"colors: {name!r}: not a colour: {value!r}"
            colors.problem(colors.origin_of(name), message, "write it as #rrggbb")
        values[name] = value
    colors.finish()
    return Colors(**values)


def _page(fields: Fields) -> PageSpaces:
    page = _part(fields, "page")
    spaces = PageSpaces(**{name: _length(page, name) for name in PageSpaces.__slots__})
    page.finish()
    return spaces


def _text(fields: Fields) -> TextSizes:
    text = _part(fields, "text")
    sizes = {}
    for name in TextSizes.__slots__:
        size = _part(text, name)
        sizes[name] = TextSize(_length(size, "size"), _length(size, "leading"))
        size.finish()
    text.finish()
    return TextSizes(**sizes)


def _deck(fields: Fields) -> DeckSizes:
    deck = _part(fields, "deck")
    sizes = {name: _length(deck, name) for name in DeckSizes.__slots__ if name != "font"}
    found = DeckSizes(font=deck.text("font", required=True), **sizes)
    deck.finish()
    return found
