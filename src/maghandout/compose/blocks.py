"""The tree of elements to typed blocks.

The subset: `h1 h2 h3 p ul ol li table caption thead tbody tr th td strong em sup sub a aside section figure
figcaption cite`, with the `data-` attributes of `ATTRIBUTES`. Anything else is an error that names the
template.
"""

from __future__ import annotations

import re
from typing import NoReturn

from msgspec.structs import replace

from maghandout.compose.charts import drawable
from maghandout.compose.inlines import INLINE, read_inlines
from maghandout.compose.xhtml import Element
from maghandout.diagnostics import Origin, did_you_mean
from maghandout.errors import TemplateError
from maghandout.model.document import (
    Block,
    Box,
    BoxRole,
    Cell,
    Chart,
    ChartKind,
    Field,
    Furniture,
    Heading,
    HowSure,
    Inlines,
    ListBlock,
    ListItem,
    ListStyle,
    Paragraph,
    QrCode,
    Role,
    Section,
    Series,
    Slide,
    SlideKind,
    Sources,
    Strip,
    Table,
    plain_text,
)
from maghandout.model.library import Certainty
from maghandout.templating import Templates

ATTRIBUTES = {
    "p": {"data-role", "data-field", "data-value", "data-code", "data-name", "data-certainty", "data-label"},
    "ul": {"data-checklist"},
    "section": {"data-slide", "data-part", "data-sources"},
    "aside": {"data-box", "data-notes", "data-header", "data-footer"},
    "figure": {"data-chart", "data-name", "data-unit", "data-measure"},
    "a": {"href"},
    "strong": {"data-warning"},
    "cite": {"data-of"},
}
_BLOCKS = ("h1", "h2", "h3", "p", "ul", "ol", "table", "figure", "aside", "section")
_PARTS = ("li", "caption", "figcaption", "thead", "tbody", "tr", "th", "td")
_KNOWN = frozenset({*_BLOCKS, *_PARTS, *INLINE})
_ALLOWED = {name: {"data-origin", *ATTRIBUTES.get(name, ())} for name in _KNOWN}
_NUMBER = re.compile(r"[-+\u2212]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?|[-+\u2212]?\.\d+")
_BRIEF = "brief"
_STRIP = "strip"
"""The `data-chart` of steps that lead from one to the next; the others are kinds of charts."""
_Choices = type[ChartKind] | type[Role] | type[BoxRole] | type[SlideKind] | type[Certainty]


class BlockReader:
    """Reads the blocks of one rendered template."""

    def __init__(self, template: str, templates: Templates) -> None:
        self.furniture = Furniture()
        self._template = templates.origin(template)
        self._templates = templates

    def read(self, parent: Element) -> tuple[Block, ...]:
        """Read the block children of an element.

        Raises:
            TemplateError: an element, attribute or value outside the subset, or text between blocks.
        """
        blocks = []
        for child in parent.children:
            if isinstance(child, str):
                if child.strip():
                    self.fail(parent, f"text outside a block: {child.strip()[:40]!r}")
            elif (block := self._block(child)) is not None:
                blocks.append(block)
        return tuple(blocks)

    def fail(self, element: Element, message: str, hint: str = "") -> NoReturn:
        """Raise the error for an element, at its line in the template where it can be found."""
        found = self._templates.find(rf"<{re.escape(element.name)}\b") if element.name else None
        raise TemplateError.at(found or self._template, message, hint)

    def _block(self, element: Element) -> Block | None:
        self._check(element)
        origin = self._origin(element)
        match element.name:
            case "h1" | "h2" | "h3":
                return Heading(int(element.name[1]), self._inlines(element), origin)
            case "p":
                return self._paragraph(element, origin)
            case "ul" | "ol":
                return self._list(element, origin)
            case "table":
                return self._table(element, origin)
            case "figure" if element.attributes.get("data-chart") == _STRIP:
                return self._strip(element, origin)
            case "figure":
                return self._chart(element, origin)
            case "aside":
                return self._aside(element, origin)
            case "section":
                return self._section(element, origin)
            case _:
                self.fail(element, f"<{element.name}> cannot stand by itself")

    def _check(self, element: Element) -> None:
        """Check the name and attributes of an element."""
        if element.name not in _KNOWN:
            hint = did_you_mean(element.name, _KNOWN) or f"known elements: {' '.join(sorted(_KNOWN))}"
            self.fail(element, f"unknown element <{element.name}>", hint)
        allowed = _ALLOWED[element.name]
        for name in element.attributes:
            if name not in allowed:
                hint = did_you_mean(name, allowed) or f"known attributes: {' '.join(sorted(allowed))}"
                self.fail(element, f"unknown attribute {name!r} on <{element.name}>", hint)

    def _origin(self, element: Element) -> Origin:
        """Return where the words of an element come from: what the template says, or the template."""
        path, _, line = element.attributes.get("data-origin", "").rpartition(":")
        return Origin(path, int(line)) if path and line.isdecimal() else self._template

    def _inlines(self, element: Element) -> Inlines:
        for child in element.elements():
            self._check_inline(child)
        return read_inlines(element.children, self.fail)

    def _check_inline(self, element: Element) -> None:
        self._check(element)
        for child in element.elements():
            self._check_inline(child)

    def _paragraph(self, element: Element, origin: Origin) -> Block:
        attributes = element.attributes
        inlines = self._inlines(element)
        if "data-field" in attributes:
            value = attributes.get("data-value", "")
            return Field(plain_text(inlines), attributes["data-field"], origin, value)
        if "data-code" in attributes:
            return QrCode(attributes["data-code"], inlines, origin, attributes.get("data-name", ""))
        if "data-certainty" in attributes:
            certainty = self._one_of(element, "data-certainty", Certainty)
            return HowSure(Certainty(certainty), attributes.get("data-label", ""), inlines, origin)
        role = Role(self._one_of(element, "data-role", Role)) if "data-role" in attributes else Role.BODY
        return Paragraph(inlines, origin, role)

    def _list(self, element: Element, origin: Origin) -> ListBlock:
        style = ListStyle.NUMBER if element.name == "ol" else ListStyle.BULLET
        if "data-checklist" in element.attributes:
            style = ListStyle.CHECK
        items = self._children(element, {"li"})
        return ListBlock(
            style, tuple(ListItem(self._inlines(item), self._origin(item)) for item in items), origin
        )

    def _table(self, element: Element, origin: Origin) -> Table:
        caption: Inlines = ()
        head: tuple[Cell, ...] = ()
        rows: list[tuple[Cell, ...]] = []
        for part in self._children(element, {"caption", "thead", "tbody"}):
            if part.name == "caption":
                caption = self._inlines(part)
                continue
            for row in self._children(part, {"tr"}):
                cells = tuple(self._cell(cell) for cell in self._children(row, {"th", "td"}))
                if part.name == "thead":
                    head = cells
                else:
                    rows.append(cells)
        if not head:
            self.fail(element, "a <table> needs a <thead> with cells")
        if any(len(row) != len(head) for row in rows):
            self.fail(element, f"every row of a table needs {len(head)} cells, as its head has")
        return Table(caption, head, tuple(rows), origin)

    def _cell(self, element: Element) -> Cell:
        return Cell(self._inlines(element), element.name == "th", self._origin(element))

    def _chart(self, element: Element, origin: Origin) -> Chart:
        table: Table | None = None
        read: Inlines = ()
        for child in self._children(element, {"table", "p"}):
            if child.name == "table":
                table = self._table(child, self._origin(child))
            else:
                read = self._inlines(child)
        if table is None or not table.rows or len(table.head) < 2:
            self.fail(element, "a <figure> needs a <table> with its numbers")
        series = tuple(
            Series(plain_text(head.inlines), tuple(self._number(row[column]) for row in table.rows))
            for column, head in enumerate(table.head)
            if column
        )
        categories = tuple(plain_text(row[0].inlines) for row in table.rows)
        unit = element.attributes.get("data-unit", "")
        kind = ChartKind.BARS
        if "data-chart" in element.attributes:
            kind = ChartKind(self._one_of(element, "data-chart", ChartKind))
        name = element.attributes.get("data-name", "")
        chart = Chart(table.caption, categories, series, unit, read, origin, kind, name)
        return drawable(chart, element.attributes.get("data-measure", ""))

    def _strip(self, element: Element, origin: Origin) -> Strip:
        title: Inlines = ()
        read: Inlines = ()
        steps: tuple[Inlines, ...] = ()
        for child in self._children(element, {"figcaption", "ol", "p"}):
            match child.name:
                case "figcaption":
                    title = self._inlines(child)
                case "ol":
                    steps = tuple(self._inlines(step) for step in self._children(child, {"li"}))
                case _:
                    read = self._inlines(child)
        if not steps:
            self.fail(element, "a <figure> of steps needs an <ol> with them")
        return Strip(title, steps, read, origin, element.attributes.get("data-name", ""))

    def _number(self, cell: Cell) -> float:
        words = plain_text(cell.inlines).strip()
        if not _NUMBER.fullmatch(words):
            hint = "write 1,500 or 7.5; a comma parts thousands" if "," in words else ""
            raise TemplateError.at(cell.origin, f"a chart needs numbers, found {words!r}", hint)
        return float(words.replace(",", "").replace("\u2212", "-"))

    def _aside(self, element: Element, origin: Origin) -> Block | None:
        if "data-header" in element.attributes or "data-footer" in element.attributes:
            self._read_furniture(element)
            return None
        role = BoxRole(self._one_of(element, "data-box", BoxRole))
        return Box(role, self.read(element), origin)

    def _read_furniture(self, element: Element) -> None:
        lines = [self._inlines(line) for line in self._children(element, {"p"})]
        is_header = "data-header" in element.attributes
        if len(lines) != 2:
            needed = "its words, and those around the page number"
            needed = "who hands it out, and what it is" if is_header else needed
            self.fail(element, f"the {'header' if is_header else 'footer'} needs two <p>: {needed}")
        if is_header:
            self.furniture = replace(self.furniture, clinic=lines[0], header=lines[1])
        else:
            page = self._page_words(element, lines[1])
            self.furniture = replace(self.furniture, footer=lines[0], page=page)

    def _page_words(self, element: Element, line: Inlines) -> str:
        """Return the words around the page number, which must be ones that can be filled in."""
        words = plain_text(line)
        try:
            words.format(page=1, pages=1)
        except (LookupError, ValueError, AttributeError):
            self.fail(element, f"{words!r} cannot be filled in", "known in braces: {page} {pages}")
        return words

    def _section(self, element: Element, origin: Origin) -> Block:
        if "data-slide" in element.attributes:
            return self._slide(element, origin)
        heading, blocks = self._headed(element, origin)
        return Section(heading, blocks, origin)

    def _headed(self, element: Element, origin: Origin) -> tuple[Heading, tuple[Block, ...]]:
        """Read a heading and the blocks below it; the list of sources comes last where it is asked for."""
        blocks = self.read(element)
        if "data-sources" in element.attributes:
            is_brief = self._sources_kind(element) == _BRIEF
            blocks = (*blocks, Sources((), origin, is_brief=is_brief))
        if not blocks or not isinstance(heading := blocks[0], Heading):
            self.fail(element, f"a <{element.name}> needs a heading first")
        return heading, blocks[1:]

    def _sources_kind(self, element: Element) -> str:
        kind = element.attributes["data-sources"]
        if kind not in ("", _BRIEF):
            self.fail(
                element, f"data-sources on <{element.name}>: found {kind!r}", f"leave it empty, or {_BRIEF}"
            )
        return kind

    def _slide(self, element: Element, origin: Origin) -> Slide:
        kind = SlideKind(self._one_of(element, "data-slide", SlideKind))
        notes = [child for child in element.elements() if "data-notes" in child.attributes]
        shown = Element(element.name, element.attributes, [c for c in element.children if c not in notes])
        title, blocks = self._headed(shown, origin)
        spoken = tuple(block for note in notes for block in self.read(note))
        return Slide(kind, title, blocks, spoken, origin, element.attributes.get("data-part", ""))

    def _children(self, element: Element, allowed: set[str]) -> list[Element]:
        """Return the child elements, which must be of these names, with no text between them."""
        for child in element.children:
            if isinstance(child, str):
                if child.strip():
                    self.fail(element, f"text directly inside <{element.name}>: {child.strip()[:40]!r}")
                continue
            self._check(child)
            if child.name not in allowed:
                expected = " or ".join(f"<{name}>" for name in sorted(allowed))
                self.fail(child, f"<{child.name}> inside <{element.name}>, expected {expected}")
        return element.elements()

    def _one_of(self, element: Element, attribute: str, allowed: _Choices) -> str:
        value = element.attributes.get(attribute, "")
        names = [name.value for name in allowed]
        if value not in names:
            hint = did_you_mean(value, names) or f"known: {', '.join(names)}"
            self.fail(element, f"{attribute} on <{element.name}>: found {value!r}", hint)
        return value
