"""A selection and a template to a `Document`.

The template decides what is said and in which order; this module hands it the words, parses what it
renders, and numbers the citations.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from maghandout.compose.bibliography import Bibliography
from maghandout.compose.blocks import BlockReader
from maghandout.compose.inlines import visible, without_scheme
from maghandout.compose.sources import Numbering, sources_of
from maghandout.compose.xhtml import parse_xhtml
from maghandout.model.brand import Brand
from maghandout.model.document import Document, Spoken, plain_text
from maghandout.model.library import Library
from maghandout.model.review import Review
from maghandout.model.selection import Picked, PickedRow, Selection
from maghandout.templating import Markup, Templates

HANDOUT = "handout.html.j2"
DECK = "deck.html.j2"

_DRAFT = Review()


class Composer:
    """Composes the documents of one selection."""

    def __init__(
        self,
        selection: Selection,
        library: Library,
        templates: Templates,
        brand: Brand,
        bibliography: Bibliography,
        review: Review = _DRAFT,
    ) -> None:
        topic = selection.topic
        self._selection = selection
        self._brand = brand
        self._library = library
        self._templates = templates
        self._words = templates.words(topic.language)
        self._bibliography = bibliography
        self._review = review

    def compose(self, template: str) -> Document:
        """Render a template over the selection and read the document it says.

        Raises:
            TemplateError: the template fails or emits something outside the subset.
            StyleError: the topic's citation style is unknown.
        """
        topic = self._selection.topic
        text = self._templates.render(template, self._values())
        origin = self._templates.origin(template)
        reader = BlockReader(template, self._templates)
        blocks = reader.read(parse_xhtml(text, origin))
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
            logo=self._brand.logo,
            clinic=self._brand.name,
            spoken=Spoken(
                skip=self._words["spoken_skip"],
                source=self._words["spoken_source"],
                back=self._words["spoken_back"],
                logo=self._words["spoken_logo"],
            ),
        )

    def _values(self) -> dict[str, object]:
        return {
            "topic": self._selection.topic,
            "selection": self._selection,
            "brand": self._brand,
            "review": self._review,
            "words": self._words,
            "plain": _plain,
            "clinical": _clinical,
            "cite": _cite,
            "date": self._date,
            "short_sources": self._short_sources,
            "full_sources": self._full_sources,
            "claim_on": self._claim_on,
            "by_finding": _by_finding,
            "with_emergency": self._with_emergency,
            "capitalized": _capitalized,
            "without_scheme": without_scheme,
        }

    def _with_emergency(self, heading: str) -> str:
        """Return a heading with its `{emergency}` told: the brand's number, or the language's own words."""
        number = self._brand.emergency
        words = self._words.fill("emergency_call", number=number) if number else self._words["emergency"]
        return heading.replace("{emergency}", words)

    def _claim_on(self, row: PickedRow) -> Picked | None:
        """Return the article's claim that rests on the study of a row; of several, the worst.

        Where appraisals of these claims name the study, they alone count: the others may judge something
        else that the claim says.
        """
        study = next(iter(row.cells[0].statement.references), None) if row.cells else None
        claims = [
            Picked(statement, self._library.appraised.get(statement.anchor, ()))
            for statement in self._library.statements.values()
            if study in statement.references and self._library.seeds[statement.seed].original_file
        ]
        naming = [
            Picked(claim.statement, appraisals)
            for claim in claims
            if (appraisals := tuple(item for item in claim.appraisals if study in item.references))
        ]
        return max(
            naming or claims, key=lambda claim: claim.verdict.severity if claim.verdict else -1, default=None
        )

    def _date(self, date: datetime.date) -> str:
        months = self._words["months"].split()
        return self._words.fill("date", day=date.day, month=months[date.month - 1], year=date.year)

    def _short_sources(self, *groups: Iterable[Picked], letters: int = 0) -> str:
        """Return the sources of some statements as one line; past so many letters, only how many more."""
        sources = [self._bibliography.short(source) for source in self._sources(groups)]
        line = " ".join(sources)
        for left_out in range(1, len(sources)):
            if not letters or len(line) <= letters:
                break
            more = self._words.fill("more_sources", number=left_out)
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


def _capitalized(term: str) -> str:
    """Return a term as it opens a line; capitals within it stay."""
    return term[:1].upper() + term[1:]


def _plain(picked: Picked) -> Markup:
    """Return a statement's plain words, its strong ones marked."""
    parts = [
        Markup("<strong>%s</strong>") % run.text if run.is_strong else Markup.escape(run.text)
        for run in picked.statement.plain
    ]
    return Markup("").join(parts)


def _clinical(picked: Picked) -> Markup:
    """Return a statement's clinical words; where it has none, the plain ones."""
    return Markup.escape(picked.statement.clinical) if picked.statement.clinical else _plain(picked)


def _cite(*picked: Picked) -> Markup:
    """Return the citation of some statements."""
    anchors = " ".join(dict.fromkeys(item.statement.anchor for item in picked))
    return Markup('<cite data-of="%s"></cite>') % anchors


def _by_finding(group: Iterable[Picked]) -> list[tuple[Picked, ...]]:
    """Put the claims with one and the same worst finding together, in order of first appearance."""
    found: dict[str, list[Picked]] = {}
    for picked in group:
        key = picked.appraisals[0].id if picked.appraisals else picked.statement.anchor
        found.setdefault(key, []).append(picked)
    return [tuple(claims) for claims in found.values()]
