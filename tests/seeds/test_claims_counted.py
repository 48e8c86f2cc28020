"""What the facts say of the claims that were checked is what the records hold.

Counted are the appraisals of an article's claims. A few appraise a study that no article cites and stand by
statements of the facts alone; these are no claims of an article.
"""

from __future__ import annotations

from collections import Counter

import pytest

from maghandout.figures import figures
from maghandout.model.library import FACTS, Appraisal, Library, Verdict
from tests.seeds.conftest import DIGESTS


def _claims(library: Library) -> list[Appraisal]:
    return [item for item in library.appraisals if _seeds(item) & set(DIGESTS)]


def _seeds(appraisal: Appraisal) -> set[str]:
    return {anchor.partition("#")[0] for anchor in appraisal.statements}


def _numbers(text: str) -> set[int]:
    return {int(figure.value) for figure in figures(text)}


@pytest.fixture(scope="module")
def counts(library: Library) -> Counter[Verdict]:
    return Counter(appraisal.verdict for appraisal in _claims(library))


def test_what_is_not_counted_is_told_by_the_facts_alone(library: Library) -> None:
    counted = _claims(library)

    others = [appraisal for appraisal in library.appraisals if appraisal not in counted]

    assert all(_seeds(appraisal) == {FACTS} for appraisal in others)
    assert len(others) == 2
    assert "Two further appraisals" in library.statements["facts#claims-right"].clinical


def test_the_chart_shows_the_counts(library: Library, counts: Counter[Verdict]) -> None:
    table = library.tables["facts#chart-claims"]

    shown = {row.id: int(row.cells[0].text) for row in table.rows}

    assert shown == {str(verdict): counts[verdict] for verdict in Verdict}
    assert table.unit == f"of {counts.total()} claims"
    assert str(counts.total()) in table.caption
    assert str(counts.total()) in table.read
    assert _numbers(table.title) == {counts.total(), counts[Verdict.ACCURATE]}


@pytest.mark.parametrize(
    ("anchor", "verdicts"),
    [
        ("facts#claims-right", [Verdict.ACCURATE]),
        ("facts#claims-not-quite", [Verdict.OVERSTATED, Verdict.MISATTRIBUTED]),
        ("facts#claims-against", [Verdict.CONTRADICTED, Verdict.UNVERIFIABLE]),
    ],
)
def test_the_statements_say_the_counts(
    library: Library, counts: Counter[Verdict], anchor: str, verdicts: list[Verdict]
) -> None:
    said = _numbers(library.statements[anchor].text)

    assert said == {counts.total(), *(counts[verdict] for verdict in verdicts)}


def test_the_clinical_words_say_every_count(library: Library, counts: Counter[Verdict]) -> None:
    words = library.statements["facts#claims-right"].clinical

    told = [f"{counts[Verdict.ACCURATE]} were {Verdict.ACCURATE}"]
    told += [f"{counts[verdict]} {verdict}" for verdict in Verdict if verdict is not Verdict.ACCURATE]

    assert [part for part in told if part not in words] == []
    assert f"Of {counts.total()} appraised claims" in words


def test_the_longest_share_of_one_article_is_said(library: Library) -> None:
    shares = Counter(seed for claim in _claims(library) for seed in _seeds(claim) & set(DIGESTS))

    words = library.statements["facts#check-choice"].clinical

    assert f"{len(_claims(library))} claims were listed" in words
    assert f"{shares.most_common(1)[0][1]} of them touch one article" in words


def test_how_much_of_the_sources_was_seen_is_said(library: Library) -> None:
    names = {name for appraisal in library.appraisals for name in appraisal.references}
    seen = Counter(library.references[name].checked_how for name in names)
    rest = seen["calculated"] + seen["not seen"]

    words = library.statements["facts#check-how"].clinical

    assert (
        f"Of the {len(names)} references behind the verdicts, {seen['abstract']} were seen as an abstract, "
        f"{seen['copy']} as a copy or digest elsewhere and {seen['page']} as the page itself; {rest} are"
        in words
    )


def test_the_conflicts_are_counted(library: Library) -> None:
    table = library.tables["facts#clashes"]

    assert len(table.rows) == 6
    assert table.caption.startswith(f"Six of the {len(library.conflicts)} matters")
