"""A clinic's deck to one that lacks nothing: settings, a style of tables in its colours, a notes master."""

from __future__ import annotations

from itertools import count

from lxml import etree
from msgspec.structs import replace

from maghandout.render.deck.names import Kind, tag
from maghandout.render.deck.package import Links, Part, Parts
from maghandout.render.deck.palette import OURS, Palette

_SETTINGS = {
    Kind.PRESENTATION_PROPERTIES: "/ppt/presProps.xml",
    Kind.VIEW_PROPERTIES: "/ppt/viewProps.xml",
}
_STYLES = "/ppt/tableStyles.xml"
_NOTES_MASTER = "/ppt/notesMasters/notesMaster1.xml"


def complete(parts: Parts, main: Part, palette: Palette, ours: Parts) -> Parts:
    """Return a clinic's deck, whose main part is named, with what it lacks, taken from the parts of ours."""
    links = Links(dict(main.relations))
    root = main.root()
    added = [ours[name] for name in _SETTINGS.values()]
    for kind, name in _SETTINGS.items():
        links.add(kind, name)
    added.append(_styles(parts, links, palette, ours))
    if not _leads_to(links, Kind.NOTES_MASTER):
        added += _notes(parts, ours)
        _name_notes_master(root, links.add(Kind.NOTES_MASTER, _NOTES_MASTER))
    added.append(replace(main.holding(root), relations=links.relations))
    return {**parts, **{part.name: part for part in added}}


def _leads_to(links: Links, kind: Kind) -> list[str]:
    return [relation.target for relation in links.relations.values() if relation.kind == kind]


def _styles(parts: Parts, links: Links, palette: Palette, ours: Parts) -> Part:
    """Return our style of tables beside the clinic's own, its colours those of the palette."""
    root = ours[_STYLES].root()
    names = {OURS[tone]: palette[tone] for tone in OURS}
    for color in root.iter(tag("a:schemeClr")):
        color.set("val", names[color.get("val")])
    if not (found := _leads_to(links, Kind.TABLE_STYLES)):
        links.add(Kind.TABLE_STYLES, _STYLES)
        return ours[_STYLES].holding(root)
    styles = parts[found[0]].root()
    styles.extend(root)
    return parts[found[0]].holding(styles)


def _notes(parts: Parts, ours: Parts) -> tuple[Part, Part]:
    """Return our notes master and its theme, under a name that is free."""
    names = (f"/ppt/theme/theme{number}.xml" for number in count(1))
    free = next(name for name in names if name not in parts)
    master = ours[_NOTES_MASTER]
    links = Links()
    links.add(Kind.THEME, free)
    theme = replace(ours[master.related(Kind.THEME)], name=free)
    return replace(master, relations=links.relations), theme


def _name_notes_master(root: etree._Element, key: str) -> None:
    masters = root.find(tag("p:notesMasterIdLst"))
    if masters is None:
        masters = etree.Element(tag("p:notesMasterIdLst"))
        root.find(tag("p:sldMasterIdLst")).addnext(masters)
    masters[:] = []
    etree.SubElement(masters, tag("p:notesMasterId")).set(tag("r:id"), key)
