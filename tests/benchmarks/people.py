"""Copies for many people: against plain copying of the same bytes, and against typst setting each anew.

The people are made up. What `maghandout batch` writes is looked at once, so that plain copying writes
as many bytes to files of the same names at the same depth.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from maghandout.model.document import Block, Box, Field, Section
from tests.benchmarks.cold import TOPIC
from tests.benchmarks.ground import Ground, without_cache
from tests.benchmarks.peers import ours, typst_binding, write_sources
from tests.benchmarks.pieces import FONTS
from tests.benchmarks.race import SCRIPTS, Absent, Contestant, race
from tests.benchmarks.report import Entry, Outcome, Table, least
from tests.topics import make

PLAIN_LIMIT, TYPST_LIMIT = 0.7, 30.0
TYPST_COPIES = 200
"""So many show typst's rate; as many as ours would take minutes and show no other."""
_COMMAND = "maghandout batch"
_BATCH, _NO_CACHE = f"{_COMMAND}, laid out by one before", f"{_COMMAND}, nothing cached"
_TYPST = "typst, one after another in one process"
WAYS = {"write": "one buffer written to each file", "copyfile": "the system's copy of a file"}
_GIVEN = ("José", "Łukasz", "Ελένη", "Nguyễn", "Ana", "Grace", "Omar", "Ingrid", "Søren", "Chloë")
_FAMILY = (
    "Example",
    "Muster",
    "Ejemplo",
    "Przykład",
    "Esempio",
    "Vorlage",
    "Mẫu",
    "Tester",
    "Model",
    "Vzorek",
)


def batch(ground: Ground) -> Outcome:
    """Return what copies take, and plain copying of as many."""
    if missing := _missing():
        return Outcome((), (), missing)
    own, uncached = _batch(ground, _BATCH), without_cache(_batch(ground, _NO_CACHE))
    source, names = _one_copy(own, ground.folder)
    script = (sys.executable, "-I", str(SCRIPTS / "plain_copies.py"))
    plain = [ground.other(name, *script, way, str(source), str(names)) for way, name in WAYS.items()]
    results = ground.race([own, uncached, *plain])
    entries = {name: Entry(result, ground.rows) for name, result in results.items()}
    first = entries.pop(_BATCH)
    others = [entries[name] for name in WAYS.values()]
    aims = tuple(least(f"a batch of {ground.rows:,}", first, other, PLAIN_LIMIT) for other in others)
    return Outcome((Table(f"{ground.rows:,} copies", first, tuple(entries.values())),), aims)


def copies(ground: Ground) -> Outcome:
    """Return what copies take, and typst setting each of fewer in one process."""
    if missing := (*_missing(), *_no_binding()):
        return Outcome((), (), missing)
    sources = write_sources(TOPIC, ground.folder / "copies")
    people = ground.folder / "people.json"
    people.write_text(json.dumps(list(islice(made_up(), TYPST_COPIES)), ensure_ascii=False), encoding="utf-8")
    script = (sys.executable, "-I", str(SCRIPTS / "typst_copies.py"), str(FONTS), str(sources.typst))
    typst = ground.other(_TYPST, *script, str(people))
    results = ground.race([_batch(ground, _BATCH), without_cache(_batch(ground, _NO_CACHE)), typst])
    first, uncached = (Entry(results[name], ground.rows) for name in (_BATCH, _NO_CACHE))
    other = Entry(results[_TYPST], TYPST_COPIES)
    aim = least(f"a batch of {ground.rows:,}", first, other, TYPST_LIMIT)
    return Outcome((Table("copies for people", first, (uncached, other)),), (aim,))


def _missing() -> tuple[Absent, ...]:
    """Return our own command as absent while the program does not have it."""
    asked = subprocess.run(ours("batch", "--help"), capture_output=True, check=False)
    return (Absent(_COMMAND, "this program has no such command"),) if asked.returncode else ()


def _no_binding() -> tuple[Absent, ...]:
    return () if typst_binding() else (Absent(_TYPST, "typst's Python binding is not installed"),)


def _batch(ground: Ground, name: str) -> Contestant:
    """Return our contestant under a name, with its file of people written."""
    rows = ground.folder / "rows.csv"
    people = list(islice(made_up(), ground.rows))
    with rows.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(people[0]))
        writer.writeheader()
        writer.writerows(people)
    return ground.ours(name, "batch", TOPIC, str(rows))


def _one_copy(own: Contestant, folder: Path) -> tuple[Path, Path]:
    """Return a file as long as ours are on average, and one with the names of all.

    Names in other scripts make a copy longer, so no single copy stands for all.
    """
    race([own], rounds=0)
    paths = sorted(own.folder.rglob("*.pdf"))
    sizes = {path: path.stat().st_size for path in paths}
    source, names = folder / "copy.pdf", folder / "names.txt"
    longest = max(paths, key=sizes.__getitem__)
    source.write_bytes(longest.read_bytes()[: sum(sizes.values()) // len(sizes)])
    names.write_text("".join(f"{path.relative_to(own.folder)}\n" for path in paths), encoding="utf-8")
    return source, names


def made_up() -> Iterator[dict[str, str]]:
    """Yield made-up people without end: a value for each line to write on, by the name of its field."""
    fields = tuple(_fields(make(TOPIC).handout.blocks))
    number = 0
    while True:
        name = f"{_GIVEN[number % 10]} {_FAMILY[number // 10 % 10]} {number}"
        values = {"name": name, "date": f"{number % 28 + 1} May 2026", "dose": str(100 + 10 * (number % 20))}
        yield {field: values.get(field, "") for field in fields}
        number += 1


def _fields(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Field():
                yield block.name
            case Box() | Section():
                yield from _fields(block.blocks)
            case _:
                pass
