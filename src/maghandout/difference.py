"""Two lists of printed lines to what differs between them, claim by claim.

Lines pair up that say the same; then those with the same statements behind them; then those that are most
alike. What finds no partner was added or removed. A new number of a source is no difference where the
source is the same.
"""

from __future__ import annotations

import difflib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from maghandout.content import Line

_ALIKE = 0.5
"""The share of words that two lines have in common for one to have become the other."""


class Kind(StrEnum):
    """What became of a line."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    CITED = "other sources"


class Mark(StrEnum):
    """What became of some words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


_MARKED = {Mark.SAME: "{}", Mark.REMOVED: "[-{}-]", Mark.ADDED: "{{+{}+}}"}
"""As `wdiff` and `git diff --word-diff` mark words."""


class Span(Struct, frozen=True):
    """A stretch of words."""

    mark: Mark
    words: str

    def __str__(self) -> str:
        return _MARKED[self.mark].format(self.words)


class Change(Struct, frozen=True):
    """One difference."""

    kind: Kind
    before: Line | None
    """None where it was added."""
    after: Line | None
    """None where it was removed."""

    @property
    def line(self) -> Line:
        """The line as it is now; where it was removed, as it was."""
        line = self.after or self.before
        assert line is not None
        return line

    @property
    def spans(self) -> tuple[Span, ...]:
        """The words of both lines, parted into what stayed, went and came."""
        before, after = (line.words if line else "" for line in (self.before, self.after))
        return tuple(_spans(before.split(), after.split()))


class _Sides(Struct, frozen=True):
    """The two lists, and which line of the one became which of the other, by their indexes."""

    before: Sequence[Line]
    after: Sequence[Line]
    pairs: Mapping[int, int]


def differences(before: Sequence[Line], after: Sequence[Line]) -> tuple[Change, ...]:
    """Return every difference, in the order of the later list; none where both print the same."""
    if [line.form for line in before] == [line.form for line in after]:
        return ()
    sides = _Sides(before, after, _pairs(before, after))
    return _changes(sides, _renumbered(sides)) or _changes(sides, {})


def tell(changes: Sequence[Change], name: str) -> str:
    """Return differences as text, a few rows each: what became of a line, where it stands, and its words."""
    if not changes:
        return f"{name}: no word changed\n"
    count = f"{len(changes)} difference{'s' if len(changes) > 1 else ''}"
    return "".join(
        f"{row}\n" for row in (f"{name}: {count}", *(row for item in changes for row in _told(item)))
    )


def _told(change: Change) -> Iterator[str]:
    line = change.line
    anchors = f" ({' '.join(line.anchors)})" if line.anchors else ""
    origin = f", {line.origin}" if line.origin.path else ""
    yield f"  {change.kind}: {line.place}{anchors}{origin}"
    if change.before and change.after and change.before.place != change.after.place:
        yield f"    it stood in: {change.before.place}"
    yield f"    {' '.join(map(str, change.spans)) or '(empty)'}"
    if change.kind is Kind.CITED and change.before and change.after:
        yield f"    sources: {_numbers(change.before)}, now {_numbers(change.after)}"


def _numbers(line: Line) -> str:
    return " ".join(map(str, line.numbers)) or "none"


def _spans(before: list[str], after: list[str]) -> Iterator[Span]:
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        old, new = " ".join(before[start:end]), " ".join(after[new_start:new_end])
        if tag == "equal":
            yield Span(Mark.SAME, old)
            continue
        if old:
            yield Span(Mark.REMOVED, old)
        if new:
            yield Span(Mark.ADDED, new)


def _changes(sides: _Sides, renumbered: Mapping[int, int]) -> tuple[Change, ...]:
    """Return the differences by their places: a removed line stands behind the one it stood behind."""
    placed: list[tuple[tuple[int, int], Change]] = []
    moved = _moved(sides.pairs)
    behind = -1
    for index, line in enumerate(sides.before):
        if index not in sides.pairs:
            placed.append(((behind, index + 1), Change(Kind.REMOVED, line, None)))
            continue
        behind = sides.pairs[index]
        now = sides.after[behind]
        if kind := _became(line, now, renumbered, is_moved=index in moved):
            placed.append(((behind, 0), Change(kind, line, now)))
    paired = set(sides.pairs.values())
    for index, line in enumerate(sides.after):
        if index not in paired:
            placed.append(((index, 0), Change(Kind.ADDED, None, line)))
    return tuple(change for _, change in sorted(placed, key=lambda item: item[0]))


def _became(before: Line, after: Line, renumbered: Mapping[int, int], *, is_moved: bool) -> Kind | None:
    if before.words != after.words:
        return Kind.CHANGED
    if is_moved or before.place != after.place:
        return Kind.MOVED
    if renumbered:
        numbers = sorted(renumbered.get(number, number) for number in before.numbers)
        return None if numbers == sorted(after.numbers) else Kind.CITED
    return None if before.numbers == after.numbers else Kind.CITED


def _renumbered(sides: _Sides) -> dict[int, int]:
    """Return the new number of every source; 0 where it went."""
    found: dict[int, int] = {}
    for old, source in enumerate(sides.before):
        if source.is_source:
            new = sides.after[sides.pairs[old]].numbers if old in sides.pairs else (0,) * len(source.numbers)
            found |= dict(zip(source.numbers, new, strict=False))
    return found


def _moved(pairs: Mapping[int, int]) -> set[int]:
    """Return the earlier indexes of as few lines as possible without which the others keep their order."""
    ends: list[int] = []
    """For each length, the smallest later index that so long a rising run ends in."""
    last: list[int] = []
    before: dict[int, int] = {}
    for old, new in sorted(pairs.items()):
        length = bisect_left(ends, new)
        before[old] = last[length - 1] if length else -1
        ends[length:] = [new, *ends[length + 1 :]]
        last[length:] = [old, *last[length + 1 :]]
    kept: set[int] = set()
    index = last[-1] if last else -1
    while index >= 0:
        kept.add(index)
        index = before[index]
    return set(pairs) - kept


def _pairs(before: Sequence[Line], after: Sequence[Line]) -> dict[int, int]:
    """Return which line became which: the same lines in order first, then the best partners of the rest."""
    matcher = difflib.SequenceMatcher(
        None, [line.form[:2] for line in before], [line.form[:2] for line in after], autojunk=False
    )
    pairs = {
        start + step: new_start + step
        for start, new_start, size in matcher.get_matching_blocks()
        for step in range(size)
    }
    taken = set(pairs.values())
    for *_, old, new in sorted(_candidates(before, after, pairs)):
        if old not in pairs and new not in taken:
            pairs[old] = new
            taken.add(new)
    return pairs


def _candidates(
    before: Sequence[Line], after: Sequence[Line], pairs: Mapping[int, int]
) -> Iterator[tuple[int, bool, float, int, int]]:
    """Yield how badly lines without a partner fit, with their indexes, for each two that may."""
    taken = set(pairs.values())
    new_ones = [(index, line, _bag(line)) for index, line in enumerate(after) if index not in taken]
    for old, line in enumerate(before):
        if old in pairs:
            continue
        bag = _bag(line)
        for new, other, other_bag in new_ones:
            if line.is_source is other.is_source:
                likeness = _likeness(bag, other_bag)
                rank = _rank(line, other, likeness)
                if rank is not None:
                    yield rank, line.place != other.place, -likeness, old, new


def _rank(line: Line, other: Line, likeness: float) -> int | None:
    """Return 0 for the same words, 1 for the same statements, 2 for one in common, 3 for alike, else None."""
    if line.words == other.words:
        return 0
    if line.anchors and line.anchors == other.anchors:
        return 1
    if not set(line.anchors).isdisjoint(other.anchors):
        return 2
    return 3 if likeness >= _ALIKE else None


def _bag(line: Line) -> Counter[str]:
    return Counter(line.words.split())


def _likeness(bag: Counter[str], other: Counter[str]) -> float:
    """Return the share of words that two lines have in common, of both together (Dice's coefficient)."""
    total = bag.total() + other.total()
    return 2 * (bag & other).total() / total if total else 1.0
