"""The library speaks in words of its own: runs that it shares with the articles are titles or addresses.

A run may stand in the repository when it lies within
- the title of a seed or reference;
- a heading of an original, on a line that gives it as an `at`;
- a web address that an original lists, which is an identifier and no wording;
- the name of a journal that an article cites, with the small words before it: names are kept whole.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from msgspec import Struct

from maghandout.model.library import Library
from tests.conftest import REPOSITORY, SHARED, require_or_skip

TOOL = SHARED / "tools" / "own_words.py"
ORIGINALS = SHARED / "originals"

_PRINTED = re.compile(r"(?P<path>.+?):(?P<line>\d+): (?P<run>.+) \((?P<article>[^()]+)\)")


class Allowed(Struct, frozen=True):
    """The stretches that a run may lie within, as `_normal` writes them."""

    titles: frozenset[str]
    headings: frozenset[str]
    """Allowed only on a line that has an `at`."""

    def covers(self, run: str, line: str) -> bool:
        """Tell whether a run that begins on this line is a title or heading."""
        headings = self.headings if 'at="' in line else frozenset()
        return _within(run, self.titles | headings)


def _normal(text: str) -> str:
    """Write words as the tool prints them."""
    return " ".join(re.findall(r"[a-z0-9]+(?:[.,][0-9]+)*", text.lower().replace("’", "'")))


def _normals(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(normal for text in texts if (normal := _normal(text)))


def _within(run: str, stretches: Iterable[str]) -> bool:
    return any(f" {run} " in f" {stretch} " for stretch in stretches)


def _allowed(library: Library) -> Allowed:
    originals = [path.read_text(encoding="utf-8") for path in sorted(ORIGINALS.glob("*.txt"))]
    titles = [str(item.csl.get("title", "")) for item in library.references.values()]
    addresses = re.findall(r"https?://\S+", "\n".join(originals))
    lines = {line.strip() for text in originals for line in text.splitlines()}
    headings = [section.at for section in library.sections.values() if section.at in lines]
    return Allowed(
        titles=_normals([*titles, *addresses, *(seed.title for seed in library.seeds.values())]),
        headings=_normals(headings),
    )


def _sentences_of_others(printed: str, allowed: Allowed) -> list[str]:
    """Return the lines the tool printed whose run is more than a title or heading."""
    return [line for line in printed.splitlines() if not _is_allowed(line, allowed)]


def _is_allowed(printed: str, allowed: Allowed) -> bool:
    found = _PRINTED.fullmatch(printed)
    if not found:
        return False
    lines = Path(found["path"]).read_text(encoding="utf-8").splitlines()
    return allowed.covers(found["run"], lines[int(found["line"]) - 1])


def test_only_titles_are_shared_with_the_articles(library: Library) -> None:
    require_or_skip(TOOL.is_file() and ORIGINALS.is_dir(), f"the own-words tool is not at {TOOL}")

    tool = subprocess.run(
        [sys.executable, str(TOOL), str(REPOSITORY)], capture_output=True, encoding="utf-8", check=False
    )

    assert tool.stderr == ""
    assert tool.returncode == (1 if tool.stdout else 0)
    assert _sentences_of_others(tool.stdout, _allowed(library)) == []


class TestAllowed:
    ALLOWED = Allowed(
        titles=_normals(["Magnesium: A Review"]),
        headings=_normals(["3. Start Low, Go Slow"]),
    )

    @pytest.mark.parametrize(
        ("run", "line"),
        [
            ("magnesium a review", "title: x"),
            ("a review", "anywhere"),
            ("3 start low go slow", '- Words. {at="3. Start Low, Go Slow"}'),
        ],
    )
    def test_covers_titles_and_headings(self, run: str, line: str) -> None:
        assert self.ALLOWED.covers(run, line)

    @pytest.mark.parametrize(
        ("run", "line"),
        [
            ("magnesium a review of", "title: x"),
            ("agnesium a review", "title: x"),
            ("start low go slow", "- Start low, go slow."),
            ("published in the journal of small things", "Clinical: published in"),
            ("the journal of small things showed", "Clinical: showed"),
        ],
    )
    def test_does_not_cover_more_than_these(self, run: str, line: str) -> None:
        assert not self.ALLOWED.covers(run, line)

    def test_a_copied_sentence_is_found(self, tmp_path: Path) -> None:
        seed = tmp_path / "seed.md"
        seed.write_text("# Heading\n\n- A review of all that was ever said.\n", encoding="utf-8")
        printed = f"{seed}:3: a review of all that was ever said (000.txt)\n{seed}:3: a review (000.txt)\n"

        assert _sentences_of_others(printed, self.ALLOWED) == printed.splitlines()[:1]

    def test_a_line_of_another_form_is_never_allowed(self) -> None:
        assert _sentences_of_others("Traceback\n", self.ALLOWED) == ["Traceback"]
