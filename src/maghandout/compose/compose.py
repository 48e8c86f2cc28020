"""A selection and a template to a `Document`.

The template decides what is said and in which order; this module hands it the words, parses what it
renders, and numbers the citations.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping

from maghandout.compose.bibliography import Bibliography
from maghandout.compose.blocks import BlockReader
from maghandout.compose.inlines import visible
from maghandout.compose.sources import Numbering, sources_of
from maghandout.compose.xhtml import parse_xhtml
from maghandout.diagnostics import Origin
from maghandout.errors import TemplateError
from maghandout.model.document import Document, plain_text
from maghandout.model.library import Library
from maghandout.model.selection import Picked, PickedRow, PickedTable, Selection
from maghandout.templating import Markup, Templates

HANDOUT = "handout.html.j2"
DECK = "deck.html.j2"


class Composer:
    """Composes the documents of one selection."""

    def __init__(self, selection: Selection, library: Library, templates: Templates) -> None:
        topic = selection.topic
        self._selection = selection
        self._library = library
        self._templates = templates
        self._words = _Words(templates.words(topic.language), Origin(f"templates/strings/{topic.language}"))
        self._bibliography = Bibliography(library, topic.citation_style, topic.origin)

    def compose(self, template: str) -> Document:
        """Render a template over the selection and read the document it says.

        Raises:
            TemplateError: the template fails or emits something outside the subset.
            StyleError: the topic's citation style is unknown.
        """
        topic = self._selection.topic
        text = self._templates.render(template, self._values())
        reader = BlockReader(template, self._templates)
        blocks = reader.read(parse_xhtml(text, self._templates.origin(template)))
        origin = self._templates.origin(template)
        numbering = Numbering(self._library, self._bibliography, self._words, origin)
        return Document(
            name=topic.name,
            title=visible(topic.title),
            purpose=visible(topic.purpose),
            language=topic.language,
            updated=topic.updated,
            furniture=reader.furniture,
            blocks=numbering.number(blocks),
            origin=topic.origin,
        )

    def _values(self) -> dict[str, object]:
        return {
            "topic": self._selection.topic,
            "selection": self._selection,
            "words": self._words,
            "plain": _plain,
            "clinical": _clinical,
            "cite": _cite,
            "date": self._date,
            "short_sources": self._short_sources,
            "full_sources": self._full_sources,
            "claim_on": self._claim_on,
            "cells": _cells,
            "by_finding": _by_finding,
            "in_parts": _in_parts,
        }

    def _claim_on(self, row: PickedRow) -> Picked | None:
        """Return the article's claim that rests on the study of a row; of several, the worst."""
        study = set(row.cells[0].statement.references[:1]) if row.cells else set()
        claims = [
            Picked(statement, self._library.appraised.get(statement.anchor, ()))
            for statement in self._library.statements.values()
            if self._library.seeds[statement.seed].original_file and study.intersection(statement.references)
        ]
        return max(claims, key=lambda claim: claim.verdict.severity if claim.verdict else -1, default=None)

    def _date(self, date: datetime.date) -> str:
        months = self._words["months"].split()
        return self._words["date"].format(day=date.day, month=months[date.month - 1], year=date.year)

    def _short_sources(self, *groups: Iterable[Picked], letters: int = 0) -> str:
        """Return the sources of some statements as one line; past so many letters, only how many more."""
        sources = [self._bibliography.short(source) for source in self._sources(groups)]
        line = " ".join(sources)
        for left_out in range(1, len(sources)):
            if not letters or len(line) <= letters:
                break
            more = self._words["more_sources"].format(number=left_out)
            line = " ".join((*sources[:-left_out], more))
        return line

    def _full_sources(self, *groups: Iterable[Picked]) -> list[str]:
        """Return the sources of some statements in the citation style, for speaker notes."""
        return [plain_text(self._bibliography.entry(source)) for source in self._sources(groups)]

    def _sources(self, groups: Iterable[Iterable[Picked]]) -> dict[str, None]:
        """Return the sources of statements and of what was found about them, each once, in order."""
        sources: dict[str, None] = {}
        for picked in (picked for group in groups for picked in group):
            sources |= dict.fromkeys(sources_of(picked.statement, self._library))
            for appraisal in picked.appraisals[:1]:
                sources |= dict.fromkeys(appraisal.references)
        return sources


class _Words(Mapping[str, str]):
    """The fixed words of a language; a missing one is an error that names its file."""

    def __init__(self, words: Mapping[str, str], origin: Origin) -> None:
        self._words = words
        self._origin = origin

    def __getitem__(self, key: str) -> str:
        if key not in self._words:
            raise TemplateError.at(self._origin, f"the words {key!r} are missing")
        return self._words[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)


def _plain(picked: Picked) -> Markup:
    """Return a statement's plain words, its strong ones marked."""
    parts = [
        Markup("<strong>{}</strong>").format(run.text) if run.is_strong else Markup("{}").format(run.text)
        for run in picked.statement.plain
    ]
    return Markup("").join(parts)


def _clinical(picked: Picked) -> Markup:
    """Return a statement's clinical words; where it has none, the plain ones."""
    return Markup("{}").format(picked.statement.clinical) if picked.statement.clinical else _plain(picked)


def _cite(*picked: Picked) -> Markup:
    """Return the citation of some statements."""
    anchors = " ".join(dict.fromkeys(item.statement.anchor for item in picked))
    return Markup('<cite data-of="{}"></cite>').format(anchors)


def _cells(table: PickedTable | None) -> list[Picked]:
    """Return the statements in the cells of a table, row by row; none where there is no table."""
    return [cell for row in table.rows for cell in row.cells] if table else []


def _by_finding(group: Iterable[Picked]) -> list[tuple[Picked, ...]]:
    """Put the claims with one and the same worst finding together, in order of first appearance."""
    found: dict[str, list[Picked]] = {}
    for picked in group:
        key = picked.appraisals[0].id if picked.appraisals else picked.statement.anchor
        found.setdefault(key, []).append(picked)
    return [tuple(claims) for claims in found.values()]


def _in_parts(
    claims: Iterable[tuple[Picked, ...]], most: int, letters: int
) -> list[list[tuple[Picked, ...]]]:
    """Cut a row of claims into even parts of at most `most`, with about `letters` letters of findings."""
    row = list(claims)
    parts = _filled(row, most, letters)
    while letters := letters * 9 // 10:
        tighter = _filled(row, most, letters)
        if len(tighter) > len(parts):
            break
        parts = tighter
    return parts


def _filled(row: list[tuple[Picked, ...]], most: int, letters: int) -> list[list[tuple[Picked, ...]]]:
    parts: list[list[tuple[Picked, ...]]] = []
    room = 0
    for claim in row:
        need = len(claim[0].finding)
        if not parts or len(parts[-1]) == most or need > room:
            parts.append([])
            room = letters
        parts[-1].append(claim)
        room -= need
    return parts
