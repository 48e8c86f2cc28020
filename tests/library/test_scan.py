from __future__ import annotations

from pathlib import Path

import pytest

from maghandout.errors import SeedError
from maghandout.library.scan import scan
from maghandout.model.library import Verdict
from maghandout.project import Project
from tests.conftest import REPOSITORY
from tests.folders import Folder

_REFERENCES = "references:\n  - {id: r, title: T, checked: {how: page}}\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    Folder(tmp_path / "mine", {"seeds/one.md": "---\nid: a\n---\nMine. {#x}\n"})
    Folder(tmp_path / "theirs", {"seeds/a.md": "Theirs. {#x}\n", "seeds/b.md": "Other. {#y}\n"})
    return Project((tmp_path / "mine", tmp_path / "theirs"), tmp_path / "theirs")


def _write(project: Project, **files: str) -> None:
    Folder(project.layers[0], {f"seeds/{name}.yaml": text for name, text in files.items()})


def _said(project: Project) -> list[str]:
    with pytest.raises(SeedError) as error:
        scan(project)
    return str(error.value).splitlines()


def test_a_users_seed_hides_the_built_in_one_of_its_id(project: Project) -> None:
    library = scan(project)

    assert library.statements["a#x"].text == "Mine."
    assert sorted(library.seeds) == ["a", "b"]


def test_an_id_twice_in_one_folder_is_told(project: Project) -> None:
    Folder(project.layers[0], {"seeds/two.md": "---\nid: a\n---\n"})

    assert _said(project) == ["seeds/two.md: the seed id 'a' stands twice, first in seeds/one.md"]


def test_a_users_record_hides_the_built_in_one_of_its_id(project: Project) -> None:
    Folder(project.layers[1], {"seeds/references.yaml": _REFERENCES})
    _write(project, references=_REFERENCES.replace("title: T", "title: Mine"))

    assert scan(project).references["r"].csl["title"] == "Mine"


def test_the_worst_verdict_comes_first(project: Project) -> None:
    entry = "  - {{id: {0}, statements: [a#x], verdict: {1}, finding: F.}}\n"
    verdicts = ("accurate", "contradicted", "overstated")
    _write(project, appraisals="appraisals:\n" + "".join(entry.format(word[0], word) for word in verdicts))

    library = scan(project)

    assert library.verdict("a#x") is Verdict.CONTRADICTED
    assert [found.verdict.value for found in library.appraised["a#x"]] == [
        "contradicted",
        "overstated",
        "accurate",
    ]


def test_a_statement_that_was_not_checked_has_no_verdict(project: Project) -> None:
    assert scan(project).verdict("b#y") is None


def test_every_pointer_that_leads_nowhere_is_told(project: Project) -> None:
    _write(
        project,
        appraisals=(
            "appraisals:\n  - {id: A, statements: [a#z], verdict: accurate, finding: F., references: [q]}\n"
        ),
        conflicts="conflicts:\n  - {id: X, topic: T, sides: [b#z], resolution: R.}\n",
    )

    assert _said(project) == [
        "seeds/appraisals.yaml:2: unknown statement 'a#z'",
        "  hint: did you mean 'a#x'?",
        "seeds/appraisals.yaml:2: unknown reference 'q'",
        "seeds/conflicts.yaml:2: unknown statement 'b#z'",
        "  hint: did you mean 'b#y'?",
    ]


def test_the_limit_of_the_safety_rules_must_be_told_somewhere(project: Project) -> None:
    _write(project, safety="limit: {mg_per_day: 350, statement: a#z}\nrules: []\n")

    assert _said(project) == ["seeds/safety.yaml:1: unknown statement 'a#z'", "  hint: did you mean 'a#x'?"]


def test_only_a_definition_can_be_what_a_statement_explains(project: Project) -> None:
    Folder(project.layers[0], {"seeds/c.md": "- C. {#z explains=a#x}\n"})

    assert _said(project)[:1] == ["seeds/c.md:1: unknown term 'a#x'"]


def test_a_correction_comes_from_the_facts_alone(project: Project) -> None:
    entry = "{id: A, statements: [a#x], verdict: overstated, finding: F., corrected: b#y}"
    _write(project, appraisals=f"appraisals:\n  - {entry}\n")

    assert _said(project) == ["seeds/appraisals.yaml:2: a correction must come from the seed 'facts': 'b#y'"]


def test_a_library_without_seeds_is_empty(tmp_path: Path) -> None:
    library = scan(Project((tmp_path,), Path()))

    assert (library.seeds, library.safety, library.anchors()) == ({}, None, ())


def test_a_users_seed_may_stand_in_for_a_built_in_one(tmp_path: Path) -> None:
    (tmp_path / "handouts").mkdir()
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/mine.md").write_text("---\nid: facts\n---\n\n- My own words.\n", encoding="utf-8")

    library = scan(Project((tmp_path, REPOSITORY), REPOSITORY))

    assert [item.text for item in library.seeds["facts"].statements] == ["My own words."]
    assert all(item.corrected in ("", *library.statements) for item in library.appraisals)
    assert library.safety is not None
    assert not any(
        anchor not in library.statements for r in library.safety.rules for g in r.require for anchor in g
    )
    assert library.safety.limit_statement == ""


def test_a_users_record_that_points_nowhere_is_still_told(tmp_path: Path) -> None:
    (tmp_path / "handouts").mkdir()
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/mine.md").write_text("---\nid: facts\n---\n\n- My own words.\n", encoding="utf-8")
    record = "appraisals:\n  - {id: mine, statements: [facts#gone], verdict: accurate, finding: Seen.}\n"
    (tmp_path / "seeds/appraisals.yaml").write_text(record, encoding="utf-8")

    with pytest.raises(SeedError) as error:
        scan(Project((tmp_path, REPOSITORY), REPOSITORY))

    assert str(error.value).startswith("seeds/appraisals.yaml:2: unknown statement 'facts#gone'\n")
