"""A folder and its manifest to the topics that have to be built again.

A file is up to date that was made from the very same bytes, by the very same program, is unchanged since,
and would say the same of its review today. Times count for nothing.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

from maghandout.errors import HandoutError
from maghandout.hashes import sha256_of_file
from maghandout.inputs import inputs_of, stock_of, tools_hash
from maghandout.manifestfile import FILE, read_manifest, within
from maghandout.model.brand import Brand
from maghandout.model.options import Options
from maghandout.model.review import Span
from maghandout.project import Project


def stale(project: Project, names: Iterable[str], options: Options, brand: Brand) -> list[str]:
    """Return the topics of which a file is not up to date, in order.

    Raises:
        PublishError: the folder holds a file of the manifest's name that is no manifest of ours.
        FileError: an input cannot be read.
    """
    files = within(read_manifest(options.folder / FILE), "files")
    if options.values or not files:
        return list(names)
    stock = stock_of(project, options, brand)

    def is_stale(name: str) -> bool:
        inputs = inputs_of(stock, name).hash
        built = ((file, within(files, file)) for file in options.files_of(name))
        return not all(_is_fresh(file, entry, inputs, options) for file, entry in built)

    return list(filter(is_stale, names))


def _is_fresh(file: str, entry: Mapping[str, object], inputs: str, options: Options) -> bool:
    if (entry.get("inputs"), entry.get("tools"), entry.get("warned")) != (inputs, tools_hash(), False):
        return False
    try:
        span = Span(_day(entry.get("first day")), _day(entry.get("last day")))
    except ValueError:
        return False  # no manifest of ours says that
    if not span.holds(options.today):
        return False
    try:
        return sha256_of_file(options.folder / file) == entry.get("sha256")
    except HandoutError:
        return False  # it is gone, or cannot be read: build it, and say then what is wrong


def _day(value: object) -> datetime.date | None:
    return datetime.date.fromisoformat(str(value)) if value else None
