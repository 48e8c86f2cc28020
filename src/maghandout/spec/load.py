"""One file of `handouts/` to a `Topic`, every problem of the file told at once.

Nothing is looked up: whether a selector picks anything is for `select`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from maghandout.diagnostics import Finding
from maghandout.errors import SpecError
from maghandout.model.document import LONGEST_ADDRESS, ChartKind
from maghandout.model.library import FACTS, Kind, Verdict
from maghandout.model.topic import (
    ByAnchor,
    ByFilter,
    ByOpening,
    CaseSpec,
    Codes,
    DeckSpec,
    SectionSpec,
    Selector,
    SlideSpec,
    StripSpec,
    TableSpec,
    TeachBack,
    Topic,
)
from maghandout.project import Project, SourceFile
from maghandout.spec.include import with_shared
from maghandout.textfile import read_text
from maghandout.yamlfile import Fields, Node, Scalar, Sequence, parse, raise_problems

DEFAULT_LANGUAGE = "en-US"
DEFAULT_STYLE = "american-medical-association"


_ICD10 = re.compile(r"[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?")
_SNOMED = re.compile(r"\d{6,18}")


def load(project: Project, file: SourceFile, language: str = "", style: str = "") -> Topic:
    """Read and type one topic; language and citation style are those to use where it names none.

    Raises:
        FileError, YamlError, SpecError: the last with every problem of the file.
    """
    problems: list[Finding] = []
    style = style or DEFAULT_STYLE
    tree = with_shared(parse(read_text(file.path, file.shown), file.shown), project, problems)
    fields = Fields(tree, "topic", problems)
    topic = Topic(
        name=file.stem,
        title=fields.text("title", required=True),
        purpose=fields.text("purpose", required=True),
        codes=_codes(fields),
        language=fields.language("language") or language or DEFAULT_LANGUAGE,
        updated=fields.date("updated"),
        owner=fields.text("owner"),
        review_by=fields.date("review_by"),
        citation_style=fields.text("citation_style") or style,
        url=fields.web_address("url", LONGEST_ADDRESS),
        key_points=_selectors(fields, "key_points"),
        sections=tuple(_section(node, problems) for node in fields.items("sections")),
        questions=_selectors(fields, "questions"),
        deck=_deck(fields),
        origin=fields.origin,
        origins={key: fields.origin_of(key) for key in ("title", "purpose", "review_by")},
    )
    if "sections" not in fields:
        fields.problem(fields.origin, "topic: 'sections' is missing")
    fields.finish()
    raise_problems(problems, SpecError)
    return topic


def _codes(fields: Fields) -> Codes:
    node = fields.node("codes")
    if node is None:
        return Codes()
    codes = Fields(node, "codes", fields.problems)
    found = Codes(codes.texts("icd10"), _numerals(codes, "snomed"))
    for pattern, values in ((_ICD10, found.icd10), (_SNOMED, found.snomed)):
        for value in values:
            if not pattern.fullmatch(value):
                codes.problem(codes.origin, f"codes: not a code: {value!r}")
    codes.finish()
    return found


def _numerals(fields: Fields, key: str) -> tuple[str, ...]:
    """Read codes made of digits, which may stand without quotes."""
    return tuple(
        node.value if isinstance(node, Scalar) and node.value.isdecimal() else fields.as_text(node, key)
        for node in fields.items(key)
    )


def _section(node: Node, problems: list[Finding]) -> SectionSpec:
    fields = Fields(node, "section", problems)
    section = SectionSpec(
        heading=fields.text("heading", required=True),
        select=_selectors(fields, "select"),
        steps=_selectors(fields, "steps"),
        warning=_selectors(fields, "warning"),
        compare=_table(fields, "compare"),
        chart=_table(fields, "chart"),
        strip=_strip(fields),
        origin=fields.origin,
    )
    fields.finish()
    if not any(
        (section.select, section.steps, section.warning, section.compare, section.chart, section.strip)
    ):
        message = f"section: {section.heading!r} is empty"
        fields.problem(fields.origin, message, "give it select, steps, warning, compare, chart or strip")
    return section


def _says_nothing(fields: Fields, keys: Iterable[str]) -> bool:
    """Tell whether all of these are absent or empty lists."""
    nodes = [fields.node(key) for key in keys]
    return all(node is None or (isinstance(node, Sequence) and not node.items) for node in nodes)


def _deck(fields: Fields) -> DeckSpec:
    node = fields.node("deck")
    if node is None:
        return DeckSpec()
    deck = Fields(node, "deck", fields.problems)
    found = DeckSpec(
        aims=deck.texts("aims"),
        slides=tuple(_slide(item, fields.problems) for item in deck.items("slides")),
        care=_selectors(deck, "care"),
        case=_case(deck),
        teach_back=tuple(_teach_back(item, fields.problems) for item in deck.items("teach_back")),
    )
    deck.finish()
    return found


def _slide(node: Node, problems: list[Finding]) -> SlideSpec:
    fields = Fields(node, "slide", problems)
    appraised = fields.choice("appraised", Verdict)
    slide = SlideSpec(
        title=fields.text("title", required=True),
        select=_selectors(fields, "select"),
        claims=_selectors(fields, "claims"),
        compare=_table(fields, "compare"),
        chart=_table(fields, "chart"),
        strip=_strip(fields),
        is_plain=fields.choice("words", ("plain", "clinical")) == "plain",
        origin=fields.origin,
        appraised=Verdict(appraised) if appraised else None,
    )
    fields.finish()
    if _says_nothing(fields, ("select", "claims", "appraised", "compare", "chart", "strip")):
        message = f"slide: {slide.title!r} is empty"
        fields.problem(fields.origin, message, "give it select, claims, appraised, compare, chart or strip")
    return slide


def _case(deck: Fields) -> CaseSpec | None:
    node = deck.node("case")
    if node is None:
        return None
    fields = Fields(node, "case", deck.problems)
    ask = fields.texts("ask")
    if not ask:
        fields.problem(fields.origin, "case: 'ask' is missing", "give it the questions to discuss")
    found = CaseSpec(fields.text("story", required=True), ask, _selectors(fields, "answer"), fields.origin)
    fields.finish()
    return found


def _teach_back(node: Node, problems: list[Finding]) -> TeachBack:
    fields = Fields(node, "teach_back", problems)
    found = TeachBack(fields.text("ask", required=True), _selectors(fields, "answer"), fields.origin)
    fields.finish()
    return found


def _table(fields: Fields, key: str) -> TableSpec | None:
    node = fields.node(key)
    if node is None:
        return None
    table = Fields(node, key, fields.problems)
    name = table.text("table", required=True)
    anchor = name if "#" in name or not name else f"{FACTS}#{name}"
    kind = table.choice("kind", ChartKind) if key == "chart" else ""
    rows, columns = table.texts("rows"), table.texts("columns")
    table.finish()
    return TableSpec(anchor, rows, columns, table.origin, ChartKind(kind or ChartKind.BARS))


def _strip(fields: Fields) -> StripSpec | None:
    node = fields.node("strip")
    if node is None:
        return None
    strip = Fields(node, "strip", fields.problems)
    title, steps = strip.text("title", required=True), _selectors(strip, "steps")
    strip.finish()
    return StripSpec(title, steps, strip.origin)


def _selectors(fields: Fields, key: str) -> tuple[Selector, ...]:
    found = (_selector(node, key, fields) for node in fields.items(key))
    return tuple(selector for selector in found if selector)


def _selector(node: Node, key: str, fields: Fields) -> Selector | None:
    if isinstance(node, Scalar):
        anchor = fields.as_text(node, key)
        return ByAnchor(anchor, node.origin) if anchor else None
    parts = Fields(node, key, fields.problems)
    seed, opening = parts.text("seed", required=True), parts.text("opening")
    section, kind = parts.text("section"), parts.choice("kind", Kind)
    parts.finish()
    if opening:
        if section or kind:
            parts.problem(node.origin, f"{key}: 'opening' picks one statement, alone with 'seed'")
        return ByOpening(seed, opening, node.origin)
    return ByFilter(seed, section, Kind(kind) if kind else None, node.origin)
