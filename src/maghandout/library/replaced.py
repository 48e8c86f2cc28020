"""A library in which the user's own seeds replace built-in ones, without what only the old ones held.

The built-in records speak of built-in statements. Where a user's seed takes the place of such a seed, the
records lose the statements that are gone; the user's own records are left alone, so that a slip in them is
still told.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from maghandout.diagnostics import Origin
from maghandout.model.library import Anchor, Appraisal, Conflict, Library, Safety, SafetyRule, Statement
from maghandout.project import BUILT_IN


def without_replaced(library: Library, replaced: frozenset[str]) -> Library:
    """Return the library without the built-in pointers into seeds that were replaced; their ids are given."""
    if not replaced:
        return library
    settle = _Settle(library, replaced)
    appraisals = tuple(settle.appraisal(item) for item in library.appraisals)
    by_id = {item.id: item for item in appraisals}
    return replace(
        library,
        appraisals=appraisals,
        appraised={
            anchor: tuple(by_id[item.id] for item in found) for anchor, found in library.appraised.items()
        },
        conflicts=tuple(settle.conflict(item) for item in library.conflicts),
        safety=settle.safety(library.safety) if library.safety else None,
        statements={anchor: settle.statement(item) for anchor, item in library.statements.items()},
    )


class _Settle:
    """Drops the pointers of built-in records that lead nowhere any more."""

    def __init__(self, library: Library, replaced: frozenset[str]) -> None:
        self._statements = library.statements
        self._replaced = replaced

    def appraisal(self, item: Appraisal) -> Appraisal:
        statements = self._kept(item.statements, item.origin)
        corrected = "".join(self._kept((item.corrected,), item.origin))
        return replace(item, statements=statements, corrected=corrected)

    def conflict(self, item: Conflict) -> Conflict:
        sides = tuple(side for group in item.sides if (side := self._kept(group, item.origin)))
        return replace(item, sides=sides, resolved_by=self._kept(item.resolved_by, item.origin))

    def safety(self, item: Safety) -> Safety:
        limit = "".join(self._kept((item.limit_statement,), item.origin))
        return replace(item, limit_statement=limit, rules=tuple(self._rule(rule) for rule in item.rules))

    def statement(self, item: Statement) -> Statement:
        corrects = "".join(self._kept((item.corrects,), item.origin))
        return replace(item, corrects=corrects, explains=self._kept(item.explains, item.origin))

    def _rule(self, rule: SafetyRule) -> SafetyRule:
        groups = (self._kept(group, rule.origin) for group in rule.require)
        return replace(rule, require=tuple(group for group in groups if group))

    def _kept(self, anchors: Iterable[Anchor], origin: Origin) -> tuple[Anchor, ...]:
        return tuple(anchor for anchor in anchors if not self._is_gone(anchor, origin))

    def _is_gone(self, anchor: Anchor, origin: Origin) -> bool:
        is_built_in = origin.path.startswith(f"{BUILT_IN}/")
        return is_built_in and anchor.partition("#")[0] in self._replaced and anchor not in self._statements
