"""This program and what a user would pick instead, side by side: `python -m tests.benchmarks`.

Whole processes on the same content, in turn, and their medians. Times differ from machine to machine and with
what else it does; the ratios are what counts.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from maghandout.cache import VARIABLE
from tests.benchmarks.cold import cold
from tests.benchmarks.ground import Ground
from tests.benchmarks.library import library
from tests.benchmarks.peers import versions
from tests.benchmarks.people import batch, copies
from tests.benchmarks.report import Outcome, lines

CONTESTS: Mapping[str, Callable[[Ground], Outcome]] = {
    "cold": cold,
    "all": library,
    "batch": batch,
    "copies": copies,
}


def main(arguments: list[str]) -> None:
    """Hold the contests asked for, and print what they found."""
    asked = _parser().parse_args(arguments)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # installed programs are compiled, ours is by the warm-up
    _say("".join(f"{line}\n" for line in versions()))
    with tempfile.TemporaryDirectory(prefix="maghandout-", dir=asked.work) as work:
        for name in asked.only or CONTESTS:
            folder = Path(work, name)  # deleted when all are over, which slows down what comes next
            folder.mkdir()
            os.environ[VARIABLE] = str(folder / "cache")
            outcome = CONTESTS[name](Ground(folder, asked.rounds, asked.rows, _on_round))
            _say("".join(f"{line}\n" for line in ("", _load(), *lines(outcome))))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m tests.benchmarks", description=__doc__)
    parser.add_argument(
        "--only", action="append", choices=CONTESTS, help="hold this contest (again for more)"
    )
    parser.add_argument("--rounds", type=int, default=7, help="how often each runs, after a warm-up")
    parser.add_argument("--rows", type=int, default=10_000, help="for how many people ours makes copies")
    parser.add_argument("--work", type=Path, help="an existing folder on the disk to measure on")
    return parser


def _on_round(number: int) -> None:
    sys.stderr.write(f"round {number}\n" if number else "warm-up\n")


def _load() -> str:
    """Say how busy the machine was; medians of a busy one favour short processes, and the least does not."""
    return f"{os.getloadavg()[1]:.1f} processes wanted {os.cpu_count()} cores in the last five minutes"


def _say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
