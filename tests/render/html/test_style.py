import re

import pytest
from msgspec.structs import replace

from maghandout.model.document import Furniture
from maghandout.model.options import Profile
from maghandout.render.html.style import sheet_width, write_style
from maghandout.theme import TextSize
from tests.render.html.pages import document, theme, words


def _style(furniture: Furniture | None = None, profile: Profile = Profile.STANDARD) -> str:
    return write_style(document(furniture=furniture), theme(profile), (), "")


def test_colours_sizes_and_lines_come_from_the_theme() -> None:
    base = theme()
    made = replace(
        base,
        colors=replace(base.colors, accent="#012345", warning_tint="#fedcba"),
        text=replace(base.text, body=TextSize(15, 21)),
        page=replace(base.page, margin=60, rail=120),
        rules=replace(base.rules, box=1.7),
    )

    style = write_style(document(), made, (), "")

    for declared in (
        "--accent:#012345;",
        "--warning-tint:#fedcba;",
        "--body:1.25rem;",
        "--body-line:1.4;",
        "--sheet:41rem;",
        "--rail:10rem;",
        "--box-rule:1.7pt;",
        "@page{margin:60pt}",
    ):
        assert declared in style


@pytest.mark.parametrize("profile", Profile)
def test_every_property_that_is_used_is_defined(profile: Profile) -> None:
    style = _style(profile=profile)

    used = set(re.findall(r"var\((--[a-z-]+)\)", style))
    defined = set(re.findall(r"(--[a-z-]+):", style)) | set(re.findall(r"(--[a-z]+): ", style))
    rail = {"--rail", "--gutter"} if profile is Profile.LARGE else set()

    assert used - defined == rail


def test_the_page_number_is_counted_by_the_browser() -> None:
    style = _style(Furniture(page='Page "{page}" of {pages}'))

    assert 'content:"Page \\22 " counter(page) "\\22  of " counter(pages)' in style


def test_the_footer_is_printed_on_every_page() -> None:
    style = _style(Furniture(footer=words("Draft: </style> not reviewed.")))

    assert 'content:"Draft: \\3c /style\\3e  not reviewed."' in style


def test_nothing_is_printed_where_no_page_number_is_asked_for() -> None:
    assert 'content:""' in _style()


def test_the_sheet_is_as_wide_as_the_paper_between_its_margins() -> None:
    wide = replace(theme(), page=replace(theme().page, margin=36))

    assert sheet_width(wide) == 540
