"""Headings, items and rows inferred from lines."""

from __future__ import annotations

import pytest

from maghandout.importing.article import Block, Heading, Item, Paragraph, Table
from maghandout.importing.headings import blocks_of
from maghandout.importing.plain import read, unwrapped

LONG = "Running text goes on for a while here, and it ends with a full stop."


def _blocks(*lines: str) -> list[Block]:
    return list(blocks_of(list(enumerate(lines, 1))))


def _kinds(*lines: str) -> str:
    """Return one letter a block: h or H (numbered) for a heading, p, i or t."""
    letters = {Paragraph: "p", Item: "i", Table: "t"}
    return "".join(
        ("H" if block.level == 3 else "h") if isinstance(block, Heading) else letters[type(block)]
        for block in _blocks(*lines)
    )


class TestHeadings:
    @pytest.mark.parametrize(
        ("lines", "kinds"),
        [
            (("Why Sleep Matters", LONG), "hp"),
            (("Why Sleep Matters", "How It Works", LONG), "hhp"),
            ((LONG, "The last line has no text below"), "pp"),
            (("It rains.", LONG), "pp"),
            (("Foods to eat:", "- Beans", "- Nuts"), "hii"),
            (("The body needs these things each day:", "- Beans"), "pi"),
            (("1. Ask first", LONG, "2. Start low", LONG), "HpHp"),
            (("1. Ask first", "2. Start low", LONG), "iip"),
            (("1. Rest: lie down for a while.", LONG), "ip"),
            (("1. Migraine", "- Less light", LONG), "Hip"),
            (("Q: Does it help?", "A: It may."), "pp"),
            (("How long does it take?", LONG), "hp"),
            (("See https://example.org/a", LONG), "pp"),
            (("Pack these", "Firm shoes", "Warm socks", LONG), "hppp"),
            (("Firm Shoes", "", "Warm Socks", "", LONG), "hhp"),
        ],
    )
    def test_are_told_by_place_and_build(self, lines: tuple[str, ...], kinds: str) -> None:
        assert _kinds(*lines) == kinds


class TestTables:
    def test_have_a_header_and_rows(self) -> None:
        (table,) = _blocks("| A | B |", "|---|:-:|", "| c \\| d | e |", "| f |")

        assert table == Table(("A", "B"), (("c | d", "e"), ("f", "")), 1)

    def test_of_one_column_are_paragraphs(self) -> None:
        assert _blocks("| A |", "| b |") == [Paragraph("A", 1), Paragraph("b", 2)]


class TestWrappedLines:
    def test_are_joined_when_they_are_full(self) -> None:
        lines = ["Most nights you should sleep for seven", "hours or more, and wake up by yourself", "in"]
        lines += ["the morning. That is the whole of it,", "and it is enough.", "", "- One", "- Two"]

        joined = [text for _, text in unwrapped(list(enumerate(lines, 1)))]

        assert joined[0].startswith("Most nights you should sleep for seven hours or more")
        assert joined[1:] == ["", "- One", "- Two"]

    def test_keep_a_parted_word_whole(self) -> None:
        lines = [
            "It is a slow and low-",
            "dose way to take it all",
            "through the whole night,",
            "each night.",
        ]

        (line,) = unwrapped(list(enumerate(lines, 1)))

        assert line[1].startswith("It is a slow and low-dose way")

    def test_are_left_where_each_line_is_a_paragraph(self) -> None:
        lines = [(1, "One paragraph is long. " * 8), (2, "another, which opens small. " * 8)]

        assert list(unwrapped(lines)) == lines


class TestFacts:
    def test_are_read_from_the_byline(self) -> None:
        article = read(f"A Title\nBy Ann Lee\nMar 3, 2026 · 4 min read\n{LONG}".encode(), "a.txt")

        assert (article.title, article.author, article.issued) == ("A Title", "Ann Lee", "2026-03-03")
        assert article.blocks == (Paragraph(LONG, 4),)
