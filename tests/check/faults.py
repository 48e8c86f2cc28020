"""Sheets of built-in topics with a fault planted in a file, as a person would make it."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace
from pathlib import Path

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
from maghandout.spec.load import DEFAULT_STYLE, find_topic, load
from maghandout.templating import Templates
from tests.check.sheets import library, sheet
from tests.conftest import REPOSITORY
from tests.folders import Folder

FACTS = "seeds/magnesium-facts.md"


@dataclass(frozen=True, slots=True)
class Faulty:
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


def _made(project: Project, topic: str) -> Sheet:
    has_seeds = any((layer / "seeds").is_dir() for layer in project.layers[:1])
    held = scan(project) if has_seeds else library()
    selection = select(load(project, find_topic(project, topic)), held)
    style = _bibliography() if held is library() else _new_bibliography(held)
    composer = Composer(selection, held, Templates(project), Brand(), style)
    handout = composer.compose(HANDOUT)
    return replace(
        sheet(topic),
        selection=selection,
        handout=handout,
        deck=composer.compose(DECK),
        library=held,
        sentences=tuple(sentences_of(handout.blocks)),
    )


@functools.cache
def _bibliography() -> Bibliography:
    return _new_bibliography(library())


def _new_bibliography(held: Library) -> Bibliography:
    return Bibliography(held, DEFAULT_STYLE, Origin("handouts"))


def found(rules: tuple[Rule, ...], faulty: Sheet) -> dict[str, list[Remark]]:
    """Return the remarks of the rules that say something, by the rule's id."""
    said = {rule.id: list(rule.find(faulty)) for rule in rules if rule.applies(faulty)}
    return {name: remarks for name, remarks in said.items() if remarks}


def places(rules: tuple[Rule, ...], faulty: Sheet) -> dict[str, list[str]]:
    """Return where the rules that say something say it."""
    return {
        name: [str(remark.origin) for remark in remarks] for name, remarks in found(rules, faulty).items()
    }
