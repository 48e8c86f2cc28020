"""What a build made to `manifest.json`: each file with its hash, what it was made from, prints and withholds.

Builds into one folder share the manifest: each puts its own files in and keeps the others that are still
there. It holds no clock and no path of the machine, so the same input gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from maghandout.inputs import Inputs, tools_hash
from maghandout.manifestfile import FILE, FORM, VERSION, read_manifest, within
from maghandout.model.library import Anchor
from maghandout.model.options import Format
from maghandout.model.review import Span
from maghandout.model.selection import Selection


class Entry(Struct, frozen=True):
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
    span: Span = Span()
    is_warned: bool = False
    """Tells whether there was something to say, which is to be said again by the next build."""

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
            "tools": tools_hash(),
            "first day": str(self.span.first or ""),
            "last day": str(self.span.last or ""),
            "warned": self.is_warned,
        }


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
    old = read_manifest(folder / FILE)
    files = {name: tree for name, tree in within(old, "files").items() if (folder / name).is_file()}
    files |= {name: entry.tree for name, entry in entries.items()}
    used = {str(tree.get("inputs")) for tree in files.values() if isinstance(tree, dict)}
    inputs = {name: tree for name, tree in within(old, "inputs").items() if name in used}
    inputs |= {entry.inputs.hash: entry.inputs.tree for entry in entries.values()}
    stocks = {str(tree.get("shared")) for tree in inputs.values() if isinstance(tree, dict)}
    shared = {name: tree for name, tree in within(old, "shared").items() if name in stocks}
    shared |= {entry.inputs.stock.hash: entry.inputs.stock.shared for entry in entries.values()}
    tree = {FORM: VERSION, "files": files, "inputs": inputs, "shared": shared}
    return (json.dumps(tree, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")


def _withheld(selection: Selection) -> Iterator[Mapping[str, str]]:
    for item in selection.withheld:
        told = {"statement": item.statement.anchor, "verdict": item.appraisal.verdict.value}
        told |= {"why": item.appraisal.finding, "selector": str(item.origin)}
        yield told | ({"instead": item.printed_instead} if item.printed_instead else {})
