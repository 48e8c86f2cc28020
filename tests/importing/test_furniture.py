"""Furniture is told from the article by its own words, and never where the article could say the same."""

from __future__ import annotations

import pytest

from maghandout.importing.article import Block, Heading, Item, Paragraph
from maghandout.importing.furniture import sift, sift_lines, why_dropped


class TestLines:
    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("Skip to main content", "navigation"),
            ("Home > Health > Sleep", "navigation"),
            ("Next: Ten naps", "navigation"),
            ("On this page", "table of contents"),
            ("Share on Facebook", "sharing"),
            ("Facebook | Twitter | Email", "sharing"),
            ("Related articles", "related pages"),
            ("Sponsored by PowerMag", "advertising"),
            ("This site uses cookies to serve you.", "cookies"),
            ("Sign up for our weekly newsletter!", "newsletter"),
            ("12 comments", "comments"),
            ("4.8 from 120 votes", "comments"),
            ("Medically reviewed by Ann Lee, MD", "byline"),
            ("Updated on March 3, 2026", "byline"),
            ("Mar 3, 2026 · 9 min read", "byline"),
            ("© 2026 A Site", "legal"),
            ("Thank you for reading! Come back soon.", "farewell"),
            ("Page 3 of 9", "page number"),
        ],
    )
    def test_of_a_site_have_a_sort(self, text: str, why: str) -> None:
        assert why_dropped(text) == why

    @pytest.mark.parametrize(
        "text",
        [
            "By mouth",
            "by week 6",
            "Take 5 mg/kg/day",
            "Share the pills among three meals",
            "This article is for general information only, and is no medical advice.",
            "Related conditions",
            "Contact your doctor if it hurts",
            "Print your name on the label",
            "Home care after surgery",
            "Search for a clinic near you",
            "Ads for pills often promise too much.",
        ],
    )
    def test_of_an_article_have_none(self, text: str) -> None:
        assert why_dropped(text) == ""

    def test_between_two_offers_of_other_pages_go_too(self) -> None:
        lines = ["You may also like:", "Ten Naps to Try", "Beans for Bones", "Why We Sleep", "Sleep " * 30]

        kept, dropped = sift_lines(list(enumerate(map(str.strip, lines), 1)), "")

        assert [text for _, text in kept] == ["Why We Sleep", ("Sleep " * 30).strip()]
        assert [(item.line, item.why) for item in dropped] == [
            (number, "related pages") for number in (1, 2, 3)
        ]

    def test_of_a_table_of_contents_go_where_they_come_again(self) -> None:
        lines = ["Contents", "Doses", "Risks", "Welcome.", "Doses", "Two.", "Risks", "Few."]

        kept, _ = sift_lines(list(enumerate(lines, 1)), "")

        assert [number for number, _ in kept] == [4, 5, 6, 7, 8]

    def test_that_say_the_title_again_go(self) -> None:
        kept, dropped = sift_lines([(2, "A Title"), (3, "Words.")], "A Title")

        assert kept == ((3, "Words."),)
        assert [item.why for item in dropped] == ["title again"]


class TestBlocks:
    def test_below_a_heading_of_comments_go(self) -> None:
        blocks: list[Block] = [Heading("Comments", 2), Paragraph("Nice " * 40), Heading("More", 2), Item("x")]

        kept, dropped = sift(blocks, "")

        assert kept == tuple(blocks[2:])
        assert [item.why for item in dropped] == ["comments", "comments"]

    def test_that_are_long_stay_below_an_offer_of_other_pages(self) -> None:
        words = Paragraph("The article goes on. " * 10)

        kept, dropped = sift([Heading("Related posts", 3), Item("Ten naps"), words], "")

        assert kept == (words,)
        assert len(dropped) == 2
