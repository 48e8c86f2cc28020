"""A topic's tree with what it shares with other topics put in.

In any list of a topic, `include: NAME` stands for what `handouts/shared/NAME.yaml` holds: its items where it
is a list, else itself. Every value keeps the line of the file that it stands in. Shared files include no
others.
"""

from __future__ import annotations

from msgspec.structs import replace

from maghandout.diagnostics import Finding, did_you_mean
from maghandout.project import Project
from maghandout.textfile import read_text
from maghandout.yamlfile import Mapping, Node, Scalar, Sequence, parse

FOLDER = "handouts/shared"
_KEY = "include"


def with_shared(tree: Node, project: Project, problems: list[Finding]) -> Node:
    """Return a tree in which every `include` of a list is replaced; what is unknown becomes a problem.

    Raises:
        FileError, YamlError: a shared file cannot be read.
    """
    match tree:
        case Mapping(entries):
            inside = tuple((key, with_shared(value, project, problems)) for key, value in entries)
            return replace(tree, entries=inside)
        case Sequence(items):
            parts = [_items(item, project, problems) for item in items]
            return replace(tree, items=tuple(item for part in parts for item in part))
        case Scalar():
            return tree


def _items(item: Node, project: Project, problems: list[Finding]) -> tuple[Node, ...]:
    """Return what an item of a list stands for."""
    name = _included(item)
    if name is None:
        return (with_shared(item, project, problems),)
    for file in project.files(FOLDER, "*.yaml"):
        if file.stem == name.value:
            shared = parse(read_text(file.path, file.shown), file.shown)
            return shared.items if isinstance(shared, Sequence) else (shared,)
    known = [file.stem for file in project.files(FOLDER, "*.yaml")]
    hint = did_you_mean(name.value, known) or f"files of {FOLDER}: {', '.join(known) or 'none'}"
    problems.append(Finding(f"include: unknown {name.value!r}", name.origin, hint))
    return ()


def _included(item: Node) -> Scalar | None:
    """Return the name that an item includes, or None where it includes nothing."""
    if isinstance(item, Mapping) and len(item.entries) == 1:
        key, value = item.entries[0]
        if key.value == _KEY and isinstance(value, Scalar):
            return value
    return None
