"""Where the files of a library are: the user's folder first, the built-in library for the rest.

It finds paths and reads none of them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

BRAND = "brand.yaml"
BUILT_IN = "built-in"
"""Stands before the paths of the built-in library in messages."""

FOLDERS = ("handouts", "seeds", "templates")


class SourceFile(Struct, frozen=True):
    """A file of the library and the way messages name it."""

    path: Path
    shown: str
    is_built_in: bool

    @property
    def stem(self) -> str:
        """The file's name without its last ending."""
        return self.path.stem


class Project(Struct, frozen=True):
    """The layers that files are looked for in, the user's before the built-in one."""

    layers: tuple[Path, ...]
    built_in: Path

    def files(self, folder: str, pattern: str) -> Iterator[SourceFile]:
        """Yield the files of a folder, layer by layer; a name of an upper layer hides a lower one."""
        seen: set[str] = set()
        for layer in self.layers:
            for path in sorted((layer / folder).glob(pattern)):
                if path.name not in seen and not path.name.startswith("."):
                    seen.add(path.name)
                    yield self._source(layer, path)

    def topic_files(self) -> dict[str, SourceFile]:
        """Return the spec file of every topic by its name, in the order of the names."""
        files = {file.stem: file for file in self.files("handouts", "*.yaml")}
        return dict(sorted(files.items()))

    def each(self, folder: str, name: str) -> Iterator[SourceFile]:
        """Yield the file of that name from every layer that has one, the user's first."""
        for layer in self.layers:
            path = layer / folder / name
            if path.exists():
                yield self._source(layer, path)

    def folders(self, folder: str) -> tuple[SourceFile, ...]:
        """Return that folder of every layer that has one, the user's first."""
        return tuple(
            self._source(layer, layer / folder) for layer in self.layers if (layer / folder).is_dir()
        )

    def brand_file(self) -> Path | None:
        """Return the clinic's brand file in the folder at hand, or None where there is none."""
        layer = self.layers[0]
        file = (Path() if layer == self.built_in else layer) / BRAND
        return file if os.path.lexists(file) else None

    def _source(self, layer: Path, path: Path) -> SourceFile:
        is_built_in = layer == self.built_in
        within = path.relative_to(layer).as_posix()
        return SourceFile(path, f"{BUILT_IN}/{within}" if is_built_in else within, is_built_in)


def find_project(folder: Path) -> Project:
    """Return the project of a folder; its own files count when it has a `handouts/`, and come first."""
    built_in = built_in_library()
    if (folder / "handouts").is_dir() and folder.resolve() != built_in:
        return Project((folder, built_in), built_in)
    return Project((built_in,), built_in if folder.resolve() != built_in else Path())


def built_in_library() -> Path:
    """Return the folder of the library that travels with the program.

    In an installed package it lies beside this module; in a checkout the repository itself is the library.
    """
    packaged = Path(__file__).resolve().parent / "built_in"
    return packaged if packaged.is_dir() else Path(__file__).resolve().parents[2]
