"""Sheets of built-in topics with a fault planted in a file, as a person would make it."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from maghandout.check.lexicon import load_lexicon
from maghandout.check.rule import Remark, Rule
from maghandout.check.sheet import Sheet, sentences_of
from maghandout.compose.bibliography import Bibliography
from maghandout.compose.compose import DECK, HANDOUT, Composer
from maghandout.diagnostics import Origin
from maghandout.library.scan import scan
from maghandout.model.brand import Brand
from maghandout.model.library import Library
from maghandout.project import Project
from maghandout.select.select import select
from maghandout.spec.find import find_topic
from maghandout.spec.load import DEFAULT_STYLE, load
from maghandout.templating import Templates
from maghandout.theme import load_theme
from tests.check.sheets import TODAY, library, sheet
from tests.conftest import REPOSITORY
from tests.folders import Folder
from tests.topics import PROJECT

FACTS = "seeds/magnesium-facts.md"


class Faulty(Struct, frozen=True):
    """A sheet with a fault, and where it was planted."""

    sheet: Sheet
    at: str
    """Path and line."""


def plant(folder: Path, file: str, old: str, new: str, topic: str = "back-pain") -> Faulty:
    """Put `new` for the first `old` of a file of the repository, and make a topic anew with it."""
    text = (REPOSITORY / file).read_text(encoding="utf-8")
    assert old in text, f"{file} no longer says {old!r}"
    before, _, after = text.partition(old)
    Folder(folder, {file: before + new + after})
    line = (before + new).count("\n") + 1
    return Faulty(_made(Project((folder, REPOSITORY), REPOSITORY), topic), f"{file}:{line}")


def reword(folder: Path, anchor: str, words: str, topic: str = "back-pain", certainty: str = "") -> Faulty:
    """Let a fact say other words, and be as certain as told, and make a topic that prints it anew."""
    number = library().statements[anchor].origin.line
    line = (REPOSITORY / FACTS).read_text(encoding="utf-8").splitlines()[number - 1]
    attributes = line[line.index("{#") :]
    if certainty:
        attributes = re.sub("certainty=[a-z-]+", f"certainty={certainty}", attributes)
    return plant(folder, FACTS, line, f"- {words} {attributes}", topic)


def made(project: Project, topic: str) -> Sheet:
    """Return the sheet of a topic of any project, not laid out; what the repository gives alone is shared."""
    held = library() if _is_shared(project, "seeds") else scan(project)
    templates = _templates() if _is_shared(project, "templates") else Templates(project)
    selection = select(load(project, find_topic(project, topic)), held)
    has_same = _cited(held) == _cited(library())
    style = _bibliography() if has_same else Bibliography(held, DEFAULT_STYLE, Origin("handouts"))
    composer = Composer(selection, held, templates, Brand(), style)
    handout = composer.compose(HANDOUT)
    return Sheet(
        selection=selection,
        handout=handout,
        deck=composer.compose(DECK),
        library=held,
        theme=load_theme(project),
        today=TODAY,
        sentences=tuple(sentences_of(handout.blocks)),
        lexicon=load_lexicon(project, handout.language),
    )


def _made(project: Project, topic: str) -> Sheet:
    """Return the sheet of a topic with the pages that it has without the fault."""
    whole = sheet(topic)
    return replace(made(project, topic), pdf=whole.pdf, pages=whole.pages, warnings=whole.warnings)


def _is_shared(project: Project, folder: str) -> bool:
    return not any((layer / folder).is_dir() for layer in project.layers if layer != REPOSITORY)


def _cited(held: Library) -> dict[str, Mapping[str, object]]:
    """Return what a bibliography is made of."""
    seeds = {seed.id: seed.csl for seed in held.seeds.values()}
    return seeds | {reference.id: reference.csl for reference in held.references.values()}


@functools.cache
def _templates() -> Templates:
    return Templates(PROJECT)


@functools.cache
def _bibliography() -> Bibliography:
    return Bibliography(library(), DEFAULT_STYLE, Origin("handouts"))


def found(rules: tuple[Rule, ...], faulty: Sheet) -> dict[str, list[Remark]]:
    """Return the remarks of the rules that say something, by the rule's id."""
    said = {rule.id: list(rule.find(faulty)) for rule in rules if rule.applies(faulty)}
    return {name: remarks for name, remarks in said.items() if remarks}


def places(rules: tuple[Rule, ...], faulty: Sheet) -> dict[str, list[str]]:
    """Return where the rules that say something say it."""
    return {
        name: [str(remark.origin) for remark in remarks] for name, remarks in found(rules, faulty).items()
    }
