"""The structure tree of a PDF, read back as a program for the blind reads it (ISO 32000-1, 14.7)."""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Iterator, Mapping

import pikepdf
from msgspec import Struct

from tests.render.pdf.content import Drawn, Words, read_page

_INLINE = {"Link", "Span"}
"""Elements within a line, which nothing parts from what stands before."""
_HEADING = re.compile(r"H(\d)")


class Piece(Struct, frozen=True):
    """A marked piece of content with the words in it."""

    page: int
    number: int
    words: tuple[Words, ...]

    @property
    def text(self) -> str:
        """The words."""
        return "".join(words.text for words in self.words)


class Annotation(Struct, frozen=True):
    """A link or a field; `owner` is the element that the file says it belongs to."""

    page: int
    kind: str
    words: str
    """What it says of itself."""
    owner: pikepdf.Object | None
    object: pikepdf.Object


class Node(Struct, frozen=True):
    """A structure element."""

    role: str
    alt: str
    attributes: Mapping[str, pikepdf.Object]
    kids: tuple[Node | Piece | Annotation, ...]
    object: pikepdf.Object

    @property
    def nodes(self) -> list[Node]:
        """The elements right below."""
        return [kid for kid in self.kids if isinstance(kid, Node)]

    @property
    def annotations(self) -> list[Annotation]:
        """The annotations right below."""
        return [kid for kid in self.kids if isinstance(kid, Annotation)]

    @property
    def level(self) -> int:
        """The level of a heading; 0 of anything else."""
        found = _HEADING.fullmatch(self.role)
        return int(found[1]) if found else 0

    def all(self, *roles: str) -> list[Node]:
        """Return the elements of some roles in it, itself included, in order; of none, every one."""
        found = [self] if self.role in roles or not roles else []
        return found + [inner for node in self.nodes for inner in node.all(*roles)]

    def pieces(self) -> Iterator[Piece]:
        """Yield the pieces of content in it, in order."""
        for kid in self.kids:
            match kid:
                case Piece():
                    yield kid
                case Node():
                    yield from kid.pieces()
                case Annotation():
                    pass

    @property
    def text(self) -> str:
        """What is read out, blanks folded; for a figure its description."""
        return " ".join(self._spoken().split())

    def _spoken(self) -> str:
        if self.alt:
            return self.alt
        parts = []
        for kid in self.kids:
            if isinstance(kid, Piece):
                parts.append(kid.text)
            elif isinstance(kid, Node):
                parts.append(kid._spoken() if kid.role in _INLINE else f" {kid._spoken()} ")
        return "".join(parts)

    def outline(self) -> str:
        """Return the roles as a short text, such as `L(LI(Lbl LBody))`."""
        inner = " ".join(node.outline() for node in self.nodes)
        return f"{self.role}({inner})" if inner else self.role


class Tagged(Struct, frozen=True):
    """A PDF with its structure tree."""

    pdf: pikepdf.Pdf
    pages: tuple[Drawn, ...]
    root: Node

    @property
    def words(self) -> list[Words]:
        """All words that are drawn."""
        return [words for page in self.pages for words in page.words]

    def artifacts(self, kind: str = "", subtype: str = "") -> list[str]:
        """Return the words of artifacts of a kind, blanks folded."""
        return [
            " ".join(words.text.split())
            for words in self.words
            for mark in words.marks
            if mark.tag == "Artifact" and kind in ("", mark.kind) and subtype in ("", mark.subtype)
        ]


@functools.cache
def read(data: bytes) -> Tagged:
    """Read a PDF."""
    pdf = pikepdf.open(io.BytesIO(data))
    pages = tuple(read_page(page, number) for number, page in enumerate(pdf.pages))
    return Tagged(pdf, pages, _Reader(pdf, pages).node(pdf.Root.StructTreeRoot.K, 0))


def owners_in(tree: pikepdf.Object) -> dict[int, pikepdf.Object]:
    """Return what stands by each key of a parent tree."""
    found: dict[int, pikepdf.Object] = {}
    for leaf in tree.get("/Kids", pikepdf.Array([tree])).as_list():
        numbers = list(leaf.Nums.as_list())
        found |= {int(key): owner for key, owner in zip(numbers[::2], numbers[1::2], strict=True)}
    return found


class _Reader:
    def __init__(self, pdf: pikepdf.Pdf, pages: tuple[Drawn, ...]) -> None:
        self._pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        self._pieces: dict[tuple[int, int], list[Words]] = {}
        for words in (words for page in pages for words in page.words):
            if words.number is not None:
                self._pieces.setdefault((words.page, words.number), []).append(words)
        self._owners = owners_in(pdf.Root.StructTreeRoot.ParentTree)

    def node(self, element: pikepdf.Object, page: int) -> Node:
        page = self._page(element, page)
        below = element.get("/K", pikepdf.Array())
        kids = list(below.as_list()) if isinstance(below, pikepdf.Array) else [below]
        return Node(
            str(element.S)[1:],
            str(element.get("/Alt", "")),
            dict(element.get("/A", pikepdf.Dictionary()).items()),
            tuple(self._kid(kid, page) for kid in kids),
            element,
        )

    def _kid(self, kid: pikepdf.Object | int, page: int) -> Node | Piece | Annotation:
        if not isinstance(kid, pikepdf.Dictionary):
            return self._piece(page, int(kid))
        page = self._page(kid, page)
        if kid.get("/Type") == pikepdf.Name.MCR:
            return self._piece(page, int(kid.MCID))
        if kid.get("/Type") == pikepdf.Name.OBJR:
            found = kid.Obj
            owner = self._owners.get(int(found.StructParent)) if "/StructParent" in found else None
            words = str(found.get("/Contents", found.get("/TU", "")))
            return Annotation(page, str(found.Subtype)[1:], words, owner, found)
        return self.node(kid, page)

    def _piece(self, page: int, number: int) -> Piece:
        return Piece(page, number, tuple(self._pieces.get((page, number), ())))

    def _page(self, element: pikepdf.Object, page: int) -> int:
        return self._pages[element.Pg.objgen] if "/Pg" in element else page
