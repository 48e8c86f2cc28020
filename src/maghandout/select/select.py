"""A topic and the library to a `Selection`.

Says what was picked, in order, and what was withheld and why. It puts nothing into words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TypeVar

from msgspec.structs import replace

from maghandout.diagnostics import Finding, Origin
from maghandout.errors import PolicyError, SelectionError
from maghandout.model.library import Library, Statement, Verdict
from maghandout.model.selection import (
    Picked,
    PickedCase,
    PickedRow,
    PickedSection,
    PickedSlide,
    PickedStrip,
    PickedTable,
    PickedTeachBack,
    Selection,
    Withheld,
)
from maghandout.model.topic import (
    STRIP_STEPS,
    CaseSpec,
    SectionSpec,
    Selector,
    SlideSpec,
    StripSpec,
    TableSpec,
    Topic,
)
from maghandout.select.policy import admit, needs_care, show
from maghandout.select.resolve import names_one, resolve, resolve_table
from maghandout.select.terms import Printed, Terms

_Found = TypeVar("_Found")


def select(topic: Topic, library: Library) -> Selection:
    """Pick everything that a topic asks for.

    Raises:
        SelectionError: selectors that pick nothing, all of them at once.
        PolicyError: the topic names statements that the policy withholds.
    """
    picker = _Picker(library)
    deck = topic.deck
    key_points = picker.handout(topic.key_points)
    sections = tuple(picker.section(section) for section in topic.sections)
    questions = picker.handout(topic.questions)
    slides = tuple(picker.slide(slide) for slide in deck.slides)
    care = picker.care(deck.care, slides)
    teach_back = tuple(
        PickedTeachBack(item.ask, picker.deck(item.answer), item.origin) for item in deck.teach_back
    )
    case = picker.case(deck.case) if deck.case else None
    picker.raise_problems()
    withheld = tuple(picker.withheld.values())
    selection = Selection(topic, key_points, sections, questions, slides, care, case, teach_back, withheld)
    return _with_terms(selection, Terms(library))


class _Picker:
    """Applies selectors one by one, gathering what was withheld and what went wrong."""

    def __init__(self, library: Library) -> None:
        self.withheld: dict[str, Withheld] = {}
        self._library = library
        self._problems: list[Finding] = []
        self._is_policy = True

    def raise_problems(self) -> None:
        if self._problems:
            raise (PolicyError if self._is_policy else SelectionError)(self._problems)

    def handout(self, selectors: Iterable[Selector]) -> tuple[Picked, ...]:
        """Pick for the handout, under the policy; a statement stands once however often it is met."""
        picked: dict[str, Picked] = {}
        for selector in selectors:
            is_named = names_one(selector, self._library)
            for statement in self._try(partial(resolve, selector, self._library)) or ():
                found = self._admit(statement, selector.origin, is_named=is_named)
                if found:
                    picked.setdefault(found.statement.anchor, found)
        return tuple(picked.values())

    def deck(self, selectors: Iterable[Selector]) -> tuple[Picked, ...]:
        """Pick for the deck, which shows any verdict."""
        picked: dict[str, Picked] = {}
        for selector in selectors:
            for statement in self._try(partial(resolve, selector, self._library)) or ():
                picked.setdefault(statement.anchor, show(statement, self._library))
        return tuple(picked.values())

    def section(self, spec: SectionSpec) -> PickedSection:
        return PickedSection(
            spec.heading,
            self.handout(spec.select),
            self.handout(spec.steps),
            self.handout(spec.warning),
            self._table(spec.compare, is_handout=True),
            self._table(spec.chart, is_handout=True),
            self._strip(spec.strip, self.handout),
            spec.origin,
        )

    def slide(self, spec: SlideSpec) -> PickedSlide:
        return PickedSlide(
            spec.title,
            self.deck(spec.select),
            (*self.deck(spec.claims), *self._appraised(spec.appraised)),
            self._table(spec.compare, is_handout=False),
            self._table(spec.chart, is_handout=False),
            self._strip(spec.strip, self.deck),
            spec.is_plain,
            spec.origin,
        )

    def case(self, spec: CaseSpec) -> PickedCase:
        return PickedCase(spec.story, spec.ask, self.deck(spec.answer), spec.origin)

    def care(self, selectors: Iterable[Selector], slides: Iterable[PickedSlide]) -> tuple[Picked, ...]:
        """Pick the claims to handle with care: those asked for and those withheld from the handout."""
        asked = {picked.statement.anchor: picked for picked in self.deck(selectors) if needs_care(picked)}
        for withheld in self.withheld.values():
            asked.setdefault(withheld.statement.anchor, show(withheld.statement, self._library))
        shown = {picked.statement.anchor for slide in slides for picked in slide.claims}
        return tuple(picked for anchor, picked in asked.items() if anchor not in shown)

    def _appraised(self, verdict: Verdict | None) -> Iterator[Picked]:
        """Yield the articles' claims that each appraisal with a verdict is about, that appraisal first."""
        for appraisal in self._library.appraisals:
            for anchor in appraisal.statements if appraisal.verdict is verdict else ():
                statement = self._library.statements[anchor]
                others = (other for other in self._library.appraised[anchor] if other is not appraisal)
                if self._library.seeds[statement.seed].original_file:
                    yield Picked(statement, (appraisal, *others))

    def _admit(self, statement: Statement, origin: Origin, *, is_named: bool) -> Picked | None:
        found = self._try(partial(admit, statement, self._library, origin, is_named=is_named))
        match found:
            case Picked(instead_of=replaced) if replaced is not None:
                worst = self._library.appraised[replaced.anchor][0]
                note = Withheld(replaced, worst, found.statement.anchor, origin)
                self.withheld.setdefault(replaced.anchor, note)
                return found
            case Withheld():
                self.withheld.setdefault(statement.anchor, found)
                return None
            case _:
                return found

    def _table(self, spec: TableSpec | None, *, is_handout: bool) -> PickedTable | None:
        found = self._try(partial(resolve_table, spec, self._library)) if spec else None
        if spec is None or found is None:
            return None
        table, columns, seed_rows = found
        rows = []
        for row in seed_rows:
            cells = [row.cells[position - 1] for position in columns]
            picked = [self._cell(cell, spec, is_handout=is_handout) for cell in cells]
            rows.append(PickedRow(row.id, row.head, tuple(cell for cell in picked if cell)))
        heads = tuple(table.columns[position][1] for position in (0, *columns))
        return PickedTable(
            table.anchor,
            table.caption,
            table.title,
            table.unit,
            table.read,
            heads,
            tuple(rows),
            spec.origin,
            spec.kind,
            table.measure,
        )

    def _strip(
        self, spec: StripSpec | None, pick: Callable[[Iterable[Selector]], tuple[Picked, ...]]
    ) -> PickedStrip | None:
        if spec is None:
            return None
        problems = len(self._problems)
        steps = pick(spec.steps)
        if len(self._problems) == problems:
            self._try(partial(_check_steps, spec, len(steps)))
        return PickedStrip(spec.title, steps, spec.origin)

    def _cell(self, statement: Statement, spec: TableSpec, *, is_handout: bool) -> Picked | None:
        if not is_handout:
            return show(statement, self._library)
        return self._admit(statement, spec.origin, is_named=True)

    def _try(self, act: Callable[[], _Found]) -> _Found | None:
        try:
            return act()
        except SelectionError as error:
            self._problems += error.findings
            self._is_policy = self._is_policy and isinstance(error, PolicyError)
            return None


def _with_terms(selection: Selection, terms: Terms) -> Selection:
    """Add the definitions of the terms that the handout prints, and that each slide prints first."""
    defined = terms.find(_printed(selection))
    slides, met = [], set[str]()
    for slide in selection.slides:
        found = terms.find((slide.words(picked), ()) for picked in slide.printed)
        slides.append(replace(slide, terms=tuple(term for term in found if term.anchor not in met)))
        met |= {term.anchor for term in found}
    others = tuple(term for term in defined if term.anchor not in met)
    return replace(selection, slides=tuple(slides), terms=defined, other_terms=others)


def _printed(selection: Selection) -> Iterator[Printed]:
    """Yield the words of a handout, statements first, with the terms that they explain."""
    for picked in selection.handout():
        yield picked.statement.text, picked.statement.explains
    for section in selection.sections:
        for table in (section.table, section.chart):
            for row in table.rows if table else ():
                yield row.head, tuple(term for cell in row.cells for term in cell.statement.explains)
            yield from ((head, ()) for head in (table.heads if table else ()))
        yield section.heading, ()
    yield selection.topic.title, ()
    yield selection.topic.purpose, ()


def _check_steps(spec: StripSpec, found: int) -> None:
    """Make sure that a strip shows as many steps as can be read.

    Raises:
        SelectionError: its selectors pick fewer or more.
    """
    if found not in STRIP_STEPS:
        few, many = STRIP_STEPS[0], STRIP_STEPS[-1]
        noun = "statement" if found == 1 else "statements"
        message = f"the strip {spec.title!r} shows {few} to {many} steps, found {found} {noun}"
        raise SelectionError.at(spec.origin, message)
