"""A seed that is written says what its article says, whatever the words are."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from maghandout.importing.article import Article, Block, Dropped, Heading, Item, Paragraph, Table, clean
from maghandout.importing.seed import Source, opening_of, write
from maghandout.importing.sentences import sentences_of
from maghandout.markup.seed import parse_seed
from maghandout.model.library import Kind, Seed

SOURCE = Source("a.txt", "a" * 64, "document")

_AWKWARD = st.sampled_from(
    [
        "-",
        "*",
        "1.",
        "12)",
        "#",
        "##",
        ">",
        "|",
        "---",
        "===",
        "```",
        "~~~",
        "[a](b)",
        "<b>",
        "&amp;",
        "\\",
        "\\|",
        "_x_",
        "{#id}",
        '{at="x"}',
        "Clinical:",
        ":",
        '"',
        ";",
        "!",
        "{",
    ]
)
_WORDS = (
    st.lists(_AWKWARD | st.text(max_size=8), min_size=1, max_size=40).map(" ".join).map(clean).filter(bool)
)
_ROWS = st.lists(st.tuples(_WORDS, _WORDS), min_size=2, max_size=4)
_BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, _WORDS, st.integers(2, 6)),
    st.builds(Paragraph, _WORDS),
    st.builds(Item, _WORDS),
    st.builds(lambda rows: Table(rows[0], tuple(rows[1:])), _ROWS),
)


def _written(*blocks: Block, dropped: tuple[Dropped, ...] = (), title: str = "T") -> str:
    return write(Article(blocks, dropped, title), "s", SOURCE)


def _seed(*blocks: Block) -> Seed:
    return parse_seed(_written(*blocks), "s.md", "other")


def _expected(blocks: list[Block]) -> list[str]:
    texts: list[str] = []
    for block in blocks:
        match block:
            case Paragraph():
                texts += sentences_of(block.text)
            case Item():
                texts.append(block.text)
            case Table():
                texts += [cell for row in block.rows for cell in row[1:]]
    return texts


class TestAnyWords:
    @settings(max_examples=300, deadline=None)
    @given(blocks=st.lists(_BLOCKS, min_size=1, max_size=8), title=_WORDS)
    def test_come_back_as_they_were(self, blocks: list[Block], title: str) -> None:
        text = write(Article(tuple(blocks), (), title), "s", SOURCE)

        seed = parse_seed(text, "s.md", "other")

        found = [statement.text.strip() for statement in seed.statements]
        expected = _expected(blocks)
        assert seed.title == title
        assert found == expected

    def test_are_kept_in_headings(self) -> None:
        seed = _seed(Heading('1. A "B"; *C* {#d}', 2), Item("x"))

        assert seed.sections[0].heading == '1. A "B"; *C* {#d}'
        assert seed.statements[0].at == "1. A 'B', *C* {#d}, item 1"

    def test_of_one_heading_twice_are_two_places(self) -> None:
        seed = _seed(Heading("Notes", 2), Item("x"), Heading("Notes", 2), Item("y"))

        assert [statement.at for statement in seed.statements] == ["Notes, item 1", "Notes (2), item 1"]


class TestPlaces:
    def test_are_counted_by_kind(self) -> None:
        table = Table(("A", "B"), (("c", "d"), ("e", "f")))

        seed = _seed(Paragraph("One. Two."), Item("x"), Paragraph("Three."), table, Item("y"))

        assert [(statement.text, statement.at) for statement in seed.statements] == [
            ("One.", "Opening, paragraph 1"),
            ("Two.", "Opening, paragraph 1"),
            ("x", "Opening, item 1"),
            ("Three.", "Opening, paragraph 2"),
            ("d", "Opening, row 1"),
            ("f", "Opening, row 2"),
            ("y", "Opening, item 2"),
        ]

    def test_every_statement_has_an_id_of_its_own(self) -> None:
        seed = _seed(Item("Same words here"), Item("Same words here"), Item("中文"))

        assert [statement.anchor for statement in seed.statements] == [
            "s#same-words-here",
            "s#same-words-here-2",
            "s#statement",
        ]


class TestKinds:
    def test_are_guessed_from_words_that_tell(self) -> None:
        texts = [
            "Is it safe?",
            "Ask your doctor first.",
            "A trial had 20 people.",
            "Take 200 mg.",
            "It rains.",
        ]

        seed = _seed(*map(Item, texts))

        assert [statement.kind for statement in seed.statements] == [
            Kind.QUESTION,
            Kind.SAFETY,
            Kind.STUDY,
            Kind.DOSE,
            Kind.FACT,
        ]


class TestFront:
    def test_lists_what_was_left_out_and_why(self) -> None:
        text = _written(Item("x"), dropped=(Dropped("Share this page now", "sharing"),))

        assert '  left_out:\n    - "Share this page"  # sharing\n' in text

    def test_lists_figures_by_place(self) -> None:
        text = _written(Paragraph("Take 200-400 mg for two weeks (41.6% did)."))

        assert "#   Opening, paragraph 1: 200-400 mg; two weeks; 41.6%\n" in text

    def test_a_name_with_a_line_break_stays_a_comment(self) -> None:
        source = Source("a b.txt", "a" * 64, "document")

        seed = parse_seed(write(Article((Item("x"),)), "s", source), "s.md", "s")

        assert seed.original_file == "a b.txt"
        assert seed.title == "[Untitled article]"

    def test_an_opening_is_as_short_as_it_can_be(self) -> None:
        assert opening_of("Read more about sleep today", ["Read more about pain"]) == "Read more about sleep"
        assert opening_of("Go Home") == "Go Home"
        assert len(opening_of("a b c d e f g h i j", ["a b c d e f g h i"]).split()) == 8
