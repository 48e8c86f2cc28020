"""A print run: many copies in one file, valid, small, and the same after it was broken off."""

from __future__ import annotations

import datetime
import functools
import io
import re
import tracemalloc
from collections.abc import Mapping
from pathlib import Path

import page
import pikepdf
import pypdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from maghandout.model.document import Box, BoxRole, Field
from maghandout.model.options import Paper, Profile
from maghandout.render.pdf import merged
from maghandout.render.pdf.appearances import UnfitError
from maghandout.render.pdf.copies import read_original
from maghandout.render.pdf.finish import Metadata
from maghandout.render.pdf.merged import FullError, Merged
from maghandout.render.pdf.tails import Original, tail
from tests.render.pdf.pages import HERE, drawn, paragraph
from tests.render.pdf.structure import Node, Piece, owners_in, read
from tests.topics import TOPICS, make_pdf

METADATA = Metadata("Print run", "Copies for print.", "maghandout", "en-US", datetime.date(2026, 11, 22))
NAMES = ("José", "Ελένη", "Łukasz")
LARGEST_COPY = 7_000
"""Bytes that one more copy of a handout of two pages takes at most."""
LARGEST_NOTE = 16
"""Bytes that a run keeps of a copy at most."""


@functools.cache
def _originals() -> Mapping[str, Original]:
    return {
        "letter": read_original(make_pdf(TOPICS[0]).data),
        "a4": read_original(make_pdf(TOPICS[1], Paper.A4, Profile.LARGE).data),
        "plain": read_original(drawn(paragraph("No field here.")).data),
    }


@functools.cache
def _small() -> Mapping[str, Original]:
    fields = Field("Name", "name", HERE), Field("Clinic phone", "phone", HERE, "555-0100")
    return {"small": read_original(drawn(paragraph("Words."), Box(BoxRole.PLAN, fields, HERE)).data)}


def _add(run: Merged, numbers: range, keys: tuple[str, ...]) -> None:
    for number in numbers:
        key = keys[number % len(keys)]
        values = {} if key == "plain" else {"name": f"{NAMES[number % 3]} {number}"}
        run.add(key, values, f"Copy {number} for {NAMES[number % 3]}")


@functools.cache
def _run(copies: int, *keys: str) -> bytes:
    buffer = io.BytesIO()
    run = Merged(buffer, _originals() if keys else _small(), METADATA)
    _add(run, range(copies), keys or ("small",))
    run.close()
    return buffer.getvalue()


def _mixed() -> bytes:
    return _run(5, "letter", "a4", "plain")


def _failures(data: bytes, standard: str, folder: Path) -> list[str]:
    (folder / "run.pdf").write_bytes(data)
    limits = page.SafetyLimits(max_reference_depth=5000, max_object_count=1_000_000)
    report = page.validate_pdf(folder / "run.pdf", profile=standard, limits=limits)
    assert report.is_compliant == (not report.failures)
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


def _texts(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as pdf:
        return [str(sheet.get_textpage().get_text_range()) for sheet in pdf]


def _pictures(data: bytes) -> list[Image.Image]:
    with pypdfium2.PdfDocument(data) as pdf:
        pdf.init_forms()
        return [sheet.render(scale=1, may_draw_forms=True).to_pil().convert("L") for sheet in pdf]


def _said(node: Node) -> list[str]:
    """Return what is read out of each paragraph and heading, in order."""
    return [found.text for found in node.all("H1", "H2", "H3", "P", "LBody", "TD", "TH")]


class TestStandards:
    @pytest.mark.parametrize("standard", ["ua1", "2a"])
    def test_a_validator_finds_nothing_in_a_mixed_run(self, standard: str, tmp_path: Path) -> None:
        assert _failures(_mixed(), standard, tmp_path) == []

    @pytest.mark.parametrize("standard", ["ua1", "2a"])
    @pytest.mark.parametrize("copies", [3, 300])
    def test_a_validator_finds_nothing_in_a_run(self, copies: int, standard: str, tmp_path: Path) -> None:
        assert _failures(_run(copies, "letter"), standard, tmp_path) == []

    def test_every_object_is_read_without_a_repair(self) -> None:
        with pikepdf.open(io.BytesIO(_mixed())) as pdf:
            assert pdf.check_pdf_syntax() == []

    def test_no_stream_ends_in_a_carriage_return(self) -> None:
        assert re.findall(rb"\r\n?endstream", _run(300, "letter")) == []


class TestWhatIsPrinted:
    def test_every_copy_shows_its_own_values(self) -> None:
        texts = _texts(_run(4))

        found = [[name for name in NAMES if f"{name} {number}" in text] for number, text in enumerate(texts)]
        assert found == [["José"], ["Ελένη"], ["Łukasz"], ["José"]]

    def test_what_the_original_has_is_shown_where_nothing_else_is_filled_in(self) -> None:
        buffer = io.BytesIO()
        run = Merged(buffer, _small(), METADATA)

        run.add("small", {"phone": ""}, "First")
        run.add("small", {"phone": "555-0111"}, "Second")
        run.close()

        first, second = _texts(buffer.getvalue())
        assert "555-0100" in first
        assert "555-0111" in second

    def test_pages_look_as_those_of_single_copies(self) -> None:
        values = {"name": "Ελένη 1"}
        original = _originals()["a4"]
        single = _pictures(original.data + tail(original, values, "x"))

        together = _pictures(_mixed())[2 : 2 + len(single)]

        assert [picture.size for picture in together] == [picture.size for picture in single]
        for one, other in zip(single, together, strict=True):
            # a reader may place a field by other fractions of a dot than words of the page
            assert sum(ImageChops.difference(one, other).histogram()[60:]) == 0

    def test_pages_are_shared(self) -> None:
        sizes = [len(_run(copies, "letter")) for copies in (3, 300)]

        assert (sizes[1] - sizes[0]) / 297 <= LARGEST_COPY


class TestReading:
    def test_a_copy_reads_as_the_original_does_with_its_values(self) -> None:
        original = _originals()["letter"]

        whole = read(_run(4, "letter")).root

        first, second, third, last = whole.nodes
        assert (whole.role, first.role) == ("Document", "Part")
        assert _said(first) == _said(second) == _said(third) == _said(read(original.data).root)
        assert [node.all("Form")[0].text for node in (first, last)] == ["José 0", "José 3"]

    def test_a_field_says_what_it_is_for(self) -> None:
        fields = read(_run(4)).root.all("Form")

        told = [(str(field.attributes["/Role"]), str(field.attributes["/Desc"])) for field in fields[:2]]
        assert told == [("/tv", "Name"), ("/tv", "Clinic phone")]

    def test_a_copy_names_its_language(self) -> None:
        assert {str(node.object.Lang) for node in read(_mixed()).root.nodes} == {"en-US"}

    def test_every_piece_of_content_finds_its_way_into_the_tree(self) -> None:
        tagged = read(_mixed())
        tree = tagged.pdf.Root.StructTreeRoot
        owners = owners_in(tree.ParentTree)

        for number, sheet in enumerate(tagged.pdf.pages):
            of_page = list(owners[int(sheet.obj.StructParents)].as_list())
            pieces = {
                piece.number: node.object.objgen
                for node in tagged.root.all()
                for piece in node.kids
                if isinstance(piece, Piece) and piece.page == number
            }
            assert pieces == {mark: owner.objgen for mark, owner in enumerate(of_page)}
        assert sorted(owners) == list(range(len(tagged.pdf.pages))) == list(range(tree.ParentTreeNextKey))

    def test_the_outline_names_each_copy_and_leads_to_it(self) -> None:
        with pypdfium2.PdfDocument(_mixed()) as pdf:
            entries = [(entry.get_title(), entry.get_dest().get_index()) for entry in pdf.get_toc()]

        assert entries == [
            ("Copy 0 for José", 0),
            ("Copy 1 for Ελένη", 2),
            ("Copy 2 for Łukasz", 6),
            ("Copy 3 for José", 7),
            ("Copy 4 for Ελένη", 9),
        ]

    def test_pages_are_numbered_by_copy(self) -> None:
        labels = pypdf.PdfReader(io.BytesIO(_mixed())).page_labels

        assert labels[:8] == ["1-1", "1-2", "2-1", "2-2", "2-3", "2-4", "3-1", "4-1"]

    def test_the_file_says_what_it_is(self) -> None:
        reader = pypdf.PdfReader(io.BytesIO(_mixed()))
        packet = reader.xmp_metadata

        assert reader.metadata is not None
        assert packet is not None
        assert (reader.metadata.title, packet.dc_title) == ("Print run", {"x-default": "Print run"})


class TestGoingOn:
    @pytest.mark.parametrize("done", [0, 1, 3])
    def test_a_run_that_was_broken_off_gives_the_same_bytes(self, done: int, tmp_path: Path) -> None:
        keys = ("letter", "a4", "plain")
        with (tmp_path / "run.pdf").open("wb") as stream:
            run = Merged(stream, _originals(), METADATA)
            _add(run, range(done), keys)
            state = run.state()
            _add(run, range(done, 5), keys)

        with (tmp_path / "run.pdf").open("r+b") as stream:
            run = Merged(stream, _originals(), METADATA, state)
            _add(run, range(done, 5), keys)
            run.close()

        assert (tmp_path / "run.pdf").read_bytes() == _mixed()

    def test_a_state_of_other_originals_is_refused(self) -> None:
        state = Merged(io.BytesIO(), _small(), METADATA).state()

        with pytest.raises(ValueError, match=r"^the print run was begun with other originals$"):
            Merged(io.BytesIO(), _originals(), METADATA, state)

    def test_a_state_holds_no_word_of_a_copy(self) -> None:
        run = Merged(io.BytesIO(), _small(), METADATA)
        _add(run, range(3), ("small",))

        assert not any(name.encode(code) in run.state() for name in NAMES for code in ("utf-8", "utf-16-be"))

    def test_little_is_kept_of_a_copy(self) -> None:
        run = Merged(_Nowhere(), _small(), METADATA)
        _add(run, range(300), ("small",))
        tracemalloc.start()

        before = tracemalloc.take_snapshot()
        _add(run, range(300, 4300), ("small",))
        grown = tracemalloc.take_snapshot().compare_to(before, "filename")
        tracemalloc.stop()

        assert sum(change.size_diff for change in grown) < 4000 * LARGEST_NOTE + 20_000
        assert len(run.state()) < 4300 * LARGEST_NOTE


class _Nowhere(io.BytesIO):
    """Takes everything and keeps nothing."""

    def write(self, data: object) -> int:  # noqa: ARG002
        return 0


class TestErrors:
    def test_a_copy_that_cannot_be_shown_leaves_the_run_as_it_was(self) -> None:
        buffer = io.BytesIO()
        run = Merged(buffer, _small(), METADATA)
        _add(run, range(2), ("small",))

        with pytest.raises(UnfitError, match=r"^field 'name' holds the line break U\+000A$"):
            run.add("small", {"name": "a\nb"}, "x")

        _add(run, range(2, 4), ("small",))
        run.close()
        assert buffer.getvalue() == _run(4)

    def test_a_run_without_a_copy_has_no_end(self) -> None:
        with pytest.raises(ValueError, match=r"^a print run without a copy$"):
            Merged(io.BytesIO(), _small(), METADATA).close()

    def test_a_full_file_takes_no_more(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(merged, "MOST_OBJECTS", 100)
        run = Merged(io.BytesIO(), _small(), METADATA)

        with pytest.raises(FullError, match=r"^a file holds 100 objects at most$"):
            _add(run, range(100), ("small",))
