"""A handout's words to the claims that they repeat and that no handout may print.

It looks at the spec, at the statements that are printed, and at what a template says of its own. A claim is
known by a run of its words, so one that is put into other words is not found.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from msgspec import Struct

from maghandout.check.rule import Remark, Rule
from maghandout.check.sheet import Sheet
from maghandout.check.texts import spoken
from maghandout.diagnostics import Origin, Severity
from maghandout.model.library import Anchor, Library, Verdict
from maghandout.select.policy import CORRECTED, PRINTS

_RUN = 7
"""So many words in a row that a claim shares are no chance."""
_WHOLE = 4
"""A shorter claim is quoted where all its words stand in a row, if it has so many."""
_Run: TypeAlias = tuple[str, ...]
_WITHHELD = frozenset(Verdict) - PRINTS - CORRECTED


class _Said(Struct, frozen=True):
    words: str
    what: str
    """Such as `the title`, or the anchor of a statement."""
    origin: Origin


class _Claim(Struct, frozen=True):
    """One wording of a claim that is withheld."""

    anchor: Anchor
    verdict: Verdict
    words: str

    @property
    def is_short(self) -> bool:
        """Tell whether its words are too few for a run, and enough to be no chance."""
        return _WHOLE <= len(self.words.split()) < _RUN


class _Claims:
    """All wordings, by what a quotation of each holds."""

    def __init__(self, claims: Iterable[_Claim]) -> None:
        self._long: dict[_Run, list[_Claim]] = {}
        self._short: list[tuple[str, _Claim]] = []
        for claim in claims:
            words = spoken(claim.words)
            for run in _runs(words):
                self._long.setdefault(run, []).append(claim)
            if claim.is_short:
                self._short.append((words, claim))

    def repeated(self, said: _Said) -> list[_Claim]:
        """Return the claims that some words repeat, each once; a statement does not repeat itself."""
        words = spoken(said.words)
        long = (claim for run in _runs(words) for claim in self._long.get(run, ()))
        short = (claim for whole, claim in self._short if whole in words)
        found = (claim for claim in (*long, *short) if claim.anchor != said.what)
        return list({claim.anchor: claim for claim in found}.values())


def _of_quoted(sheet: Sheet) -> Iterator[Remark]:
    """Find words that repeat a withheld claim; on the page, where neither spec nor statement does."""
    claims = _parted(tuple(_withheld(sheet.library)))
    met: set[Anchor] = set()
    for said in _said(sheet):
        for claim in claims.repeated(said):
            met.add(claim.anchor)
            yield _remark(said, claim)
    for sentence in sheet.sentences:
        said = _Said(sentence.words, "the page", sentence.origin)
        for claim in claims.repeated(said):
            if claim.anchor not in met:
                yield _remark(said, claim)


def _said(sheet: Sheet) -> Iterator[_Said]:
    """Yield the words of the spec, then the statements that are printed."""
    for told in sheet.told:
        yield _Said(told.words, told.what, told.origin)
    for statement in sheet.statements:
        yield _Said(statement.text, statement.anchor, statement.origin)


def _withheld(library: Library) -> Iterator[_Claim]:
    for anchor, appraisals in library.appraised.items():
        verdict = appraisals[0].verdict
        statement = library.statements.get(anchor)  # a user's seed may have replaced it
        for words in (statement.text, statement.clinical) if statement and verdict in _WITHHELD else ():
            yield _Claim(anchor, verdict, words)


@functools.lru_cache(maxsize=2)  # one for all topics
def _parted(claims: tuple[_Claim, ...]) -> _Claims:
    return _Claims(claims)


def _runs(words: str) -> Iterator[_Run]:
    """Return every run of spoken words that is long enough to know a claim by."""
    parts = words.split()
    return zip(*(parts[start:] for start in range(_RUN)), strict=False)


def _remark(said: _Said, claim: _Claim) -> Remark:
    message = f"{said.what} repeats {claim.anchor}, which is {claim.verdict}"
    return Remark(message, said.origin, "say what was found in its stead", said.words)


RULES: tuple[Rule, ...] = (
    Rule(
        "evidence-withheld-quoted",
        "nothing repeats a withheld claim",
        "the verdict policy of maghandout",
        _of_quoted,
        Severity.ERROR,
    ),
)
