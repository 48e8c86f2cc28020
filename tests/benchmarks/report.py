"""Results to the tables and the lines that are printed."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from tests.benchmarks.race import Absent, Result

_HEADS = ("ms", "least", "CPU ms", "MB", "KB", "ours/it", "least", "CPU", "per s")
_NAME_WIDTH, _WIDTH = 42, 8


class Entry(Struct, frozen=True):
    """A result, and how many copies of one thing it made."""

    result: Result
    copies: int = 1

    @property
    def wall_s(self) -> float:
        """The time on the wall for each copy."""
        return self.result.wall_s / self.copies

    @property
    def least_s(self) -> float:
        """The least on the wall for each copy."""
        return self.result.least_s / self.copies

    @property
    def processor_s(self) -> float:
        """The processor's time for each copy."""
        return self.result.processor_s / self.copies


class Table(Struct, frozen=True):
    """Ways to make one thing, ours first."""

    title: str
    ours: Entry
    others: tuple[Entry, ...]


class Aim(Struct, frozen=True):
    """What is to be reached, and what was found."""

    words: str
    found: float
    limit: float
    is_most: bool = True
    """Whether the limit is the most that is right, else the least."""
    beside: str = ""
    """What other measures say of the same."""

    @property
    def is_met(self) -> bool:
        """Whether the limit is kept."""
        return self.found <= self.limit if self.is_most else self.found >= self.limit


class Outcome(Struct, frozen=True):
    """All that one contest has to say."""

    tables: tuple[Table, ...]
    aims: tuple[Aim, ...]
    absent: tuple[Absent, ...] = ()


def most(words: str, ours: Entry, other: Entry, limit: float) -> Aim:
    """Return the aim to take at most so many times what another takes."""
    times = _times(ours, other)
    return Aim(f"{words}, times {other.result.name}", times[0], limit, beside=_beside(*times[1:]))


def least(words: str, ours: Entry, other: Entry, limit: float) -> Aim:
    """Return the aim to be at least so many times as fast as another."""
    times = _times(other, ours)
    name = f"{words}, times the rate of {other.result.name}"
    return Aim(name, times[0], limit, is_most=False, beside=_beside(*times[1:]))


def _times(ours: Entry, other: Entry) -> tuple[float, float, float]:
    """Return the ratios of the medians, of the least, and of the processor's time."""
    return (
        ours.wall_s / other.wall_s,
        ours.least_s / other.least_s,
        ours.processor_s / other.processor_s,
    )


def _beside(fewest: float, processor: float) -> str:
    return f" (least {fewest:.2f}, CPU {processor:.2f})"


def lines(outcome: Outcome) -> Iterator[str]:
    """Yield the lines of an outcome: tables, what was skipped, aims."""
    for table in outcome.tables:
        yield from _table(table)
    yield from (f"skipped: {absent.name} ({absent.reason})" for absent in outcome.absent)
    yield from map(_aim, outcome.aims)


def _table(table: Table) -> Iterator[str]:
    yield f"{table.title:<{_NAME_WIDTH}}{''.join(f'{head:>{_WIDTH}}' for head in _HEADS)}"
    for entry in (table.ours, *table.others):
        yield f"  {entry.result.name:<{_NAME_WIDTH - 2}}{''.join(_cells(entry, table.ours))}"
    yield ""


def _cells(entry: Entry, ours: Entry) -> Iterator[str]:
    result = entry.result
    yield f"{result.wall_s * 1000:{_WIDTH},.0f}"
    yield f"{result.least_s * 1000:{_WIDTH},.0f}"
    yield f"{result.processor_s * 1000:{_WIDTH},.0f}"
    yield f"{result.memory_mb:{_WIDTH},.0f}"
    yield f"{result.size / 1024 / entry.copies:{_WIDTH},.0f}"
    yield from (f"{times:{_WIDTH}.2f}" for times in _times(ours, entry))
    if entry.copies > 1:
        yield f"{1 / entry.wall_s:{_WIDTH},.0f}"


def _aim(aim: Aim) -> str:
    limit = f"{'at most' if aim.is_most else 'at least'} {aim.limit:g}"
    told = "met" if aim.is_met else "missed"
    return f"{told}: {aim.words}: found {aim.found:.2f}{aim.beside}, aim {limit}"
