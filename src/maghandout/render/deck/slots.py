"""The placeholders of a layout to slots: where each stands, and what text in it looks like.

What a placeholder does not say it has from the master's placeholder of its kind, from the master's text
styles, and last from the presentation (ECMA-376 part 1, 19.3.1.36).
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from msgspec import Struct

from maghandout.render.deck.metrics import face_of
from maghandout.render.deck.model import Box, Slot, Style
from maghandout.render.deck.names import tag

_EMU = 12700
_INSETS = (("lIns", 91440), ("tIns", 45720), ("rIns", 91440), ("bIns", 45720))
"""The insets of a text frame and what they are when nothing is said."""
_DEFAULT_SIZE = 18.0
_TITLES = ("title", "ctrTitle")
_FURNITURE = ("dt", "ftr", "sldNum", "hdr")
_LEVEL = tag("a:lvl1pPr")


class Cascade(Struct, frozen=True):
    """A master, and the fonts and defaults behind it."""

    master: etree._Element
    root: etree._Element
    """The presentation's own element."""
    fonts: tuple[str, str]
    """The theme's fonts for headings and for text."""

    def slots(self, layout: etree._Element) -> Iterator[tuple[str, Slot]]:
        """Yield name and slot of each placeholder of a layout that has a place and level text."""
        for shape in layout.iter(tag("p:sp")):
            holder = shape.find(f"{tag('p:nvSpPr')}/{tag('p:nvPr')}/{tag('p:ph')}")
            if holder is None:
                continue
            kind = holder.get("type", "")
            above = self._master_shape(kind)
            place = _place(shape) or _place(above)
            bodies = [body for body in (_body(shape), _body(above)) if body is not None]
            if place is None or any(body.get("vert", "horz") != "horz" for body in bodies[:1]):
                continue
            name = shape.find(f"{tag('p:nvSpPr')}/{tag('p:cNvPr')}").get("name", "")
            style = self._style(kind, shape, above, bodies)
            yield name, Slot(int(holder.get("idx", "0")), kind, place, style)

    def box_style(self) -> Style:
        """Return how text looks in a box of its own, without insets."""
        levels = [level for level in (self._default(),) if level is not None]
        return _text_style(levels, self.fonts, (0.0, 0.0, 0.0, 0.0))

    def _style(
        self, kind: str, shape: etree._Element, above: etree._Element | None, bodies: list[etree._Element]
    ) -> Style:
        levels = [_level(shape), _level(above), self._master_level(kind), self._default()]
        insets = tuple(
            next((int(body.get(side)) for body in bodies if body.get(side) is not None), usual) / _EMU
            for side, usual in _INSETS
        )
        left, top, right, bottom = insets
        found = [level for level in levels if level is not None]
        return _text_style(found, self.fonts, (left, top, right, bottom))

    def _master_shape(self, kind: str) -> etree._Element | None:
        wanted = "title" if kind in _TITLES else kind if kind in _FURNITURE else "body"
        for shape in self.master.iter(tag("p:sp")):
            holder = shape.find(f"{tag('p:nvSpPr')}/{tag('p:nvPr')}/{tag('p:ph')}")
            if holder is not None and holder.get("type", "body") == wanted:
                found: etree._Element = shape
                return found
        return None

    def _master_level(self, kind: str) -> etree._Element | None:
        style = "title" if kind in _TITLES else "other" if kind in _FURNITURE else "body"
        return self.master.find(f"{tag('p:txStyles')}/{tag(f'p:{style}Style')}/{_LEVEL}")

    def _default(self) -> etree._Element | None:
        return self.root.find(f"{tag('p:defaultTextStyle')}/{_LEVEL}")


def _place(shape: etree._Element | None) -> Box | None:
    place = shape.find(f"{tag('p:spPr')}/{tag('a:xfrm')}") if shape is not None else None
    if place is None:
        return None
    start, size = place.find(tag("a:off")), place.find(tag("a:ext"))
    left, top = (int(start.get(side)) / _EMU for side in ("x", "y"))
    width, height = (int(size.get(side)) / _EMU for side in ("cx", "cy"))
    return Box(left, top, width, height) if width > 0 and height > 0 else None


def _body(shape: etree._Element | None) -> etree._Element | None:
    return shape.find(f"{tag('p:txBody')}/{tag('a:bodyPr')}") if shape is not None else None


def _level(shape: etree._Element | None) -> etree._Element | None:
    return shape.find(f"{tag('p:txBody')}/{tag('a:lstStyle')}/{_LEVEL}") if shape is not None else None


def _text_style(
    levels: list[etree._Element], fonts: tuple[str, str], insets: tuple[float, float, float, float]
) -> Style:
    """Return the style that some levels make, the first to say a thing deciding it."""
    runs = [run for run in (level.find(tag("a:defRPr")) for level in levels) if run is not None]
    size = float(_said(runs, "sz", str(_DEFAULT_SIZE * 100))) / 100
    latin = next((found for run in runs if (found := run.find(tag("a:latin"))) is not None), None)
    face = face_of(_font(latin.get("typeface", "") if latin is not None else "+mn-lt", fonts))
    margin, indent = (int(_said(levels, name, "0")) / _EMU for name in ("marL", "indent"))
    bullet = next((mark for level in levels if (mark := _bullet(level))), "buNone")
    return Style(
        size=size,
        is_strong=_said(runs, "b", "0") in ("1", "true"),
        face=face,
        spacing=_spacing(levels, size * face.leading),
        gap=_space(levels, "a:spcBef", size) + _space(levels, "a:spcAft", size),
        hanging=margin if indent <= 0 else margin + indent,
        has_bullet=bullet != "buNone" and margin > 0,
        is_caps=_said(runs, "cap", "none") == "all",
        insets=insets,
    )


def _said(elements: list[etree._Element], name: str, otherwise: str) -> str:
    return next((value for element in elements if (value := element.get(name)) is not None), otherwise)


def _font(name: str, fonts: tuple[str, str]) -> str:
    if name.startswith("+mj"):
        return fonts[0]
    return fonts[1] if name.startswith("+mn") or not name else name


def _bullet(level: etree._Element) -> str:
    for name in ("buNone", "buChar", "buAutoNum", "buBlip"):
        if level.find(tag(f"a:{name}")) is not None:
            return name
    return ""


def _spacing(levels: list[etree._Element], line: float) -> float:
    """Return the height of a line against that of the font; never so little that lines would touch."""
    for level in levels:
        if (said := level.find(tag("a:lnSpc"))) is None:
            continue
        for share in said.iter(tag("a:spcPct")):
            return max(_share(share), 0.8)
        for points in said.iter(tag("a:spcPts")):
            return max(int(points.get("val")) / 100 / line, 0.8)
    return 1.0


def _space(levels: list[etree._Element], name: str, size: float) -> float:
    for level in levels:
        if (said := level.find(tag(name))) is None:
            continue
        for share in said.iter(tag("a:spcPct")):
            return _share(share) * size * 1.2
        for points in said.iter(tag("a:spcPts")):
            return int(points.get("val")) / 100
    return 0.0


def _share(element: etree._Element) -> float:
    """Return a share, written in thousandths of a percent or, by strict writers, with a percent sign."""
    value = element.get("val", "100000")
    return float(value[:-1]) / 100 if value.endswith("%") else int(value) / 100_000
