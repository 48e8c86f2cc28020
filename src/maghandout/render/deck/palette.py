"""The tones of the program to colours of a template's theme, so that a change of theme restyles the deck.

Our own theme has a colour for each tone. Of a clinic's theme a colour serves as a tone only where it can be
read: 4.5:1 for marks and heads, 7:1 for text on a tint (WCAG 2.2, 1.4.3 and 1.4.6); otherwise the text's own
colour does.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from lxml import etree
from msgspec import Struct

from maghandout.render.deck.names import tag
from maghandout.theme import Tone

Palette: TypeAlias = Mapping[Tone, str]
"""The name of a theme colour for each tone."""

OURS: Palette = {
    Tone.INK: "tx1",
    Tone.PAPER: "bg1",
    Tone.MUTED: "tx2",
    Tone.ACCENT: "accent1",
    Tone.ACCENT_TINT: "bg2",
    Tone.WARNING: "accent2",
    Tone.WARNING_TINT: "accent6",
    Tone.RULE: "accent4",
}
_MARK = 4.5
_TEXT = 7.0


class Scheme(Struct, frozen=True):
    """The colours of a theme as the master maps them."""

    colors: Mapping[str, str]
    """`rrggbb` by names such as `tx1`."""

    def contrast(self, one: str, other: str) -> float:
        """Return the contrast of two colours, by name."""
        low, high = sorted((_luminance(self.colors[one]), _luminance(self.colors[other])))
        return (high + 0.05) / (low + 0.05)


def palette_of(theme: etree._Element, master: etree._Element) -> Palette:
    """Return the palette of a clinic's theme."""
    scheme = _scheme(theme, master)
    paper = _ground(master)
    ink, other = ("tx1", "bg1") if paper not in ("tx1", "dk1") else ("bg1", "tx1")
    if scheme.contrast(ink, paper) < scheme.contrast(other, paper):
        ink = other

    def readable(name: str, on: str = paper, least: float = _MARK) -> bool:
        return scheme.contrast(name, on) >= least

    accent = next((name for name in ("accent1", "tx2", "accent2") if readable(name)), ink)
    warning = next((name for name in ("accent2", "accent6", accent) if readable(name)), ink)
    has_tint = readable(ink, "bg2", _TEXT) and readable(accent, "bg2") and readable(warning, "bg2")
    tint = "bg2" if has_tint else paper
    return {
        Tone.INK: ink,
        Tone.PAPER: paper,
        Tone.MUTED: "tx2" if readable("tx2", least=_TEXT) else ink,
        Tone.ACCENT: accent,
        Tone.ACCENT_TINT: tint,
        Tone.WARNING: warning,
        Tone.WARNING_TINT: tint,
        Tone.RULE: accent,
    }


def _scheme(theme: etree._Element, master: etree._Element) -> Scheme:
    colors: dict[str, str] = {}
    for slot in theme.find(f".//{tag('a:clrScheme')}"):
        for color in slot:
            colors[etree.QName(slot).localname] = color.get("lastClr") or color.get("val", "000000")
    mapped = {name: colors[said] for name, said in _map(master).items() if said in colors}
    return Scheme(colors | mapped)


def _map(master: etree._Element) -> dict[str, str]:
    mapping = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
    found = master.find(tag("p:clrMap"))
    return mapping if found is None else mapping | dict(found.attrib)


def _ground(master: etree._Element) -> str:
    """Return the colour behind the text by name, `bg1` where it is none of the theme's."""
    ground = master.find(f"{tag('p:cSld')}/{tag('p:bg')}")
    named = None if ground is None else ground.find(f".//{tag('a:schemeClr')}")
    name = "bg1" if named is None else named.get("val", "bg1")
    return name if name in ("bg1", "bg2", "tx1", "tx2", "lt1", "dk1", "lt2", "dk2") else "bg1"


def _luminance(color: str) -> float:
    """Return the relative luminance of `rrggbb` (WCAG 2.2)."""
    shares = [int(color[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
