"""A row to its copy: the original that it is made of, its file name and its values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from maghandout.batch.names import ROW, number_text, read_pattern
from maghandout.batch.rows import BadRowError, Row
from maghandout.batch.stock import Laid, Stock
from maghandout.diagnostics import Finding, Origin, Severity, closest
from maghandout.errors import BatchError

TOPIC = "topic"
_CHOICES = (TOPIC, "profile", "paper")


class Router:
    """What the columns of a table are for."""

    def __init__(self, columns: Sequence[str], path: str, laid: Laid, pattern: str) -> None:
        """Take the original of rows that name no topic.

        Raises:
            BatchError: no column is a field of it, or the pattern names a column that is not there.
        """
        self._columns, self._path, self._laid = columns, path, laid
        self.chooses = any(name in columns for name in _CHOICES)
        """Whether rows choose their handout."""
        self._fields = tuple(name for name in laid.fields if name in columns)
        if not self._fields:
            hint = f"fields: {', '.join(laid.fields)}" if laid.fields else "the handout has no fields"
            raise BatchError.at(Origin(path, 1), "no column is named by a field of the handout", hint)
        self._pattern = read_pattern(
            pattern, [*columns, *(name for name in (ROW, TOPIC) if name not in columns)]
        )

    @property
    def unused(self) -> tuple[Finding, ...]:
        """A warning for the columns that nothing uses."""
        used = {*self._fields, *_CHOICES, *self._pattern.columns}
        names = [name for name in self._columns if name and name not in used]
        if not names:
            return ()
        near = [(name, closest(name.lower(), self._laid.fields, 1)) for name in names]
        hint = ", ".join(f"did you mean {found[0]!r} by {name!r}?" for name, found in near if found)
        message = f"nothing uses {', '.join(map(repr, names))}"
        return (Finding(message, Origin(self._path, 1), hint, Severity.WARNING),)

    def choose(self, row: Row, stock: Stock, topic: str) -> Laid:
        """Return the original of a row; `topic` is for a row that names none.

        Raises:
            BadRowError: it names what does not exist.
            HandoutError: the topic that it names cannot be built.
        """
        return self._chosen(dict(zip(self._columns, row.cells, strict=False)), stock, topic)[0]

    def route(self, row: Row, stock: Stock, topic: str) -> tuple[Laid, str, Mapping[str, str]]:
        """Return the original, the file name and the values of a row; `topic` is for a row that names none.

        Raises:
            BadRowError: it lacks a value, names what does not exist, or has no file name.
            HandoutError: the topic that it names cannot be built.
        """
        if row.problem:
            raise BadRowError(row.problem)
        if len(row.cells) > len(self._columns):
            raise BadRowError(f"found {len(row.cells)} cells, expected {len(self._columns)}")
        cells = dict(zip(self._columns, row.cells, strict=False))
        values = self._values(cells)
        laid, topic = self._chosen(cells, stock, topic)
        named = {ROW: number_text(row.number), **cells, TOPIC: topic}
        return laid, self._pattern.name(named), values

    def _chosen(self, cells: Mapping[str, str | None], stock: Stock, topic: str) -> tuple[Laid, str]:
        if not self.chooses:
            return self._laid, topic
        words = [(cells.get(name) or "").strip().lower() for name in _CHOICES]
        topic = words[0] or topic
        return stock.find(topic, *words[1:]), topic

    def _values(self, cells: Mapping[str, str | None]) -> dict[str, str]:
        """Return what is to be filled in; an empty value leaves its line to write on."""
        found = {name: cells.get(name) for name in self._fields}
        if None in found.values():
            missing = [name for name, value in found.items() if value is None]
            raise BadRowError(f"no value for {', '.join(map(repr, missing))}")
        return {name: value for name, value in found.items() if value}
