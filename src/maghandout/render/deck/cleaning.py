"""A clinic's deck to its bare looks: masters, layouts and themes stay, everything else goes.

What may stay is listed, what goes is not: slides, macros, embedded objects, controls, media, comments, and
whatever a later program adds.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part, XmlPart
from pptx.oxml.ns import qn
from pptx.presentation import Presentation

_KEPT = (
    RT.SLIDE_MASTER,
    RT.SLIDE_LAYOUT,
    RT.THEME,
    RT.NOTES_MASTER,
    RT.TABLE_STYLES,
    RT.IMAGE,
    RT.THEME_OVERRIDE,
)
_KEPT_BY_PACKAGE = (RT.OFFICE_DOCUMENT, RT.CORE_PROPERTIES)
_LINK = RT.HYPERLINK
_MACROS = "vbaProject"
_OBJECTS = ("oleObject", "package", "control", "activeXControlBinary")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SHAPES = frozenset(
    qn(f"p:{name}") for name in ("sp", "pic", "graphicFrame", "cxnSp", "grpSp", "contentPart")
)
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_ROOT_DROPPED = ("p:custShowLst", "p:modifyVerifier", "p:extLst", "p:handoutMasterIdLst", "p:embeddedFontLst")
"""What the main part says of slides, locks and parts that go."""


def clean(presentation: Presentation) -> tuple[str, ...]:
    """Drop everything but the looks from an opened presentation; return what was dropped, in words."""
    root = presentation._element
    root.get_or_add_sldIdLst()[:] = []
    for name in _ROOT_DROPPED:
        for element in root.findall(qn(name)):
            root.remove(element)
    package = presentation.part.package
    dropped: set[str] = set()
    for key, relation in list(package._rels.items()):
        if relation.reltype not in _KEPT_BY_PACKAGE:
            package._rels.pop(key)
    for part in tuple(_parts(presentation)):
        dropped |= _clean_part(part)
    kinds = {kind.rsplit("/", 1)[-1] for kind in dropped}
    words = ["macros"] if _MACROS in kinds or _drop_actions(presentation) else []
    return (*words, *(["embedded objects"] if kinds.intersection(_OBJECTS) else []))


def _parts(presentation: Presentation) -> Iterator[Part]:
    """Yield the main part, the masters, the layouts and the themes, each once."""
    seen: set[str] = set()
    waiting: list[Part] = [presentation.part]
    while waiting:
        part = waiting.pop()
        if part.partname in seen:
            continue
        seen.add(part.partname)
        yield part
        waiting += [
            relation.target_part
            for relation in part.rels.values()
            if not relation.is_external and relation.reltype in _KEPT
        ]


def _clean_part(part: Part) -> set[str]:
    """Drop the relationships of a part that may not stay, with what uses them; return their kinds."""
    dropped: dict[str, str] = {}
    for key, relation in list(part.rels.items()):
        is_kept = relation.reltype == _LINK if relation.is_external else relation.reltype in _KEPT
        if not is_kept:
            dropped[key] = relation.reltype
            part.rels.pop(key)
    if isinstance(part, XmlPart) and dropped:
        _drop_users(part._element, dropped)
    return set(dropped.values())


def _drop_users(root: etree._Element, keys: dict[str, str]) -> None:
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
        for empty in root.iter(qn(name)):
            if not len(empty) and (parent := empty.getparent()) is not None:
                parent.remove(empty)


def _shape_of(element: etree._Element) -> etree._Element:
    """Return the shape that an element stands in, or the element itself where it stands in none."""
    found = element
    for above in element.iterancestors():
        if above.tag == _ALTERNATE or (above.tag in _SHAPES and found is element):
            found = above
    return found


def _drop_actions(presentation: Presentation) -> bool:
    """Drop buttons' calls of macros and programs; tell whether there were any."""
    found = False
    for part in tuple(_parts(presentation)):
        if not isinstance(part, XmlPart):
            continue
        for link in list(part._element.iter(qn("a:hlinkClick"), qn("a:hlinkHover"))):
            action = link.get("action", "")
            if action.startswith(("ppaction://macro", "ppaction://program", "ppaction://ole")):
                link.getparent().remove(link)
                found = True
    return found
