"""What is to stand in My plan, from the command line or a file, into the fields of a handout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace

from maghandout.diagnostics import Finding, did_you_mean
from maghandout.errors import FillError
from maghandout.model.document import Block, Box, Document, Field, Section, with_fields
from maghandout.model.options import Value
from maghandout.textfile import read_text
from maghandout.yamlfile import Fields, Node, Scalar, parse, raise_problems


def read_values(path: Path) -> tuple[Value, ...]:
    """Read a file of `field: value` lines; a value may stand without quotes, be it a number or a date.

    Raises:
        FileError, YamlError: the file cannot be read.
        FillError: with every value that is not a line of text.
    """
    problems: list[Finding] = []
    fields = Fields(parse(read_text(path, str(path)), str(path)), "values", problems)
    values = tuple(_read(key, node, problems) for key, node in fields.entries())
    raise_problems(problems, FillError)
    return values


def _read(key: Scalar, node: Node, problems: list[Finding]) -> Value:
    if not isinstance(node, Scalar):
        problems.append(Finding(f"{key.value!r}: expected text, found {node.kind}", node.origin))
        return Value(key.value, "", node.origin)
    return Value(key.value, node.value if node.kind != "nothing" else "", node.origin)


def fill(document: Document, values: Iterable[Value]) -> Document:
    """Return a handout whose fields hold the values; of two for one field the last counts.

    Raises:
        FillError: with every value for which the handout has no field.
    """
    known = {field.name for field in _fields(document.blocks)}
    values = tuple(values)
    if unknown := [value for value in values if value.name not in known]:
        raise FillError([_unknown(value, known) for value in unknown])
    filled = {value.name: value.words for value in values}

    def change(field: Field) -> Field:
        return replace(field, value=filled.get(field.name, field.value))

    return replace(document, blocks=tuple(with_fields(block, change) for block in document.blocks))


def _unknown(value: Value, known: set[str]) -> Finding:
    fields = f"fields: {', '.join(sorted(known)) or 'none'}"
    hint = did_you_mean(value.name, known)
    return Finding(f"unknown field {value.name!r}", value.origin, f"{hint} {fields}" if hint else fields)


def _fields(blocks: Iterable[Block]) -> Iterator[Field]:
    for block in blocks:
        if isinstance(block, Field):
            yield block
        elif isinstance(block, Box | Section):
            yield from _fields(block.blocks)
