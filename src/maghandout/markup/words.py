"""Inline Markdown to words: runs in two weights, flat text, and ids made from words."""

from __future__ import annotations

import re
import unicodedata

from markdown_it import MarkdownIt
from markdown_it.token import Token

from maghandout.model.library import Run

_MARKUP = re.compile(r"[*_`\[\]\\&<!]")
_ID_WORDS = 6
_INLINES = MarkdownIt("commonmark")


def runs_of(text: str) -> tuple[Run, ...]:
    """Return the runs of a statement's words; links keep their words, raw HTML stays text."""
    if not _MARKUP.search(text):
        return (Run(" ".join(text.split())),)
    runs: list[Run] = []
    strong = 0
    for token in _INLINES.parseInline(text)[0].children or ():
        if token.type in ("strong_open", "strong_close"):
            strong += token.nesting
        elif words := _words(token):
            if runs and runs[-1].is_strong == bool(strong):
                words = runs.pop().text + words
            runs.append(Run(words, bool(strong)))
    return tuple(Run(re.sub(r"\s+", " ", run.text), run.is_strong) for run in runs)


def flat(text: str) -> str:
    """Return the words of inline Markdown on one line, without their weights."""
    return "".join(run.text for run in runs_of(text)).strip()


def slug(text: str) -> str:
    """Return an id made from the first words of `text`; empty when it has no letter or digit."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return "-".join(re.findall(r"[a-z0-9]+", letters)[:_ID_WORDS])


def _words(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return " "
    return token.content
