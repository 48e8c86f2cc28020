"""The brand: what a clinic puts on its handouts, and its preferences where a topic says nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

from maghandout.diagnostics import Origin
from maghandout.model.options import Paper


@dataclass(frozen=True, slots=True)
class Logo:
    """A clinic's logo, checked and made ready to print."""

    png: bytes
    """An RGB image without transparency."""
    width: int
    """In pixels, as `height`."""
    height: int


_NOWHERE = Origin("brand.yaml")


@dataclass(frozen=True, slots=True)
class Brand:
    """A clinic's name, looks and preferences; what is empty is not printed."""

    name: str = ""
    phone: str = ""
    address: str = ""
    """Where the clinic is, in one line."""
    emergency: str = ""
    """The number to call for help at once; empty for the language's own words."""
    url: str = ""
    """An address that a QR code leads to."""
    logo: Logo | None = None
    accent: str = ""
    """A colour as `#rrggbb` to use instead of the theme's accent."""
    accent_tint: str = ""
    """The light ground that goes with `accent`."""
    reviewer: str = ""
    """Who is to review the clinic's handouts; says nothing of any review done."""
    language: str = ""
    paper: Paper | None = None
    citation_style: str = ""
    language_at: Origin = field(default=_NOWHERE, compare=False)
    citation_style_at: Origin = field(default=_NOWHERE, compare=False)
    """Where the file says so."""
