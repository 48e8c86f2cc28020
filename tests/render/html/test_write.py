"""What holds for every page: all words in order, one id a thing, no way out but links, the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace

from maghandout.model.brand import Logo
from maghandout.model.document import (
    Block,
    Box,
    Emphasis,
    Field,
    Furniture,
    Heading,
    HowSure,
    Inlines,
    Paragraph,
    Section,
    Strong,
    Text,
    lines_of,
    plain_text,
)
from maghandout.model.options import Profile
from maghandout.render.html.write import POLICY, render
from tests.folders import run_program
from tests.render.html.pages import HERE, Node, document, page, read, theme, words
from tests.topics import TOPICS, make

LEVELS = ("h1", "h2", "h3", "h4", "h5", "h6")
LARGEST_BYTES = 100_000
"""A handout with fonts in it, and two hundred people."""


def _said(block: Block) -> Iterator[str]:
    """Yield every line that a block says, its citations and numbers left out."""
    match block:
        case Box(_, blocks, _):
            yield from (line for inner in blocks for line in _said(inner))
        case Section(heading, blocks, _):
            yield plain_text(heading.inlines)
            yield from (line for inner in blocks for line in _said(inner))
        case HowSure(_, label, inlines, _):
            yield from (label, plain_text(inlines))
        case _:
            yield from (plain_text(line) for line in lines_of(block))


def _shown(node: Node) -> str:
    """Return what a page says, without pictures, raised numbers and the numbers of sources."""
    if node.name in ("svg", "style") or node.attributes.get("class") in ("cite", "number", "skip"):
        return ""
    inside = "".join(child if isinstance(child, str) else _shown(child) for child in node.children)
    return inside if node.name in ("strong", "em", "a", "span", "wbr") else f" {inside} "


def _meta(found: Node, name: str) -> str:
    (meta,) = (node for node in found.all("meta") if node.attributes.get("name") == name)
    return meta.attributes["content"]


def _page(topic: str, profile: Profile = Profile.STANDARD) -> Node:
    return read(render(make(topic).handout, theme(profile)))


@pytest.mark.parametrize("topic", TOPICS)
class TestEveryTopic:
    def test_the_page_says_the_words_of_the_document_in_their_order(self, topic: str) -> None:
        handout = make(topic).handout
        furniture = handout.furniture
        around = (furniture.clinic, furniture.header)

        expected = [*map(plain_text, around), *(line for block in handout.blocks for line in _said(block))]

        said = " ".join([*expected, plain_text(furniture.footer)]).split()
        assert _shown(_page(topic).one("body")).split() == said

    @pytest.mark.parametrize("profile", Profile)
    def test_ids_are_unique_and_links_within_the_page_arrive(self, topic: str, profile: Profile) -> None:
        found = _page(topic, profile)

        ids = [node.attributes["id"] for node in found.all() if "id" in node.attributes]
        targets = {node.attributes.get("href", "") for node in found.all("a")}

        assert len(ids) == len(set(ids))
        assert {target[1:] for target in targets if target.startswith("#")} <= set(ids)
        for name in ("for", "aria-labelledby"):
            assert {node.attributes[name] for node in found.all() if name in node.attributes} <= set(ids)

    def test_headings_begin_with_one_title_and_skip_no_level(self, topic: str) -> None:
        levels = [LEVELS.index(node.name) + 1 for node in _page(topic).all() if node.name in LEVELS]

        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))

    def test_nothing_is_fetched_and_only_links_lead_away(self, topic: str) -> None:
        html = render(make(topic).handout, theme())
        found = read(html)

        addresses = [
            (node.name, node.attributes[name])
            for node in found.all()
            for name in ("src", "href", "srcset", "action", "data", "poster")
            if name in node.attributes
        ]

        for name, address in addresses:
            is_link = name == "a" and address.startswith(("https://", "http://", "mailto:", "tel:"))
            assert address.startswith(("data:", "#")) or is_link
        assert re.findall(r"url\((?!data:)", html) == []
        assert "@import" not in html
        assert found.all("script") == []

    def test_every_cited_source_is_linked_to_and_leads_back(self, topic: str) -> None:
        found = _page(topic)

        entries = [node.attributes["id"] for node in found.one("ol", class_="sources").all("li")]
        cited = [f"source-{node.attributes['id'][6:]}" for node in found.all("a") if "id" in node.attributes]

        assert sorted(cited) == sorted(entries)

    def test_the_page_is_light(self, topic: str) -> None:
        assert len(render(make(topic).handout, theme()).encode()) < LARGEST_BYTES


class TestThePage:
    def test_it_says_its_language_title_and_purpose(self) -> None:
        found = page(Paragraph(words("x"), HERE), language="de")

        assert found.attributes == {"lang": "de"}
        assert found.one("title").text == "A title"
        assert _meta(found, "description") == "A purpose."
        assert found.one("meta", charset="utf-8")
        assert _meta(found, "viewport") == "width=device-width, initial-scale=1"

    def test_its_policy_lets_nothing_in_or_out(self) -> None:
        policy = page().one("meta", http_equiv="Content-Security-Policy").attributes["content"]

        assert policy == POLICY
        assert policy.startswith(
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:;"
        )

    def test_it_has_its_landmarks_and_a_way_past_the_header(self) -> None:
        body = page().one("body")

        assert body.names == ["a", "header", "main", "footer"]
        assert body.one("a").attributes["href"] == f"#{body.one('main').attributes['id']}"

    def test_furniture_stands_in_header_and_footer(self) -> None:
        clinic: Inlines = (Strong(words("Riverside")), Text(" 555-0100"))
        furniture = Furniture(clinic, words("Patient handout"), words("Draft."), "Page {page}")

        found = read(render(document(furniture=furniture), theme()))

        assert found.one("header").text == "Riverside 555-0100 Patient handout"
        assert found.one("footer").text == "Draft."

    def test_a_logo_is_named_after_its_clinic(self) -> None:
        made = replace(document(), logo=Logo(b"\x89PNG", 30, 10), clinic="Riverside")

        image = read(render(made, theme())).one("header").one("img")

        assert image.attributes == {
            "src": "data:image/png;base64,iVBORw==",
            "alt": "Logo of Riverside",
            "width": "30",
            "height": "10",
        }

    def test_the_rail_is_left_out_where_the_theme_has_none(self) -> None:
        assert _page(TOPICS[0]).one("body").attributes == {"class": "rail"}
        assert _page(TOPICS[0], Profile.LARGE).one("body").attributes == {}

    def test_only_faces_that_are_used_are_embedded(self) -> None:
        plain, slanted, both = (
            render(document(block), theme()).count("@font-face")
            for block in (
                Paragraph(words("x"), HERE),
                Paragraph((Emphasis(words("x")),), HERE),
                Heading(1, (Emphasis(words("x")),), HERE),
            )
        )

        assert (plain, slanted, both) == (2, 3, 4)

    def test_hostile_words_stay_words_everywhere(self) -> None:
        bad = """</style></title><script>alert(1)</script>" onload='x' &lt; javascript:alert(1)"""
        made = replace(
            document(Heading(1, words(bad), HERE), Field(bad, bad, HERE, bad)),
            title=bad,
            purpose=bad,
            furniture=Furniture(words(bad), words(bad), words(bad), bad + "{page}"),
        )

        found = read(render(made, theme()))

        assert found.all("script") == []
        assert found.one("title").raw == found.one("h1").raw == found.one("label").raw == bad
        assert found.one("input").attributes["value"] == bad
        assert not any(name.startswith("on") for node in found.all() for name in node.attributes)


def test_the_same_document_gives_the_same_page() -> None:
    handout = make(TOPICS[0]).handout

    assert render(handout, theme()) == render(handout, theme())


def test_every_process_writes_the_same_bytes(tmp_path: Path) -> None:
    for seed, zone in (("1", "Pacific/Auckland"), ("2", "America/New_York")):
        env = {"PYTHONHASHSEED": seed, "TZ": zone}
        done = run_program(tmp_path, "build", TOPICS[0], "--format", "html", "--out", seed, env=env)
        assert (done.returncode, done.stderr) == (0, "")

    first, second = (tmp_path / seed / f"{TOPICS[0]}.html" for seed in ("1", "2"))

    assert first.read_bytes() == second.read_bytes()
