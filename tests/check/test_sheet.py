from __future__ import annotations

from msgspec.structs import replace

from tests.check.sheets import lines, sheet, sheet_of


def test_a_changed_sheet_has_claims_of_its_own() -> None:
    first = sheet_of(*lines("Ask us first."))
    assert [claim.words for claim in first.claims] == ["Ask us first."]

    second = replace(first, handout=replace(first.handout, blocks=lines("Ask no one.")))

    assert [claim.words for claim in second.claims] == ["Ask no one."]
    assert [claim.words for claim in first.claims] == ["Ask us first."]


def test_a_changed_sheet_has_free_words_statements_and_lines_of_its_own() -> None:
    first = sheet("back-pain")
    selection, deck = first.selection, first.deck
    assert first.told
    assert first.statements
    assert first.slide_lines

    topic = replace(selection.topic, title="Another title")
    bare = replace(selection, topic=topic, key_points=(), sections=(), questions=(), terms=())
    second = replace(first, selection=bare, deck=replace(deck, blocks=()))

    assert second.told[0].words == "Another title"
    assert (second.statements, second.tables, second.slide_lines) == ((), (), ())


def test_a_sheet_that_rules_have_looked_at_is_what_it_was() -> None:
    looked_at, fresh = sheet_of(*lines("Ask us first.")), sheet_of(*lines("Ask us first."))

    assert looked_at.claims

    assert looked_at == fresh
