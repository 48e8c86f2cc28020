"""The peers get every word of what this program prints, in the order in which it prints them."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from maghandout.model.document import Document, lines_of, plain_text
from tests.benchmarks.cold import TOPIC
from tests.benchmarks.html_page import handout_html
from tests.benchmarks.markdown_text import deck_markdown, handout_markdown
from tests.benchmarks.peers import PDF_PEERS, PPTX_PEERS, Peer, pandoc, write_sources
from tests.benchmarks.pieces import Piece, Points, Span, Words, deck_leaves, handout_pieces
from tests.benchmarks.slides_json import deck_json
from tests.benchmarks.typst_text import handout_typst
from tests.topics import make, pipeline

TRICKY = "1. A *b* _c_ #d [e](f) $g$ <h> @i ~j~ ^k^ `l` |m| \\n //o -- p & q: 'r'"


def _found(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def _words(document: Document) -> list[str]:
    return [
        word for block in document.blocks for line in lines_of(block) for word in _found(plain_text(line))
    ]


def _lost(words: list[str], text: str) -> list[str]:
    """Return the words that do not follow the one before them in the text."""
    rest: Iterator[str] = iter(_found(text))
    return [word for word in words if word not in rest]


def _pieces(folder: Path) -> tuple[Piece, ...]:
    return handout_pieces(make(TOPIC).handout, pipeline().theme.colors, folder)


def test_a_lost_word_is_told() -> None:
    assert _lost(["a", "b", "c"], "a, c.") == ["b", "c"]


def test_markdown_keeps_every_word_of_a_handout(tmp_path: Path) -> None:
    text = handout_markdown(_pieces(tmp_path), "T", "en")

    assert _lost(_words(make(TOPIC).handout), text) == []


def test_html_keeps_every_word_of_a_handout(tmp_path: Path) -> None:
    text = unescape(handout_html(_pieces(tmp_path), "T", "en"))

    assert _lost(_words(make(TOPIC).handout), text) == []


def test_typst_keeps_every_word_of_a_handout(tmp_path: Path) -> None:
    text = handout_typst(_pieces(tmp_path), "T", "en")

    assert _lost(_words(make(TOPIC).handout), text) == []


def test_markdown_keeps_every_word_of_a_deck_with_its_notes(tmp_path: Path) -> None:
    text = deck_markdown(deck_leaves(make(TOPIC).deck, pipeline().theme.colors, tmp_path), "en")

    assert _lost(_words(make(TOPIC).deck), text) == []


def test_the_data_of_the_script_keeps_the_titles_and_notes_of_every_slide(tmp_path: Path) -> None:
    leaves = deck_leaves(make(TOPIC).deck, pipeline().theme.colors, tmp_path)

    slides = json.loads(deck_json(leaves))

    told = " ".join(f"{slide['title']} {slide['notes']}" for slide in slides)
    spans = [span for leaf in leaves for span in leaf.title]
    spans += [
        span for leaf in leaves for note in leaf.notes if isinstance(note, Words) for span in note.spans
    ]
    assert sorted(_found(" ".join(span.text for span in spans))) == sorted(_found(told))


def test_a_chart_becomes_a_picture_beside_the_markdown(tmp_path: Path) -> None:
    text = deck_markdown(deck_leaves(make(TOPIC).deck, pipeline().theme.colors, tmp_path), "en")

    (picture,) = tmp_path.glob("*.png")
    assert f"]({picture.name}){{width=7.00in}}" in text


def test_signs_that_mean_something_in_markdown_stay_words() -> None:
    pieces = (Words((Span(TRICKY),)), Points(((Span(" a ", is_strong=True), Span("x 1", is_raised=True)),)))

    text = handout_markdown(pieces, "T", "en").partition("---\n\n")[2]

    tricky = r"1\. A \*b\* \_c\_ \#d \[e\](f) \$g\$ \<h\> \@i \~j\~ \^k\^ \`l\` \|m\| \\n //o -- p & q: 'r'"
    assert text == f"{tricky}\n\n-  **a** ^x\\ 1^\n\n"


@pytest.mark.skipif(not pandoc(), reason="pandoc 3 is not installed")
def test_pandoc_reads_back_what_was_written() -> None:
    markdown = handout_markdown((Words((Span(TRICKY),)),), "T", "en")

    done = subprocess.run(
        [pandoc(), "-f", "markdown-smart", "-t", "plain", "--wrap=none"],
        input=markdown,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )

    assert done.stdout == f"{TRICKY}\n"


def test_a_line_to_write_on_can_be_filled_in_typst() -> None:
    text = handout_typst((Words((Span("Name: "), Span("___", field="name"))),), "T", "en")

    assert text.endswith('\nName: #sys.inputs.at("name", default: [\\_\\_\\_]);\n')


@pytest.mark.parametrize("peer", [*PDF_PEERS, *PPTX_PEERS], ids=lambda peer: peer.name)
def test_a_peer_makes_a_file_of_what_it_is_given(peer: Peer, tmp_path: Path) -> None:
    if peer.missing:
        pytest.skip(f"{peer.missing} not installed")
    sources = write_sources(TOPIC, tmp_path / "sources")

    for command in peer.commands(sources, tmp_path):
        subprocess.run(command, check=True, capture_output=True, timeout=60)

    (made,) = tmp_path.glob(f"{TOPIC}.*")
    assert made.read_bytes()[:2] in (b"%P", b"PK")
