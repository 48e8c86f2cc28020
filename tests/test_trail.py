"""The trail of a document: which claims it holds, what stands behind each, and its form in a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from maghandout.diagnostics import Origin
from maghandout.model.document import (
    Block,
    Cell,
    Citation,
    Document,
    Furniture,
    Heading,
    ListBlock,
    ListItem,
    ListStyle,
    Paragraph,
    Slide,
    SlideKind,
    Superscript,
    Table,
    Text,
)
from maghandout.model.library import Library
from maghandout.trail import Claim, Trail, TrailError, digest_of, mark_of, read_trail, trail_of, write_trail
from tests.libraries import FILES, bean_library

HERE = Origin("template", 1)
GOOD, HELP = Citation(("art#good",), (1,)), Citation(("facts#help",), (2,))


@pytest.fixture
def beans(tmp_path: Path) -> Library:
    return bean_library(tmp_path)


def _document(*blocks: Block) -> Document:
    return Document("t", "T", "P.", "en-US", None, Furniture(), blocks, HERE)


def _item(words: str, origin: Origin, *more: Citation) -> ListBlock:
    return ListBlock(ListStyle.BULLET, (ListItem((Text(words), *more), origin),), HERE)


def _deck(shown: Block, *notes: Block) -> Document:
    return _document(Slide(SlideKind.CONTENT, Heading(1, (Text("Title"),), HERE), (shown,), notes, HERE))


class TestClaims:
    def test_a_cited_line_is_a_claim_of_what_it_cites(self, beans: Library) -> None:
        trail = trail_of(_document(Paragraph((Text("Beans are good."), GOOD), HERE)), beans, "ab")

        assert trail == Trail(
            "t", "ab", (Claim(("Beans are good.",), ("art#good",)),), {"art#good": mark_of("art#good", beans)}
        )

    def test_a_number_within_a_line_parts_its_words(self, beans: Library) -> None:
        line = (Text("Beans may help"), HELP, Text(" and are good."), GOOD)

        (claim,) = trail_of(_document(Paragraph(line, HERE)), beans).claims

        assert claim == Claim(("Beans may help", " and are good."), ("facts#help", "art#good"))
        assert claim.words == "Beans may help and are good."

    def test_a_heading_and_words_of_the_template_are_none(self, beans: Library) -> None:
        made = _document(Heading(2, (Text("Beans"),), HERE), Paragraph((Text("How to read this."),), HERE))

        assert trail_of(made, beans).claims == ()

    def test_a_line_that_cites_nothing_is_of_the_statement_that_it_stands_for(self, beans: Library) -> None:
        origin = beans.statements["facts#ask"].origin

        (claim,) = trail_of(_document(_item("Ask us first.", origin)), beans).claims

        assert claim == Claim(("Ask us first.",), ("facts#ask",))

    def test_a_cell_is_that_of_its_row_which_has_its_words(self, beans: Library) -> None:
        now, then = beans.tables["art#foods"].rows[0].cells
        cells = tuple(Cell((Text(item.text),), False, item.origin) for item in (now, then))
        made = _document(Table((), (), (cells,), HERE))

        assert [claim.anchors for claim in trail_of(made, beans).claims] == [(now.anchor,), (then.anchor,)]

    def test_what_stands_twice_is_told_once(self, beans: Library) -> None:
        line = Paragraph((Text("Beans are good."), GOOD), HERE)

        assert len(trail_of(_document(line, line), beans).claims) == 1

    def test_a_deck_keeps_digests_without_what_is_raised(self, beans: Library) -> None:
        shown = _item("About 10", HERE)
        raised = Superscript((Text("6"),))
        shown = ListBlock(
            ListStyle.BULLET, (ListItem((Text("About 10"), raised, Text(" beans"), GOOD), HERE),), HERE
        )

        (claim,) = trail_of(_deck(shown), beans).claims

        assert claim == Claim((), ("art#good",), digest_of("About 10 beans"))

    def test_notes_that_repeat_a_cited_statement_or_its_finding_are_claims(self, beans: Library) -> None:
        cited = _item("Beans, in short", HERE, Citation(("art#mend",)))
        notes = [Paragraph((Text(words),), HERE) for words in ("Beans mend bones.", "By 2%.", "Say hello.")]

        claims = trail_of(_deck(cited, *notes), beans).claims

        assert [claim.digest for claim in claims] == [
            digest_of(words) for words in ("Beans, in short", "Beans mend bones.", "By 2%.")
        ]


class TestMarks:
    @pytest.mark.parametrize(
        ("file", "old", "new"),
        [
            ("seeds/art.md", "Beans mend bones.", "Beans mend all."),
            ("seeds/art.md", "Trials, item 2", "Trials, item 4"),
            ("seeds/appraisals.yaml", "By 2%.", "By 3%."),
            ("seeds/appraisals.yaml", "overstated", "misattributed"),
        ],
    )
    def test_a_change_of_words_place_or_verdict_changes_the_mark(
        self, tmp_path: Path, file: str, old: str, new: str
    ) -> None:
        before = bean_library(tmp_path / "before")

        after = bean_library(tmp_path / "after", {**FILES, file: FILES[file].replace(old, new)})

        assert mark_of("art#mend", before) != mark_of("art#mend", after)
        assert mark_of("facts#eat", before) == mark_of("facts#eat", after)


TRAIL = Trail(
    "t",
    "0f",
    (Claim(("Beans “are” ", "good"), ("art#good",)), Claim((), ("art#good", "facts#eat"), "0a1b2c")),
    {"art#good": "00ff00", "facts#eat": "abcdef"},
)


class TestForm:
    def test_what_is_written_is_read_back(self) -> None:
        assert read_trail(write_trail(TRAIL), "x.pdf") == TRAIL

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"\xff\xfe",
            b"[]",
            b"7",
            b"[" * 100_000,
            write_trail(TRAIL)[:-9],
            write_trail(TRAIL).replace(b'"0f"', b"7"),
            write_trail(TRAIL).replace(b'"0f"', b'"no hash"'),
            write_trail(TRAIL).replace(b"[0]", b"[9]"),
            write_trail(TRAIL).replace(b"[0]", b"[-1]"),
            write_trail(TRAIL).replace(b"[0]", b"[true, {}]"),
            write_trail(TRAIL).replace(b"good", b"good\\u001b[31m"),
            write_trail(TRAIL).replace(b"good", b"good\\ud800"),
        ],
    )
    def test_anything_else_is_refused(self, data: bytes) -> None:
        with pytest.raises(TrailError, match=r"x\.pdf: its trail is damaged"):
            read_trail(data, "x.pdf")

    def test_a_later_version_is_named(self) -> None:
        tree = json.loads(write_trail(TRAIL)) | {"maghandout trail": 3}

        with pytest.raises(TrailError, match="its trail is of version '3', this program reads 2"):
            read_trail(json.dumps(tree).encode(), "x.pdf")

    def test_more_than_a_trail_can_hold_is_not_read(self) -> None:
        with pytest.raises(TrailError, match="too large"):
            read_trail(b" " * 3_000_000, "x.pdf")
