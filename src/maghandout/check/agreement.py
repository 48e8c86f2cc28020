"""What a study found to whether its figures agree wherever the library tells them.

A figure stands in the words for patients, in the clinical words, in a chart and in statements on the same
references. One that is changed in a single place differs from all others; which of them is right is not
decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from maghandout.check.rule import Remark, Rule
from maghandout.check.sheet import Sheet
from maghandout.check.texts import listed, numbers_in
from maghandout.compose.inlines import visible
from maghandout.model.library import FACTS, Kind, Library, Statement

_OURS = "a decision of maghandout"
_ALL = 100.0
"""Of how many people shares are told; it is no finding of a study."""


def _of_figures(sheet: Sheet) -> Iterator[Remark]:
    """Find figures of a study that nothing else on the same references tells, rounded or not."""
    split = _split_cells(sheet.library)
    studies = [item for item in sheet.statements if item.seed == FACTS and item.kind is Kind.STUDY]
    for statement in (item for item in studies if item.anchor not in split):
        known = _known(statement, sheet.library)
        odd = [number for number in numbers_in(visible(statement.text)) if not _is_told(number, known)]
        if known and odd:
            message = f"{statement.anchor} says {listed(odd)}, and nothing else on its references does"
            hint = "look it up in the source, and say it alike wherever it stands"
            yield Remark(message, statement.origin, hint, statement.text)


def _split_cells(library: Library) -> frozenset[str]:
    """Return the cells of tables with several columns, whose numbers may be parts of one that is known."""
    tables = (table for table in library.tables.values() if len(table.columns) > 2)
    return frozenset(cell.anchor for table in tables for row in table.rows for cell in row.cells)


def _known(statement: Statement, library: Library) -> frozenset[float]:
    """Return the figures of a statement's clinical words, and of all others on one of its references."""
    behind = frozenset(statement.references)
    others = (item for item in library.statements.values() if behind.intersection(item.references))
    texts = (text for item in others if item is not statement for text in (item.text, item.clinical))
    return frozenset(_numbers((statement.clinical, *texts)))


def _numbers(texts: Iterable[str]) -> Iterator[float]:
    return (number for text in texts for number in numbers_in(visible(text)))


def _is_told(number: float, known: frozenset[float]) -> bool:
    return number == _ALL or any(number in (other, round(other), round(other, 1)) for other in known)


RULES: tuple[Rule, ...] = (
    Rule("evidence-agreement", "figures of a study agree wherever they stand", _OURS, _of_figures),
)
