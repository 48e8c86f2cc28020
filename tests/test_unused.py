from __future__ import annotations

from pathlib import Path

from maghandout.unused import Unused, find_unused
from tests.libraries import DIGEST, FILES, bean_library, bean_selection
from tests.topics import TOPICS, pipeline


def _unused(folder: Path, select: str, rest: str = "") -> dict[str, Unused]:
    selection = bean_selection(folder, select, rest)
    found = find_unused([selection], bean_library(folder))
    return {item.statement.anchor: item for item in found}


def test_what_no_topic_selects_is_unused(tmp_path: Path) -> None:
    found = _unused(tmp_path, "[art#good]")

    assert "art#good" not in found
    assert {"art#mend", "art#cure", "art#green"} <= set(found)


def test_only_statements_of_digests_count(tmp_path: Path) -> None:
    assert all(anchor.startswith("art#") for anchor in _unused(tmp_path, "[art#good]"))


def test_what_is_corrected_or_withheld_counts_as_used(tmp_path: Path) -> None:
    found = _unused(tmp_path, "[{seed: art, section: trials}]")

    assert not {"art#mend", "art#cure"} & set(found)


def test_what_a_slide_shows_counts_as_used(tmp_path: Path) -> None:
    found = _unused(tmp_path, "[art#good]", "deck:\n  slides: [{title: S, claims: [art#cure]}]\n")

    assert "art#cure" not in found


def test_only_a_bad_verdict_needs_no_reason(tmp_path: Path) -> None:
    found = _unused(tmp_path, "[art#good]")

    assert (found["art#cure"].is_printable, found["art#mend"].is_printable) == (False, True)


def test_the_reason_of_a_statement_or_its_section_is_told(tmp_path: Path) -> None:
    digest = DIGEST.replace("{#small at=", '{#small unused="told by facts" at=')
    digest = digest.replace("{#mend kind", '{#mend unused="too vague" kind')
    library = bean_library(tmp_path, {**FILES, "seeds/art.md": digest})

    reasons = {anchor: statement.unused for anchor, statement in library.statements.items()}

    assert (reasons["art#mend"], reasons["art#green"], reasons["art#good"]) == (
        "too vague",
        "told by facts",
        "",
    )


def test_everything_that_may_be_printed_and_is_not_has_a_reason() -> None:
    found = pipeline().unused(TOPICS)

    assert found
    assert [item.statement.anchor for item in found if item.is_printable and not item.statement.unused] == []
