"""Tagged PDF (ISO 32000-1, 14.8) on top of ReportLab, which has no structure tree of its own.

The author builds a tree of `Element`s and hands leaves of it to what draws: `TaggedParagraph`, `Tagged`, the
context managers of `TaggedCanvas`. While ReportLab draws, the canvas brackets every piece of text with the
marked-content operators of its element. What nobody claims (rules, tints, bullets' ink) becomes an
artifact when its page is shown. `write_structure` then puts the tree into the finished file with pikepdf: the
order of reading is the order in which elements were declared, whatever the order of drawing.

It needs nothing of the program around it, so it can be lifted out. It does not embed fonts or write metadata.

What it relies on in ReportLab 5: `Canvas._code` holds one entry for each text object or path; a paragraph
makes its text object by `beginText` and tells it of links by `_linkRecord`; every annotation passes
`_addAnnotation`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import TypeAlias

import pikepdf
from msgspec import Struct, field
from pikepdf import Array, Dictionary, Name
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject
from reportlab.platypus import Flowable, Paragraph

_Link: TypeAlias = tuple[int, str]
"""A link as ReportLab's fragments know it: its number in the paragraph, and its target."""
_Look: TypeAlias = tuple[tuple[str, object], ...]
"""What a paragraph style says of the words themselves, such as their font."""
_Place: TypeAlias = tuple[float, ...]
"""Where lines begin and end: the width, then the style's indents."""

_INDENTS = ("leftIndent", "rightIndent", "firstLineIndent", "bulletIndent")
_AROUND = frozenset({"name", "parent", "spaceBefore", "spaceAfter", *_INDENTS})
"""What a paragraph style says beside its look."""
_REMEMBERED = 1024
"""Paragraphs: those of a few documents, each laid out several times."""
_LEAST_WIDTH_PT = 1.0
"""ReportLab breaks no lines where there is no width at all."""

_PAINT = re.compile(r"(?:^|[\s>\]])(?:S|s|f\*?|F|B\*?|b\*?|sh|Do|EI)\s*$")
"""The end of a path or image: an operator that leaves ink (ISO 32000-1, table 60)."""
_SHOWN = re.compile(r"(?:Tj|TJ)(?:\s+T\*)?\s*$")
"""The end of an entry that shows text."""


class Mark(Struct, frozen=True):
    """A piece of content: its page, counted from 0, and its number on the page."""

    page: int
    number: int


class Annotation(Struct, frozen=True):
    """An annotation: its page, counted from 0, its place among those of the page, and what it says."""

    page: int
    place: int
    words: str = ""
    """Where a link leads, for who cannot see it; empty to leave what the annotation says itself."""


class Element(Struct, eq=False):
    """A node of the structure tree; a child joins its parent when it is made."""

    role: str
    """A standard structure type, such as `P` or `TD`."""
    parent: Element | None = None
    alt: str = ""
    """What a reader hears instead of the content."""
    attributes: dict[str, object] = field(default_factory=dict)
    """One attribute object, its owner under `O`; a text is a name, a sequence an array of numbers."""
    kids: list[Element | Mark | Annotation] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.parent is not None:
            self.parent.kids.append(self)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was drawn for it or below it."""
        return all(isinstance(kid, Element) and kid.is_empty for kid in self.kids)


class Tree:
    """A structure tree that is being declared: where in it the next element goes."""

    def __init__(self, role: str) -> None:
        self.root = self._within = Element(role)

    def element(self, role: str) -> Element:
        """Declare the next element."""
        return Element(role, self._within)

    @contextmanager
    def inside(self, role: str) -> Iterator[Element]:
        """Declare an element, and below it all that is declared meanwhile."""
        element, outer = self.element(role), self._within
        self._within = element
        yield element
        self._within = outer


class TaggedCanvas(Canvas):  # type: ignore[misc]  # reportlab has no types
    """A canvas that brackets what it draws with the marks of elements."""

    is_trial = False
    """Only places matter: what is drawn is not kept."""

    def __init__(self, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, **options)
        self._marks: dict[int, int] = {}
        self._holder: list[Element] = []
        self.is_marked = False
        """What is drawn now is within marks already, where no others may stand."""
        self._drawn: set[Flowable] = set()
        self._outlined = -1
        self.link_source: _TaggedText | None = None
        self.link_words: Mapping[str, str] = {}
        """Where links lead, in words, for targets that say more than the words of the link."""

    def outline(self, words: str, bookmark: str, level: int) -> None:
        """Add an entry to the outline, no more than one level below the last."""
        self._outlined = min(level, self._outlined + 1)
        self.addOutlineEntry(words, bookmark, self._outlined)

    @property
    def page_index(self) -> int:
        """The number of the page that is being drawn, from 0."""
        return int(self._doc.pageCounter) - 1

    def begin(self, element: Element) -> str:
        """Return the operator that opens a piece of content of an element, and note the piece."""
        page = self.page_index
        number = self._marks[page] = self._marks.get(page, -1) + 1
        element.kids.append(Mark(page, number))
        return f"/{element.role} <</MCID {number}>> BDC"

    @contextmanager
    def marked(self, element: Element) -> Iterator[None]:
        """Draw one piece of content of an element, ink included; links within belong to it."""
        self._code.append(self.begin(element))
        self.is_marked, outer = True, self.is_marked
        with self.holding(element):
            yield
        self.is_marked = outer
        self._code.append("EMC")

    @contextmanager
    def holding(self, element: Element) -> Iterator[None]:
        """Give the annotations that are made meanwhile to an element."""
        self._holder.append(element)
        yield
        self._holder.pop()

    @contextmanager
    def artifact(self, kind: str, subtype: str = "") -> Iterator[None]:
        """Draw what is no part of the document, such as a `Pagination` artifact with subtype `Footer`."""
        named = f" /Subtype /{subtype}" if subtype else ""
        self._code.append(f"/Artifact <</Type /{kind}{named}>> BDC")
        self.is_marked, outer = True, self.is_marked
        yield
        self.is_marked = outer
        self._code.append("EMC")

    def is_repeated(self, flowable: Flowable) -> bool:
        """Tell whether this very flowable was drawn before, as the head of a split table is."""
        repeated = flowable in self._drawn
        self._drawn.add(flowable)
        return repeated

    def mark_texts(self, start: int, element: Element) -> None:
        """Give the text objects drawn since `start` to an element, those aside that have marks already."""
        code = self._code[start:]
        self._code[start:] = [
            part
            for entry in code
            for part in (
                (self.begin(element), entry, "EMC")
                if entry.startswith("BT") and "BDC" not in entry
                else (entry,)
            )
        ]

    def _addAnnotation(self, annotation: object, name: object = None, addtopage: int = 1) -> None:  # noqa: N802
        page, place = self.page_index, len(self._annotationrefs)
        if self.link_source is not None:
            element, words = self.link_source.next_link()
            element.kids.append(Annotation(page, place, words))
        elif self._holder:
            self._holder[-1].kids.append(Annotation(page, place))
        super()._addAnnotation(annotation, name, addtopage)

    def showPage(self) -> None:  # noqa: N802  # reportlab's name
        """Mark what nobody claimed as an artifact, then end the page."""
        self._code[:] = _with_artifacts(self._code)
        super().showPage()


def _with_artifacts(code: list[str]) -> Iterator[str]:
    """Yield the entries of a page, bracketing ink outside any mark; a run of it gets one bracket."""
    depth = 0
    for entry in code:
        depth += (entry.endswith(("BDC", "BMC"))) - (entry == "EMC")
        is_loose = entry.startswith("BT") and "BDC" not in entry
        if depth == 0 and entry != "EMC" and (is_loose or _PAINT.search(entry)):
            yield from ("/Artifact BMC", entry, "EMC")
        else:
            yield entry


class Sparing(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A flowable that is placed in a trial, but not drawn."""

    def drawOn(self, canvas: TaggedCanvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803  # reportlab's names
        """Draw it where the drawing is kept."""
        if not canvas.is_trial:
            super().drawOn(canvas, x, y, _sW)


class Tagged(Sparing):
    """A flowable whose whole drawing is one piece of a figure; its box is noted for readers."""

    def __init__(self, drawn: Flowable, element: Element) -> None:
        super().__init__()
        self.hAlign, self._drawn, self._element = drawn.hAlign, drawn, element

    def wrap(self, width_pt: float, height_pt: float) -> tuple[float, float]:
        """Take what the drawing takes."""
        self.width, self.height = self._drawn.wrap(width_pt, height_pt)
        return self.width, self.height

    def draw(self) -> None:
        """Draw it between the marks of its element."""
        canvas: TaggedCanvas = self.canv
        left, bottom = canvas.absolutePosition(0, 0)
        box = (left, bottom, left + self.width, bottom + self.height)
        self._element.attributes |= {"O": "Layout", "Placement": "Block", "BBox": box}
        with canvas.marked(self._element):
            self._drawn.drawOn(canvas, 0, 0)


class _Read(Struct, frozen=True):
    """A paragraph's markup as ReportLab reads it. Paragraphs share it, so none may change it."""

    fragments: Sequence[object]
    gaps: Sequence[bool]
    """For each letter, blanks aside, whether a blank or the end follows."""
    link_words: Mapping[_Link, str]


class TaggedParagraph(Sparing, Paragraph):  # type: ignore[misc]  # reportlab has no types
    """A paragraph that belongs to an element, its bullet to another; the parts of a split one share them.

    The same words in the same look are read once, and broken into lines once for each width.
    """

    def __init__(
        self,
        text: str | None,
        style: ParagraphStyle,
        element: Element | None = None,
        label: Element | None = None,
        **options: object,
    ) -> None:
        """Take the markup, or None where the options hold the fragments of a split paragraph."""
        self._look = () if text is None else _look(style)
        read = None if text is None else _read(text, self._look)
        fragments = {"frags": list(read.fragments)} if read else {}
        super().__init__(text, style, **options, **fragments)
        self._wrapped_pt, self._size_pt = -1.0, (0.0, 0.0)
        self.element, self.label = element, label
        self.links: dict[_Link, Element] = {}
        self.link_words: Mapping[_Link, str] = read.link_words if read else {}
        self.gaps: Sequence[bool] = read.gaps if read else _gaps(self.frags)  # wrapping takes the words away

    def wrap(self, width_pt: float, height_pt: float) -> tuple[float, float]:
        """Return the size at a width; the lines are broken once for each."""
        if width_pt != self._wrapped_pt or not hasattr(self, "blPara"):  # a split one loses its lines
            is_known = self._look and width_pt >= _LEAST_WIDTH_PT
            self._size_pt = self._broken(width_pt) if is_known else super().wrap(width_pt, height_pt)
            self._wrapped_pt = width_pt
        return self._size_pt

    def _broken(self, width_pt: float) -> tuple[float, float]:
        """Take the lines of a paragraph with the same words, look and bullet; return the size."""
        place = (width_pt, *(getattr(self.style, name) for name in _INDENTS))
        broken = _broken(self.text, self._look, place, self.bulletText)
        self.frags, self.blPara = broken.frags, broken.blPara
        self.width, self.height = broken.width, broken.height
        return self.width, self.height

    def split(self, width_pt: float, height_pt: float) -> list[TaggedParagraph]:
        """Return the parts for this page and the next."""
        parts: list[TaggedParagraph] = super().split(width_pt, height_pt)
        for part in parts:
            part.element, part.label = self.element, self.label
            part.links, part.link_words = self.links, self.link_words
        return parts

    def beginText(self, x: float, y: float) -> PDFTextObject:  # noqa: N802  # reportlab's name
        """Return the text object of the words, which knows their element."""
        canvas: TaggedCanvas = self.canv
        if self.element is None or canvas.is_marked:
            return PDFTextObject(canvas, x, y)
        return _TaggedText(canvas, x, y, self)

    def draw(self) -> None:
        """Draw it; a head that a split table repeats is furniture."""
        canvas: TaggedCanvas = self.canv
        start = len(canvas._code)
        if self.element is not None and not canvas.is_marked and canvas.is_repeated(self):
            with canvas.artifact("Pagination"):
                super().draw()
            return
        super().draw()
        if self.label is not None and not canvas.is_marked:
            canvas.mark_texts(start, self.label)


class _TaggedText(PDFTextObject):  # type: ignore[misc]  # reportlab has no types
    """The words of a paragraph, parted where links begin and end."""

    _code: list[str]

    def __init__(self, canvas: TaggedCanvas, x: float, y: float, paragraph: TaggedParagraph) -> None:
        super().__init__(canvas, x, y)
        assert paragraph.element is not None
        self._paragraph, self._element = paragraph, paragraph.element
        self._parts: list[tuple[int, _Link | None]] = []
        """Where in the code a link begins, or None for plain words."""
        self._pending: list[_Link] = []
        self._last = 1
        self._told = 0
        """Letters put out, blanks aside."""
        self._is_parted = True
        """Whether what was put out last is nothing, or ends in a blank."""
        canvas.link_source = self

    def _textOut(self, text: str, TStar: int = 0) -> None:  # noqa: N802, N803  # reportlab's names
        self._last = len(self._code)
        self._told += len("".join(text.split()))
        gaps = self._paragraph.gaps
        is_within_word = 0 < self._told <= len(gaps) and not gaps[self._told - 1]
        self._is_parted = text[-1:].isspace() if text else self._is_parted
        if TStar and not self._is_parted and not is_within_word:
            text += " "  # a line's end parts words, ISO 32000-1, 14.8.2.5
            self._is_parted = True
        super()._textOut(text, TStar)

    def _linkRecord(self, link: _Link, what: str) -> None:  # noqa: N802  # reportlab's name
        if what == "start":  # comes after its first words were put out
            self._parts.append((self._last, link))
            self._pending.append(link)
        else:
            self._parts.append((len(self._code), None))

    def next_link(self) -> tuple[Element, str]:
        """Return the element and the words of the link whose annotation comes now."""
        if self._pending:
            link = self._pending.pop(0)
        else:
            link = self.XtraState.link[0]  # one run of words, all of it a link: nobody told us
            self._parts = self._parts or [(1, link)]
        words = self._canvas.link_words.get(link[1]) or self._paragraph.link_words.get(link, "")
        return self._link(link), " ".join(words.split())

    def _link(self, link: _Link) -> Element:
        links = self._paragraph.links
        if link not in links:
            links[link] = Element("Link")
        return links[link]

    def getCode(self) -> str:  # noqa: N802  # reportlab's name
        canvas: TaggedCanvas = self._canvas
        canvas.link_source = None
        parts: list[tuple[int, _Link | None]] = [(1, None), *self._parts, (len(self._code), None)]
        code = self._code
        marked = code[:1]
        for (start, link), (end, _) in itertools.pairwise(parts):
            piece = code[start:end]
            if not any(_SHOWN.search(entry) for entry in piece):
                marked += piece
                continue
            element = self._element
            if link is not None:
                element = self._link(link)
                if element.parent is None:
                    element.parent = self._element
                    self._element.kids.append(element)
            marked += [canvas.begin(element), *piece, "EMC"]
        self._code = marked
        return str(super().getCode())


def _look(style: ParagraphStyle) -> _Look:
    return tuple(entry for entry in vars(style).items() if entry[0] not in _AROUND)


@lru_cache(_REMEMBERED)
def _read(text: str, look: _Look) -> _Read:
    fragments = Paragraph(text, ParagraphStyle("", **dict(look))).frags
    link_words: dict[_Link, str] = {}
    for fragment in fragments:
        for link in getattr(fragment, "link", None) or ():
            link_words[link] = link_words.get(link, "") + fragment.text
    return _Read(fragments, _gaps(fragments), link_words)


@lru_cache(_REMEMBERED)
def _broken(text: str, look: _Look, place: _Place, bullet: str | None) -> Paragraph:
    """Return a paragraph whose lines are broken, to take them from and not to draw it."""
    width_pt, *indents = place
    style = ParagraphStyle("", **dict(look), **dict(zip(_INDENTS, indents, strict=True)))
    paragraph = Paragraph(None, style, bullet, list(_read(text, look).fragments))
    paragraph.wrap(width_pt, 0)
    return paragraph


def _gaps(fragments: Iterable[object]) -> list[bool]:
    """Return for each letter, blanks aside, whether a blank or the end follows."""
    text = "".join(getattr(part, "text", "") or " ".join(getattr(part, "words", ())) for part in fragments)
    ends = [*map(str.isspace, text[1:]), True]
    return [is_end for letter, is_end in zip(text, ends, strict=False) if not letter.isspace()]


def write_structure(pdf: pikepdf.Pdf, root: Element) -> None:
    """Put a structure tree into a file whose pages carry its marks; empty elements are left out.

    Every annotation of the tree gets its way back into it, and its words.
    """
    writer = _StructureWriter(pdf)
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    tree.K = writer.write(root, tree)
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=writer.parents()))
    tree.ParentTreeNextKey = len(pdf.pages) + len(writer.annotations)
    pdf.Root.StructTreeRoot = tree
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    for number, page in enumerate(pdf.pages):
        page.obj.StructParents = number
        page.obj.Tabs = Name.S


class _StructureWriter:
    """Writes elements as objects of one file, and remembers which object owns which piece of content."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._pages = [page.obj for page in pdf.pages]
        self._owners: dict[Mark, pikepdf.Object] = {}
        self.annotations: list[pikepdf.Object] = []
        """The elements of annotations, in the order of their keys."""

    def write(self, element: Element, parent: pikepdf.Object) -> pikepdf.Object:
        """Write an element and what is below it."""
        written = self._pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{element.role}"), P=parent)
        )
        if element.alt:
            written.Alt = pikepdf.String(element.alt)
        if element.attributes:
            written.A = Dictionary({f"/{key}": _object(value) for key, value in element.attributes.items()})
        page = _first_page(element)
        if page is not None:
            written.Pg = self._pages[page]
        kids = [self._kid(kid, written, page) for kid in element.kids if not _is_empty(kid)]
        if kids:
            written.K = kids[0] if len(kids) == 1 else Array(kids)
        return written

    def _kid(self, kid: Element | Mark | Annotation, owner: pikepdf.Object, page: int | None) -> object:
        match kid:
            case Element():
                return self.write(kid, owner)
            case Mark():
                self._owners[kid] = owner
                if kid.page == page:
                    return kid.number
                return Dictionary(Type=Name.MCR, Pg=self._pages[kid.page], MCID=kid.number)
            case Annotation():
                target = self._pages[kid.page].Annots[kid.place]
                target.StructParent = len(self._pages) + len(self.annotations)
                if kid.words:
                    target.Contents = pikepdf.String(kid.words)
                self.annotations.append(owner)
                return Dictionary(Type=Name.OBJR, Pg=self._pages[kid.page], Obj=target)

    def parents(self) -> Array:
        """Return the parent tree: the owners of each page's content, then those of annotations."""
        numbers: list[object] = []
        for page in range(len(self._pages)):
            owners = {mark.number: owner for mark, owner in self._owners.items() if mark.page == page}
            numbers += [page, Array(owners[number] for number in sorted(owners))]
        for key, owner in enumerate(self.annotations, len(self._pages)):
            numbers += [key, owner]
        return Array(numbers)


def _is_empty(kid: Element | Mark | Annotation) -> bool:
    return isinstance(kid, Element) and kid.is_empty


def _first_page(element: Element) -> int | None:
    for kid in element.kids:
        page = _first_page(kid) if isinstance(kid, Element) else kid.page
        if page is not None:
            return page
    return None


def _object(value: object) -> object:
    if isinstance(value, str):
        return Name(f"/{value}")
    return Array([round(number, 3) for number in value]) if isinstance(value, tuple) else value
