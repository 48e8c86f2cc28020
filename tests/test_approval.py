"""A clinician's sign-off: written, read back, found out when it is changed, and what it says of a topic."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from maghandout.approval import (
    FOLDER,
    Approval,
    approval_files,
    changed_sources,
    default_until,
    read_approval,
    source_hashes,
    status,
    write_approval,
)
from maghandout.compose.compose import DECK, HANDOUT
from maghandout.content import Content, Line, content_of
from maghandout.errors import ApprovalError, HandoutError, SpecError, YamlError
from maghandout.model.library import Library
from maghandout.model.review import Status
from maghandout.pipeline import Pipeline
from maghandout.project import Project
from tests.approvals import ON, UNTIL, WORDS, approval, placeless
from tests.conftest import REPOSITORY
from tests.folders import ARTICLE, TOPIC, Folder
from tests.libraries import bean_library, bean_selection
from tests.topics import PROJECT, TOPICS, make

FILE = "handouts/approvals/t.yaml"
DAY = datetime.timedelta(days=1)


@pytest.fixture
def project(folder: Folder) -> Project:
    return Project((folder.path, REPOSITORY), REPOSITORY)


def _write(project: Project, approved: Approval, *, again: bool = False) -> Path:
    return write_approval(project, project.layers[0], approved, ON, again=again)


def _message(error: pytest.ExceptionInfo[HandoutError]) -> list[str]:
    return [finding.message for finding in error.value.findings]


def _edited(project: Project, old: str, new: str) -> str:
    """Change the file of an approval by hand, and return what reading it says."""
    path = _write(project, approval(note="Fine."))
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(HandoutError) as error:
        read_approval(project, "t")
    return str(error.value).partition("\n")[0]


def _content(project: Project) -> Content:
    pipeline = Pipeline(project)
    composer = pipeline.composer(pipeline.select("t"))
    return content_of(composer.compose(HANDOUT), composer.compose(DECK))


class TestFile:
    def test_is_read_back_as_it_was_written(self, project: Project) -> None:
        approved = approval(note="Fine: it's «good», 100%.\u2028")

        _write(project, approved)

        assert placeless(read_approval(project, "t")) == replace(approved, note="Fine: it's «good», 100%.")

    def test_stands_beside_the_topics_and_is_none(self, project: Project) -> None:
        path = _write(project, approval())

        assert path == project.layers[0] / FILE
        assert "t" in project.topic_files()
        assert "approvals" not in project.topic_files()
        assert list(approval_files(project)) == ["t"]

    def test_of_the_same_approval_is_the_same_to_the_byte(self, project: Project) -> None:
        first = _write(project, approval()).read_bytes()

        assert _write(project, approval(), again=True).read_bytes() == first

    def test_tells_where_each_line_stands_in_it(self, project: Project) -> None:
        path = _write(project, approval())

        read = read_approval(project, "t")

        assert read is not None
        rows = path.read_text(encoding="utf-8").splitlines()
        origin = read.words.handout[1].origin
        assert origin.path == FILE
        assert "Take 350 mg." in rows[origin.line - 1]

    def test_of_a_topic_that_nobody_approved_is_none(self, project: Project) -> None:
        assert read_approval(project, "t") is None
        assert read_approval(project, "../t") is None

    def test_of_the_user_comes_before_a_built_in_one(self, project: Project, tmp_path: Path) -> None:
        below = tmp_path / "below"
        Folder(below, {"handouts/t.yaml": "title: T"})
        both = Project((project.layers[0], below), below)
        write_approval(Project((below,), below), below, approval(by="Below, MD"), ON)

        _write(project, approval(by="Above, MD"))

        read = read_approval(both, "t")
        assert read is not None
        assert read.by == "Above, MD"

    def test_of_words_with_any_character_is_read_back(self, project: Project) -> None:
        words = "\u00e9 \x85\x9f \u2028 \ufeff \U0001f600 # : { [ ' \" \\ \\n - ? & * ! | > % @ `"
        odd = Content((Line("p", " ".join(words.split())), Line("q", "no"), Line("r", "1.50")), ())

        _write(project, approval(words=odd))

        read = read_approval(project, "t")
        assert read is not None
        assert placeless(read).words == odd


class TestEdit:
    @pytest.mark.parametrize(
        ("old", "new", "field", "line"),
        [
            ("Ann Lee, MD", "Bob Lee, MD", "by", 4),
            ("on: 2026-11-22", "on: 2026-11-23", "on", 5),
            ("until: 2027-11-22", "until: 2099-11-22", "until", 6),
            ("Fine.", "Fine!", "note", 7),
            ('note: "Fine."\n', "", "note", 3),
            ("hash: ", 'hash: "0" #', "hash", 8),
            ('"art": "00', '"art": "01', "sources", 9),
            ("Take 350", "Take 900", "handout", 11),
            ("numbers: [1, 2]", "numbers: [1]", "handout", 11),
            ("of {one}", "of {two}", "deck", 15),
            ('"until": "', '"until": "0', "until", 6),
            ('"deck": "', '"dock": "', "deck", 15),
        ],
    )
    def test_is_found_with_its_field_and_line(
        self, project: Project, old: str, new: str, field: str, line: int
    ) -> None:
        said = _edited(project, old, new)

        what = "the file was changed after it was written"
        assert said == f"{FILE}:{line}: {field!r} is not what was approved: {what}"

    def test_that_brings_a_field_of_another_approval_with_its_checksum_is_found(
        self, project: Project
    ) -> None:
        other = _write(project, approval(until=datetime.date(2030, 1, 1))).read_text(encoding="utf-8")
        path = _write(project, approval(by="Bob Lee, MD"), again=True)
        own = path.read_text(encoding="utf-8").splitlines()
        foreign = other.splitlines()
        for index, row in enumerate(own):
            if row.strip().startswith(("until:", '"until":')):
                own[index] = foreign[index]
        path.write_text("\n".join(own), encoding="utf-8")

        with pytest.raises(ApprovalError, match="'until' is not what was approved"):
            read_approval(project, "t")

    def test_of_the_comment_is_none(self, project: Project) -> None:
        path = _write(project, approval())
        path.write_text("# Ours.\r\n" + path.read_text(encoding="utf-8"), encoding="utf-8")

        assert placeless(read_approval(project, "t")) == approval()

    def test_of_the_files_name_is_found(self, project: Project) -> None:
        path = _write(project, approval())
        path.rename(path.with_name("u.yaml"))

        with pytest.raises(ApprovalError) as error:
            read_approval(project, "u")

        assert str(error.value).startswith(
            "handouts/approvals/u.yaml:3: approves 't', found in the file of 'u'"
        )

    def test_that_takes_fields_away_names_each(self, project: Project) -> None:
        folder = project.layers[0]
        Folder(folder, {FILE: 'topic: t\nby: "Ann"\nhsah: x\nhandout: [{words: a, numbers: [x]}]\n'})

        with pytest.raises(ApprovalError) as error:
            read_approval(project, "t")

        missing = [f"approval: {key!r} is missing" for key in ("on", "until", "hash", "sources", "checksums")]
        assert set(missing) < set(_message(error))
        assert "approval: unknown key 'hsah'" in _message(error)
        assert "numbers: expected whole numbers, found text" in _message(error)
        assert "handout: 'place' is missing" in _message(error)

    def test_that_breaks_the_file_is_told_as_such(self, project: Project) -> None:
        Folder(project.layers[0], {FILE: "topic: [\n"})

        with pytest.raises(YamlError):
            read_approval(project, "t")


class TestRefusal:
    @pytest.mark.parametrize(
        ("approved", "message"),
        [
            (approval(by=" "), "the reviewer has no name"),
            (approval(by=" , MD"), "the reviewer has no name"),
            (approval(by="A" * 81), "the reviewer's name has 81 letters, at most 80 fit"),
            (approval(by="A\x07"), "the reviewer's name holds the character U+0007, which cannot be printed"),
            (approval(note="\udcff"), "the note holds the character U+DCFF, which cannot be printed"),
            (
                approval(until=ON - DAY),
                "valid until 2026-11-21, which is before it was approved on 2026-11-22",
            ),
            (
                approval(on=ON + DAY),
                "approved on 2026-11-23, which is yet to come: today is 2026-11-22",
            ),
        ],
    )
    def test_says_why(self, project: Project, approved: Approval, message: str) -> None:
        with pytest.raises(ApprovalError) as error:
            _write(project, approved)

        assert _message(error) == [message]
        assert not (project.layers[0] / FILE).exists()

    def test_of_an_unknown_topic_suggests_the_closest(self, project: Project) -> None:
        with pytest.raises(SpecError) as error:
            _write(project, approval(topic="back-pian"))

        assert _message(error) == ["unknown topic 'back-pian'"]
        assert "did you mean 'back-pain'" in error.value.findings[0].hint

    def test_of_a_path_for_a_topic(self, project: Project) -> None:
        with pytest.raises(SpecError, match="not a topic name"):
            _write(project, approval(topic="../t"))

    def test_of_a_second_approval_leaves_the_first(self, project: Project) -> None:
        first = _write(project, approval()).read_bytes()

        with pytest.raises(ApprovalError) as error:
            _write(project, approval(by="Bob Lee, MD"))

        assert _message(error) == ["'t' is approved already"]
        assert error.value.findings[0].hint == "to approve the words as they are now, add --again"
        assert (project.layers[0] / FILE).read_bytes() == first

    def test_is_lifted_with_again_even_where_the_file_was_edited(self, project: Project) -> None:
        Folder(project.layers[0], {FILE: "by: me\n"})

        _write(project, approval(by="  Bob   Lee, RN "), again=True)

        read = read_approval(project, "t")
        assert read is not None
        assert read.by == "Bob Lee, RN"

    def test_tells_all_reasons_at_once(self, project: Project) -> None:
        with pytest.raises(ApprovalError) as error:
            _write(project, approval(by="", until=ON - DAY))

        assert len(error.value.findings) == 2

    def test_does_not_meet_an_approval_for_one_day(self, project: Project) -> None:
        _write(project, approval(until=ON))

        read = read_approval(project, "t")
        assert read is not None
        assert read.until == ON


class TestStatus:
    def test_without_an_approval_is_draft(self) -> None:
        assert status(None, WORDS.hash, ON) is Status.DRAFT

    @pytest.mark.parametrize(
        ("today", "expected"),
        [(ON, Status.APPROVED), (UNTIL, Status.APPROVED), (UNTIL + DAY, Status.EXPIRED)],
    )
    def test_lasts_to_the_end_of_its_last_day(self, today: datetime.date, expected: Status) -> None:
        assert status(approval(), WORDS.hash, today) is expected

    def test_of_changed_words_weighs_more_than_the_date(self) -> None:
        assert status(approval(), "0" * 64, UNTIL + DAY) is Status.CHANGED

    @pytest.mark.parametrize(
        ("review_by", "expected"),
        [
            (None, datetime.date(2027, 11, 22)),
            (datetime.date(2029, 11, 1), datetime.date(2029, 11, 1)),
            (ON, datetime.date(2027, 11, 22)),
        ],
    )
    def test_ends_with_the_topics_review_date_or_after_a_year(
        self, review_by: datetime.date | None, expected: datetime.date
    ) -> None:
        assert default_until(ON, review_by) == expected


class TestTopic:
    def test_stays_approved_with_other_weights_and_another_date(self, project: Project) -> None:
        content = _content(project)
        _write(project, approval(words=content))
        Folder(project.layers[0], {"seeds/art.md": ARTICLE.replace("known. {", "**known**. {")})
        Folder(project.layers[0], {"handouts/t.yaml": f"updated: 2030-01-01\n{TOPIC}"})

        read = read_approval(project, "t")

        assert status(read, _content(project).hash, ON) is Status.APPROVED

    @pytest.mark.parametrize(
        ("file", "old", "new"),
        [
            ("seeds/art.md", "One thing is known", "Nothing is known"),
            ("handouts/t.yaml", "title: One thing", "title: Two things"),
            ("handouts/t.yaml", "What we know", "What we do not know"),
        ],
    )
    def test_is_changed_with_any_printed_word(
        self, folder: Folder, project: Project, file: str, old: str, new: str
    ) -> None:
        _write(project, approval(words=_content(project)))
        text = (folder.path / file).read_text(encoding="utf-8")
        folder.write({file: text.replace(old, new)})

        assert status(read_approval(project, "t"), _content(project).hash, ON) is Status.CHANGED

    @pytest.mark.parametrize("topic", TOPICS)
    def test_of_the_library_is_approved_and_read_back(self, tmp_path: Path, topic: str) -> None:
        content = content_of(make(topic).handout, make(topic).deck)
        given = approval(topic, words=content)

        write_approval(PROJECT, tmp_path, given, ON)

        read = read_approval(Project((tmp_path, REPOSITORY), REPOSITORY), topic)
        assert placeless(read) == placeless(given)
        assert status(read, content.hash, ON) is Status.APPROVED

    def test_of_the_library_ships_without_an_approval(self) -> None:
        assert approval_files(PROJECT) == {}
        assert not (REPOSITORY / FOLDER).exists()


class TestSources:
    def test_are_the_original_article_or_else_the_seed_itself(self, tmp_path: Path) -> None:
        selection = bean_selection(tmp_path, "[art#good, facts#eat]")
        project = Project((tmp_path,), Path())

        found = source_hashes(selection, bean_library(tmp_path), project)

        assert list(found) == ["art", "facts"]
        assert found["art"] == "0" * 64
        assert len(found["facts"]) == 64

    def test_are_the_same_with_other_line_ends(self, tmp_path: Path) -> None:
        selection = bean_selection(tmp_path, "[facts#eat]")
        library = bean_library(tmp_path)
        project = Project((tmp_path,), Path())
        before = source_hashes(selection, library, project)
        path = tmp_path / "seeds/facts.md"
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

        assert source_hashes(selection, library, project) == before

    def test_hold_the_article_that_was_corrected(self, tmp_path: Path) -> None:
        selection = bean_selection(tmp_path, "[art#mend]")

        found = source_hashes(selection, bean_library(tmp_path), Project((tmp_path,), Path()))

        assert list(found) == ["art", "facts"]

    def test_of_a_built_in_topic_are_found(self, library: Library) -> None:
        selection = make("back-pain").selection

        found = source_hashes(selection, library, PROJECT)

        assert {"facts", "back-pain-guide"} <= set(found)

    def test_that_changed_are_named(self) -> None:
        assert changed_sources(approval(), {"art": "1" * 64, "new": "2" * 64}) == ("art",)
        assert changed_sources(approval(), {"art": "0" * 64}) == ()
        assert changed_sources(approval(), {}) == ()
