"""Short sections stand whole on a page where that costs no page more, and little empty room."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reportlab.lib.styles import ParagraphStyle

from maghandout.model.document import Block, Heading, ListBlock, ListItem, ListStyle, Section, Text
from maghandout.model.options import Paper
from maghandout.render.pdf.fit import Fit, Layout, choose
from maghandout.render.pdf.pieces import _narrowed
from maghandout.render.pdf.tags import Element
from maghandout.render.pdf.write import _fit, render
from tests.render.pdf.pages import HERE, THEME, document, paragraph
from tests.render.pdf.structure import Node, read

_HEIGHT = 600.0
_MOST_EMPTY = 0.35


def _list(items: int, words: str = "One line.") -> ListBlock:
    return ListBlock(ListStyle.BULLET, tuple(ListItem((Text(words),), HERE) for _ in range(items)), HERE)


def _blocks(before: int, listed: ListBlock) -> list[Block]:
    """Return paragraphs of one line, then a section with a list, then another section."""
    section = Section(Heading(2, (Text("Listed"),), HERE), (listed,), HERE)
    last = Section(Heading(2, (Text("Last"),), HERE), (paragraph("The end."),), HERE)
    return [*(paragraph("One line.") for _ in range(before)), section, last]


def _sections(blocks: list[Block]) -> list[Node]:
    return read(render(document(*blocks), THEME, Paper.LETTER).data).root.all("Sect")


def _pages(node: Node) -> list[int]:
    return [piece.page for piece in node.pieces()]


class TestShortSection:
    @pytest.mark.parametrize("before", range(20, 31))
    def test_it_stands_whole_with_its_heading(self, before: int) -> None:
        listed, _ = _sections(_blocks(before, _list(5)))

        assert len(set(_pages(listed))) == 1
        assert listed.text.startswith("Listed")

    def test_what_stands_whole_where_it_comes_is_not_moved(self) -> None:
        listed, _ = _sections(_blocks(20, _list(5)))

        assert set(_pages(listed)) == {0}

    @pytest.mark.parametrize("before", range(10, 26))
    def test_no_more_than_a_third_of_a_page_stays_empty_for_it(self, before: int) -> None:
        layout = _fit(document(*_blocks(before, _list(12))), THEME, Paper.LETTER)

        assert layout.pages == 1 or layout.filled[0] >= (1 - _MOST_EMPTY) * layout.height

    def test_one_longer_than_half_a_page_goes_on_on_the_next(self) -> None:
        listed, _ = _sections(_blocks(25, _list(18)))

        assert set(_pages(listed)) == {0, 1}


class TestLongSection:
    @pytest.mark.parametrize("before", range(18, 30))
    def test_no_item_stands_alone_on_a_page(self, before: int) -> None:
        items = _list(12, "Words that go on until the end of their line, and then to the next one. " * 2)
        (listed,) = [section for section in _sections(_blocks(before, items)) if section.all("LI")]

        places = [_pages(item)[0] for item in listed.all("LI")]

        assert {places.count(page) for page in set(places)} & {0, 1} == set()


def _layout(pages: int, parted: int = 0, moved: tuple[tuple[float, int], ...] = ()) -> Layout:
    return Layout(b"", Element("Document"), (_HEIGHT,) * pages, _HEIGHT, (), (), 3, parted, moved)


def _laid_out(found: dict[tuple[float, int], Layout], asked: list[Fit]) -> Callable[[Fit], Layout]:
    """Return what tells the layout found for a tightness and a number of kept sections."""

    def lay_out(fit: Fit) -> Layout:
        asked.append(fit)
        return found[fit.tightness, len(fit.kept)]

    return lay_out


class TestChoice:
    def test_nothing_else_is_tried_where_no_section_is_parted(self) -> None:
        asked: list[Fit] = []

        choose(_laid_out({(1.0, 0): _layout(2)}, asked), 2, 0)

        assert asked == [Fit()]

    def test_whole_sections_may_be_tighter_but_no_tighter_than_need_be(self) -> None:
        found = {
            (1.0, 0): _layout(2, parted=1),
            (0.5, 3): _layout(2, moved=((90.0, 1),)),
            (1.0, 3): _layout(3, moved=((90.0, 1),)),
            (0.75, 3): _layout(2, moved=((80.0, 1),)),
        }

        fit, layout = choose(_laid_out(found, []), 2, 0)

        assert (fit, layout) == (Fit(0.75, frozenset({1})), found[0.75, 3])

    def test_sections_stay_parted_where_whole_ones_take_a_page_more(self) -> None:
        found = {
            (1.0, 0): _layout(2, parted=1),
            (0.5, 3): _layout(3, moved=((90.0, 1),)),
            (0.5, 2): _layout(2, parted=1),
        }

        fit, layout = choose(_laid_out(found, []), 4, 0)

        assert (fit, layout) == (Fit(), found[1.0, 0])

    def test_the_section_that_leaves_the_most_empty_is_given_up_first(self) -> None:
        asked: list[Fit] = []
        found = {
            (1.0, 0): _layout(3, parted=2),
            (0.5, 3): _layout(4, moved=((90.0, 0), (120.0, 2))),
            (0.5, 2): _layout(3, parted=1, moved=((90.0, 0),)),
            (1.0, 2): _layout(3, parted=1, moved=((95.0, 0),)),
        }

        fit, _ = choose(_laid_out(found, asked), 4, 0)

        assert asked[2] == Fit(0.5, frozenset({0, 1}))
        assert fit == Fit(1.0, frozenset({0}))

    def test_what_is_too_long_anyhow_stays_as_it_is(self) -> None:
        asked: list[Fit] = []
        found = {(tightness, 0): _layout(3, parted=1) for tightness in (1.0, 0.75, 0.5)}

        fit, _ = choose(_laid_out(found, asked), 2, 0)

        assert (fit, len(asked)) == (Fit(0.5), 3)


def test_lines_of_fewer_letters_are_found_for_the_same_text() -> None:
    text, style = "Words that go on and on. " * 8, ParagraphStyle("words", fontSize=12)

    wide, narrow = (_narrowed(text, style, 400.0, letters) for letters in (60, 40))

    assert style.rightIndent < wide.rightIndent < narrow.rightIndent
