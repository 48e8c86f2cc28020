"""A topic's words to what stops a build.

A build asks before it lays anything out, so a page that runs over stops `check` and `approve` alone.
Rules that only warn are not asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten

from msgspec.structs import replace

from maghandout.check import evidence, freshness, plain, readability, safety
from maghandout.check.rule import Asked, Rule, ask
from maghandout.check.sheet import Sheet
from maghandout.diagnostics import Finding, Severity

_MOST_LETTERS = 80
_FAMILIES = (evidence.RULES, safety.RULES, freshness.RULES, plain.RULES)

STOPPING: tuple[Rule, ...] = tuple(
    rule for family in _FAMILIES for rule in family if rule.severity is Severity.ERROR
)
"""The rules that stop a build."""


def stops(sheet: Sheet, *, allows_expired: bool = False) -> tuple[Finding, ...]:
    """Return what keeps a topic from being built; one whose review is overdue may be allowed."""
    asked = ask([rule for rule in STOPPING if not (allows_expired and rule.id == freshness.PAST)], sheet)
    readability.keep()
    return tuple(finding for item in asked for finding in _told(item))


def _told(asked: Asked) -> Iterator[Finding]:
    """Yield the findings with the sentence that each is about, which a list of errors has no line for."""
    for remark, finding in zip(asked.remarks, asked.findings, strict=True):
        words = f": {shorten(remark.words, _MOST_LETTERS)!r}" if remark.words else ""
        yield replace(finding, message=finding.message + words)
