"""The brand: what a clinic puts on its handouts, and its preferences where a topic says nothing."""

from __future__ import annotations

from msgspec import Struct

from maghandout.diagnostics import Origin
from maghandout.model.options import Paper


class Logo(Struct, frozen=True):
    """A clinic's logo, checked and made ready to print."""

    png: bytes
    """An RGB image without transparency."""
    width: int
    """In pixels, as `height`."""
    height: int


NOWHERE = Origin("brand.yaml")


class Brand(Struct, frozen=True):
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
    language_at: Origin = NOWHERE
    citation_style_at: Origin = NOWHERE
    """Where the file says so."""
