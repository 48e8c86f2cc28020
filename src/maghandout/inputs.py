"""What files are made from, to hashes: spec, seeds, templates, fonts, settings, and the program itself.

It reads files as bytes and understands none of them, so that a build with nothing to do is over soon.
"""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import fields

from maghandout import __version__
from maghandout.hashes import sha256_of, sha256_of_file
from maghandout.model.brand import Brand
from maghandout.model.options import Options, Paper
from maghandout.project import Project

_HERE = Path(__file__).parent
_OWN = (".py", ".css", ".pptx", ".icc")
"""Endings of files that the program is made of; fonts and the library are told apart."""
_FONTS = _HERE / "render" / "pdf" / "fonts"

Hashes = Mapping[str, str]
"""SHA-256 of files, by the path that messages name."""


class Stock(Struct, frozen=True):
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


class Inputs(Struct, frozen=True):
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


def paper_of(options: Options, brand: Brand) -> Paper:
    """Return the paper to lay out for: that of the options, else the brand's, else Letter."""
    return options.paper or brand.paper or Paper.LETTER


def stock_of(project: Project, options: Options, brand: Brand) -> Stock:
    """Hash what all topics of a build are made from; the brand is the one in use.

    Raises:
        FileError: a file cannot be read.
    """
    given = {
        "paper": paper_of(options, brand).value,
        "profile": options.profile.value,
        "brand": _brand(brand),
    }
    if options.deck_template and options.deck_template.is_file():  # else its reader says what is wrong
        given["deck template"] = sha256_of_file(options.deck_template)
    if not options.is_checked:
        given["checks"] = "none"
    shared = {folder: dict(_folder(project, folder)) for folder in ("seeds", "templates")}
    shared["fonts"] = {path.name: sha256_of_file(path) for path in sorted(_FONTS.iterdir())}
    return Stock(project, shared, given)


def inputs_of(stock: Stock, topic: str) -> Inputs:
    """Hash what a topic is made from beside the stock.

    Raises:
        FileError: a file cannot be read.
    """
    project = stock.project
    files = [
        *project.files("handouts", f"{topic}.yaml"),
        *project.files("handouts/shared", "*.yaml"),
        *project.files("handouts/approvals", f"{topic}.yaml"),
    ]
    return Inputs(stock, {file.shown: sha256_of_file(file.path) for file in files})


@functools.cache
def tools_hash() -> str:
    """Return the hash of the program's own files, of this Python, and of the packages installed beside it."""
    start = len(str(_HERE))
    own = sorted(
        [f"{folder[start:]}/{name}", sha256_of_file(Path(folder, name))]
        for folder, _, names in os.walk(_HERE)
        for name in names
        if name.endswith(_OWN)
    )
    return sha256_of([own, sys.implementation.cache_tag, sorted(_installed())])


def _installed() -> Iterator[str]:
    """Yield the folders in which packages keep their name and version (PEP 376)."""
    for folder in filter(os.path.isdir, sys.path):
        yield from (name for name in os.listdir(folder) if name.endswith(".dist-info"))  # noqa: PTH208


def _brand(brand: Brand) -> str:
    """Return the hash of all that a brand says, wherever its file is."""
    return sha256_of(
        [repr(getattr(brand, part.name)) for part in fields(brand) if not part.name.endswith("_at")]
    )


def _folder(project: Project, name: str) -> Iterator[tuple[str, str]]:
    """Yield the hash of every file of a folder in every layer; one may hide or extend another."""
    for folder in project.folders(name):
        for path in _below(folder.path):
            yield f"{folder.shown}/{path.relative_to(folder.path).as_posix()}", sha256_of_file(path)


def _below(folder: Path, above: frozenset[str] = frozenset()) -> Iterator[Path]:
    """Yield the files below a folder that are not hidden, also behind links, but no folder within itself."""
    here = os.path.realpath(folder)
    if here in above:
        return
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.name.startswith("."):
            yield from _below(path, above | {here})
        elif path.is_file() and not path.name.startswith("."):
            yield path


def _sorted(tree: object) -> object:
    """Return a tree of mappings as lists, so that its hash does not hang on their order."""
    if isinstance(tree, Mapping):
        return [[key, _sorted(tree[key])] for key in sorted(tree)]
    return tree
