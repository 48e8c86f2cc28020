"""Contestants to what each took, whole processes, all in turn within each round.

A warm-up round comes first and is not counted. Each round has an order of its own, the same in every race, so
that nobody always runs in another's wake.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from random import Random
from statistics import median
from typing import TypeAlias

from msgspec import Struct

from tests.conftest import REPOSITORY

SCRIPTS = REPOSITORY / "tests/benchmarks/scripts"
Command: TypeAlias = tuple[str, ...]


class Contestant(Struct, frozen=True):
    """Commands that are run one after another, and the folder that they write to."""

    name: str
    commands: tuple[Command, ...]
    folder: Path
    is_cold: bool = True
    """Whether each lap has a new folder."""


class Absent(Struct, frozen=True):
    """A contestant that cannot run here, and why."""

    name: str
    reason: str


class Lap(Struct, frozen=True):
    """What the commands of a contestant took together once."""

    wall_s: float
    processor_s: float
    memory_mb: float
    """The peak of the largest process."""


class Result(Struct, frozen=True):
    """What a contestant took, lap by lap, and the bytes that it wrote."""

    name: str
    laps: tuple[Lap, ...]
    size: int

    @property
    def wall_s(self) -> float:
        """The median on the wall clock."""
        return median(lap.wall_s for lap in self.laps)

    @property
    def least_s(self) -> float:
        """The least on the wall clock: what is left when nobody else wants the machine."""
        return min(lap.wall_s for lap in self.laps)

    @property
    def processor_s(self) -> float:
        """The median of the processor's time."""
        return median(lap.processor_s for lap in self.laps)

    @property
    def memory_mb(self) -> float:
        """The median of the peaks."""
        return median(lap.memory_mb for lap in self.laps)


def race(
    contestants: Sequence[Contestant], rounds: int, on_round: Callable[[int], None] = lambda _: None
) -> tuple[Result, ...]:
    """Run every contestant once to warm up and then in each round.

    `on_round` is called with the number of each round that begins, 0 for the warm-up.

    Raises:
        CalledProcessError: a contestant failed.
    """
    laps: list[list[Lap]] = [[] for _ in contestants]
    for number in range(rounds + 1):
        on_round(number)
        pairs = list(zip(contestants, laps, strict=True))
        Random(number).shuffle(pairs)
        for contestant, done in pairs:
            done.append(_lap(contestant))
    sizes = (_size(contestant.folder) for contestant in contestants)
    return tuple(
        Result(contestant.name, tuple(done[1:]), size)
        for contestant, done, size in zip(contestants, laps, sizes, strict=True)
    )


def together(name: str, first: Result, second: Result) -> Result:
    """Return what two contestants take one after the other, round by round."""
    laps = (_sum(pair) for pair in zip(first.laps, second.laps, strict=True))
    return Result(name, tuple(laps), first.size + second.size)


def _lap(contestant: Contestant) -> Lap:
    if contestant.is_cold and contestant.folder.exists():
        _set_aside(contestant.folder)
    contestant.folder.mkdir(parents=True, exist_ok=True)
    os.sync()
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(SCRIPTS / "stopwatch.py")],
        input=json.dumps(contestant.commands),
        stdout=subprocess.PIPE,
        cwd=contestant.folder.parent,
        encoding="utf-8",
        check=True,
    )
    return _sum(
        Lap(wall, processor, kibibytes / 1024) for wall, processor, kibibytes in json.loads(done.stdout)
    )


def _set_aside(folder: Path) -> None:
    """Move a folder away, and take the bytes out of its files.

    They are not deleted: for some minutes ext4 without a journal gives nobody the inodes of deleted files,
    but looks at each of them whenever a file is made. What comes after takes several times as long.
    """
    aside = Path(tempfile.mkdtemp(prefix="aside-", dir=folder.parent)) / folder.name
    folder.rename(aside)
    for path in aside.rglob("*"):
        if path.is_file():
            os.truncate(path, 0)


def _sum(laps: Iterable[Lap]) -> Lap:
    taken = tuple(laps)
    return Lap(
        sum(lap.wall_s for lap in taken),
        sum(lap.processor_s for lap in taken),
        max(lap.memory_mb for lap in taken),
    )


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
