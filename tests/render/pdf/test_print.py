"""The print rules (RNIB clear print, ACB 2022, WCAG 2.2), measured on what every built-in handout draws."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator

import pytest

from maghandout.contrast import contrast
from maghandout.model.options import Paper, Profile
from maghandout.theme import Theme
from tests.render.pdf.content import Words
from tests.render.pdf.structure import Node, Tagged, read
from tests.topics import TOPICS, make_pdf, pipeline

SMALLEST = 10
BODY = {Profile.STANDARD: 12, Profile.MONO: 12, Profile.LARGE: 18}
LONGEST_LINE = {Profile.STANDARD: 70, Profile.MONO: 70, Profile.LARGE: 60}
BLACK_OR_WHITE = {(0.0,), (1.0,), (0.0, 0.0, 0.0), (1.0, 1.0, 1.0)}
MADE = list(itertools.product(TOPICS, Profile, Paper))


def _tagged(topic: str, profile: Profile, paper: Paper) -> Tagged:
    return read(make_pdf(topic, paper, profile).data)


def _all(profile: Profile) -> Iterator[Tagged]:
    return (_tagged(topic, profile, paper) for topic in TOPICS for paper in Paper)


def _running(tagged: Tagged) -> list[Node]:
    """Return the elements of running text: paragraphs and items, the list of sources left out."""
    *sections, _sources = tagged.root.nodes
    return [node for section in sections for node in section.all("P", "LBody")]


def _words(node: Node) -> list[Words]:
    return [words for piece in node.pieces() for words in piece.words]


def _lines(node: Node) -> list[str]:
    """Return the lines of an element, raised numbers left out."""
    lines: dict[tuple[int, float], str] = defaultdict(str)
    for words in (words for words in _words(node) if not words.rise):
        lines[words.page, round(words.base, 1)] += words.text
    return [" ".join(line.split()) for line in lines.values()]


@pytest.mark.parametrize(("topic", "profile", "paper"), MADE)
class TestSizes:
    def test_no_words_are_too_small(self, topic: str, profile: Profile, paper: Paper) -> None:
        words = [words for words in _tagged(topic, profile, paper).words if words.text.strip()]

        assert [small.text for small in words if small.size < SMALLEST] == []

    def test_the_body_has_the_size_of_its_profile(self, topic: str, profile: Profile, paper: Paper) -> None:
        items = [node for node in _running(_tagged(topic, profile, paper)) if node.role == "LBody"]

        words = [words for node in items for words in _words(node) if not words.rise]

        assert words
        assert [small.text for small in words if small.size < BODY[profile]] == []


@pytest.mark.parametrize("profile", Profile)
def test_a_line_of_running_text_is_short_enough_to_find_the_next(profile: Profile) -> None:
    lines = {line for tagged in _all(profile) for node in _running(tagged) for line in _lines(node)}

    assert sorted(line for line in lines if len(line) > LONGEST_LINE[profile]) == []


@pytest.mark.parametrize(("topic", "profile", "paper"), MADE)
class TestBreaks:
    def test_a_heading_stands_on_the_page_of_what_it_heads(
        self, topic: str, profile: Profile, paper: Paper
    ) -> None:
        nodes = [node for node in _tagged(topic, profile, paper).root.all() if _own_pieces(node)]

        parted = [
            heading.text
            for heading, below in itertools.pairwise(nodes)
            if heading.level and next(below.pieces()).page != list(heading.pieces())[-1].page
        ]

        assert parted == []

    def test_a_row_stands_on_one_page(self, topic: str, profile: Profile, paper: Paper) -> None:
        rows = _tagged(topic, profile, paper).root.all("TR")

        assert [row.text for row in rows if len({piece.page for piece in row.pieces()}) > 1] == []

    def test_an_item_of_one_or_two_lines_stands_on_one_page(
        self, topic: str, profile: Profile, paper: Paper
    ) -> None:
        items = _tagged(topic, profile, paper).root.all("LI")

        parted = [item for item in items if len({piece.page for piece in item.pieces()}) > 1]

        assert [item.text for item in parted if len(_lines(item)) < 4] == []

    def test_nothing_stands_beyond_the_margins(self, topic: str, profile: Profile, paper: Paper) -> None:
        tagged, margin = _tagged(topic, profile, paper), pipeline(profile).theme.page.margin
        right = float(tagged.pdf.pages[0].mediabox[2]) - margin

        out = [
            words.text
            for words in tagged.words
            if words.left < margin - 0.1 or words.left + words.width > right + words.size * 0.5
        ]

        assert out == []

    def test_no_words_cover_others(self, topic: str, profile: Profile, paper: Paper) -> None:
        lines: dict[tuple[int, float], list[Words]] = defaultdict(list)
        for words in _tagged(topic, profile, paper).words:
            if words.text.strip():
                lines[words.page, round(words.base, 1)].append(words)

        covered = [
            (one.text, other.text)
            for line in lines.values()
            for one, other in itertools.pairwise(sorted(line, key=lambda words: words.left))
            if one.left + one.width > other.left + one.size * 0.5
        ]

        assert covered == []


class TestColours:
    @pytest.fixture(params=Profile)
    def theme(self, request: pytest.FixtureRequest) -> Theme:
        return pipeline(request.param).theme

    def test_words_stand_out_from_what_is_behind_them(self, theme: Theme) -> None:
        colors = theme.colors
        grounds = {
            colors.ink: (colors.paper, colors.accent_tint, colors.warning_tint),
            colors.muted: (colors.paper,),
            colors.accent: (colors.paper, colors.accent_tint),
            colors.warning: (colors.paper, colors.warning_tint),
        }
        pairs = [(ink, ground) for ink, below in grounds.items() for ground in below]

        assert [pair for pair in pairs if contrast(*pair) < 7] == []

    @pytest.mark.parametrize(("topic", "paper"), list(itertools.product(TOPICS, Paper)))
    def test_black_and_white_is_just_that(self, topic: str, paper: Paper) -> None:
        tagged = _tagged(topic, Profile.MONO, paper)

        colors = {words.color for words in tagged.words}
        colors |= {color for page in tagged.pages for ink in page.inks for color in ink.colors}

        assert colors <= BLACK_OR_WHITE

    @pytest.mark.parametrize("topic", TOPICS)
    def test_black_and_white_says_what_colour_says(self, topic: str) -> None:
        mono = _tagged(topic, Profile.MONO, Paper.LETTER)

        assert mono.root.text == _tagged(topic, Profile.STANDARD, Paper.LETTER).root.text


def _own_pieces(node: Node) -> bool:
    return any(not isinstance(kid, Node) for kid in node.kids)
