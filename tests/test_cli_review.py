"""`check`, `approve` and `import` as a user types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.folders import Folder

FACTS = """\
---
id: facts
title: Facts
---
- Beans are a food. {#food ref=book}

- Beans cut falls by 40%. {#percent ref=book}
"""
REFERENCES = "references:\n  - {id: book, type: book, title: Beans, publisher: P, checked: {how: page}}\n"
TOPIC = """\
title: Beans
purpose: Learn about beans.
sections:
  - heading: What beans are
    select: [facts#food]
"""


@pytest.fixture
def beans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795000000")  # 2026-11-18
    files = {"handouts/t.yaml": TOPIC, "seeds/facts.md": FACTS, "seeds/references.yaml": REFERENCES}
    return Folder(tmp_path, files)


class TestCheck:
    def test_a_finding_is_told_with_its_line_and_a_warning_does_not_fail(self, beans: Folder) -> None:
        beans.write({"handouts/t.yaml": TOPIC.replace("facts#food", "facts#percent")})

        result = beans.run("check", "t")

        assert "\nseeds/facts.md:7: warning: evidence-relative: " in result.stdout
        assert result.exit_code == 0

    def test_a_warning_fails_where_it_is_asked_to(self, beans: Folder) -> None:
        beans.write({"handouts/t.yaml": TOPIC.replace("facts#food", "facts#percent")})

        assert beans.run("check", "t", "--strict").exit_code == 1

    def test_a_review_that_is_past_fails(self, beans: Folder) -> None:
        beans.write({"handouts/t.yaml": TOPIC + "review_by: 2026-11-17\n"})

        result = beans.run("check", "t")

        assert "error: freshness-past: its review was due on 2026-11-17, 1 day ago" in result.stdout
        assert result.exit_code == 1

    def test_programs_get_json(self, beans: Folder) -> None:
        told = json.loads(beans.run("check", "t", "--format", "json").stdout)

        assert [topic["topic"] for topic in told["topics"]] == ["t"]

    @pytest.mark.parametrize("form", ["sarif", "html"])
    def test_other_forms_are_told(self, form: str, beans: Folder) -> None:
        opening = {"sarif": "{", "html": "<!DOCTYPE html>"}[form]

        assert beans.run("check", "t", "--format", form).stdout.startswith(opening)

    def test_topics_and_all_are_one_too_many(self, beans: Folder) -> None:
        assert beans.run("check", "t", "--all").exit_code == 2


class TestApprove:
    def test_a_page_says_who_reviewed_it_and_the_list_who_when_and_until_when(self, beans: Folder) -> None:
        result = beans.run("approve", "t", "--by", "Ann Lee, MD", "--until", "2027-06-30")

        assert result.stdout.strip() == "handouts/approvals/t.yaml"
        assert "Reviewed by Ann Lee, MD on November 18, 2026; next review by June 30, 2027." in _footer(beans)
        assert "  (approved: Ann Lee, MD, 2026-11-18 to 2027-06-30)" in beans.run("list").stdout

    def test_a_changed_word_takes_the_review_back(self, beans: Folder) -> None:
        beans.run("approve", "t", "--by", "Ann Lee, MD")

        beans.write({"seeds/facts.md": FACTS.replace("are a food", "are one food")})

        assert "Changed since its review on November 18, 2026: not reviewed by a clinician." in _footer(beans)

    def test_the_list_says_how_to_see_what_changed(self, beans: Folder) -> None:
        beans.run("approve", "t", "--by", "Ann Lee, MD")
        beans.write({"seeds/facts.md": FACTS.replace("are a food", "are one food")})

        told = beans.run("list").stdout

        assert (
            "  (changed since review: Ann Lee, MD, 2026-11-18 to 2027-11-18)\n"
            "  see: maghandout diff --approved t\n"
        ) in told

    def test_the_list_says_so_of_no_topic_whose_words_stayed(self, beans: Folder) -> None:
        beans.run("approve", "t", "--by", "Ann Lee, MD")

        assert "maghandout diff" not in beans.run("list").stdout

    def test_a_brand_takes_nothing_back(self, beans: Folder) -> None:
        beans.run("approve", "t", "--by", "Ann Lee, MD")

        beans.write({"brand.yaml": "name: Hill Clinic\nphone: 555-0100\n"})

        assert "Reviewed by Ann Lee, MD" in _footer(beans)

    def test_the_brands_language_takes_nothing_back(self, beans: Folder) -> None:
        english = Path("templates/strings/en.yaml")
        words = (REPOSITORY / english).read_text(encoding="utf-8")
        german = words.replace("My plan", "Mein Plan")
        beans.write({"templates/strings/de.yaml": german, "brand.yaml": "language: de\n"})

        beans.run("approve", "t", "--by", "Ann Lee, MD")

        assert "Reviewed by Ann Lee, MD" in _footer(beans)
        assert "  (approved: " in beans.run("list").stdout

    def test_a_review_that_is_over_says_so(self, beans: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
        beans.run("approve", "t", "--by", "Ann Lee, MD", "--until", "2026-11-30")

        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1797000000")  # 2026-12-11

        assert "Its review held until November 30, 2026: to be reviewed again." in _footer(beans)

    def test_an_approval_edited_by_hand_stops_the_build(self, beans: Folder) -> None:
        beans.run("approve", "t", "--by", "Ann Lee, MD")
        path = beans.path / "handouts/approvals/t.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("Ann Lee", "Bob Lee"), encoding="utf-8")

        result = beans.build()

        assert result.exit_code == 1
        assert result.stderr.startswith("handouts/approvals/t.yaml:4: ")
        assert beans.outputs() == []

    def test_what_fails_a_check_cannot_be_approved(self, beans: Folder) -> None:
        beans.write({"handouts/t.yaml": TOPIC + "review_by: 2026-11-17\n"})

        result = beans.run("approve", "t", "--by", "Ann Lee, MD")

        assert result.exit_code == 1
        assert "freshness-past" in result.stderr
        assert not (beans.path / "handouts/approvals").exists()


class TestSources:
    def test_one_that_changed_while_the_words_stayed_is_a_warning_at_its_seed(self, beans: Folder) -> None:
        beans.run("approve", "t", "--by", "Ann Lee, MD")
        beans.write({"seeds/facts.md": FACTS.replace("cut falls by 40%", "help")})

        result = beans.run("check", "t")

        assert (
            "\nseeds/facts.md: warning: freshness-sources: "
            "the source 'facts' has changed since the topic was approved\n"
        ) in result.stdout

    def test_one_whose_new_words_are_printed_is_not_told_twice(self, beans: Folder) -> None:
        beans.run("approve", "t", "--by", "Ann Lee, MD")
        beans.write({"seeds/facts.md": FACTS.replace("are a food", "are one food")})

        assert "freshness-sources" not in beans.run("check", "t").stdout


class TestDiff:
    def test_the_approved_words_are_compared_with_those_of_now(self, beans: Folder) -> None:
        beans.run("approve", "t", "--by", "Ann Lee, MD")
        beans.write({"seeds/facts.md": FACTS.replace("are a food", "are one food")})

        result = beans.run("diff", "--approved", "t")

        rows = result.stdout.splitlines()
        assert rows[0] == (
            "the words approved by Ann Lee, MD on 2026-11-18 to now: every printed line is compared"
        )
        assert rows[1].startswith("t, handout: ")
        assert "    Beans are [-a-] {+one+} food." in rows
        assert result.exit_code == 0

    def test_no_word_changed_where_none_did(self, beans: Folder) -> None:
        beans.run("approve", "t", "--by", "Ann Lee, MD")

        rows = beans.run("diff", "--approved", "t").stdout.splitlines()

        assert rows[1:] == ["t, handout: no word changed", "t, deck: no word changed"]

    def test_a_topic_that_nobody_approved_has_nothing_to_compare(self, beans: Folder) -> None:
        result = beans.run("diff", "--approved", "t")

        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr == (
            "handouts/approvals/t.yaml: 't' is not approved\n"
            '  hint: write a review down with: maghandout approve t --by "NAME, CREDENTIALS"\n'
        )

    def test_two_builds_are_compared(self, beans: Folder) -> None:
        beans.build("--no-check", "--out", "old")
        beans.write({"seeds/facts.md": FACTS.replace("are a food", "are one food")})
        beans.build("--no-check")

        result = beans.run("diff", "old/t.pdf", "out/t.pdf")

        assert result.stdout == (
            "old/t.pdf to out/t.pdf: "
            "the claims that the files carry are compared, each once; headings and labels are not\n"
            "t, handout: 1 difference\n"
            "  changed: claim (facts#food), page 1\n"
            "    Beans are [-a-] {+one+} food.\n"
        )

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            ([], "name a built file, a folder or a git revision, or give --approved"),
            (["out", "--approved", "t"], "--approved stands alone: "),
            (["--approved", "t", "--topic", "t"], "--approved stands alone: "),
        ],
    )
    def test_what_cannot_be_meant_is_wrong_usage(
        self, arguments: list[str], message: str, beans: Folder
    ) -> None:
        result = beans.run("diff", *arguments)

        assert result.exit_code == 2
        assert f"Error: {message}" in result.stderr


class TestImport:
    def test_an_article_becomes_a_seed_and_what_was_left_out_is_told(self, beans: Folder) -> None:
        beans.write({"a.md": "# Peas\n\nPeas hold 20 mg.\n\n## More\n\n- Eat peas.\n"})

        result = beans.run("import", "a.md", "--id", "peas")

        assert result.stdout.strip() == "seeds/peas.md"
        assert "Peas hold 20 mg." in (beans.path / "seeds/peas.md").read_text(encoding="utf-8")

    def test_no_seed_is_written_over(self, beans: Folder) -> None:
        beans.write({"a.md": "# Peas\n\nPeas hold 20 mg.\n"})

        result = beans.run("import", "a.md", "--id", "facts")

        assert (result.exit_code, result.stdout) == (1, "")
        assert "seeds/facts.md: exists already" in result.stderr


def _footer(folder: Folder) -> str:
    """Build the page and return all its words."""
    result = folder.run("show", "t", "--stage", "document")
    return result.stdout.splitlines()[2]
