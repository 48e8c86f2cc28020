"""The words that a topic prints to the definitions of the terms among them.

A term is found by its whole words, in any case and spelling that its definition lists. It needs no
definition where the statement that prints it first explains it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

from maghandout.model.library import Anchor, Library, Statement

Printed: TypeAlias = tuple[str, tuple[Anchor, ...]]
"""Some words, and the definitions of the terms that they explain themselves."""


class Terms:
    """Finds the terms of a library in order of first appearance."""

    def __init__(self, library: Library) -> None:
        self._definitions = {
            spelling.casefold(): term for term in library.terms for spelling in (term.term, *term.also)
        }
        longest_first = sorted(self._definitions, key=lambda spelling: (-len(spelling), spelling))
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")

    def find(self, printed: Iterable[Printed]) -> tuple[Statement, ...]:
        """Return the definitions of the terms that are printed and not explained at once."""
        met: dict[Anchor, Statement | None] = {}
        for words, explained in printed if self._definitions else ():
            for spelling in self._pattern.findall(words.casefold()):
                term = self._definitions[spelling]
                met.setdefault(term.anchor, None if term.anchor in explained else term)
        return tuple(term for term in met.values() if term)
