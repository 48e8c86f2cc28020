"""Prefixed names to those that lxml takes, and the names that Open XML has for parts and what leads to them.

Types of parts and relations are those of ECMA-376, part 1 (13 to 15) and part 2 (11.1).
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache

_NAMESPACES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
_OFFICE = _NAMESPACES["r"]
_OFFICE_TYPE = "application/vnd.openxmlformats-officedocument"
_PRESENTATION_TYPE = f"{_OFFICE_TYPE}.presentationml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PACKAGE_TYPE = "application/vnd.openxmlformats-package"


@cache
def tag(name: str) -> str:
    """Return a name such as `a:p` with its namespace in full."""
    prefix, _, local = name.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


class Kind(StrEnum):
    """What a part has to do with the one that a relation leads to."""

    APPLICATION = f"{_OFFICE}/extended-properties"
    CHART = f"{_OFFICE}/chart"
    CORE = f"{_PACKAGE}/relationships/metadata/core-properties"
    CUSTOM_XML = f"{_OFFICE}/customXml"
    CUSTOM_XML_PROPERTIES = f"{_OFFICE}/customXmlProps"
    HYPERLINK = f"{_OFFICE}/hyperlink"
    IMAGE = f"{_OFFICE}/image"
    LAYOUT = f"{_OFFICE}/slideLayout"
    MASTER = f"{_OFFICE}/slideMaster"
    NOTES = f"{_OFFICE}/notesSlide"
    NOTES_MASTER = f"{_OFFICE}/notesMaster"
    PRESENTATION = f"{_OFFICE}/officeDocument"
    PRESENTATION_PROPERTIES = f"{_OFFICE}/presProps"
    SLIDE = f"{_OFFICE}/slide"
    TABLE_STYLES = f"{_OFFICE}/tableStyles"
    THEME = f"{_OFFICE}/theme"
    THEME_OVERRIDE = f"{_OFFICE}/themeOverride"
    VIEW_PROPERTIES = f"{_OFFICE}/viewProps"
    WORKBOOK = f"{_OFFICE}/package"


class Type(StrEnum):
    """What a part holds."""

    APPLICATION = f"{_OFFICE_TYPE}.extended-properties+xml"
    CHART = f"{_OFFICE_TYPE}.drawingml.chart+xml"
    CORE = f"{_PACKAGE_TYPE}.core-properties+xml"
    CUSTOM_XML_PROPERTIES = f"{_OFFICE_TYPE}.customXmlProperties+xml"
    NOTES = f"{_PRESENTATION_TYPE}.notesSlide+xml"
    NOTES_MASTER = f"{_PRESENTATION_TYPE}.notesMaster+xml"
    PNG = "image/png"
    PRESENTATION = f"{_PRESENTATION_TYPE}.presentation.main+xml"
    PRESENTATION_PROPERTIES = f"{_PRESENTATION_TYPE}.presProps+xml"
    RELATIONS = f"{_PACKAGE_TYPE}.relationships+xml"
    SLIDE = f"{_PRESENTATION_TYPE}.slide+xml"
    TABLE_STYLES = f"{_PRESENTATION_TYPE}.tableStyles+xml"
    THEME = f"{_OFFICE_TYPE}.theme+xml"
    VIEW_PROPERTIES = f"{_PRESENTATION_TYPE}.viewProps+xml"
    WORKBOOK = f"{_OFFICE_TYPE}.spreadsheetml.sheet"
    XML = "application/xml"
