"""A paragraph to its sentences, and what each is about by its own words."""

from __future__ import annotations

import re

from maghandout.model.library import Kind

_END = re.compile(r"""[.!?…]["”’)\]]*(?:\s\[\d[\d,–-]*\])*\s+(?=["“‘(\[]?[A-Z0-9Α-ΩÀ-Þ])""")
_SHORT = re.compile(
    r"""(?:[("“‘]*)(?:e\.g|i\.e|vs|cf|al|approx|no|fig|dr|mr|mrs|ms|prof|st|inc|ltd|co|jr|sr|vol|pp?|ed|eds
    |etc|[A-Z]|(?:[A-Z]\.)+[A-Z]|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.""",
    re.IGNORECASE | re.VERBOSE,
)
_DOSE = re.compile(r"\b\d[\d,.]*\s?[-–—]?\s?\d*\s?(?:mg|mcg|µg|μg|g|grams?|ml|iu)\b", re.IGNORECASE)
_STUDY = re.compile(
    r"\b(?:stud(?:y|ies)|trials?|meta-analys[ei]s|systematic review|participants|cohort|placebo)\b",
    re.IGNORECASE,
)
_SAFETY = re.compile(
    r"""\b(?:side\ effects?|avoid|do\ not|never|warning|caution|interact(?:s|ions?)?|overdose|kidney
    |pregnan(?:t|cy)|breastfeeding|allerg(?:y|ies|ic)|toxic(?:ity)?|emergency|call\ 911
    |(?:ask|see|consult|talk\ to|call)\ (?:with\ )?(?:your|a)
    \ (?:doctor|physician|pharmacist|health\S*))\b""",
    re.IGNORECASE | re.VERBOSE,
)


def sentences_of(text: str) -> tuple[str, ...]:
    """Part a paragraph after each full stop, question mark or exclamation mark that ends a sentence."""
    found: list[str] = []
    start = 0
    for end in _END.finditer(text):
        last = text[text.rfind(" ", start, end.start()) + 1 : end.start() + 1]
        if _SHORT.fullmatch(last):
            continue
        found.append(text[start : end.end()].strip())
        start = end.end()
    return tuple(sentence for sentence in (*found, text[start:].strip()) if sentence)


def guess_kind(text: str) -> Kind | None:
    """Return what sort of statement a sentence looks like; None where its words do not tell."""
    if text.endswith("?"):
        return Kind.QUESTION
    if _SAFETY.search(text):
        return Kind.SAFETY
    if _STUDY.search(text):
        return Kind.STUDY
    return Kind.DOSE if _DOSE.search(text) else None
