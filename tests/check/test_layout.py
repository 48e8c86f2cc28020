from __future__ import annotations

import io

import pikepdf
import pytest
from msgspec.structs import replace

from maghandout.check.layout import RULES
from maghandout.check.sheet import Sheet
from maghandout.diagnostics import Finding, Severity
from maghandout.model.document import Slide
from maghandout.model.options import Profile
from tests.check.faults import found
from tests.check.sheets import sheet
from tests.topics import TOPICS, make_pdf, pipeline


def _rewritten(topic: str, old: bytes, new: bytes) -> Sheet:
    """Return a sheet whose PDF draws its first page otherwise."""
    whole = sheet(topic)
    with pikepdf.open(io.BytesIO(whole.pdf)) as pdf:
        contents = pdf.pages[0].Contents
        drawn = contents.read_bytes()
        assert old in drawn
        contents.write(drawn.replace(old, new, 1))
        return replace(whole, pdf=_saved(pdf))


def _saved(pdf: pikepdf.Pdf) -> bytes:
    buffer = io.BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("topic", TOPICS)
def test_the_built_in_topics_hold(topic: str) -> None:
    assert found(RULES, sheet(topic)) == {}


@pytest.mark.parametrize("profile", [Profile.LARGE, Profile.MONO])
def test_the_other_profiles_hold(profile: Profile) -> None:
    pdf = make_pdf("migraine", profile=profile)
    other = replace(
        sheet("migraine"),
        pdf=pdf.data,
        pages=pdf.pages,
        theme=pipeline(profile).theme,
        warnings=pdf.warnings,
    )

    assert found(RULES, other) == {}


class TestPages:
    def test_too_many_are_found(self) -> None:
        (remark,) = found(RULES, replace(sheet("back-pain"), pages=3))["layout-pages"]

        assert remark.message == "the handout runs to 3 pages, at most 2 are read"
        assert remark.origin == sheet("back-pain").handout.origin

    def test_what_laying_it_out_said_is_told(self) -> None:
        whole = sheet("back-pain")
        said = "the handout runs to 3 pages on letter, at most 2 are read: it is 9 lines too long"
        warning = Finding(said, whole.handout.origin, severity=Severity.WARNING)

        (remark,) = found(RULES, replace(whole, pages=3, warnings=(warning,)))["layout-pages"]

        assert remark.message == said

    def test_they_alone_stop_a_build(self) -> None:
        assert [rule.id for rule in RULES if rule.severity is Severity.ERROR] == ["layout-pages"]


class TestSizes:
    def test_small_type_is_found_with_its_page(self) -> None:
        faulty = _rewritten("back-pain", b" 13 Tf", b" 9 Tf")

        (remark,) = found(RULES, faulty)["layout-size"]

        assert remark.message == "page 1 has type of 9 pt, expected 12 or more"

    def test_type_made_small_by_scaling_is_found(self) -> None:
        faulty = _rewritten("back-pain", b"1 0 0 1 54 703 cm", b".3 0 0 .3 54 703 cm")

        (remark,) = found(RULES, faulty)["layout-size"]

        assert remark.message == "page 1 has type of 7.5 pt, expected 12 or more"

    def test_type_of_the_sources_outside_of_them_is_found(self) -> None:
        faulty = _rewritten("back-pain", b" 13 Tf", b" 10 Tf")

        assert "layout-size" in found(RULES, faulty)


class TestContrast:
    def test_pale_words_are_found(self) -> None:
        whole = sheet("back-pain")
        theme = replace(whole.theme, colors=replace(whole.theme.colors, muted="#999999"))

        (remark,) = found(RULES, replace(whole, theme=theme))["layout-contrast"]

        assert remark.message == "'muted' on 'paper' has a contrast of 2.8, expected 7"
        assert remark.hint == "darken #999999 or lighten #ffffff"

    def test_a_dark_tint_is_found(self) -> None:
        whole = sheet("back-pain")
        theme = replace(whole.theme, colors=replace(whole.theme.colors, warning_tint="#c08040"))

        messages = [remark.message for remark in found(RULES, replace(whole, theme=theme))["layout-contrast"]]

        assert [message.partition(" has")[0] for message in messages] == [
            "'ink' on 'warning_tint'",
            "'warning' on 'warning_tint'",
        ]


class TestAlt:
    def test_a_figure_without_words_is_found_at_the_chart(self) -> None:
        whole = sheet("migraine")
        with pikepdf.open(io.BytesIO(whole.pdf)) as pdf:
            for element in pdf.objects:
                if isinstance(element, pikepdf.Dictionary) and element.get("/S") == pikepdf.Name.Figure:
                    del element.Alt
            faulty = replace(whole, pdf=_saved(pdf))

        (remark,) = found(RULES, faulty)["layout-alt"]

        charts = [section.chart for section in whole.selection.sections if section.chart]
        assert remark.message == "figure 1 of the PDF has no words in its stead"
        assert remark.origin == charts[0].origin

    def test_a_pdf_without_tags_is_found(self) -> None:
        whole = sheet("back-pain")
        with pikepdf.open(io.BytesIO(whole.pdf)) as pdf:
            del pdf.Root.StructTreeRoot
            faulty = replace(whole, pdf=_saved(pdf))

        (remark,) = found(RULES, faulty)["layout-alt"]

        assert remark.message == "the PDF has no structure tree"


class TestTitles:
    def test_a_slide_without_one_is_found(self) -> None:
        whole = sheet("back-pain")
        first, second, *rest = whole.deck.blocks
        assert isinstance(second, Slide)
        nameless = replace(second, title=replace(second.title, inlines=()))
        faulty = replace(whole, deck=replace(whole.deck, blocks=(first, nameless, *rest)))

        (remark,) = found(RULES, faulty)["layout-slide-title"]

        assert (remark.message, remark.origin) == ("slide 2 has no title", second.origin)
