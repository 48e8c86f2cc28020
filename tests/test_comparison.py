"""What changed in words between builds, revisions and now."""

from __future__ import annotations

from pathlib import Path

import pytest

from maghandout.comparison import compare
from maghandout.errors import HandoutError
from maghandout.project import find_project
from tests.conftest import REPOSITORY
from tests.folders import ARTICLE, Folder
from tests.repositories import commit, without_git_variables

FACTS = "---\nid: facts\ntitle: Facts\n---\n- Beans are a food. {#food ref=book}\n"
REFERENCES = "references:\n  - {id: book, type: book, title: Beans, publisher: P, checked: {how: page}}\n"
TOPIC = """\
title: Beans
purpose: Learn about beans.
sections:
  - heading: What beans are
    select: [facts#food]
deck:
  slides:
    - title: Beans are food
      select: [facts#food]
"""
NEW_FACTS = FACTS.replace("are a food", "are one food")
CLAIMS = "the claims that the files carry are compared, each once; headings and labels are not\n"
LINES = "every printed line is compared\n"
CHANGE = "    Beans are [-a-] {+one+} food.\n"
BACK = "    Beans are [-one-] {+a+} food.\n"


@pytest.fixture
def beans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    without_git_variables(monkeypatch, tmp_path)
    files = {"handouts/t.yaml": TOPIC, "seeds/facts.md": FACTS, "seeds/references.yaml": REFERENCES}
    folder = Folder(tmp_path / "work", files)
    monkeypatch.chdir(folder.path)
    return folder


def _build(beans: Folder, out: str, form: str = "pdf") -> None:
    result = beans.run("build", "t", "--no-check", "--format", form, "--out", out)
    assert result.exit_code == 0, result.stderr


def _compare(old: str, new: str = "", *topics: str) -> str:
    return compare(old, new, find_project(Path()), topics)


def _message(old: str, new: str = "", *topics: str) -> str:
    with pytest.raises(HandoutError) as error:
        _compare(old, new, *topics)
    return str(error.value)


class TestBuilds:
    def test_of_the_same_words_say_so(self, beans: Folder) -> None:
        _build(beans, "a")
        _build(beans, "b")

        assert _compare("a/t.pdf", "b/t.pdf") == f"a/t.pdf to b/t.pdf: {CLAIMS}t, handout: no word changed\n"

    def test_are_compared_claim_by_claim(self, beans: Folder) -> None:
        _build(beans, "a", "pptx")
        beans.write({"seeds/facts.md": NEW_FACTS})
        _build(beans, "b", "pptx")

        told = _compare("a/t.pptx", "b/t.pptx")

        assert told.startswith(f"a/t.pptx to b/t.pptx: {CLAIMS}t, deck: ")
        assert f"  changed: claim (facts#food), slide 2\n{CHANGE}" in told

    def test_a_heading_is_no_claim(self, beans: Folder) -> None:
        _build(beans, "a")
        beans.write({"handouts/t.yaml": TOPIC.replace("What beans are", "On beans")})
        _build(beans, "b")

        assert "t, handout: no word changed\n" in _compare("a/t.pdf", "b/t.pdf")

    def test_that_make_no_claim_have_none_that_changed(self, beans: Folder) -> None:
        beans.write({"handouts/t.yaml": TOPIC.partition("deck:")[0]})
        _build(beans, "a", "pptx")

        assert "t, deck: no word changed\n" in _compare("a/t.pptx", "a/t.pptx")

    def test_of_two_kinds_have_nothing_in_common(self, beans: Folder) -> None:
        _build(beans, "a", "pdf,pptx")

        assert _compare("a/t.pdf", "a/t.pptx") == (
            f"a/t.pdf to a/t.pptx: {CLAIMS}t, handout: only in a/t.pdf\nt, deck: only in a/t.pptx\n"
        )

    def test_of_two_folders_are_paired_by_name(self, beans: Folder) -> None:
        _build(beans, "a", "pdf,pptx,html")
        beans.write({"seeds/facts.md": NEW_FACTS})
        _build(beans, "b")
        (beans.path / "b/t-large.pdf").write_bytes((beans.path / "b/t.pdf").read_bytes())

        assert _compare("a", "b") == (
            f"a to b: {CLAIMS}"
            f"t.pdf: 1 difference\n  changed: claim (facts#food), page 1\n{CHANGE}"
            "t.pptx: only in a\n"
            "t-large.pdf: only in b\n"
        )

    @pytest.mark.usefixtures("beans")
    def test_a_folder_without_any_is_told(self) -> None:
        assert _message("seeds") == "seeds: the folder holds no PDF and no PPTX"

    def test_a_folder_and_a_file_are_no_pair(self, beans: Folder) -> None:
        _build(beans, "a")

        assert _message("a", "a/t.pdf") == "a: is a folder, expected a file"

    @pytest.mark.usefixtures("beans")
    def test_a_file_that_is_no_build_is_told(self) -> None:
        assert _message("handouts/t.yaml").startswith("handouts/t.yaml: is neither a PDF nor a PPTX")


class TestABuildAndNow:
    @pytest.mark.parametrize(("name", "part"), [("a/t.pdf", "t, handout"), ("a", "t.pdf")])
    def test_the_claims_of_now_are_those_that_are_built(self, name: str, part: str, beans: Folder) -> None:
        _build(beans, "a")
        beans.write({"seeds/facts.md": NEW_FACTS})

        told = _compare(name)

        change = f"{part}: 1 difference\n  changed: claim (facts#food), page 1\n{CHANGE}"
        assert told == f"{name} to now: {CLAIMS}{change}"

    def test_nothing_is_left_behind(self, beans: Folder) -> None:
        _build(beans, "a")

        _compare("a")

        assert sorted(path.name for path in beans.path.iterdir()) == ["a", "handouts", "seeds"]

    def test_a_topic_that_is_gone_is_told(self, beans: Folder) -> None:
        _build(beans, "a")
        (beans.path / "handouts/t.yaml").rename(beans.path / "handouts/u.yaml")

        assert _compare("a") == f"a to now: {CLAIMS}t.pdf: only in a\n"

    def test_a_revision_may_come_first(self, beans: Folder) -> None:
        commit(beans.path)
        beans.write({"seeds/facts.md": NEW_FACTS})
        _build(beans, "a")

        assert CHANGE in _compare("HEAD", "a/t.pdf")
        assert BACK in _compare("a/t.pdf", "HEAD")


class TestRevisions:
    @pytest.fixture
    def changed(self, beans: Folder) -> Folder:
        """Return a folder whose fact was changed since the tag `first`."""
        commit(beans.path, tag="first")
        beans.write({"seeds/facts.md": NEW_FACTS})
        return beans

    @pytest.mark.usefixtures("changed")
    def test_a_changed_word_is_told_line_by_line(self) -> None:
        told = _compare("first", "", "t")

        assert told.startswith(f"first to now: {LINES}t, handout: 1 difference\n")
        assert f"  changed: paragraph body (facts#food), seeds/facts.md:5\n{CHANGE}" in told

    @pytest.mark.usefixtures("changed")
    def test_what_stayed_says_so(self) -> None:
        assert _compare("first", "HEAD", "t") == (
            f"first to HEAD: {LINES}t, handout: no word changed\nt, deck: no word changed\n"
        )

    def test_a_removed_line_names_the_file_of_then(self, changed: Folder) -> None:
        two = FACTS + "\n- Peas are round. {#peas ref=book}\n"
        topic = TOPIC.replace("[facts#food]", "[facts#food, facts#peas]")
        changed.write({"seeds/facts.md": two, "handouts/t.yaml": topic})
        commit(changed.path, tag="second")
        changed.write({"seeds/facts.md": FACTS, "handouts/t.yaml": TOPIC})

        assert "(facts#peas), second:seeds/facts.md:7\n    [-Peas are round.-]\n" in _compare(
            "second", "", "t"
        )

    def test_an_error_names_the_file_of_then(self, changed: Folder) -> None:
        changed.write({"handouts/t.yaml": "title: [\n"})
        commit(changed.path, tag="broken")

        assert _message("broken", "first", "t").startswith("broken:handouts/t.yaml:")

    def test_a_topic_of_one_side_is_told(self, changed: Folder) -> None:
        changed.write({"handouts/new.yaml": TOPIC})

        assert _compare("first", "", "new") == (
            f"first to now: {LINES}new, handout: only in now\nnew, deck: only in now\n"
        )

    @pytest.mark.usefixtures("changed")
    def test_a_topic_of_no_side_is_told(self) -> None:
        assert _message("first", "", "tea") == "handouts/tea.yaml: neither side has the topic 'tea'"

    def test_the_brand_of_now_serves_both(self, changed: Folder) -> None:
        english = (REPOSITORY / "templates/strings/en.yaml").read_text(encoding="utf-8")
        changed.write({"templates/strings/de.yaml": english.replace("My plan", "Mein Plan")})
        commit(changed.path, tag="german")

        changed.write({"brand.yaml": "language: de\n"})

        assert _compare("german", "", "t") == (
            f"german to now: {LINES}t, handout: no word changed\nt, deck: no word changed\n"
        )

    def test_all_topics_are_compared_where_none_is_named(
        self, folder: Folder, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        without_git_variables(monkeypatch, folder.path)
        commit(folder.path)
        folder.write({"seeds/art.md": ARTICLE.replace("One thing", "A thing")})

        told = _compare("HEAD")

        assert "t, handout: 1 difference\n" in told
        assert "back-pain, deck: no word changed\n" in told
