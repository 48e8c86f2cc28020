"""YAML text to a tree of values that know their line, and a reader of typed fields over it.

The only module that imports yaml. It reads the plain part of YAML: mappings, lists and scalars. Aliases
are refused (a few bytes of them can unfold into gigabytes), as are duplicate keys and deep nesting. What a
field means is the caller's affair; `Fields` gathers every problem of a mapping before it raises.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias

import yaml
from msgspec import Struct, field
from yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from maghandout.diagnostics import Finding, Origin, did_you_mean
from maghandout.errors import HandoutError, YamlError

DEEPEST = 24
"""Levels of nesting that are read; the deepest file of the library needs six."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NUMBER = re.compile(r"[-+]?(\d+(_\d+)*)?\.?\d+([eE][-+]?\d+)?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_WEB_ADDRESS = re.compile(r"https?://[^\s/]+\.[^\s]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
"""Characters that an escape such as `\\x01` can still bring in."""
_TRUTH = frozenset({"true", "false", "True", "False", "TRUE", "FALSE"})
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


class Scalar(Struct, frozen=True):
    """One value, always held as the text that was written."""

    value: str
    origin: Origin
    plain: bool = False
    """Written without quotes, so that YAML would give `3`, `true` or nothing a type of its own."""

    @property
    def kind(self) -> str:
        """What a reader would call this value in a message."""
        if not self.plain:
            return "text"
        if self.value in _NOTHING:
            return "nothing"
        if self.value in _TRUTH:
            return "true or false"
        return "a number" if _NUMBER.fullmatch(self.value) else "text"


class Sequence(Struct, frozen=True):
    """A list."""

    items: tuple[Node, ...]
    origin: Origin

    @property
    def kind(self) -> str:
        """What a reader would call this value in a message."""
        return "a list"


class Mapping(Struct, frozen=True):
    """Keys and values, in the order of the file."""

    entries: tuple[tuple[Scalar, Node], ...]
    origin: Origin

    @property
    def kind(self) -> str:
        """What a reader would call this value in a message."""
        return "a mapping"


Node: TypeAlias = Scalar | Sequence | Mapping


def parse(text: str, path: str, first_line: int = 1) -> Node:
    """Parse one YAML document; `first_line` is the line of `path` that `text` begins on.

    Raises:
        YamlError: a syntax error, an alias, a duplicate key, nesting deeper than `DEEPEST`, no document.
    """
    builder = _Builder(path, first_line - 1)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + first_line if mark else 0
        raise YamlError.at(Origin(path, line), f"YAML: {error.problem or error.context}") from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + first_line
        code = error.character if isinstance(error.character, int) else ord(error.character)
        message = f"YAML: the character U+{code:04X} is not allowed here"
        raise YamlError.at(Origin(path, line), message) from error
    if builder.root is None:
        raise YamlError.at(Origin(path), "no YAML content found")
    return builder.root


class _Open(Struct):
    """A collection whose end has not come yet."""

    origin: Origin
    is_mapping: bool
    nodes: list[Node] = field(default_factory=list)


class _Builder:
    """Builds the tree from parser events without recursion."""

    def __init__(self, path: str, offset: int) -> None:
        self.root: Node | None = None
        self._path = path
        self._offset = offset
        self._open: list[_Open] = []

    def take(self, event: Event) -> None:
        origin = Origin(self._path, (event.start_mark.line if event.start_mark else 0) + 1 + self._offset)
        match event:
            case AliasEvent():
                hint = "write the value out again"
                raise YamlError.at(origin, f"YAML aliases are not read here: *{event.anchor}", hint)
            case ScalarEvent():
                if control := _CONTROL.search(event.value):
                    message = f"YAML: the character U+{ord(control.group()):04X} is not allowed here"
                    raise YamlError.at(origin, message)
                plain = event.style is None or event.style == ""
                self._add(Scalar(event.value, origin, plain))
            case MappingStartEvent() | SequenceStartEvent():
                if len(self._open) >= DEEPEST:
                    raise YamlError.at(origin, f"YAML: nested more than {DEEPEST} levels deep")
                self._open.append(_Open(origin, isinstance(event, MappingStartEvent)))
            case MappingEndEvent() | SequenceEndEvent():
                self._add(_close(self._open.pop()))
            case _:
                pass

    def _add(self, node: Node) -> None:
        if self._open:
            self._open[-1].nodes.append(node)
        elif self.root is None:
            self.root = node
        else:
            raise YamlError.at(node.origin, "YAML: a second document begins here, expected one")


def _close(collection: _Open) -> Node:
    if not collection.is_mapping:
        return Sequence(tuple(collection.nodes), collection.origin)
    entries: dict[str, tuple[Scalar, Node]] = {}
    for key, value in zip(collection.nodes[::2], collection.nodes[1::2], strict=True):
        if not isinstance(key, Scalar):
            raise YamlError.at(key.origin, f"YAML: a key must be text, found {key.kind}")
        if key.value in entries:
            first = entries[key.value][0].origin.line
            raise YamlError.at(key.origin, f"the key {key.value!r} stands twice, first on line {first}")
        entries[key.value] = (key, value)
    return Mapping(tuple(entries.values()), collection.origin)


class Fields:
    """The typed fields of one mapping; problems gather until `finish`."""

    def __init__(self, node: Node, what: str, problems: list[Finding]) -> None:
        self.origin = node.origin
        self.problems = problems
        self._what = what
        self._asked: set[str] = set()
        self._values: dict[str, Node] = {}
        self._keys: dict[str, Scalar] = {}
        if isinstance(node, Mapping):
            self._values = {key.value: value for key, value in node.entries}
            self._keys = {key.value: key for key, _ in node.entries}
        else:
            self.problem(node.origin, f"{what}: expected a mapping, found {node.kind}")

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def problem(self, origin: Origin, message: str, hint: str = "") -> None:
        """Note a problem and go on."""
        self.problems.append(Finding(message, origin, hint))

    def origin_of(self, key: str) -> Origin:
        """Return where a key stands, or the mapping's own place when it does not."""
        return self._keys[key].origin if key in self._keys else self.origin

    def node(self, key: str) -> Node | None:
        """Return the raw value of a key, or None."""
        self._asked.add(key)
        return self._values.get(key)

    def text(self, key: str, *, required: bool = False) -> str:
        """Return a field of text; empty when it is absent."""
        node = self.node(key)
        if node is None:
            if required:
                self.problem(self.origin, f"{self._what}: {key!r} is missing")
            return ""
        return self.as_text(node, key)

    def as_text(self, node: Node, key: str) -> str:
        """Return a node as text, its line breaks folded into spaces."""
        if isinstance(node, Scalar) and node.kind == "text" and node.value.strip():
            return " ".join(node.value.split())
        found = "empty text" if node.kind == "text" else node.kind
        hint = "put it in quotes" if isinstance(node, Scalar) and node.kind not in ("text", "nothing") else ""
        self.problem(node.origin, f"{self._what}: {key!r}: expected text, found {found}", hint)
        return ""

    def web_address(self, key: str, longest: int) -> str:
        """Return a field that must be a web address, in so many letters; empty when it is absent or wrong."""
        hint = "write it as https://example.org/page"
        address = self._matching(key, _WEB_ADDRESS, "not a web address: {}", hint)
        if len(address.encode()) <= longest:
            return address
        message = (
            f"{self._what}: {key!r}: found {len(address.encode())} letters, at most {longest} fit in a code"
        )
        self.problem(self.origin_of(key), message, "use a shorter address")
        return ""

    def language(self, key: str) -> str:
        """Return a field that must be a language tag (BCP 47); empty when it is absent or wrong."""
        return self._matching(key, _LANGUAGE, "found {}, expected a tag such as en-US", "")

    def _matching(self, key: str, pattern: re.Pattern[str], message: str, hint: str) -> str:
        text = self.text(key)
        if not text or pattern.fullmatch(text):
            return text
        self.problem(self.origin_of(key), f"{self._what}: {key!r}: {message.format(repr(text))}", hint)
        return ""

    def number(self, key: str) -> float | None:
        """Return a field that must be a number; None when it is absent or wrong."""
        node = self.node(key)
        if node is None:
            return None
        if isinstance(node, Scalar) and node.kind == "a number":
            return float(node.value)
        self.problem(node.origin, f"{self._what}: {key!r}: expected a number, found {node.kind}")
        return None

    def items(self, key: str) -> tuple[Node, ...]:
        """Return the nodes of a field that must be a list; empty when it is absent."""
        node = self.node(key)
        if node is None:
            return ()
        if isinstance(node, Sequence):
            return node.items
        self.problem(node.origin, f"{self._what}: {key!r}: expected a list, found {node.kind}")
        return ()

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a field that must be a list of texts."""
        return tuple(text for node in self.items(key) if (text := self.as_text(node, key)))

    def choice(self, key: str, allowed: Iterable[str]) -> str:
        """Return a field that must be one of `allowed`; empty when it is absent or wrong."""
        value = self.text(key)
        if value and value not in set(allowed):
            expected = ", ".join(sorted(allowed))
            message = f"{self._what}: {key!r}: found {value!r}, expected one of {expected}"
            self.problem(self.origin_of(key), message, did_you_mean(value, allowed))
            return ""
        return value

    def date(self, key: str) -> datetime.date | None:
        """Return a field that must be a date such as 2026-11-22; None when it is absent or wrong."""
        value = self.node(key)
        if value is None:
            return None
        try:
            return datetime.date.fromisoformat(value.value if isinstance(value, Scalar) else "")
        except ValueError:
            found = repr(value.value) if isinstance(value, Scalar) else value.kind
            message = f"{self._what}: {key!r}: found {found}, expected a date such as 2026-11-22"
            self.problem(value.origin, message)
            return None

    def entries(self) -> Iterator[tuple[Scalar, Node]]:
        """Yield every key with its value, for mappings whose keys are data."""
        for key, value in self._values.items():
            self._asked.add(key)
            yield self._keys[key], value

    def finish(self) -> None:
        """Report the keys that nobody asked for, with the closest known ones."""
        for name, key in self._keys.items():
            if name not in self._asked:
                hint = did_you_mean(name, self._asked - set(self._values))
                hint = hint or f"known keys: {', '.join(sorted(self._asked))}"
                self.problem(key.origin, f"{self._what}: unknown key {name!r}", hint)


def raise_problems(problems: list[Finding], error: type[HandoutError]) -> None:
    """Raise one error with every problem, in the order of the file; return when there is none."""
    if problems:
        raise error(sorted(problems, key=lambda finding: (finding.origin.path, finding.origin.line)))
