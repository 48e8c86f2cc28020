"""What a build made to `manifest.json`: each file with its hash, what it was made from, prints and withholds.

Builds into one folder share the manifest: each puts its own files in and keeps the others that are still
there. It holds no clock and no path of the machine, so the same input gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from maghandout import __version__
from maghandout.content import sha256_of
from maghandout.diagnostics import Origin
from maghandout.errors import FileError, PublishError
from maghandout.model.brand import Brand
from maghandout.model.library import Anchor
from maghandout.model.options import Format, Options, Paper
from maghandout.model.selection import Selection
from maghandout.project import Project

FILE = "manifest.json"

_FORM = "maghandout manifest"
_VERSION = 1
_MOST_BYTES = 32 * 1024 * 1024
_FONTS = Path(__file__).parent / "render" / "pdf" / "fonts"

Hashes = Mapping[str, str]
"""SHA-256 of files, by the path that messages name."""


@dataclass(frozen=True, slots=True)
class Stock:
    """What all topics of a build are made from."""

    project: Project
    shared: Mapping[str, Hashes]
    """The hashes of seeds, templates and fonts."""
    given: Hashes
    """The settings of the build, and the hashes of what a clinic gives."""

    @property
    def hash(self) -> str:
        """The hash of what is shared."""
        return sha256_of(_sorted(self.shared))


@dataclass(frozen=True, slots=True)
class Inputs:
    """What one file is made from."""

    stock: Stock
    spec: Hashes
    """The hashes of the topic, of what topics share, and of the topic's approval."""

    @property
    def tree(self) -> dict[str, object]:
        """The inputs as the manifest tells them."""
        stock = self.stock
        return {"program": __version__, "spec": self.spec, "given": stock.given, "shared": stock.hash}

    @property
    def hash(self) -> str:
        """The hash of all inputs, which the file carries."""
        return sha256_of(_sorted(self.tree))


@dataclass(frozen=True, slots=True)
class Entry:
    """What the manifest says of one file."""

    topic: str
    sha256: str
    size: int
    """Bytes."""
    inputs: Inputs
    printed: tuple[Anchor, ...]
    """The statements that it prints, each once, in order."""
    withheld: tuple[Mapping[str, str], ...]
    """Those that a selector met and that it does not print, each with its verdict and why."""

    @property
    def tree(self) -> dict[str, object]:
        """The entry as the manifest tells it."""
        return {
            "topic": self.topic,
            "sha256": self.sha256,
            "bytes": self.size,
            "inputs": self.inputs.hash,
            "printed": self.printed,
            "withheld": self.withheld,
        }


def stock_of(project: Project, options: Options, brand: Brand, paper: Paper) -> Stock:
    """Hash what all topics of a build are made from; the brand and the paper are those in use.

    Raises:
        FileError: a file cannot be read.
    """
    given = {"paper": paper.value, "profile": options.profile.value, "brand": _brand(brand)}
    if options.deck_template and options.deck_template.is_file():  # else its reader says what is wrong
        given["deck template"] = _hash(options.deck_template)
    shared = {folder: dict(_folder(project, folder)) for folder in ("seeds", "templates")}
    shared["fonts"] = {path.name: _hash(path) for path in sorted(_FONTS.glob("*.ttf"))}
    return Stock(project, shared, given)


def inputs_of(stock: Stock, topic: str) -> Inputs:
    """Hash what a topic is made from beside the stock.

    Raises:
        FileError: a file cannot be read.
    """
    project = stock.project
    files = [
        *(file for file in project.files("handouts", f"{topic}.yaml")),
        *project.files("handouts/shared", "*.yaml"),
        *(file for file in project.files("handouts/approvals", f"{topic}.yaml")),
    ]
    return Inputs(stock, {file.shown: _hash(file.path) for file in files})


def entry_of(data: bytes, output: Format, selection: Selection, inputs: Inputs) -> Entry:
    """Return the entry of a built file."""
    is_deck = output is Format.PPTX
    picked = selection.deck() if is_deck else selection.handout()
    withheld = () if is_deck else tuple(_withheld(selection))
    return Entry(
        topic=selection.topic.name,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        inputs=inputs,
        printed=tuple(dict.fromkeys(item.statement.anchor for item in picked)),
        withheld=withheld,
    )


def manifest(entries: Mapping[str, Entry], folder: Path) -> bytes:
    """Return the manifest of a folder, once files of those names have been written to it.

    Raises:
        PublishError: the folder holds a file of that name that is no manifest of ours.
    """
    old = _read(folder / FILE)
    files = {name: tree for name, tree in _of(old, "files").items() if (folder / name).is_file()}
    files |= {name: entry.tree for name, entry in entries.items()}
    used = {str(tree.get("inputs")) for tree in files.values() if isinstance(tree, dict)}
    inputs = {name: tree for name, tree in _of(old, "inputs").items() if name in used}
    inputs |= {entry.inputs.hash: entry.inputs.tree for entry in entries.values()}
    stocks = {str(tree.get("shared")) for tree in inputs.values() if isinstance(tree, dict)}
    shared = {name: tree for name, tree in _of(old, "shared").items() if name in stocks}
    shared |= {entry.inputs.stock.hash: entry.inputs.stock.shared for entry in entries.values()}
    tree = {_FORM: _VERSION, "files": files, "inputs": inputs, "shared": shared}
    return (json.dumps(tree, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")


def _brand(brand: Brand) -> str:
    """Return the hash of all that a brand says, wherever its file is."""
    return sha256_of([repr(getattr(brand, part.name)) for part in fields(brand) if part.compare])


def _withheld(selection: Selection) -> Iterator[Mapping[str, str]]:
    for item in selection.withheld:
        told = {"statement": item.statement.anchor, "verdict": item.appraisal.verdict.value}
        told |= {"why": item.appraisal.finding, "selector": str(item.origin)}
        yield told | ({"instead": item.printed_instead} if item.printed_instead else {})


def _read(path: Path) -> dict[str, object]:
    """Return the manifest that is there, an empty one where there is none."""
    hint = "choose another folder with --out, or move the file away"
    try:
        with path.open("rb") as stream:
            data = stream.read(_MOST_BYTES + 1)
        tree = json.loads(data[:_MOST_BYTES].decode("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise PublishError.at(
            Origin(str(path)), f"cannot be read: {error.strerror or error}", hint
        ) from error
    except (ValueError, RecursionError) as error:
        raise PublishError.at(Origin(str(path)), "is no manifest of maghandout", hint) from error
    if not isinstance(tree, dict) or tree.get(_FORM) != _VERSION:
        raise PublishError.at(Origin(str(path)), "is no manifest that this program writes", hint)
    return tree


def _of(tree: Mapping[str, object], key: str) -> dict[str, object]:
    value = tree.get(key, {})
    return dict(value) if isinstance(value, dict) else {}


def _folder(project: Project, name: str) -> Iterable[tuple[str, str]]:
    """Yield the hash of every file of a folder in every layer; one may hide or extend another."""
    for folder in project.folders(name):
        for path in sorted(folder.path.rglob("*")):
            within = path.relative_to(folder.path)
            if path.is_file() and not any(part.startswith(".") for part in within.parts):
                yield f"{folder.shown}/{within.as_posix()}", _hash(path)


def _hash(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise FileError.at(Origin(str(path)), f"cannot be read: {error.strerror or error}") from error


def _sorted(tree: object) -> object:
    """Return a tree of mappings as lists, so that its hash does not hang on their order."""
    if isinstance(tree, Mapping):
        return [[key, _sorted(tree[key])] for key in sorted(tree)]
    return tree
