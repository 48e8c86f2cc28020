"""An SVG to the picture that it draws, once it is known to hold nothing but shapes.

A logo comes from anywhere, so it may hold what a list allows: no scripts, nothing from outside, no text (its
looks would depend on the computer's fonts), no effects, nothing that unfolds without end. resvg opens the
files that an image names, so every link is checked before resvg sees one.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from xml.parsers import expat

from msgspec import Struct, field

from maghandout.diagnostics import Finding, Origin
from maghandout.errors import BrandError

MOST_ELEMENTS = 20_000
MOST_PARTS = 100_000
"""What an SVG may unfold into; so many parts take resvg seconds, not minutes."""

_NAMESPACE = "http://www.w3.org/2000/svg"
_DEEPEST = 64
"""Levels of elements, references followed; drawing programs nest them about ten deep."""
_MOST_FINDINGS = 10
_SHAPE = 2
_BLENDED = 200
_PICTURE = 2000
_LETTERS = 20
"""What a shape counts for in parts, what blending (gradient, clip, mask, opacity) and a picture add, and how
many letters of a path make a part: by resvg 0.48's time for a whole logo, 1 ms a shape, 60 ms a blend."""

_SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "image", "use", "switch"}
_PAINTS = {"clipPath", "mask", "linearGradient", "radialGradient", "stop"}
_ALLOWED = {"svg", "g", "defs", "symbol", "style", "title", "desc", "metadata"} | _SHAPES | _PAINTS
_TEXTS = {"text", "tspan", "textPath", "tref"}
_PLAIN = "save it as a plain SVG, or as a PNG"
_SIMPLER = "simplify it, or save it as a PNG"

_URL = re.compile(r"url\s*+\(([^()]*+)\)", re.IGNORECASE)
_URL_START = re.compile(r"url\s*+\(", re.IGNORECASE)
_DATA = re.compile(r"data:image/(?:png|jpe?g);base64,(.*)", re.DOTALL)
_COMMENT = re.compile(r"/\*(?:[^*]++|\*(?!/))*+(?:\*/|\Z)")
_BLENDING = re.compile(
    r"(?:^|[^-])opacity|(?:fill|stroke)-opacity|isolation|blend|rgba|hsla|url\s*+\(", re.IGNORECASE
)
_CLASS = re.compile(r"\.[\w-]+")


class Drawing(Struct, frozen=True):
    """An SVG that holds nothing but shapes and the pictures embedded in it."""

    text: str
    pictures: tuple[bytes, ...]
    """PNG or JPEG files by their own account; nobody has looked into them yet."""


class _Element(Struct):
    """An element and what it takes to draw it."""

    name: str
    line: int
    parts: int
    classes: tuple[str, ...] = ()
    ids: list[str] = field(default_factory=list)
    """The ids it refers to."""
    children: list[_Element] = field(default_factory=list)
    whole: int = 0
    """The parts of all that it unfolds into; 0 when unknown, below 0 while that is being counted."""
    height: int = 0
    """Levels of what it unfolds into."""


def read_svg(text: str, shown: str) -> Drawing:
    """Check an SVG; `shown` is the path that messages name.

    Raises:
        BrandError: it is not an SVG, or holds something that is not drawn; with every problem found.
    """
    reader = _Reader(text, shown)
    reader.read()
    return Drawing(text, tuple(reader.pictures))


def rasterize(drawing: Drawing, width: int, height: int) -> bytes:
    """Draw on white, as large as fits into so many pixels; return a PNG.

    Raises:
        ValueError: it has no size, or resvg cannot read it.
    """
    from resvg_py import svg_to_bytes

    try:
        return svg_to_bytes(
            svg_string=drawing.text,
            width=width,
            height=height,
            dpi=96,  # without it, lengths in mm are nothing
            background="#ffffff",
            skip_system_fonts=True,
        )
    except BaseException as error:
        # A panic of resvg, such as a circle of radius 1e38, is an exception outside Exception, in no module.
        if type(error).__name__ == "PanicException":
            raise ValueError("resvg fails on a number in it") from error
        raise


class _Reader:
    """Reads the elements of one SVG, noting what is not allowed."""

    def __init__(self, text: str, shown: str) -> None:
        self.pictures: list[bytes] = []
        self._text = text
        self._shown = shown
        self._problems: dict[str, Finding] = {}
        self._elements: list[_Element] = []
        self._open: list[_Element] = []
        self._named: dict[str, list[_Element]] = {}
        self._sheet: list[str] = []
        self._classes: dict[str, dict[str, None]] = {}
        """The ids that a class refers to; a class is here only when it blends."""
        self._painted: dict[str, list[_Element]] = {}
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.ordered_attributes = True

    def read(self) -> None:
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.ProcessingInstructionHandler = self._instruction
        try:
            self._parser.Parse(self._text, True)
        except expat.ExpatError as error:
            reason = expat.errors.messages[error.code]
            raise self._failure(f"it is not well-formed XML: {reason}", line=error.lineno) from error
        if not self._problems:
            self._painted = {name: self._targets(ids) for name, ids in self._classes.items()}
            self._count(self._elements[0], 1)
        if self._problems:
            raise BrandError(list(self._problems.values())[:_MOST_FINDINGS])

    def _problem(self, message: str, hint: str = _PLAIN, line: int = 0) -> None:
        """Note a problem once, at its first line."""
        origin = Origin(self._shown, line or self._parser.CurrentLineNumber)
        self._problems.setdefault(message, Finding(f"logo: {message}", origin, hint))

    def _failure(self, message: str, hint: str = _PLAIN, line: int = 0) -> BrandError:
        """Return the error for what keeps the rest from being read."""
        self._problem(message, hint, line)
        return BrandError(list(self._problems.values())[-_MOST_FINDINGS:])

    def _doctype(self, name: str, _: str | None, __: str | None, has_subset: bool) -> None:
        """Let the bare document type of drawing programs pass; one that declares things could unfold."""
        if has_subset:
            raise self._failure(f"it declares entities in <!DOCTYPE {name[:40]}>", "delete it from the file")

    def _instruction(self, target: str, content: str) -> None:
        if target == "xml-stylesheet":
            self._link(content)

    def _start(self, whole_name: str, attributes: list[str]) -> None:
        space, _, name = whole_name.rpartition(" ")
        if not self._elements and (space, name) != (_NAMESPACE, "svg"):
            raise self._failure(f"it is not an SVG: its root is <{name[:40]}>")
        if len(self._elements) >= MOST_ELEMENTS:
            raise self._failure(f"it has more than {MOST_ELEMENTS} elements", _SIMPLER)
        if len(self._open) >= _DEEPEST:
            raise self._failure(f"its elements stand more than {_DEEPEST} levels deep")
        keys = [key.rpartition(" ")[2] for key in attributes[::2]]
        self._check_name(space, name)
        self._add(name, list(zip(keys, attributes[1::2], strict=True)))

    def _add(self, name: str, attributes: list[tuple[str, str]]) -> None:
        letters = sum(len(value) for key, value in attributes if key != "href")
        element = _Element(name, self._parser.CurrentLineNumber, _SHAPE + letters // _LETTERS)
        self._elements.append(element)
        if self._open:
            self._open[-1].children.append(element)
        self._open.append(element)
        for key, value in attributes:
            self._check_attribute(element, key, value)
        is_blended = any(_BLENDING.search(f"{key}: {value}") for key, value in attributes)
        if is_blended and name != "stop":
            element.parts += _BLENDED

    def _end(self, _: str) -> None:
        element = self._open.pop()
        if element.name == "style":
            self._check_sheet("".join(self._sheet), element.line)
            self._sheet.clear()

    def _characters(self, text: str) -> None:
        if self._open and self._open[-1].name == "style":
            self._sheet.append(text)

    def _check_name(self, space: str, name: str) -> None:
        if name == "script":
            self._problem("it holds a script, <script>")
        elif name == "foreignObject":
            self._problem("it holds a foreign document, <foreignObject>")
        elif space != _NAMESPACE:
            return  # a drawing program's own notes, which nobody draws
        elif name in _TEXTS:
            message = f"it holds text, <{name}>, which looks different on every computer"
            self._problem(message, "turn text into paths")
        elif name not in _ALLOWED:
            hint = "save it without effects and animation, or as a PNG"
            self._problem(f"it holds <{name[:40]}>, which is not drawn", hint)

    def _check_attribute(self, element: _Element, key: str, value: str) -> None:
        if key.lower().startswith("on"):
            self._problem(f"it holds a script, {key[:40]!r}")
        elif key == "href":
            self._check_link(element, value.strip())
        elif key == "id":
            self._named.setdefault(value, []).append(element)
        elif key == "class":
            element.classes = tuple(value.split())
        elif key == "style" and "\\" in value:
            self._problem("it holds a style that cannot be checked")
        else:
            element.ids += self._references(value)

    def _check_link(self, element: _Element, link: str) -> None:
        if link.startswith("#"):
            element.ids.append(link[1:])
        elif data := _DATA.fullmatch(link):
            element.parts += _PICTURE
            try:
                self.pictures.append(base64.b64decode("".join(data.group(1).split()), validate=True))
            except binascii.Error:
                self._problem("a picture embedded in it is damaged")
        elif link:
            self._link(link)

    def _link(self, link: str) -> None:
        message = f"it holds an outside link, {link if len(link) <= 60 else link[:57] + '...'!r}"
        self._problem(message, "put all of the picture into the file, or save it as a PNG")

    def _references(self, value: str) -> list[str]:
        """Return the ids that a value's `url(#id)` name."""
        links = [link.strip(" \t\n\"'") for link in _URL.findall(value)]
        for link in links:
            if not link.startswith("#"):
                self._link(link)
        if len(links) != len(_URL_START.findall(value)):
            self._link(value)
        return [link[1:] for link in links]

    def _check_sheet(self, text: str, line: int) -> None:
        """Check a style sheet and note what each of its classes refers to."""
        text = _COMMENT.sub("", text)
        for mark in ("@import", "@", "\\"):
            if mark in text.lower():
                self._problem(f"its style sheet holds {mark!r}", line=line)
                return
        for rule in filter(str.strip, text.split("}")):
            selectors, brace, body = rule.partition("{")
            if not brace or "{" in body:
                self._problem("its style sheet is not well formed", line=line)
                return
            ids = self._references(body)
            for selector in map(str.strip, selectors.split(",") if _BLENDING.search(body) else ()):
                if not _CLASS.fullmatch(selector):
                    message = f"its style sheet sets a gradient, clip or opacity for {selector[:40]!r}"
                    self._problem(message, "set it for a class, such as .a", line)
                self._classes.setdefault(selector[1:], {}).update(dict.fromkeys(ids))

    def _targets(self, ids: Iterable[str]) -> list[_Element]:
        return [target for id_ in ids for target in self._named.get(id_, ())]

    def _count(self, element: _Element, level: int) -> None:
        """Count what an element unfolds into, without unfolding it."""
        if element.whole < 0:
            message = f"it holds a <{element.name}> that refers to itself"
            raise self._failure(message, line=element.line)
        if element.whole:
            return
        if level > _DEEPEST:
            raise self._failure(f"its elements stand more than {_DEEPEST} levels deep", line=element.line)
        painted = [self._painted[name] for name in element.classes if name in self._painted]
        targets = [*self._targets(element.ids), *(target for group in painted for target in group)]
        element.whole, whole = -1, element.parts + _BLENDED * bool(painted)
        for below in (*element.children, *targets):
            self._count(below, level + 1)
            whole += below.whole
            element.height = max(element.height, below.height + 1)
            if whole > MOST_PARTS:
                message = f"it unfolds into more than {MOST_PARTS} parts"
                raise self._failure(message, _SIMPLER, element.line)
        if element.height >= _DEEPEST:
            raise self._failure(f"its elements stand more than {_DEEPEST} levels deep", line=element.line)
        element.whole = whole
