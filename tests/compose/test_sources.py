from __future__ import annotations

from pathlib import Path

import pytest

from maghandout.compose.sources import anchors_of, sources_of
from maghandout.dump import dump_document
from maghandout.errors import TemplateError
from maghandout.model.document import Citation, Section, Sources
from tests.compose.documents import composed
from tests.libraries import bean_library

_CITE = "<p>a<cite data-of='{}'></cite></p>"
_SOURCES = "<section data-sources=''><h2>S</h2></section>"
_BRIEF = "<section data-sources='brief'><h2>S</h2></section>"


def _tree(folder: Path, *anchors: str) -> list[str]:
    template = "".join(_CITE.format(anchor) for anchor in anchors) + _SOURCES
    return [line.strip() for line in dump_document(composed(folder, template)).splitlines()[3:]]


@pytest.mark.parametrize(
    ("anchor", "sources"),
    [
        ("art#good", ("art",)),
        ("art#cure", ("art",)),
        ("facts#help", ("lee-2020", "book")),
        ("facts#ask", ("facts",)),
    ],
)
def test_the_source_is_the_article_or_else_the_references(
    anchor: str, sources: tuple[str, ...], tmp_path: Path
) -> None:
    library = bean_library(tmp_path)

    assert sources_of(library.statements[anchor], library) == sources


def test_numbers_follow_first_appearance_and_repeat_for_the_same_source(tmp_path: Path) -> None:
    lines = _tree(tmp_path, "facts#eat", "art#good", "facts#eat", "art#cure")

    assert lines[:4] == [
        "paragraph body: a[1: facts#eat]",
        "paragraph body: a[2: art#good]",
        "paragraph body: a[1: facts#eat]",
        "paragraph body: a[2: art#cure]",
    ]


def test_an_articles_entry_names_sections_studies_and_what_we_found(tmp_path: Path) -> None:
    lines = _tree(tmp_path, "art#good", "art#green")

    study = "Study behind it: Lee. Journal of Beans. 2020;12:3-9 (our check: accurate)."
    assert lines[-1] == f"1. Bean Weekly. Beans for Bones. Sections “Trials”, “Small ones”. {study}"


def test_a_references_entry_says_how_it_was_checked(tmp_path: Path) -> None:
    assert _tree(tmp_path, "facts#eat")[-1] == "1. Bean Press. _The Book of Beans_. 1999. (not seen)"


def test_every_reference_of_a_statement_is_listed(tmp_path: Path) -> None:
    assert _tree(tmp_path, "facts#pill")[0] == "paragraph body: a[1,2: facts#pill]"


def test_a_brief_list_holds_the_first_reference_of_a_statement(tmp_path: Path) -> None:
    template = _CITE.format("facts#pill") + _BRIEF

    assert "paragraph body: a[1: facts#pill]" in dump_document(composed(tmp_path, template))


def test_a_brief_list_holds_more_of_a_statement_on_studies(tmp_path: Path) -> None:
    template = _CITE.format("facts#help") + _BRIEF

    assert "paragraph body: a[1,2: facts#help]" in dump_document(composed(tmp_path, template))


def test_a_further_reference_is_cited_where_it_is_listed_anyway(tmp_path: Path) -> None:
    assert _tree(tmp_path, "facts#help", "facts#eat", "facts#pill")[:3] == [
        "paragraph body: a[1,2: facts#help]",
        "paragraph body: a[2: facts#eat]",
        "paragraph body: a[1,2: facts#pill]",
    ]


def test_an_entry_leads_back_to_the_statements_that_cite_it(tmp_path: Path) -> None:
    template = _CITE.format("facts#help facts#eat") + _CITE.format("facts#pill") + _SOURCES

    section = composed(tmp_path, template).blocks[-1]

    assert isinstance(section, Section)
    (sources,) = section.blocks
    assert isinstance(sources, Sources)
    assert [entry.cited for entry in sources.entries] == [
        ("facts#help", "facts#pill"),
        ("facts#help", "facts#eat", "facts#pill"),
    ]


def test_citations_are_found_wherever_they_stand(tmp_path: Path) -> None:
    template = (
        "<ul><li>x <strong>y<cite data-of='facts#eat'></cite></strong></li></ul>"
        f"<aside data-box='plan'>{_CITE.format('facts#ask')}</aside>{_SOURCES}"
    )

    document = composed(tmp_path, template)

    assert list(anchors_of(document.blocks)) == ["facts#eat", "facts#ask"]
    assert Citation(("facts#ask",), (2,)) in document.blocks[1].blocks[0].inlines  # type: ignore[union-attr]  # a box of one paragraph


def test_a_citation_of_nothing_is_told(tmp_path: Path) -> None:
    with pytest.raises(TemplateError) as error:
        _tree(tmp_path, "facts#nothing")

    assert str(error.value) == "templates/x.html.j2: a citation of an unknown statement 'facts#nothing'"
