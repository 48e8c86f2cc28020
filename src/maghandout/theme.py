"""A theme file to a `Theme`: colours, sizes and spaces that every renderer draws with.

It decides how things look, never what is said. Each profile (`standard`, `large`, `mono`) is a file; one that
`extends` another says only what differs.
"""

from __future__ import annotations

import re
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from maghandout.diagnostics import Finding, Origin
from maghandout.errors import StyleError
from maghandout.model.brand import Brand
from maghandout.model.options import Profile
from maghandout.project import Project
from maghandout.textfile import read_text
from maghandout.yamlfile import Fields, Mapping, Node, Scalar, parse, raise_problems

_PAGE = {
    "margin": (36.0, 108.0), "rail": (0.0, 180.0), "gutter": (0.0, 60.0), "gap": (1.0, 40.0),
    "inset": (1.0, 60.0), "measure": (150.0, 468.0), "letters": (30.0, 75.0), "most_pages": (1.0, 100.0),
}  # fmt: skip
"""Least and most points of the lengths on a page: what leaves room for text on every paper."""
_SMALLEST = {
    "title": 18.0, "purpose": 12.0, "heading": 13.0, "body": 12.0, "table": 12.0, "note": 12.0,
    "source": 10.0, "furniture": 12.0,
}  # fmt: skip
"""Floors of type in points (RNIB clear print, ACB 2022), the list of sources aside."""
_TIGHTEST = dict.fromkeys(_SMALLEST, 1.15) | {"body": 1.35, "table": 1.35, "note": 1.35, "purpose": 1.35}
"""Floors of line height as multiples of the size (WCAG 1.4.8)."""
_DECK = {"title": (28.0, 60.0), "body": (24.0, 44.0), "table": (18.0, 32.0), "source": (12.0, 20.0)}
"""Least and most points of type on slides (APH)."""
COLOR = re.compile(r"#[0-9a-f]{6}")


class Tone(StrEnum):
    """What a colour is for; the name of a field of `Colors`."""

    INK = "ink"
    MUTED = "muted"
    ACCENT = "accent"
    ACCENT_TINT = "accent_tint"
    WARNING = "warning"
    WARNING_TINT = "warning_tint"
    RULE = "rule"
    PAPER = "paper"


class Colors(Struct, frozen=True):
    """Colours as `#rrggbb`."""

    ink: str
    muted: str
    accent: str
    accent_tint: str
    warning: str
    warning_tint: str
    rule: str
    paper: str

    def of(self, tone: Tone) -> str:
        """Return the colour of a tone."""
        color: str = getattr(self, tone.value)
        return color


class PageSpaces(Struct, frozen=True):
    """Lengths on the page, in points, and the number of pages that are still read."""

    margin: float
    rail: float
    """Width of the rail of headings; 0 puts the headings above their text."""
    gutter: float
    """Between the rail and the text."""
    gap: float
    """The unit of vertical space."""
    inset: float
    """From the edge of a box to its text."""
    measure: float
    """The longest line of body text; other sizes in proportion, tables wider."""
    letters: float
    """The most letters of a line of running text."""
    most_pages: float


class Rules(Struct, frozen=True):
    """Thickness of lines, in points."""

    head: float
    """Below the page's header."""
    section: float
    """Above a section and above the footer."""
    table: float
    """Below the heads of a table."""
    row: float
    """Below a row of a table."""
    bar: float
    """At the left of a tinted box."""
    box: float
    """Around a box of warnings."""
    plan: float
    """Around a box to fill in."""


class TextSize(Struct, frozen=True):
    """A size and its line height, in points."""

    size: float
    leading: float


class TextSizes(Struct, frozen=True):
    """The scale of the page."""

    title: TextSize
    purpose: TextSize
    heading: TextSize
    body: TextSize
    table: TextSize
    note: TextSize
    source: TextSize
    furniture: TextSize


class DeckSizes(Struct, frozen=True):
    """The font and the sizes of slides, in points."""

    font: str
    title: float
    body: float
    table: float
    source: float


class Theme(Struct, frozen=True):
    """How everything looks."""

    colors: Colors
    page: PageSpaces
    rules: Rules
    text: TextSizes
    deck: DeckSizes
    is_colored: bool
    """False where a brand's accent is left out, for black and white."""

    def branded(self, brand: Brand) -> Theme:
        """Return the theme with a brand's accent in it."""
        if not (self.is_colored and brand.accent):
            return self
        colors = replace(self.colors, accent=brand.accent, accent_tint=brand.accent_tint)
        return replace(self, colors=colors)


def load_theme(project: Project, name: str = Profile.STANDARD) -> Theme:
    """Read a theme of the project.

    Raises:
        StyleError: there is no such theme, or it lacks a value or has a wrong one.
    """
    problems: list[Finding] = []
    fields = Fields(_tree(project, name, Origin(f"templates/themes/{name}.yaml")), "theme", problems)
    fields.text("extends")
    is_colored = fields.choice("colored", ("yes", "no")) != "no"
    theme = Theme(_colors(fields), _page(fields), _rules(fields), _text(fields), _deck(fields), is_colored)
    fields.finish()
    raise_problems(problems, StyleError)
    return theme


def _tree(
    project: Project, name: str, asked: Origin, depth: int = 0, extending: tuple[str, ...] = ()
) -> Node:
    """Return the tree of a theme file, asked for somewhere, laid over that of the theme it extends.

    One that extends its own name extends the file of that name in the layer below.
    """
    files = list(project.each("templates", f"themes/{name}.yaml"))
    if depth >= len(files):
        unknown = f"theme: it extends itself by way of {name!r}" if files else f"unknown theme {name!r}"
        raise StyleError.at(asked, unknown)
    tree = parse(read_text(files[depth].path, files[depth].shown), files[depth].shown)
    entries = tree.entries if isinstance(tree, Mapping) else ()
    base = next((value for key, value in entries if key.value == "extends"), None)
    if not isinstance(base, Scalar):
        return tree
    if base.value == name:
        return _over(tree, _tree(project, name, base.origin, depth + 1, extending))
    if base.value in extending:
        raise StyleError.at(base.origin, f"theme: it extends itself by way of {base.value!r}")
    return _over(tree, _tree(project, base.value, base.origin, 0, (*extending, name)))


def _over(tree: Node, base: Node) -> Node:
    """Return `base` with what `tree` says in its stead."""
    if not isinstance(tree, Mapping) or not isinstance(base, Mapping):
        return tree
    entries = {key.value: (key, value) for key, value in base.entries}
    for key, value in tree.entries:
        below = entries.get(key.value)
        entries[key.value] = (key, _over(value, below[1]) if below else value)
    return Mapping(tuple(entries.values()), tree.origin)


def _part(fields: Fields, key: str) -> Fields:
    return Fields(fields.node(key) or Mapping((), fields.origin), key, fields.problems)


def _length(fields: Fields, key: str, least: float = 0.1, most: float = 100) -> float:
    value = fields.number(key)
    if value is None and key not in fields:
        fields.problem(fields.origin, f"theme: {key!r} is missing")
    elif value is not None and not least <= value <= most:
        message = f"theme: {key!r}: found {value:g}, expected {least:g} to {most:g}"
        fields.problem(fields.origin_of(key), message)
    return value or least


def _colors(fields: Fields) -> Colors:
    colors = _part(fields, "colors")
    values = {}
    for name in Colors.__struct_fields__:
        value = colors.text(name, required=True).lower()
        if value and not COLOR.fullmatch(value):
            message = f"colors: {name!r}: not a colour: {value!r}"
            colors.problem(colors.origin_of(name), message, "write it as #rrggbb")
        values[name] = value
    colors.finish()
    return Colors(**values)


def _page(fields: Fields) -> PageSpaces:
    page = _part(fields, "page")
    spaces = PageSpaces(**{name: _length(page, name, *_PAGE[name]) for name in PageSpaces.__struct_fields__})
    page.finish()
    return spaces


def _rules(fields: Fields) -> Rules:
    rules = _part(fields, "rules")
    found = Rules(**{name: _length(rules, name) for name in Rules.__struct_fields__})
    rules.finish()
    return found


def _text(fields: Fields) -> TextSizes:
    text = _part(fields, "text")
    sizes = {}
    for name in TextSizes.__struct_fields__:
        size = _part(text, name)
        points = _length(size, "size", _SMALLEST[name])
        sizes[name] = TextSize(points, _length(size, "leading", round(points * _TIGHTEST[name], 2), 200))
        size.finish()
    text.finish()
    return TextSizes(**sizes)


def _deck(fields: Fields) -> DeckSizes:
    deck = _part(fields, "deck")
    sizes = {
        name: _length(deck, name, *_DECK[name]) for name in DeckSizes.__struct_fields__ if name != "font"
    }
    found = DeckSizes(font=deck.text("font", required=True), **sizes)
    deck.finish()
    return found
