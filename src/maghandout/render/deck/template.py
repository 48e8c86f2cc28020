"""The deck that slides are made in, ours or a clinic's, made empty, and what a plan needs of it.

What a template was made into is kept, so that a build which has seen it before loads nothing to read it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from maghandout import cache
from maghandout.diagnostics import Finding, Origin, Severity
from maghandout.errors import RenderError
from maghandout.hashes import sha256_of
from maghandout.inputs import tools_hash
from maghandout.render.deck.cleaning import clean
from maghandout.render.deck.completing import complete
from maghandout.render.deck.layouts import Page, choose, pages_of
from maghandout.render.deck.model import Box, Layout, Style
from maghandout.render.deck.names import Kind, Type, tag
from maghandout.render.deck.opening import check_package, read_bytes
from maghandout.render.deck.package import WHOLE, Part, Parts
from maghandout.render.deck.palette import OURS, Palette, palette_of
from maghandout.render.deck.slots import Cascade
from maghandout.theme import DeckSizes, Theme

BASE = Path(__file__).with_name("base.pptx")
"""Our own deck, made by `tests/base_deck.py`."""
_KIND = "decks"
_MOST_KEPT_BYTES = 8_000_000
_EMU = 12700
_DAMAGED = (KeyError, ValueError, AttributeError, TypeError, IndexError, etree.LxmlError)
"""What comes of a part, a relation or an attribute that is missing or out of place."""


class Template(Struct, frozen=True):
    """A deck without slides."""

    parts: Parts
    main: str
    """The name of the part that lists slides and masters."""
    master: str
    slide: Box
    """The whole slide."""
    pages: Mapping[Layout, Page]
    box: Style
    """How text looks in a box of its own."""
    palette: Palette
    origin: Origin
    warnings: tuple[Finding, ...] = ()
    is_ours: bool = True
    """False for a clinic's deck, which has the clinic's marks already."""


def open_template(theme: Theme, path: Path | None = None) -> Template:
    """Open a clinic's deck, or ours in the theme's font, sizes and colours where `path` is None.

    Raises:
        FileError: the file cannot be read.
        RenderError: it is no presentation that is safe to open, or lacks a layout that every deck needs.
    """
    if path is None:
        return _open_ours(BASE.read_bytes(), theme)
    return _open_clinics(read_bytes(path), Origin(str(path)))


@lru_cache(maxsize=4)
def _open_ours(data: bytes, theme: Theme) -> Template:
    key = _key(data, repr(theme))
    template = cache.recall(_KIND, key, Template) or _kept(key, _made(data, theme))
    return replace(template, origin=Origin(str(BASE)))  # another installation may have made it


@lru_cache(maxsize=1)
def _open_clinics(data: bytes, origin: Origin) -> Template:
    key = _key(data, str(origin))
    return cache.recall(_KIND, key, Template) or _kept(key, _cleaned(data, origin))


def _key(data: bytes, besides: str) -> str:
    """Return the hash of what a template depends on."""
    return sha256_of([tools_hash(), hashlib.sha256(data).hexdigest(), besides])


def _kept(key: str, template: Template) -> Template:
    """Keep a template for another time, unless it is a large one."""
    if sum(len(part.data) for part in template.parts.values()) <= _MOST_KEPT_BYTES:
        cache.keep(_KIND, key, template)
    return template


def _made(data: bytes, theme: Theme) -> Template:
    """Read our own deck."""
    from maghandout.render.deck.reading import read_parts

    template = _template(read_parts(data), Origin(str(BASE)), is_ours=True)
    return _template(_restyled(template, theme), template.origin, is_ours=True)


def _cleaned(data: bytes, origin: Origin) -> Template:
    """Read a clinic's deck."""
    from maghandout.render.deck.reading import read_parts

    package = check_package(data, origin)
    try:
        parts, dropped = clean(read_parts(package))
        template = _template(parts, origin, is_ours=False)
    except _DAMAGED as error:
        message = "the deck template is damaged: its parts do not fit together"
        raise RenderError.at(origin, message, "open it in PowerPoint and save it again") from error
    words = [Finding(f"{what} were left out", origin, severity=Severity.WARNING) for what in dropped]
    completed = complete(parts, parts[template.main], template.palette, read_parts(BASE.read_bytes()))
    return replace(template, parts=completed, warnings=(*words, *template.warnings))


def _template(parts: Parts, origin: Origin, *, is_ours: bool) -> Template:
    main = parts[parts[WHOLE].related(Kind.PRESENTATION)]
    if main.type != Type.PRESENTATION:
        raise ValueError(main.type)
    root = main.root()
    size = root.find(tag("p:sldSz"))
    width, height = (int(size.get(side)) / _EMU for side in ("cx", "cy"))
    slide = Box(0, 0, width, height)
    master = parts[_listed(main, root, "p:sldMasterIdLst")[0]]
    top = master.root()
    theme = parts[master.related(Kind.THEME)].root()
    fonts = (_font(theme, "majorFont"), _font(theme, "minorFont"))
    cascade = Cascade(top, root, fonts)
    layouts = {name: parts[name].root() for name in _listed(master, top, "p:sldLayoutIdLst")}
    chosen, warnings = choose(pages_of(layouts, cascade, slide), slide, origin)
    palette = OURS if is_ours else palette_of(theme, top)
    box = cascade.box_style()
    return Template(parts, main.name, master.name, slide, chosen, box, palette, origin, warnings, is_ours)


def _listed(part: Part, root: etree._Element, name: str) -> list[str]:
    """Return the parts that a list in a part names, in its order."""
    keys = (entry.get(tag("r:id")) for entry in root.iterfind(f"{tag(name)}/*"))
    return [part.relations[key].target for key in keys]


def _font(theme: etree._Element, name: str) -> str:
    latin = theme.find(f".//{tag(f'a:{name}')}/{tag('a:latin')}")
    return latin.get("typeface", "") if latin is not None else ""


def _restyled(template: Template, theme: Theme) -> Parts:
    """Return our deck with the theme's colours and font in its own themes, and its sizes in the master."""
    parts = dict(template.parts)
    main, master = parts[template.main], parts[template.master]
    for owner in (master, parts[main.related(Kind.NOTES_MASTER)]):
        themed = parts[owner.related(Kind.THEME)]
        parts[themed.name] = replace(themed, data=_themed(themed.data, theme))
    sizes = theme.deck
    root, top = main.root(), master.root()
    styles = top.find(tag("p:txStyles"))
    _resize(styles.find(tag("p:titleStyle")), sizes.title)
    _resize(styles.find(tag("p:bodyStyle")), sizes.body)
    _resize(root.find(tag("p:defaultTextStyle")), sizes.table)
    _resize(styles.find(tag("p:otherStyle")), sizes.table)
    parts |= {main.name: main.holding(root), master.name: master.holding(top)}
    for name in _listed(master, top, "p:sldLayoutIdLst"):
        parts[name] = parts[name].holding(_resized(parts[name].root(), sizes))
    return parts


def _resized(layout: etree._Element, sizes: DeckSizes) -> etree._Element:
    """Return a layout with the sizes of what is smaller or larger than the master's text."""
    is_message = layout.find(tag("p:cSld")).get("name") == "Key message"
    for shape in layout.iter(tag("p:sp")):
        name = shape.find(f"{tag('p:nvSpPr')}/{tag('p:cNvPr')}").get("name")
        if name == "Source":
            _resize(shape, sizes.source)
        elif is_message and name == "Content":
            _resize(shape, message_size(sizes))
    return layout


def message_size(sizes: DeckSizes) -> float:
    """Return the size of the body where there is little of it."""
    return sizes.body + 4


def _resize(root: etree._Element, size: float) -> None:
    for run in root.iter(tag("a:defRPr")):
        run.set("sz", str(round(size * 100)))


def _themed(blob: bytes, theme: Theme) -> bytes:
    root = etree.fromstring(blob)
    colors = theme.colors
    scheme = {
        "dk1": colors.ink, "lt1": colors.paper, "dk2": colors.muted, "lt2": colors.accent_tint,
        "accent1": colors.accent, "accent2": colors.warning, "accent3": colors.muted,
        "accent4": colors.rule, "accent5": colors.ink, "accent6": colors.warning_tint,
        "hlink": colors.accent, "folHlink": colors.muted,
    }  # fmt: skip
    for color in root.find(f".//{tag('a:clrScheme')}"):
        name = etree.QName(color).localname
        color[:] = [etree.Element(tag("a:srgbClr"), val=scheme[name].lstrip("#").upper())]
    for latin in root.iter(tag("a:latin")):
        latin.set("typeface", theme.deck.font)
    themed: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return themed
