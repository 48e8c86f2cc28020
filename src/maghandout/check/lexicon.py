"""The lexicon of a language to a mapping, each hard word with plainer ones; a sentence to those in it.

Every layer of the project adds to the lexicon, the user's words first. A term is found with the endings of
English nouns and verbs too. Whether a hard word may stay is not decided here.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from maghandout.check.readability import words
from maghandout.diagnostics import Finding, Origin
from maghandout.errors import StyleError
from maghandout.project import Project
from maghandout.textfile import read_text
from maghandout.yamlfile import Fields, Scalar, parse, raise_problems

_ENDINGS = (
    ("ies", ("y",)),
    ("es", ("", "is")),
    ("s", ("",)),
    ("'s", ("",)),
    ("ied", ("y",)),
    ("ed", ("", "e")),
    ("ing", ("", "e")),
)
"""Endings of English nouns and verbs, with those of the base form."""


class Plainer(Struct, frozen=True):
    """A hard word of a sentence, with what to say instead."""

    hard: str
    plainer: str
    """A comma parts choices."""

    def __str__(self) -> str:
        """Say what to write."""
        return f"say {' or '.join(repr(choice) for choice in _choices(self.plainer))} for {self.hard!r}"


def load_lexicon(project: Project, language: str) -> Mapping[str, str]:
    """Return the hard words of a language in lower case, each with plainer ones; a comma parts choices.

    `en-US` has the words of `en` too. A language without a lexicon has none.

    Raises:
        FileError, YamlError: a file cannot be read.
        StyleError: an entry is not a hard word with plainer ones.
    """
    found: dict[str, str] = {}
    for name in dict.fromkeys((language, language.partition("-")[0])):
        for file in project.each("templates", f"lexicon/{name}.yaml"):
            found = {**_read(read_text(file.path, file.shown), file.shown), **found}
    return found


@functools.lru_cache(maxsize=16)  # one for all topics
def _read(text: str, path: str) -> Mapping[str, str]:
    problems: list[Finding] = []
    fields = Fields(parse(text, path), "lexicon", problems)
    found: dict[str, str] = {}
    first: dict[str, Origin] = {}
    for key, node in fields.entries():
        term = term_of(key.value)
        plainer = fields.as_text(node, key.value)
        if problem := _problem(key, term, first):
            fields.problem(key.origin, f"lexicon: {problem}")
        first.setdefault(term, key.origin)
        found[term] = plainer
    raise_problems(problems, StyleError)
    return found


def _problem(key: Scalar, term: str, first: Mapping[str, Origin]) -> str:
    if key.kind != "text" or not term:
        return f"expected a hard word, found {repr(key.value) if key.kind == 'text' else key.kind}"
    if term in first:
        return f"{key.value!r} stands twice, first on line {first[term].line}"
    return ""


def term_of(text: str) -> str:
    """Return words as the lexicon has them: in lower case, one space between, a hyphen taken as a space."""
    return " ".join(words(text.lower()))


def hard_words(sentence: str, lexicon: Mapping[str, str]) -> Iterator[Plainer]:
    """Yield the hard words of a sentence, each once, where it does not say the plainer words too."""
    said = f" {term_of(sentence)} "
    for found in dict.fromkeys(_found(words(sentence), lexicon)):
        rest = said.replace(f" {term_of(found.hard)} ", " ")
        if not any(f" {term_of(choice)} " in rest for choice in _choices(found.plainer)):
            yield found


def _found(spoken: Sequence[str], lexicon: Mapping[str, str]) -> Iterator[Plainer]:
    """Yield the terms of the lexicon in order, the longest at each place."""
    forms = [_forms(word.lower()) for word in spoken]
    phrases = _phrases(tuple(lexicon))
    at = 0
    while at < len(spoken):
        starting = (phrase for form in forms[at] for phrase in phrases.get(form, ()))
        here = [phrase for phrase in starting if _stands(phrase, forms[at:])]
        longest = max(here, key=len, default=())
        if longest:
            yield Plainer(" ".join(spoken[at : at + len(longest)]), lexicon[" ".join(longest)])
        at += len(longest) or 1


def _stands(phrase: tuple[str, ...], forms: list[tuple[str, ...]]) -> bool:
    here = forms[: len(phrase)]
    return len(here) == len(phrase) and all(word in known for word, known in zip(phrase, here, strict=True))


@functools.lru_cache(maxsize=16)
def _phrases(terms: tuple[str, ...]) -> Mapping[str, Sequence[tuple[str, ...]]]:
    """Return the words of each term by its first word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for term in terms:
        phrase = tuple(term.split())
        found.setdefault(phrase[0], []).append(phrase)
    return found


@functools.cache
def _forms(word: str) -> tuple[str, ...]:
    """Return a word as it stands, then what it may be without an ending, such as `stop` for `stopped`."""
    found = [word]
    for ending, bases in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem and stem != word:
            found += [stem + base for base in bases]
            found += [stem[:-1]] if stem[-1:] == stem[-2:-1] else []
    return tuple(found)


def _choices(plainer: str) -> tuple[str, ...]:
    return tuple(choice.strip() for choice in plainer.split(","))
