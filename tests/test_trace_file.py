"""Built files traced: every claim to its source, and nothing that was changed since it was built."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import page
import pikepdf
import pytest
from pptx import Presentation

from maghandout.build import build
from maghandout.carried import MOST_BYTES, Sheet
from maghandout.model.document import Citation, Document, Inlines, lines_of, plain_text
from maghandout.model.library import Kind, Library, Verdict
from maghandout.model.options import Format, Options
from maghandout.project import find_project
from maghandout.render.deckseals import Words
from maghandout.render.pdf.copies import read_original
from maghandout.render.pdf.finish import Metadata
from maghandout.render.pdf.merged import Merged
from maghandout.render.pdf.tails import tail
from maghandout.render.seals import PIECE
from maghandout.trace import Traced, _Finder, _shown, tell, trace, unlike_manifest
from maghandout.trail import Claim, TrailError, digest_of, letters
from tests.carriers import deck_of, file_of, pdf_of
from tests.conftest import REPOSITORY
from tests.libraries import bean_library
from tests.topics import TOPICS, make

TOPIC = "back-pain"
LARGEST_TRAIL = 10_000
"""Bytes that a trail adds to a file at most."""
CLAIM = "Magnesium helps them let go"


def _cited(document: Document) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the words of every line that cites, and what it cites."""
    for block in document.blocks:
        for line in lines_of(block):
            if anchors := tuple(dict.fromkeys(_anchors(line))):
                yield letters(plain_text(line)), anchors


def _anchors(line: Inlines) -> Iterator[str]:
    for inline in line:
        if isinstance(inline, Citation):
            yield from inline.anchors


def _found(traced: tuple[Traced, ...]) -> set[tuple[str, tuple[str, ...]]]:
    return {(letters(item.words), tuple(source.anchor for source in item.sources)) for item in traced}


def _lacking(traced: tuple[Traced, ...], library: Library) -> list[str]:
    """Return the sources that are not walked back to the end; a definition or question ends in itself."""
    lacking = []
    for source in (source for item in traced for source in item.sources):
        statement = source.statement
        assert statement is not None
        is_placed = bool(source.article and statement.at) or bool(source.references)
        is_claim = not statement.term and statement.kind is not Kind.QUESTION
        if (
            source.is_changed
            or source.verdict != library.verdict(source.anchor)
            or (is_claim and not is_placed)
        ):
            lacking.append(source.anchor)
    return lacking


@pytest.mark.parametrize("topic", TOPICS)
class TestEveryTopic:
    def test_every_claim_of_the_handout_has_its_source(
        self, topic: str, library: Library, tmp_path: Path
    ) -> None:
        traced = trace(file_of(tmp_path, pdf_of(topic)), library)

        assert set(_cited(make(topic).handout)) - _found(traced) == set()
        assert [item for item in traced if item.where not in ("page 1", "page 2")] == []
        assert _lacking(traced, library) == []

    def test_every_claim_of_the_deck_has_its_source(
        self, topic: str, library: Library, tmp_path: Path
    ) -> None:
        traced = trace(file_of(tmp_path, deck_of(topic)), library)

        assert set(_cited(make(topic).deck)) - _found(traced) == set()
        assert _lacking(traced, library) == []
        assert all(re.fullmatch(r"(notes of )?slide \d+", item.where) for item in traced)

    def test_the_files_grow_little(self, topic: str) -> None:
        grown = [len(made(topic)) - len(made(topic, has_trail=False)) for made in (pdf_of, deck_of)]

        assert [size for size in grown if not 0 < size <= LARGEST_TRAIL] == []


@pytest.fixture
def handout(tmp_path: Path) -> Path:
    return file_of(tmp_path, pdf_of(TOPIC))


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    return file_of(tmp_path, deck_of(TOPIC))


class TestWhatIsTold:
    def test_a_text_picks_the_claims_that_hold_it(self, handout: Path, library: Library) -> None:
        (found,) = trace(handout, library, "  magnesium helps THEM let go")

        assert CLAIM in found.words
        assert [(source.anchor, source.article and source.article.id) for source in found.sources] == [
            ("back-pain-guide#muscles-let-go", "back-pain-guide")
        ]

    def test_what_is_printed_and_no_claim_is_told_so(self, handout: Path, library: Library) -> None:
        with pytest.raises(TrailError, match=r"x\.pdf: 'What studies found' is printed, but is no claim"):
            trace(handout, library, "What studies found")

    def test_what_is_not_printed_names_the_closest_claim(self, handout: Path, library: Library) -> None:
        asked = "Take at most 400 mg a day from pills unless a clinician checks on you."

        with pytest.raises(TrailError, match="no claim holds") as caught:
            trace(handout, library, asked)

        assert caught.value.findings[0].hint.startswith("the closest claim: Take at most 350 mg a day")

    def test_a_claim_with_a_bad_verdict_is_told_with_its_finding(self, deck: Path, library: Library) -> None:
        bad = [
            (item, source)
            for item in trace(deck, library)
            for source in item.sources
            if source.verdict in (Verdict.CONTRADICTED, Verdict.UNVERIFIABLE)
        ]

        assert bad
        for item, source in bad:
            told = tell((item,))
            assert f"statement: {source.anchor}" in told
            assert f"verdict: {source.verdict}. {source.appraisals[0].finding}" in told

    def test_the_whole_way_is_told(self, handout: Path, library: Library) -> None:
        article = "Magnesium Glycinate For Back Pain (004_a7db6c3d4f6b31a6.txt)"

        told = tell(trace(handout, library, CLAIM))

        assert told.splitlines()[1:] == [
            "  statement: back-pain-guide#muscles-let-go",
            f"    article: {article}, How Magnesium Glycinate Works for Back Pain, item 1",
            "    verdict: none, it claims no study to check",
        ]

    def test_a_statement_that_the_library_lacks_or_changed_is_told(
        self, handout: Path, tmp_path: Path
    ) -> None:
        beans = bean_library(tmp_path / "beans")

        (found,) = trace(handout, beans, CLAIM)

        assert [(source.statement, source.is_changed) for source in found.sources] == [(None, True)]
        assert "the library has no such statement any more" in tell((found,))


class TestManifest:
    @pytest.fixture
    def built(self, tmp_path: Path) -> Path:
        """The handout as a build leaves it, its manifest beside it."""
        project = find_project(REPOSITORY)
        return build(project, [TOPIC], Options((Format.PDF,), folder=tmp_path)).paths[0]

    def test_the_file_that_it_names_needs_no_word(self, built: Path) -> None:
        assert unlike_manifest(built) == ()

    def test_a_file_that_was_saved_again_is_told(self, built: Path) -> None:
        with pikepdf.open(built, allow_overwriting_input=True) as pdf:
            pdf.save(built)

        (finding,) = unlike_manifest(built)

        assert str(finding) == (
            f"{built}: warning: is not the very file that manifest.json beside it names: it was saved again "
            "since, or moved here"
        )

    @pytest.mark.parametrize("manifest", [None, "[]", '{"maghandout manifest": 1, "files": {}}'])
    def test_where_no_manifest_names_it_there_is_nothing_to_say(
        self, handout: Path, manifest: str | None
    ) -> None:
        if manifest is not None:
            handout.with_name("manifest.json").write_text(manifest, encoding="utf-8")

        assert unlike_manifest(handout) == ()


class TestCopies:
    def test_a_copy_is_traced_as_the_handout_is(self, library: Library, tmp_path: Path) -> None:
        original = read_original(pdf_of(TOPIC))
        values = {"name": "Magnesium helps them let go", "dose": "Łukasz"}
        copy = file_of(tmp_path, original.data + tail(original, values, "A copy"))

        traced = trace(copy, library)

        assert traced == trace(file_of(tmp_path, pdf_of(TOPIC)), library)

    def test_what_is_filled_in_is_no_claim(self, library: Library, tmp_path: Path) -> None:
        original = read_original(pdf_of(TOPIC))
        copy = file_of(tmp_path, original.data + tail(original, {"name": "Ana Lee"}, "A copy"))

        with pytest.raises(TrailError, match="no claim holds 'Ana Lee'"):
            trace(copy, library, "Ana Lee")

    def test_a_file_of_many_copies_is_told(self, library: Library, tmp_path: Path) -> None:
        buffer = io.BytesIO()
        about = Metadata("Run", "Copies.", "maghandout", "en-US", datetime.date(2026, 11, 22))
        run = Merged(buffer, {"x": read_original(pdf_of(TOPIC))}, about)
        for number in range(60):
            run.add("x", {}, f"Copy {number}")
        run.close()
        path = file_of(tmp_path, buffer.getvalue())

        with pytest.raises(TrailError) as error:
            trace(path, library)

        assert str(error.value) == (
            f"{path}: holds 60 copies for print, and no trail\n"
            "  hint: trace a single copy, or the handout itself"
        )


class TestStandards:
    @pytest.mark.parametrize("standard", ["ua1", "2a"])
    def test_a_validator_finds_nothing(self, handout: Path, standard: str) -> None:
        limits = page.SafetyLimits(max_reference_depth=5000)

        report = page.validate_pdf(handout, profile=standard, limits=limits)

        assert (report.is_compliant, report.failures) == (True, [])

    def test_the_deck_is_valid_open_xml(self, deck: Path) -> None:
        audit = pytest.importorskip("openxml_audit")

        assert [str(error) for error in audit.validate_pptx(deck).errors] == []


def _with_pages(path: Path, change: Callable[[bytes], bytes]) -> Path:
    """Change the content of every page of a PDF."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for sheet in pdf.pages:
            sheet.obj.Contents = pdf.make_stream(change(sheet.obj.Contents.read_bytes()))
        pdf.save(path)
    return path


def _with_members(path: Path, change: Callable[[dict[str, bytes]], Mapping[str, bytes]]) -> Path:
    with zipfile.ZipFile(path) as package:
        members = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w") as package:
        for name, data in change(members).items():
            package.writestr(name, data)
    return path


def _replaced(members: dict[str, bytes], folder: str, old: bytes, new: bytes) -> dict[str, bytes]:
    """Replace words in the first part of a folder that has them."""
    name = next(name for name in sorted(members) if name.startswith(folder) and old in members[name])
    return members | {name: members[name].replace(old, new, 1)}


def _saved_otherwise(members: dict[str, bytes]) -> dict[str, bytes]:
    """Return members without workbooks and alternative texts, the numbers of charts with more digits."""
    kept = {name: data for name, data in members.items() if not name.startswith("ppt/embeddings/")}
    for name, data in kept.items():
        if name.startswith("ppt/slides/"):
            kept[name] = re.sub(rb' descr="[^"]*"', b"", data)
        elif name.startswith("ppt/charts/"):
            kept[name] = re.sub(rb"<c:v>(\d+\.\d+)</c:v>", rb"<c:v>\g<1>0</c:v>", data)
    return kept


class TestChangedFiles:
    def test_a_pdf_saved_again_by_another_program_is_traced(self, handout: Path, library: Library) -> None:
        before = trace(handout, library)

        with pikepdf.open(handout, allow_overwriting_input=True) as pdf:
            pdf.save(handout, linearize=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)

        assert trace(handout, library) == before

    def test_a_deck_saved_again_by_another_program_is_traced(self, deck: Path, library: Library) -> None:
        before = trace(deck, library)

        Presentation(str(deck)).save(str(deck))

        assert trace(deck, library) == before

    def test_what_a_program_drops_or_writes_otherwise_when_it_saves_a_deck_is_not_missed(
        self, deck: Path, library: Library
    ) -> None:
        before = trace(deck, library)

        _with_members(deck, _saved_otherwise)

        assert trace(deck, library) == before

    def test_the_words_that_wait_in_a_layout_count_for_nothing(self, deck: Path, library: Library) -> None:
        before = trace(deck, library)

        _with_members(
            deck, lambda members: _replaced(members, "ppt/slideLayouts/", b"Click to add text", b"Hier Text")
        )

        assert trace(deck, library) == before

    def test_a_changed_claim_of_a_pdf_is_named(self, handout: Path, library: Library) -> None:
        # letters are codes of a subset: swap the words of two neighbours on the page
        _with_pages(handout, lambda data: re.sub(rb"\(([^()\\]{9,})\) Tj", rb"(\1\1) Tj", data, count=30))

        with pytest.raises(TrailError, match="no longer prints a claim that it was built with: '") as caught:
            trace(handout, library)

        assert "its words were changed after it was built" in caught.value.findings[-1].hint

    def test_words_added_to_a_pdf_are_found(self, handout: Path, library: Library) -> None:
        added = b"\nBT /F1 12 Tf 72 72 Td (Magnesium cures all.) Tj ET\n"

        _with_pages(handout, lambda data: data + added)

        with pytest.raises(TrailError, match="page 1 does not hold what it was built with"):
            trace(handout, library)

    def test_a_changed_number_of_a_deck_is_named(self, deck: Path, library: Library) -> None:
        _with_members(deck, lambda members: _replaced(members, "ppt/slides/", b"350 mg", b"850 mg"))

        with pytest.raises(
            TrailError, match="no longer prints a claim that it was built with: that of facts#"
        ):
            trace(deck, library)

    def test_a_changed_number_that_stands_elsewhere_too_is_found(self, deck: Path, library: Library) -> None:
        _with_members(deck, lambda members: _replaced(members, "ppt/notesSlides/", b"350 mg", b"850 mg"))

        with pytest.raises(TrailError, match=r"notes of slide \d+ does not hold what it was built with"):
            trace(deck, library)

    def test_words_added_to_a_deck_are_found(self, deck: Path, library: Library) -> None:
        added = b"<a:p><a:r><a:t>Magnesium cures all.</a:t></a:r></a:p></p:txBody>"

        _with_members(deck, lambda members: _replaced(members, "ppt/slides/", b"</p:txBody>", added))

        with pytest.raises(TrailError, match=r"slide \d+ does not hold what it was built with"):
            trace(deck, library)

    def test_a_slide_that_is_gone_is_missed(self, deck: Path, library: Library) -> None:
        _with_members(
            deck, lambda members: {n: data for n, data in members.items() if n != "ppt/slides/slide1.xml"}
        )

        with pytest.raises(TrailError, match="1 pages or slides that it was built with are gone"):
            trace(deck, library)


DOCTYPE = b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]>'


def _with_doctype(members: dict[str, bytes]) -> dict[str, bytes]:
    name = "ppt/slides/slide1.xml"
    return members | {name: members[name].replace(b"?>\n", b"?>\n" + DOCTYPE, 1)}


class TestUntrustedFiles:
    @pytest.mark.parametrize(
        ("data", "message"),
        [
            (b"", "is neither a PDF nor a PPTX"),
            (b"GIF89a", "is neither a PDF nor a PPTX"),
            (b"%PDF-1.7\nnothing", "is damaged, or no PDF that maghandout built"),
            (b"PK\x03\x04nothing", "is damaged, or no PPTX that maghandout built"),
            (b"%PDF-" + bytes(MOST_BYTES), "is too large"),
        ],
    )
    def test_what_is_no_file_of_ours_is_refused(
        self, data: bytes, message: str, library: Library, tmp_path: Path
    ) -> None:
        path = tmp_path / "x"
        path.write_bytes(data)

        with pytest.raises(TrailError, match=message):
            trace(path, library)

    def test_a_missing_file_and_a_folder_are_told(self, library: Library, tmp_path: Path) -> None:
        with pytest.raises(TrailError, match="file not found"):
            trace(tmp_path / "x.pdf", library)
        with pytest.raises(TrailError, match="is a folder, expected a file"):
            trace(tmp_path, library)

    @pytest.mark.parametrize("made", [pdf_of, deck_of])
    def test_a_file_without_a_trail_is_told_so(
        self, made: Callable[..., bytes], library: Library, tmp_path: Path
    ) -> None:
        with pytest.raises(TrailError, match="carries no trail") as caught:
            trace(file_of(tmp_path, made(TOPIC, has_trail=False)), library)

        assert "can be traced" in caught.value.findings[0].hint

    @pytest.mark.parametrize("cut", range(1, 10))
    @pytest.mark.parametrize("made", [pdf_of, deck_of])
    def test_half_a_file_is_refused(
        self, made: Callable[..., bytes], cut: int, library: Library, tmp_path: Path
    ) -> None:
        data = made(TOPIC)

        with pytest.raises(TrailError):
            trace(file_of(tmp_path, data[: len(data) * cut // 10]), library)

    def test_a_locked_pdf_is_told_so(self, handout: Path, library: Library) -> None:
        with pikepdf.open(handout, allow_overwriting_input=True) as pdf:
            pdf.save(handout, encryption=pikepdf.Encryption(owner="a", user="b"))

        with pytest.raises(TrailError, match="is locked with a password"):
            trace(handout, library)

    def test_a_page_that_unfolds_into_too_much_is_not_read(self, handout: Path, library: Library) -> None:
        _with_pages(handout, lambda _: b" " * 120_000_000)

        with pytest.raises(TrailError, match="is too large"):
            trace(handout, library)

    def test_a_stream_that_is_named_again_and_again_counts_each_time(
        self, handout: Path, library: Library
    ) -> None:
        with pikepdf.open(handout, allow_overwriting_input=True) as pdf:
            large = pdf.make_stream(b" " * 1_000_000)
            for sheet in pdf.pages:
                sheet.obj.Contents = pikepdf.Array([large] * 60)
            pdf.save(handout)

        with pytest.raises(TrailError, match="is too large"):
            trace(handout, library)

    def test_a_deck_that_unfolds_into_too_much_is_not_read(self, library: Library, tmp_path: Path) -> None:
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("customXml/item1.xml", bytes(120_000_000))

        with pytest.raises(TrailError, match="is too large"):
            trace(file_of(tmp_path, held.getvalue()), library)

    def test_a_part_that_declares_a_document_type_is_refused(self, deck: Path, library: Library) -> None:
        _with_members(deck, _with_doctype)

        with pytest.raises(TrailError, match="is damaged"):
            trace(deck, library)

    def test_a_structure_tree_that_goes_in_circles_is_read_once(
        self, handout: Path, library: Library
    ) -> None:
        with pikepdf.open(handout, allow_overwriting_input=True) as pdf:
            tree = pdf.Root.StructTreeRoot
            tree.K = pdf.make_indirect(pikepdf.Array([tree.K, tree]))
            tree.K.append(tree.K)
            pdf.save(handout)

        assert trace(handout, library)

    def test_a_trail_without_its_seal_is_refused(self, handout: Path, library: Library) -> None:
        with pikepdf.open(handout, allow_overwriting_input=True) as pdf:
            del pdf.Root.PieceInfo[PIECE].Private["/Seal"]
            pdf.save(handout)

        with pytest.raises(TrailError) as caught:
            trace(handout, library)

        assert str(caught.value) == (
            f"{handout}: its trail is not the one that it was built with\n"
            "  hint: trace an unchanged copy, or build it again"
        )

    def test_two_trails_are_refused(self, deck: Path, library: Library) -> None:
        _with_members(deck, lambda members: members | {"customXml/item2.xml": members["customXml/item1.xml"]})

        with pytest.raises(TrailError, match="carries 2 trails, expected one"):
            trace(deck, library)


class TestWordsThatArePartedByThePage:
    def _find(self, claim: Claim, *pages: str) -> tuple[str, str] | None:
        sheets = [Sheet(f"page {number}", (Words(text, text),), "") for number, text in enumerate(pages, 1)]
        return _Finder(sheets).find(claim)

    def test_a_claim_may_begin_on_one_page_and_end_on_the_next(self) -> None:
        claim = Claim(("Magnesium helps your muscles let go of a cramp.",), ("a#b",))

        found = self._find(claim, "Title Magnesium helps your muscles", "let go of a cramp. More")

        assert found == ("page 1", claim.words)

    def test_a_number_of_a_source_may_stand_within_a_claim(self) -> None:
        claim = Claim(("It may help", " and does no harm."), ("a#b",))

        assert self._find(claim, "It may help 1,12 and does no harm. 3") == ("page 1", claim.words)
        assert self._find(claim, "It may help nobody and does no harm.") is None

    def test_a_claim_whose_end_is_another_is_not_found(self) -> None:
        claim = Claim(("Take at most 350 mg a day from pills.",), ("a#b",))

        assert self._find(claim, "Take at most 350 mg a day", "from all foods.") is None

    def test_a_paragraph_of_a_deck_may_go_on_on_the_next_slide(self) -> None:
        claim = Claim((), ("a#b",), digest_of("It may help and does no harm."))
        first, second = (Words(text, text) for text in ("It may help", "and does no harm."))
        sheets = [Sheet("slide 1", (first,), ""), Sheet("slide 2", (Words("T", "T"), second), "")]

        assert _Finder(sheets).find(claim) == ("slide 1", "It may help and does no harm.")


def test_nothing_that_turns_or_colours_words_is_told() -> None:
    assert _shown("a\u202eb\x1b[31m\u00a0 c") == "a\ufffdb\ufffd[31m c"
