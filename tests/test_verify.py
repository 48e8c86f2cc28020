"""Digests against their originals: files, places, numbers, and the topics that a finding reaches."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from maghandout.model.library import Library
from maghandout.model.selection import Selection
from maghandout.verify import Verified, verify
from tests.conftest import SHARED, require_or_skip
from tests.libraries import DIGEST, FILES, bean_library, bean_selection
from tests.topics import TOPICS, pipeline

ARTICLE = """\
Beans for Bones
Trials
- Beans are good.
- Beans mend bones.
- Beans cure rickets.
Small ones
- Beans are green?
| Food | Now | Then |
|------|-----|------|
| Peas | 1 | 2 |
| Nuts | 3 | 4 |
Nothing
"""
NONE = "0" * 64


@pytest.fixture
def originals(tmp_path: Path) -> Path:
    folder = tmp_path / "originals"
    folder.mkdir()
    (folder / "art.txt").write_text(ARTICLE, encoding="utf-8")
    return folder


def _verified(tmp_path: Path, originals: Path, old: str = "", new: str = "") -> Verified:
    """Verify the digest of beans with one stretch of it replaced, used by the topic `t`."""
    found = hashlib.sha256((originals / "art.txt").read_bytes()).hexdigest()
    files = {"seeds/art.md": DIGEST.replace(NONE, found).replace(old, new)}
    selection = bean_selection(tmp_path / "project", "[art#good]", more=files)
    library = bean_library(tmp_path / "project", {**FILES, **files})
    (verified,) = verify(originals, library, [selection])
    return verified


def _told(verified: Verified) -> list[tuple[str, str]]:
    return [(finding.message, finding.hint) for finding in verified.findings]


def test_a_true_digest_has_no_findings(tmp_path: Path, originals: Path) -> None:
    verified = _verified(tmp_path, originals)

    assert _told(verified) == []
    assert (verified.seed, verified.original, verified.topics) == ("art", "art.txt", ("t",))
    assert str(verified) == "art: art.txt: 8 places and 4 numbers compared, 0 findings"


def test_a_missing_original_names_the_topics_that_it_reaches(tmp_path: Path, originals: Path) -> None:
    (originals / "other").mkdir()

    (verified,) = verify(
        originals / "other", bean_library(tmp_path / "a"), [bean_selection(tmp_path / "b", "[art#good]")]
    )

    assert _told(verified) == [("file not found", "reaches t")]
    assert str(verified.findings[0].origin) == str(originals / "other" / "art.txt")


def test_a_changed_original_names_the_topics_that_it_reaches(tmp_path: Path, originals: Path) -> None:
    found = hashlib.sha256((originals / "art.txt").read_bytes()).hexdigest()

    verified = _verified(tmp_path, originals, found, NONE)

    assert _told(verified) == [
        (f"was changed since seeds/art.md digested it: its SHA-256 is {found}", "reaches t")
    ]


@pytest.mark.parametrize(
    ("old", "new", "message", "hint"),
    [
        (
            'at="Trials, item 1"',
            'at="Trials, item 9"',
            "art#good: a place that the article does not have: 'Trials, item 9'",
            "reaches t",
        ),
        (
            "Beans are good.",
            "Beans are good for 7 days.",
            "art#good: a number that its place does not have: 7 day",
            "reaches t",
        ),
        (
            "Beans cure rickets.",
            "Beans cure 3 mg.",
            "art#cure: a number that its place does not have: 3 mg",
            "reaches no topic",
        ),
        (
            'at="Nothing"}',
            'at="Something"}',
            "art#nothing: a heading that the article does not have: 'Something'",
            "reaches no topic",
        ),
    ],
)
def test_what_the_article_does_not_have_is_told_at_the_line_of_the_digest(
    tmp_path: Path, originals: Path, old: str, new: str, message: str, hint: str
) -> None:
    verified = _verified(tmp_path, originals, old, new)

    assert (message, hint) in _told(verified)
    finding = next(item for item in verified.findings if item.message == message)
    assert new in DIGEST.replace(old, new).splitlines()[finding.origin.line - 1]


def test_a_lost_number_and_a_lost_line_are_told(tmp_path: Path, originals: Path) -> None:
    path = originals / "art.txt"
    path.write_text(ARTICLE.replace("are good.", "are good for 9 weeks.\n- And more."), encoding="utf-8")

    verified = _verified(tmp_path, originals)

    assert ("Trials, item 1: a number of the article that is lost: 9 week", "reaches t") in _told(verified)
    assert ("Trials, item 4: a line of the article that no statement is from", "") in _told(verified)


def test_a_left_out_line_that_is_gone_is_told(tmp_path: Path, originals: Path) -> None:
    verified = _verified(tmp_path, originals, "original: {", "original: {left_out: [Share], ")

    assert _told(verified) == [("the left-out line 'Share' stands 0 times in the article", "")]


def test_the_library_is_true_to_its_originals(library: Library) -> None:
    folder = SHARED / "originals"
    require_or_skip(folder.is_dir(), f"the original articles are not at {folder}")
    selections: list[Selection] = [pipeline().select(topic) for topic in TOPICS]

    verified = verify(folder, library, selections)

    assert {item.seed: _told(item) for item in verified} == {
        seed.id: [] for seed in library.seeds.values() if seed.original_file
    }
    assert all(item.topics and item.places and item.numbers for item in verified)
