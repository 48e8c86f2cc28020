"""The statements of the digests that no topic uses, each with the reason that its seed gives.

A digest holds all that its article says. What no handout prints and no deck shows is listed here, so that
nothing is left out by mistake.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from maghandout.model.library import Anchor, Library, Statement, Verdict
from maghandout.model.selection import Selection

_WITHHELD = (Verdict.CONTRADICTED, Verdict.UNVERIFIABLE)


class Unused(Struct, frozen=True):
    """A statement that no topic uses."""

    statement: Statement
    verdict: Verdict | None
    """What checking it found; None when no study is claimed or was checked."""

    @property
    def is_printable(self) -> bool:
        """Tell whether a handout may print it, so that leaving it out asks for a reason."""
        return self.verdict not in _WITHHELD


def find_unused(selections: Iterable[Selection], library: Library) -> Iterator[Unused]:
    """Yield the statements of the digests that none of the selections prints or shows, in their order."""
    used = {anchor for selection in selections for anchor in used_by(selection)}
    for statement in library.statements.values():
        if library.seeds[statement.seed].original_file and statement.anchor not in used:
            yield Unused(statement, library.verdict(statement.anchor))


def used_by(selection: Selection) -> Iterator[Anchor]:
    """Yield the statements that a topic prints or shows, corrects or withholds, with repeats."""
    for picked in (*selection.handout(), *selection.deck()):
        yield picked.statement.anchor
        if picked.instead_of is not None:
            yield picked.instead_of.anchor
    yield from (withheld.statement.anchor for withheld in selection.withheld)
