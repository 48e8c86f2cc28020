"""The parts of a deck to PowerPoint's named sections, which python-pptx does not know."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from lxml import etree

from maghandout.render.deck.names import tag

_URI = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"


def set_sections(root: etree._Element, parts: Sequence[str], ids: Sequence[int]) -> None:
    """Gather neighbouring slides of one part in a section of the presentation; all goes slide by slide.

    PowerPoint wants every slide in a section or none, so a slide without a part joins the one before.
    """
    if not any(parts):
        return
    extensions = root.find(tag("p:extLst"))
    if extensions is None:
        extensions = etree.SubElement(root, tag("p:extLst"))
    extension = etree.SubElement(extensions, tag("p:ext"), uri=_URI)
    sections = etree.SubElement(extension, f"{{{_P14}}}sectionLst", nsmap={"p14": _P14})
    name, slides = "", None
    for number, (slide_id, part) in enumerate(zip(ids, parts, strict=True)):
        if slides is None or (part and part != name):
            name = part or parts[0] or next(filter(None, parts))
            slides = _section(sections, name, number)
        etree.SubElement(slides, f"{{{_P14}}}sldId", id=str(slide_id))


def _section(sections: etree._Element, name: str, number: int) -> etree._Element:
    """Open a section whose id is made from its name and place, so that it is the same on every run."""
    key = uuid.uuid5(uuid.NAMESPACE_URL, f"maghandout:{number}:{name}")
    section = etree.SubElement(sections, f"{{{_P14}}}section", name=name, id=f"{{{key}}}".upper())
    return etree.SubElement(section, f"{{{_P14}}}sldIdLst")
