"""Five kinds of page, each turned into a seed that can be read back."""

from __future__ import annotations

import functools
from collections.abc import Callable

import pytest

from maghandout.importing.article import Article, Heading, Item, Table
from maghandout.importing.convert import Draft, convert
from maghandout.markup.seed import parse_seed
from maghandout.model.library import Kind, Seed
from tests.importing import pages


@functools.cache
def _draft(page: Callable[[], bytes], name: str) -> Draft:
    """Import a page once; most readers start a process."""
    return convert(page(), name)


def _blog() -> bytes:
    return pages.BLOG.encode()


def _faq() -> bytes:
    return pages.FAQ.encode()


def _guideline() -> bytes:
    return pages.GUIDELINE.encode()


def _letter() -> bytes:
    return pages.LETTER_TEXT.encode()


def _article(page: Callable[[], bytes], name: str) -> Article:
    return _draft(page, name).article


def _seed(page: Callable[[], bytes], name: str) -> Seed:
    draft = _draft(page, name)
    return parse_seed(draft.text, f"{draft.id}.md", draft.id)


def _headings(article: Article) -> list[tuple[int, str]]:
    return [(block.level, block.text) for block in article.blocks if isinstance(block, Heading)]


def _items(article: Article) -> list[str]:
    return [block.text for block in article.blocks if isinstance(block, Item)]


def _texts(seed: Seed) -> list[str]:
    return [statement.text for statement in seed.statements]


class TestBlog:
    @pytest.fixture
    def article(self) -> Article:
        return _article(_blog, "blog.html")

    @pytest.fixture
    def seed(self) -> Seed:
        return _seed(_blog, "blog.html")

    def test_tells_who_when_and_where(self, article: Article) -> None:
        assert article.title == "Seed Crackers for Busy Days"
        assert (article.author, article.publisher, article.issued, article.url) == (
            "Ada Miller",
            "Oat and Spoon",
            "2025-03-09",
            "https://example.org/seed-crackers",
        )

    def test_keeps_headings_and_lists(self, article: Article) -> None:
        assert _headings(article) == [(2, "What you need"), (2, "How to bake"), (2, "Notes")]
        assert _items(article) == [
            "1½ cups pumpkin seeds",
            "2 tbsp oil",
            "Olive oil works well",
            "Heat the oven to 350 °F.",
            "Mix all, and press it flat.",
        ]

    def test_notes_all_that_it_drops(self, article: Article) -> None:
        assert [(item.why, item.text.split(".")[0]) for item in article.dropped] == [
            ("page header", "Home Recipes"),
            ("cookies", "We use cookies to count visits"),
            ("byline", "By Ada Miller"),
            ("advertising", "This post may contain affiliate links"),
            ("advertising", "Try PowerMag now, 50% off!"),
            ("sharing", "Tweet"),
            ("hidden", "Secret words"),
            ("hidden", "More secret words"),
            ("related pages", "You may also like"),
            ("related pages", "Nut Bread"),
            ("related pages", "Bean Dip"),
            ("sidebar", "About Ada: she bakes"),
            ("comments", "Lovely, I ate all 40!"),
            ("page footer", "© 2025 Oat and Spoon"),
        ]

    def test_runs_no_script(self, seed: Seed, article: Article) -> None:
        assert "Written by a script" not in " ".join(_texts(seed))
        assert not any("script" in item.text for item in article.dropped)

    def test_lets_no_figure_grow_by_a_raised_one(self, seed: Seed) -> None:
        assert _texts(seed)[-3:] == [
            "Each piece gives 30 mg of magnesium. [1]",
            "It keeps for 10³ minutes or more.",
            "Store them dry.",
        ]

    def test_lists_the_figures(self) -> None:
        text = _draft(_blog, "blog.html").text

        assert "#   Opening, paragraph 1: 25 minutes; 40\n" in text
        assert "#   How to bake, paragraph 1: 30 mg; 10³ minutes\n" in text


class TestFaq:
    @pytest.fixture
    def seed(self) -> Seed:
        return _seed(_faq, "faq.htm")

    def test_keeps_the_questions(self, seed: Seed) -> None:
        assert [section.heading for section in seed.sections] == [
            "Opening",
            "How long should I try it?",
            "Can I take it with my other pills?",
            "Sources",
        ]
        assert [item.text for item in seed.statements if item.kind is Kind.QUESTION] == [
            "Does it make me tired?"
        ]

    def test_keeps_the_address_of_a_source(self, seed: Seed) -> None:
        source = seed.statements[-1]

        assert source.text == "A trial of sleep habits. Read it (https://doi.org/10.1000/xyz123)"
        assert source.kind is Kind.STUDY
        assert source.unused.startswith("a source that the article lists")

    def test_leaves_the_way_through_the_site_out(self, seed: Seed) -> None:
        assert seed.left_out == ("Home > Sleep", "Last reviewed: March")


class TestGuideline:
    @pytest.fixture
    def seed(self) -> Seed:
        return _seed(_guideline, "guideline.md")

    def test_keeps_its_front_matter(self, seed: Seed) -> None:
        assert seed.title == "Care of night cramps"
        assert seed.csl["author"] == [{"literal": "Guideline group"}]
        assert seed.csl["issued"] == {"date-parts": [[2024, 5, 1]]}

    def test_keeps_levels(self, seed: Seed) -> None:
        assert [(section.level, section.heading) for section in seed.sections] == [
            (2, "Scope"),
            (3, "Who wrote it"),
            (2, "Doses"),
            (2, "References"),
        ]

    def test_keeps_tables_cell_by_cell(self, seed: Seed) -> None:
        (table,) = seed.tables

        assert [title for _, title in table.columns] == ["Form", "First dose", "Most a day"]
        assert [(row.head, [cell.text for cell in row.cells]) for row in table.rows] == [
            ("Tablet", ["100 mg", "350 mg"]),
            ("Powder | drink", ["5 g", ""]),
        ]
        assert [cell.at for row in table.rows for cell in row.cells] == [
            "Doses, row 1",
            "Doses, row 1",
            "Doses, row 2",
            "Doses, row 2",
        ]

    def test_keeps_the_words_of_raw_html_and_no_script(self, seed: Seed) -> None:
        assert "Stop if it hurts." in _texts(seed)
        assert not any("alert" in text for text in _texts(seed))

    def test_drops_the_table_of_contents(self, seed: Seed) -> None:
        assert seed.left_out == ("Table of contents", "Scope", "Doses")


class TestLetter:
    @pytest.fixture
    def seed(self) -> Seed:
        return _seed(_letter, "letter.txt")

    def test_joins_lines_that_only_the_width_parts(self, seed: Seed) -> None:
        assert _texts(seed)[1].endswith(
            "keeps the joint smooth and the muscles around it strong, and it costs nothing at all."
        )

    def test_infers_headings_and_leaves_a_bare_list(self, seed: Seed) -> None:
        assert [section.heading for section in seed.sections] == ["Opening", "What to bring", "Go slow"]
        assert _texts(seed)[3:6] == ["Firm shoes", "A stick, if you need it", "Some water"]


class TestLeaflet:
    @pytest.fixture
    def seed(self) -> Seed:
        return _seed(pages.leaflet, "leaflet.docx")

    def test_keeps_styles_as_headings_and_items(self, seed: Seed) -> None:
        assert seed.title == "Your new inhaler"
        assert [(section.level, section.heading) for section in seed.sections] == [
            (2, "Opening"),
            (2, "Before you start"),
            (3, "When to call"),
        ]
        assert [item.at for item in seed.statements if item.text in ("Shake it.", "Breathe out.")] == [
            "Before you start, item 1",
            "Before you start, item 2",
        ]

    def test_keeps_the_table(self, seed: Seed) -> None:
        assert [row.head for row in seed.tables[0].rows] == ["Fast heartbeat", "Blue lips"]

    def test_keeps_a_raised_figure_apart(self, seed: Seed) -> None:
        assert _texts(seed)[-1] == "It holds 10^6 grains."

    def test_leaves_the_edges_of_the_page_out(self, seed: Seed) -> None:
        assert seed.left_out == ("Hillside Clinic", "Leaflet 12")

    def test_infers_headings_that_are_only_bold(self) -> None:
        article = _article(pages.bold_leaflet, "drops.docx")

        assert article.title == "Your ear drops"
        assert _headings(article) == [(2, "How many")]


class TestPrintedSheet:
    @pytest.fixture
    def article(self) -> Article:
        return _article(pages.printed_sheet, "sheet.pdf")

    def test_tells_title_and_headings_by_size(self, article: Article) -> None:
        assert article.title == "Eating Well After Surgery"
        assert _headings(article) == [(2, "First days"), (2, "Weeks 2 to 4"), (2, "Back to normal")]

    def test_joins_paragraphs_and_keeps_each_apart(self, article: Article) -> None:
        paragraphs = [block.text for block in article.blocks if not isinstance(block, Heading | Item | Table)]

        assert len(paragraphs) == 24
        assert paragraphs[2].startswith("In this part, meal 3 should hold about 30 g of protein, so that")
        assert all(text.endswith("Soft food is fine.") for text in paragraphs)

    def test_keeps_items(self, article: Article) -> None:
        assert _items(article) == ["Drink 8 cups a day"] * 3

    def test_drops_what_stands_on_every_page(self, article: Article) -> None:
        assert [(item.why, item.text) for item in article.dropped] == [
            ("page header or footer", "Ward 7 food sheet"),
            ("page number", "Page 1"),
        ]

    def test_says_on_which_page(self) -> None:
        draft = _draft(pages.printed_sheet, "sheet.pdf")

        assert str(draft.notes[0]) == (
            "sheet.pdf: warning: left out as page header or footer on page 1: 'Ward 7 food'"
        )
        assert _texts(parse_seed(draft.text, "sheet.md", draft.id))
