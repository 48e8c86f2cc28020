"""An original to the mould of its copies in a file for print: what they share, and what each has of its own.

Copies share what the pages draw. Each has its own pages, since each has its own place in the structure tree,
and its own elements there. What is filled in is drawn on the page, in the place of the fields, and links lead
nowhere: they are of no use on paper.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence

import pikepdf
from msgspec import Struct, field
from pikepdf import Array, Dictionary, Name

from maghandout.render.pdf.appearances import Line
from maghandout.render.pdf.forms import line_of
from maghandout.render.pdf.objects import hold

_DROPPED = ("/Type", "/Parent", "/Annots", "/Contents", "/Resources", "/StructParents", "/Tabs")
"""Of a page: written anew, or left out."""
_SPOKEN = ("/Alt", "/ActualText", "/E")
"""Of an element: what is read out instead of its content."""
_ROLES = {"/Document": "/Part", "/Link": "/Span"}
"""Of elements whose role is another in a file for print."""
_WIDE = b"%8d"
"""Numbers are as wide as each other, so that every copy's objects begin at the same places."""


class Place(Struct, frozen=True):
    """The place of a field on its page."""

    line: Line
    value: str
    """What stands there unless something is filled in."""
    opened: bytes
    """The operators that begin its content."""


class Root(Struct, frozen=True):
    """The numbers of objects that all copies of a file for print refer to."""

    pages: int
    element: int
    opening: int
    """A content stream that saves the state of a page."""
    closing: int
    """One that gets it back."""
    fonts: Mapping[str, int]


class Mould(Struct, frozen=True):
    """What a copy of an original is made from; objects are numbered from 0 on, the outline's entry first."""

    places: tuple[tuple[Place, ...], ...]
    """The fields of each page that has any, each such page with a content stream of the copy."""
    pages: int
    objects: int
    """Those in the copy's object stream: entry, pages, parents, elements."""
    first: int
    """Where in the object stream the objects begin, after their numbers and places."""
    body: bytes
    """The object stream up to the entry, with gaps for numbers."""
    gaps: tuple[int, ...]
    """What stands in each gap: the number of an object, or a page, from -1 down, for its key."""

    @property
    def total(self) -> int:
        """All objects of a copy: those above, its content streams, the object stream itself."""
        return self.objects + len(self.places) + 1


def read_mould(data: bytes, root: Root, first: int) -> tuple[Mould, tuple[bytes, ...]]:
    """Return the mould of a finished handout, and what its copies share as objects numbered from `first`."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        typed = {key: pdf.make_indirect(Dictionary()) for key in root.fonts}
        resources = [pdf.make_indirect(_resources(page.obj.Resources, typed)) for page in pdf.pages]
        fonts = {typed[key].objgen[0]: number for key, number in root.fonts.items()}
        drawn = [part for page in pdf.pages for part in _parts(page.obj.Contents)]
        shared = [held for held in hold([*drawn, *resources]) if held.number not in fonts]
        numbers = {held.number: first + place for place, held in enumerate(shared)} | fonts
        mould = _Reader(pdf, root).mould(numbers, resources)
    return mould, tuple(held.written(numbers) for held in shared)


def _resources(found: pikepdf.Object, typed: Mapping[str, pikepdf.Object]) -> pikepdf.Dictionary:
    """Return the resources of a page with the fonts of forms added."""
    fonts = dict(found.get("/Font", Dictionary()).items()) | {f"/{key}": font for key, font in typed.items()}
    return Dictionary(dict(found.items()) | {"/Font": Dictionary(fonts)})


def _parts(content: pikepdf.Object) -> list[pikepdf.Object]:
    return list(content.as_list()) if isinstance(content, Array) else [content]


class _Template(Struct):
    """Objects that are being written, with gaps for numbers."""

    parts: list[bytes] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    """Where each object begins."""
    length: int = 0

    def begin(self) -> None:
        """Begin the next object."""
        self.text(b"\n")
        self.places.append(self.length)

    def text(self, text: bytes) -> None:
        """Write what every copy says alike."""
        self.parts.append(text.replace(b"%", b"%%"))
        self.length += len(text)

    def gap(self, number: int) -> None:
        """Leave a gap for a number; see `Mould.gaps`."""
        self.parts.append(_WIDE)
        self.gaps.append(number)
        self.length += 8

    def reference(self, number: int) -> None:
        """Leave a gap for the number of an object, and refer to it."""
        self.gap(number)
        self.text(b" 0 R")


class _Reader:
    """Reads one original; what is numbered in it is numbered as in a mould."""

    def __init__(self, pdf: pikepdf.Pdf, root: Root) -> None:
        self._pdf, self._root = pdf, root
        self._pages = {page.obj.objgen[0]: place for place, page in enumerate(pdf.pages, 1)}
        self._tree = list(_below(pdf.Root.StructTreeRoot.K))
        first = len(self._pages) + 2
        self._elements = {element.objgen[0]: first + place for place, element in enumerate(self._tree)}
        self._owners, self._places, self._marks = self._owned()

    def _owned(self) -> tuple[list[list[int]], list[list[Place]], dict[int, int]]:
        """Return the owners of each page's content, the fields of each page, and the mark of each widget."""
        keys = list(self._pdf.Root.StructTreeRoot.ParentTree.Nums.as_list())
        found = {int(key): owner for key, owner in zip(keys[::2], keys[1::2], strict=True)}
        owners, places, marks = [], [], {}
        for page in self._pdf.pages:
            of_page = [
                self._elements[owner.objgen[0]] for owner in found[int(page.obj.StructParents)].as_list()
            ]
            fields = []
            for widget in _widgets(page):
                mark = marks[widget.objgen[0]] = len(of_page)
                of_page.append(self._elements[found[int(widget.StructParent)].objgen[0]])
                fields.append(_place(widget, mark))
            owners.append(of_page)
            places.append(fields)
        return owners, places, marks

    def mould(self, numbers: Mapping[int, int], resources: Sequence[pikepdf.Object]) -> Mould:
        """Write every object once; `numbers` are those of what all copies share."""
        objects = len(self._pages) + 2 + len(self._tree)
        body = _Template()
        contents = iter(range(objects, objects + len(self._pages)))
        for page, fields, used in zip(self._pdf.pages, self._places, resources, strict=True):
            self._page(body, page, numbers, numbers[used.objgen[0]], next(contents) if fields else None)
        self._parents(body)
        for element in self._tree:
            self._element(body, element)
        body.begin()
        head = _Template()
        for number, place in zip([*range(1, objects), 0], body.places, strict=True):
            head.gap(number)
            head.text(b" %d " % place)
        return Mould(
            tuple(tuple(fields) for fields in self._places if fields),
            len(self._pages),
            objects,
            head.length,
            b"".join([*head.parts, *body.parts]),
            (*head.gaps, *body.gaps),
        )

    def _page(
        self,
        body: _Template,
        page: pikepdf.Page,
        numbers: Mapping[int, int],
        resources: int,
        content: int | None,
    ) -> None:
        kept = Dictionary({key: entry for key, entry in page.obj.items() if key not in _DROPPED})
        parts = [self._root.opening, *(numbers[part.objgen[0]] for part in _parts(page.obj.Contents))]
        listed = b" ".join(b"%d 0 R" % part for part in parts)
        body.begin()
        body.text(
            b"%s /Type /Page /Tabs /S /Parent %d 0 R" % (kept.unparse().removesuffix(b">>"), self._root.pages)
        )
        body.text(b" /Resources %d 0 R /Contents [%s " % (resources, listed))
        if content is None:
            body.text(b"%d 0 R" % self._root.closing)
        else:
            body.reference(content)
        body.text(b"] /StructParents ")
        body.gap(-self._pages[page.obj.objgen[0]])
        body.text(b" >>")

    def _parents(self, body: _Template) -> None:
        """Write the copy's leaf of the parent tree."""
        body.begin()
        body.text(b"<< /Limits [")
        body.gap(-1)
        body.gap(-len(self._owners))
        body.text(b"] /Nums [")
        for page, owners in enumerate(self._owners, 1):
            body.gap(-page)
            body.text(b" [")
            for owner in owners:
                body.reference(owner)
            body.text(b"]")
        body.text(b"] >>")

    def _element(self, body: _Template, element: pikepdf.Object) -> None:
        """Write a structure element; the uppermost is a part, in its own language."""
        role, is_top = str(element.S), element.objgen == self._tree[0].objgen
        body.begin()
        body.text(b"<< /Type /StructElem /S %s /P " % _ROLES.get(role, role).encode())
        if is_top:
            language = pikepdf.String(str(self._pdf.Root.Lang))
            body.text(b"%d 0 R /Lang %s" % (self._root.element, language.unparse()))
        else:
            body.reference(self._elements[element.P.objgen[0]])
        for key in _SPOKEN:
            if key in element:
                body.text(b" %s %s" % (key.encode(), element[key].unparse()))
        if (attributes := _attributes(element)) is not None:
            body.text(b" /A %s" % attributes.unparse(resolved=True))
        if "/Pg" in element:
            body.text(b" /Pg ")
            body.reference(self._pages[element.Pg.objgen[0]])
        self._kids(body, element)
        body.text(b" >>")

    def _kids(self, body: _Template, element: pikepdf.Object) -> None:
        """Write what is below an element: elements, and pieces of content, the fields' among them."""
        body.text(b" /K [")
        for kid in _kids(element):
            if not isinstance(kid, Dictionary):
                body.text(b" %d" % int(kid))
            elif "/MCID" in kid:
                self._piece(body, kid.Pg, int(kid.MCID))
            elif "/Obj" not in kid:
                body.reference(self._elements[kid.objgen[0]])
            elif kid.Obj.objgen[0] in self._marks:
                self._piece(body, kid.Pg, self._marks[kid.Obj.objgen[0]])
        body.text(b"]")

    def _piece(self, body: _Template, page: pikepdf.Object, mark: int) -> None:
        body.text(b"<< /Type /MCR /MCID %d /Pg " % mark)
        body.reference(self._pages[page.objgen[0]])
        body.text(b" >>")


def _below(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield an element and those below it, in the order of reading."""
    yield element
    for kid in _kids(element):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield from _below(kid)


def _kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    kids = element.get("/K", Array())
    return list(kids.as_list()) if isinstance(kids, Array) else [kids]


def _widgets(page: pikepdf.Page) -> Iterator[pikepdf.Object]:
    for annotation in page.obj.get("/Annots", Array()).as_list():
        if annotation.Subtype == Name.Widget:
            yield annotation


def _attributes(element: pikepdf.Object) -> pikepdf.Object | None:
    """Return the attributes of an element; a field is said to be printed (ISO 32000-1, 14.8.5.6)."""
    for kid in _kids(element):
        if isinstance(kid, Dictionary) and "/Obj" in kid and kid.Obj.Subtype == Name.Widget:
            return Dictionary(O=Name.PrintField, Role=Name.tv, Desc=kid.Obj.TU)
    return element.get("/A")


def _place(widget: pikepdf.Object, mark: int) -> Place:
    left, bottom, _, _ = (float(edge) for edge in widget.Rect.as_list())
    opened = b"/Form <</MCID %d>> BDC q 1 0 0 1 %.2f %.2f cm " % (mark, left, bottom)
    return Place(line_of(widget), str(widget.V), opened)
