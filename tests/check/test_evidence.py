from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from maghandout.check.evidence import RULES
from maghandout.check.sheet import Sheet
from maghandout.diagnostics import Origin, Severity
from maghandout.model.document import (
    Block,
    Box,
    Chart,
    Citation,
    HowSure,
    Inlines,
    ListBlock,
    Paragraph,
    Section,
    Strip,
    Table,
    Text,
)
from maghandout.model.selection import Picked
from tests.check.faults import FACTS, found, places, plant
from tests.check.sheets import library, sheet
from tests.topics import TOPICS

BACK_PAIN = "handouts/back-pain.yaml"
PAGE = Origin("templates/handout.html.j2", 3)


def _changed(topic: str, change: Callable[[Inlines], Inlines]) -> Sheet:
    """Return the sheet of a topic with its lines changed as a template could change them."""
    whole = sheet(topic)

    def changed(block: Block) -> Block:
        match block:
            case Paragraph() | HowSure():
                return replace(block, inlines=change(block.inlines))
            case ListBlock():
                items = (replace(item, inlines=change(item.inlines)) for item in block.items)
                return replace(block, items=tuple(items))
            case Table():
                rows = (
                    tuple(replace(cell, inlines=change(cell.inlines)) for cell in row) for row in block.rows
                )
                return replace(block, rows=tuple(rows))
            case Chart() | Strip():
                return replace(block, title=change(block.title))
            case Box() | Section():
                return replace(block, blocks=tuple(map(changed, block.blocks)))
            case _:
                return block

    return replace(whole, handout=replace(whole.handout, blocks=tuple(map(changed, whole.handout.blocks))))


def _reworded(topic: str, old: str, new: str) -> Sheet:
    def change(inlines: Inlines) -> Inlines:
        return tuple(
            Text(inline.text.replace(old, new)) if isinstance(inline, Text) else inline for inline in inlines
        )

    return _changed(topic, change)


def _with_statement(topic: str, anchor: str) -> Sheet:
    """Return the sheet of a topic that prints one more statement, past the policy."""
    whole = sheet(topic)
    statement = library().statements[anchor]
    points = (*whole.selection.key_points, Picked(statement, library().appraised.get(anchor, ())))
    return replace(whole, selection=replace(whole.selection, key_points=points))


class TestBuiltInTopics:
    @pytest.mark.parametrize("topic", TOPICS)
    def test_they_hold(self, topic: str) -> None:
        assert places(RULES, sheet(topic)) == {}


class TestVerdict:
    def test_a_statement_that_may_not_be_printed_is_found(self) -> None:
        said = found(RULES, _with_statement("back-pain", "pain-review#back-trial"))

        (remark,) = said["evidence-verdict"]
        assert remark.message.startswith("pain-review#back-trial is unverifiable and may not be printed: ")
        assert remark.origin == sheet("back-pain").selection.topic.origin

    def test_one_that_a_template_cites_is_found_too(self) -> None:
        whole = sheet("back-pain")
        statement = library().statements["pain-review#back-trial"]
        line = Paragraph((Text(statement.text), Citation((statement.anchor,), (1,))), statement.origin)
        faulty = replace(whole, handout=replace(whole.handout, blocks=(*whole.handout.blocks, line)))

        assert "evidence-verdict" in found(RULES, faulty)

    def test_it_stops_a_build(self) -> None:
        stopping = {rule.id for rule in RULES if rule.severity is Severity.ERROR}

        assert stopping == {
            "evidence-verdict",
            "evidence-conflict",
            "evidence-source",
            "evidence-number",
            "evidence-words",
            "evidence-withheld-quoted",
        }


class TestConflict:
    def test_two_sides_are_found_where_the_second_is_asked_for(self, tmp_path: Path) -> None:
        both = (
            "- inflammation-link#food-first\n  - inflammation-connection#citrate\n  - ten-benefits#dosage-men"
        )
        faulty = plant(tmp_path, BACK_PAIN, "- facts#ask-first", f"{both}\n  - facts#ask-first")
        one = faulty.sheet.library.conflicts[0]
        statements = faulty.sheet.library.statements
        two = replace(one, sides=(("inflammation-link#food-first",), ("inflammation-connection#citrate",)))
        assert "inflammation-link#food-first" in statements

        said = found(RULES, replace(faulty.sheet, library=replace(faulty.sheet.library, conflicts=(two,))))

        (remark,) = said["evidence-conflict"]
        assert remark.message == (
            "the handout prints both sides of the conflict X1 (elemental magnesium or the whole compound): "
            "inflammation-link#food-first, inflammation-connection#citrate"
        )
        assert str(remark.origin) == f"{BACK_PAIN}:{int(faulty.at.rpartition(':')[2]) - 2}"
        assert remark.hint.startswith("we hold: Count elemental magnesium only")


class TestSource:
    def test_a_claim_that_cites_nothing_is_found(self) -> None:
        whole = sheet("back-pain")
        loose = Paragraph((Text("Magnesium heals the spine."),), PAGE)
        faulty = replace(whole, handout=replace(whole.handout, blocks=(*whole.handout.blocks, loose)))

        said = found(RULES, faulty)

        (remark,) = said["evidence-source"]
        assert (remark.message, remark.origin) == ("a claim on the page cites no statement", PAGE)
        assert remark.words == "Magnesium heals the spine."

    def test_a_template_without_citations_is_found_at_every_line(self) -> None:
        bare = _changed("migraine", lambda line: tuple(one for one in line if not isinstance(one, Citation)))

        assert len(found(RULES, bare)["evidence-source"]) > 20

    def test_a_claim_without_an_entry_is_found(self) -> None:
        unlisted = _changed(
            "migraine",
            lambda line: tuple(Citation(one.anchors) if isinstance(one, Citation) else one for one in line),
        )

        messages = {remark.message for remark in found(RULES, unlisted)["evidence-source"]}
        assert messages == {"a claim on the page leads to no entry of the list of sources"}

    def test_a_fact_without_a_reference_is_found(self, tmp_path: Path) -> None:
        faulty = plant(
            tmp_path,
            FACTS,
            '{#upper-limit kind=dose ref="iom-1997 ods-2026"}',
            "{#upper-limit kind=dose}",
        )

        (remark,) = found(RULES, faulty.sheet)["evidence-source"]
        assert remark.message == "facts#upper-limit is printed and has no reference"
        assert str(remark.origin) == faulty.at

    def test_a_seed_that_is_its_own_source_is_told_once(self, tmp_path: Path) -> None:
        (tmp_path / "seeds").mkdir()
        text = "# Beans\n\nBeans are good. {#good}\n\nBeans are green. {#green}\n"
        (tmp_path / "seeds/beans.md").write_text(text, encoding="utf-8")
        faulty = plant(tmp_path, BACK_PAIN, "- facts#ask-first", "- facts#ask-first\n  - beans")

        (remark,) = found(RULES, faulty.sheet)["evidence-reference"]
        assert remark.message == "2 printed of the seed 'beans' without a reference: the page cites the seed"
        assert str(remark.origin) == "seeds/beans.md:3"


class TestNumber:
    @pytest.mark.parametrize(
        ("old", "new", "printed"),
        [
            ("42 fewer", "52 fewer", "81, 100, 52, 16, 19, 100"),
            ("42 fewer", "fewer", "81, 100, 16, 19, 100"),
            ("42 fewer with magnesium and 16", "16 fewer with magnesium and 42", "81, 100, 16, 42, 19, 100"),
        ],
    )
    def test_a_number_that_the_statement_does_not_say_is_found(
        self, old: str, new: str, printed: str
    ) -> None:
        faulty = _reworded("migraine", old, new)

        said = found(RULES, faulty)

        (remark,) = said["evidence-number"]
        says = "where facts#migraine-peikert says 81, 100, 42, 16, 19, 100"
        assert remark.message == f"the page says {printed} {says}"
        assert remark.origin == library().statements["facts#migraine-peikert"].origin

    def test_a_bar_that_the_statement_does_not_say_is_found(self) -> None:
        whole = sheet("migraine")

        def redrawn(block: Block) -> Block:
            if isinstance(block, Section):
                return replace(block, blocks=tuple(map(redrawn, block.blocks)))
            if isinstance(block, Chart):
                return replace(block, series=(replace(block.series[0], values=(62.0, 16.0)),))
            return block

        blocks = tuple(map(redrawn, whole.handout.blocks))

        (remark,) = found(RULES, replace(whole, handout=replace(whole.handout, blocks=blocks)))[
            "evidence-number"
        ]
        assert remark.message == "the chart draws 16, 62 where its statements say 16, 42"

    def test_a_number_beside_a_chart_that_no_source_holds_is_found(self, tmp_path: Path) -> None:
        faulty = plant(
            tmp_path, FACTS, "went away. 81 people took part", "went away. 810 people took part", "migraine"
        )

        (remark,) = found(RULES, faulty.sheet)["evidence-number"]
        assert remark.message.startswith("facts#chart-migraine tells of 810, ")
        assert str(remark.origin).startswith(FACTS)

    @pytest.mark.parametrize(
        ("old", "new", "what"),
        [
            ("How it may help", "It helps 85 of 100 backs", "a heading"),
            ("Answer a patient who asks", "Know why 85 of 100 patients ask", "an aim"),
            ("Most studies did not test", "All of 85 studies did not test", "the title of a slide"),
            ("has had low back pain", "knows that 85% of people have low back pain", "the case"),
        ],
    )
    def test_a_number_of_the_spec_alone_is_found(self, tmp_path: Path, old: str, new: str, what: str) -> None:
        faulty = plant(tmp_path, BACK_PAIN, old, new)

        (remark,) = found(RULES, faulty.sheet)["evidence-free-number"]
        assert remark.message.startswith(f"{what} says 85")
        assert remark.origin.path == BACK_PAIN

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("title: Magnesium and back pain", "title: Magnesium and 85 of 100 backs"),
            ("What it may do for a sore back", "What it may do for 85 of 100 backs"),
        ],
    )
    def test_title_and_purpose_are_found_at_their_lines(self, tmp_path: Path, old: str, new: str) -> None:
        faulty = plant(tmp_path, BACK_PAIN, old, new)

        assert places(RULES, faulty.sheet) == {"evidence-free-number": [faulty.at]}

    def test_a_heading_is_found_at_its_line(self, tmp_path: Path) -> None:
        faulty = plant(tmp_path, BACK_PAIN, "How it may help", "What 85 of 100 backs feel")

        assert places(RULES, faulty.sheet) == {"evidence-free-number": [faulty.at]}


class TestWords:
    def test_words_that_are_not_the_statements_are_found(self) -> None:
        faulty = _reworded("migraine", "may lower the number", "lowers the number")

        said = found(RULES, faulty)

        assert {remark.message for remark in said.pop("evidence-words")} == {
            "the words on the page are not those of facts#migraine-certainty"
        }
        assert said == {}

    def test_words_of_a_cell_are_found_at_the_cell(self) -> None:
        faulty = _reworded("back-pain", "Can loosen poop", "Never loosens poop")

        remarks = found(RULES, faulty)["evidence-words"]

        assert {str(remark.origin.path) for remark in remarks} == {f"built-in/{FACTS}"}

    def test_the_title_of_a_chart_is_the_seeds(self) -> None:
        faulty = _reworded("migraine", "In one study, attacks fell more", "Attacks always fall more")

        (remark,) = found(RULES, faulty)["evidence-words"]
        assert remark.message == "the words around the table facts#chart-migraine are not the seed's"

    def test_strong_words_and_blanks_make_no_difference(self) -> None:
        assert "evidence-words" not in found(RULES, sheet("glycinate-basics"))


class TestQuoted:
    CLAIM = "pain-review#back-trial"

    @pytest.mark.parametrize(
        "old", ["How it may help", "Tell what two trials tested from what articles claim"]
    )
    def test_a_withheld_claim_in_the_spec_is_found(self, tmp_path: Path, old: str) -> None:
        words = library().statements[self.CLAIM].text.replace(":", "").rstrip(".")
        faulty = plant(tmp_path, BACK_PAIN, old, words)

        (remark,) = found(RULES, faulty.sheet)["evidence-withheld-quoted"]
        assert remark.message.endswith(f"repeats {self.CLAIM}, which is unverifiable")
        assert remark.origin.path == BACK_PAIN

    def test_a_part_of_it_in_other_case_is_found(self, tmp_path: Path) -> None:
        words = " ".join(library().statements[self.CLAIM].text.split()[:8]).upper().replace(":", "")
        faulty = plant(tmp_path, BACK_PAIN, "How it may help", words)

        (remark,) = found(RULES, faulty.sheet)["evidence-withheld-quoted"]
        assert str(remark.origin) == faulty.at

    def test_a_claim_that_the_library_no_longer_holds_is_no_matter(self) -> None:
        whole = sheet("back-pain")
        rest = {name: item for name, item in library().statements.items() if name != self.CLAIM}
        faulty = replace(whole, library=replace(library(), statements=rest))

        assert "evidence-withheld-quoted" not in found(RULES, faulty)

    def test_each_library_withholds_its_own_claims(self, tmp_path: Path) -> None:
        words = library().statements[self.CLAIM].text.replace(":", "").rstrip(".")
        strict = plant(tmp_path, BACK_PAIN, "How it may help", words).sheet
        lenient = replace(strict, library=replace(strict.library, appraised={}))

        said = ["evidence-withheld-quoted" in found(RULES, each) for each in (strict, lenient, strict)]

        assert said == [True, False, True]

    def test_a_few_words_in_common_are_no_quotation(self, tmp_path: Path) -> None:
        words = " ".join(library().statements[self.CLAIM].text.split()[:5]).replace(":", "")
        faulty = plant(tmp_path, BACK_PAIN, "How it may help", words)

        assert "evidence-withheld-quoted" not in found(RULES, faulty.sheet)
