"""A clinic's deck to its bare looks: masters, layouts and themes stay, everything else goes.

What may stay is listed, what goes is not: slides, macros, embedded objects, controls, media, comments, and
whatever a later program adds.
"""

from __future__ import annotations

from collections.abc import Collection

from lxml import etree
from msgspec.structs import replace

from maghandout.render.deck.names import Kind, Type, tag
from maghandout.render.deck.package import WHOLE, Part, Parts

_KEPT = (
    Kind.MASTER,
    Kind.LAYOUT,
    Kind.THEME,
    Kind.NOTES_MASTER,
    Kind.TABLE_STYLES,
    Kind.IMAGE,
    Kind.THEME_OVERRIDE,
)
_KEPT_BY_PACKAGE = (Kind.PRESENTATION, Kind.CORE)
_MACROS = "vbaProject"
_OBJECTS = ("oleObject", "package", "control", "activeXControlBinary")
_CALLS = ("ppaction://macro", "ppaction://program", "ppaction://ole")
_XML = "+xml"
_PICTURE = "image/"
"""An SVG is XML, too, and is left as it is."""
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SHAPES = frozenset(
    tag(f"p:{name}") for name in ("sp", "pic", "graphicFrame", "cxnSp", "grpSp", "contentPart")
)
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_LISTS = (
    "p:sldIdLst",
    "p:custShowLst",
    "p:modifyVerifier",
    "p:extLst",
    "p:handoutMasterIdLst",
    "p:embeddedFontLst",
)
"""What the main part says of slides, locks and parts that go."""


def clean(parts: Parts) -> tuple[Parts, tuple[str, ...]]:
    """Return the looks alone of a presentation, and what was dropped, in words."""
    whole = parts[WHOLE]
    by_package = {key: found for key, found in whole.relations.items() if found.kind in _KEPT_BY_PACKAGE}
    kept = {WHOLE: replace(whole, relations=by_package)}
    dropped: set[str] = set()
    waiting = [relation.target for relation in by_package.values()]
    while waiting:
        if (name := waiting.pop()) not in kept:
            kept[name], kinds = _clean_part(parts[name])
            dropped |= kinds
            waiting += [found.target for found in kept[name].relations.values() if not found.is_external]
    macros = ["macros"] if _MACROS in dropped else []
    return kept, (*macros, *(["embedded objects"] if dropped.intersection(_OBJECTS) else []))


def _clean_part(part: Part) -> tuple[Part, set[str]]:
    """Return a part without the relations that may not stay and what uses them, and what was dropped."""
    kept = {
        key: found
        for key, found in part.relations.items()
        if (found.kind == Kind.HYPERLINK if found.is_external else found.kind in _KEPT)
    }
    keys = part.relations.keys() - kept.keys()
    kinds = {part.relations[key].kind.rpartition("/")[2] for key in keys}
    part = replace(part, relations=kept)
    if not part.type.endswith(_XML) or part.type.startswith(_PICTURE):
        return part, kinds
    root = part.root()
    is_main = part.type == Type.PRESENTATION
    if is_main:
        _drop_lists(root)
    _drop_users(root, keys)
    if _drop_actions(root):
        kinds.add(_MACROS)
    return (part.holding(root) if is_main or kinds else part), kinds


def _drop_lists(root: etree._Element) -> None:
    for name in _LISTS:
        for element in root.findall(tag(name)):
            root.remove(element)


def _drop_users(root: etree._Element, keys: Collection[str]) -> None:
    """Drop every element that names a relationship which is gone, the shape around it included."""
    users = [
        element
        for element in root.iter(etree.Element)
        if any(name.startswith(_RELATION) and value in keys for name, value in element.attrib.items())
    ]
    for user in users:
        is_link = etree.QName(user).localname.startswith("hlink")
        shape = user if is_link else _shape_of(user)
        if (parent := shape.getparent()) is not None:
            parent.remove(shape)
    for name in ("p:controls", "p:custDataLst"):
        for empty in root.iter(tag(name)):
            if not len(empty) and (parent := empty.getparent()) is not None:
                parent.remove(empty)


def _shape_of(element: etree._Element) -> etree._Element:
    """Return the shape that an element stands in, or the element itself where it stands in none."""
    found = element
    for above in element.iterancestors():
        if above.tag == _ALTERNATE or (above.tag in _SHAPES and found is element):
            found = above
    return found


def _drop_actions(root: etree._Element) -> bool:
    """Drop buttons' calls of macros and programs; tell whether there were any."""
    calls = [
        link
        for link in root.iter(tag("a:hlinkClick"), tag("a:hlinkHover"))
        if link.get("action", "").startswith(_CALLS)
    ]
    for link in calls:
        link.getparent().remove(link)
    return bool(calls)
