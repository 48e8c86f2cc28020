"""The YAML records kept about statements: references, appraisals, conflicts and safety rules.

Each function turns one file's text into values; whether their anchors exist is for `library.scan`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeVar

from maghandout.diagnostics import Finding
from maghandout.errors import SeedError
from maghandout.model.library import Appraisal, Conflict, Reference, Safety, SafetyRule, Verdict
from maghandout.yamlfile import Fields, Mapping, Node, Scalar, Sequence, parse, raise_problems

_Record = TypeVar("_Record", Reference, Appraisal, Conflict)

_DATE = re.compile(r"[0-9]{1,4}(?:-(?:0?[1-9]|1[0-2])(?:-(?:0?[1-9]|[12][0-9]|3[01]))?)?")

_FORMS = {
    "DOI": (re.compile(r"10\.\d{4,9}/\S+"), "a DOI, such as 10.1000/182"),
    "PMID": (re.compile(r"[1-9]\d{0,8}"), "a PubMed number"),
    "PMCID": (re.compile(r"PMC[1-9]\d{0,8}"), "a PubMed Central number"),
}
"""What identifies a paper, and how it is written."""

_CSL_TEXT = (
    "type", "title", "container-title", "volume", "issue", "page", "DOI", "PMID", "PMCID", "URL", "publisher",
    "publisher-place", "genre", "edition", "ISBN", "note",
)  # fmt: skip


def read_references(text: str, path: str) -> tuple[Reference, ...]:
    """Read `references.yaml`: CSL-YAML with `checked: {how, on}` on each entry."""
    return _records(text, path, "references", _reference)


def read_appraisals(text: str, path: str) -> tuple[Appraisal, ...]:
    """Read `appraisals.yaml`."""
    return _records(text, path, "appraisals", _appraisal)


def read_conflicts(text: str, path: str) -> tuple[Conflict, ...]:
    """Read `conflicts.yaml`."""
    return _records(text, path, "conflicts", _conflict)


def read_safety(text: str, path: str) -> Safety:
    """Read `safety.yaml`."""
    problems: list[Finding] = []
    fields = Fields(parse(text, path), "safety", problems)
    limit = Fields(fields.node("limit") or Mapping((), fields.origin), "limit", problems)
    most, statement = limit.number("mg_per_day"), limit.text("statement", required=True)
    limit.finish()
    rules = tuple(_safety_rule(node, problems) for node in fields.items("rules"))
    fields.finish()
    if most is None or most <= 0:
        problems.append(Finding("limit: 'mg_per_day' is missing or not above 0", limit.origin))
    raise_problems(problems, SeedError)
    return Safety(most or 0, statement, rules, limit.origin)


def _records(text: str, path: str, key: str, read: Callable[[Fields], _Record]) -> tuple[_Record, ...]:
    problems: list[Finding] = []
    top = Fields(parse(text, path), key, problems)
    records: dict[str, _Record] = {}
    for node in top.items(key):
        fields = Fields(node, key.removesuffix("s"), problems)
        record = read(fields)
        fields.finish()
        if record.id in records:
            first = records[record.id].origin.line
            message = f"the id {record.id!r} stands twice, first on line {first}"
            problems.append(Finding(message, record.origin))
        records[record.id] = record
    top.finish()
    raise_problems(problems, SeedError)
    return tuple(records.values())


def _reference(fields: Fields) -> Reference:
    name = fields.text("id", required=True)
    csl: dict[str, object] = {"id": name, "type": "document"}
    for key in _CSL_TEXT:
        node = fields.node(key)
        if isinstance(node, Scalar) and node.value:
            csl[key] = value = " ".join(node.value.split())
            form, what = _FORMS.get(key, (None, ""))
            if form and not form.fullmatch(value):
                fields.problem(node.origin, f"reference: {key!r}: not {what}: {value!r}")
        elif node is not None:
            fields.problem(node.origin, f"reference: {key!r}: expected text, found {node.kind}")
    if authors := [_name(node, fields) for node in fields.items("author")]:
        csl["author"] = authors
    for key in ("issued", "accessed"):
        if (node := fields.node(key)) is not None:
            csl[key] = _date(node, fields)
    checked = Fields(fields.node("checked") or Mapping((), fields.origin), "checked", fields.problems)
    how, when = checked.text("how", required=True), checked.date("on")
    checked.finish()
    return Reference(name, csl, how, when, str(csl.pop("note", "")), fields.origin)


def _name(node: Node, fields: Fields) -> dict[str, str]:
    name = Fields(node, "author", fields.problems)
    parts = {key: value for key in ("family", "given", "literal") if (value := name.text(key))}
    name.finish()
    return parts


def _date(node: Node, fields: Fields) -> dict[str, object]:
    """Read a date as CSL-YAML writes it: `{date-parts: [[2013, 4]]}`, `2013` or `2013-04-01`."""
    if isinstance(node, Mapping):
        parts = {key.value: value for key, value in node.entries}.get("date-parts")
        if isinstance(parts, Sequence) and parts.items and isinstance(parts.items[0], Sequence):
            values = [item.value for item in parts.items[0].items if isinstance(item, Scalar)]
            if _DATE.fullmatch("-".join(values)):
                return {"date-parts": [[int(value) for value in values]]}
    if isinstance(node, Scalar) and _DATE.fullmatch(node.value):
        return {"date-parts": [[int(part) for part in node.value.split("-")]]}
    fields.problem(node.origin, "reference: expected a date such as 2013 or 2013-04-01")
    return {}


def _appraisal(fields: Fields) -> Appraisal:
    verdict = fields.choice("verdict", Verdict)
    if not verdict and "verdict" not in fields:
        fields.problem(fields.origin, "appraisal: 'verdict' is missing")
    return Appraisal(
        id=fields.text("id", required=True),
        statements=fields.texts("statements"),
        verdict=Verdict(verdict) if verdict else Verdict.UNVERIFIABLE,
        finding=fields.text("finding", required=True),
        references=fields.texts("references"),
        corrected=fields.text("corrected"),
        origin=fields.origin,
    )


def _conflict(fields: Fields) -> Conflict:
    return Conflict(
        id=fields.text("id", required=True),
        topic=fields.text("topic", required=True),
        sides=tuple(_group(node, fields) for node in fields.items("sides")),
        resolution=fields.text("resolution", required=True),
        resolved_by=fields.texts("resolved_by"),
        origin=fields.origin,
    )


def _safety_rule(node: Node, problems: list[Finding]) -> SafetyRule:
    fields = Fields(node, "rule", problems)
    rule = SafetyRule(
        id=fields.text("id", required=True),
        when_words=fields.texts("when_words"),
        require=tuple(_group(group, fields) for group in fields.items("require")),
        origin=fields.origin,
    )
    fields.finish()
    return rule


def _group(node: Node, fields: Fields) -> tuple[str, ...]:
    """Read one anchor or a list of anchors."""
    return tuple(_texts(node.items if isinstance(node, Sequence) else (node,), fields))


def _texts(nodes: tuple[Node, ...], fields: Fields) -> Iterator[str]:
    for node in nodes:
        if text := fields.as_text(node, "anchor"):
            yield text
