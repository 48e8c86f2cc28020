"""The pages and the tags of a PDF to seals; see `seals`.

A page is sealed with what lies over it. What is filled into a form is nobody's claim and counts for nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name

from maghandout.render.seals import seal_of, seal_of_lines

_TOLD = ("/S", "/Alt", "/ActualText", "/E", "/MCID")
"""Of the structure tree (ISO 32000-1, 14.7.2 and 14.9): what an element is, and what is read out for it."""


def seal_of_page(page: pikepdf.Page, content: bytes) -> str:
    """Return the seal of a page: of its content, of how much of it is shown, and of what lies over it."""
    over = "\n".join(map(_over, page.obj.get("/Annots", ())))
    return seal_of(b"\n".join([content.rstrip(), _place(page.cropbox).encode(), over.encode()]))


def seal_of_tags(pdf: pikepdf.Pdf) -> str:
    """Return the seal of what is read out to those who cannot see the pages, in its order."""
    return seal_of_lines(_read_out(pdf.Root.get("/StructTreeRoot", Dictionary())))


def _over(annotation: pikepdf.Object) -> str:
    """Return what an annotation says, where, and where it leads."""
    is_field = annotation.Subtype == Name.Widget
    said = [str(annotation.get(key, "")) for key in ("/Subtype", "/T", "/TU", "/Contents")]
    leads = str(annotation.get("/A", Dictionary()).get("/URI", ""))
    drawn = "drawn" if "/AP" in annotation and not is_field else ""
    return " ".join([_place(annotation.Rect), *said, leads, drawn])


def _place(box: pikepdf.Object) -> str:
    """Return a box in whole points: programs that save a file again round it anew."""
    return " ".join(f"{float(edge):.0f}" for edge in box.as_list())


def _read_out(tree: pikepdf.Object) -> Iterator[str]:
    """Yield what each element of a structure tree tells, and the numbers of its pieces of content."""
    waiting: list[object] = [tree]
    seen: set[tuple[int, int]] = set()
    while waiting:
        item = waiting.pop()
        if isinstance(item, int):
            yield str(item)
            continue
        if not isinstance(item, Array | Dictionary) or item.objgen in seen:
            continue
        if item.is_indirect:
            seen.add(item.objgen)
        if isinstance(item, Array):
            waiting += reversed(item.as_list())
        else:
            keys = item.keys()
            yield " ".join([str(item[key]) for key in _TOLD if key in keys])
            waiting.append(item.get("/K"))
