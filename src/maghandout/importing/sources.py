"""Where an article names what it draws on: the headings of such lists, and addresses of studies."""

from __future__ import annotations

import re

_HEADING = re.compile(
    r"""(?:\d+\.\s)?(?:references?|sources?|bibliography|works\ cited|citations?|literature(?:\ cited)?
    |further\ reading|(?:article|medical)\ (?:sources|references))(?:\ (?:and|&)\ .{1,30})?:?""",
    re.IGNORECASE | re.VERBOSE,
)
_ADDRESS = re.compile(
    r"https?://(?:[\w.-]+\.)?(?:doi\.org|nih\.gov|pubmed\.com|who\.int|cdc\.gov|fda\.gov|nice\.org\.uk"
    r"|cochranelibrary\.com|efsa\.europa\.eu)(?:/|\Z)",
    re.IGNORECASE,
)
_MARK = re.compile(r"https?://\S|\bdoi:|\bpmid\b|\bet al\b|\b(?:19|20)\d\d\s?[;:)]", re.IGNORECASE)
_NUMBERED = re.compile(r"\[?\d{1,3}[\].)]\s")


def opens_sources(heading: str) -> bool:
    """Tell whether a heading stands over a list of sources."""
    return bool(_HEADING.fullmatch(heading))


def is_source_address(address: str) -> bool:
    """Tell whether a link leads to a study or to an authority, so that it is worth keeping."""
    return bool(_ADDRESS.match(address))


def is_source(text: str) -> bool:
    """Tell whether a paragraph below such a heading names a source."""
    return bool(_MARK.search(text) or _NUMBERED.match(text))
