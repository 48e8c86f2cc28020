"""The brand in use. What reads a brand file is loaded only where there is one."""

from __future__ import annotations

from pathlib import Path

from maghandout.model.brand import Brand
from maghandout.project import Project


def find_brand(project: Project, path: Path | None) -> Brand:
    """Return the brand of a file, or of the project's folder; an empty one where there is none.

    Raises:
        FileError, YamlError, BrandError: the last with every problem of the file and its logo.
    """
    file = path or project.brand_file()
    if file is None:
        return Brand()
    from maghandout.brandfile import read_brand

    return read_brand(file, str(path) if path else file.name)


def brand_files(project: Project, path: Path | None) -> tuple[Path, ...]:
    """Return the brand file and its logo, there or not, whatever else is wrong with the file."""
    file = path or project.brand_file()
    if file is None:
        return ()
    from maghandout.brandfile import logo_of

    return (file, *logo_of(file))
