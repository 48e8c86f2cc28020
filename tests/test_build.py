"""Many topics are made in several processes, and nobody can tell by what comes out."""

from __future__ import annotations

import os
import pickle
from functools import partial
from pathlib import Path

import pytest

from maghandout.build import build
from maghandout.diagnostics import Finding, Origin
from maghandout.errors import RenderError, SelectionError
from maghandout.model.options import Format, Options
from maghandout.processes import drawers
from maghandout.project import find_project
from tests.folders import ARTICLE, TOPIC, Folder, run_program

BOTH = (Format.PDF, Format.PPTX)
MANY = tuple(f"t{number}" for number in range(8))
"""Enough topics for two processes."""


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    topics: dict[str, str | bytes] = {f"handouts/{name}.yaml": TOPIC for name in MANY}
    return Folder(tmp_path, {**topics, "seeds/art.md": ARTICLE})


def _options(folder: Folder, formats: tuple[Format, ...] = (Format.PDF,), jobs: int = 1) -> Options:
    return Options(formats=formats, folder=folder.path / "out", jobs=jobs)


def test_files_come_in_the_order_of_their_topics(folder: Folder) -> None:
    told: list[str] = []

    built = build(find_project(folder.path), MANY[::-1], _options(folder, jobs=2), told.append)

    assert [path.name for path in built.paths] == told == [f"{name}.pdf" for name in MANY[::-1]]


def test_several_processes_write_the_same_bytes_as_one(
    folder: Folder,
) -> None:
    made = []
    for jobs in (2, 1):
        built = build(find_project(folder.path), MANY, _options(folder, tuple(Format), jobs))
        made.append([path.read_bytes() for path in built.paths])

    assert made[0] == made[1]


def test_a_topic_that_fails_is_told_as_ever_and_nothing_is_written(folder: Folder) -> None:
    folder.write({"handouts/t5.yaml": TOPIC.replace("[art]", "[art#gone]")})

    done = run_program(folder.path, "build", "--all", "--jobs", "2")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[0] == "handouts/t5.yaml:5: unknown anchor 'art#gone'"
    assert folder.outputs() == []


def test_of_two_topics_that_fail_in_two_processes_the_first_is_told(
    folder: Folder,
) -> None:
    failing = {f"handouts/{name}.yaml": TOPIC.replace("[art]", "[art#gone]") for name in ("t1", "t6")}
    folder.write(failing)

    with pytest.raises(SelectionError) as error:
        build(find_project(folder.path), MANY, _options(folder, jobs=2))

    assert str(error.value).splitlines()[0].startswith("handouts/t1.yaml:5: unknown anchor 'art#gone'")


def test_an_error_keeps_its_findings_on_its_way_from_another_process() -> None:
    error = SelectionError([Finding("gone", Origin("a.yaml", 3)), Finding("lost", Origin("a.yaml", 4))])

    found = pickle.loads(pickle.dumps(error))

    assert isinstance(found, SelectionError)
    assert (str(found), found.findings) == (str(error), error.findings)


def _end_early(options: Options) -> None:
    with drawers(1, options) as found:
        found[Format.PDF].submit(partial(os._exit, 1))()


class TestDrawers:
    """The outputs of a topic are drawn by processes of their own, which load what it takes meanwhile."""

    def test_the_files_are_the_same(self, folder: Folder) -> None:
        made = []
        for jobs in ("1", "2", "3"):
            done = run_program(folder.path, "build", "t0", "t1", "--force", "--jobs", jobs)
            assert (done.returncode, done.stderr) == (0, "")
            made.append([(folder.path / name).read_bytes() for name in done.stdout.split()])

        assert made[0] == made[1] == made[2]

    def test_what_it_warns_of_is_told(self, folder: Folder) -> None:
        folder.write({"seeds/art.md": "".join(f"- Line {number} of many.\n" for number in range(150))})

        done = run_program(folder.path, "build", "t0", "--jobs", "2")

        assert (done.returncode, done.stdout) == (0, "out/t0.pdf\nout/t0.pptx\n")
        assert done.stderr.startswith("handouts/t0.yaml:1: warning: the handout runs to ")

    def test_what_keeps_it_from_drawing_is_told(self, folder: Folder) -> None:
        folder.write({"seeds/art.md": "- Beans are \u4e2d.\n"})

        done = [run_program(folder.path, "build", "t0", "--jobs", jobs) for jobs in ("1", "2", "3")]

        assert "U+4E2D" in done[0].stderr
        assert [(one.returncode, one.stderr) for one in done] == [(1, done[0].stderr)] * 3
        assert folder.outputs() == []

    def test_of_two_outputs_that_fail_the_first_is_told(self, folder: Folder) -> None:
        folder.write({"seeds/art.md": "- Beans are \u4e2d.\n", "bad.pptx": "no deck"})
        command = ("build", "t0", "--deck-template", "bad.pptx")

        deck = run_program(folder.path, *command, "--format", "pptx")
        both = [run_program(folder.path, *command, "--jobs", jobs) for jobs in ("1", "2", "3")]

        assert deck.stderr.startswith("bad.pptx: ")
        assert [(one.returncode, "U+4E2D" in one.stderr, "bad" in one.stderr) for one in both] == [
            (1, True, False)
        ] * 3

    def test_a_process_that_ends_early_is_told(self, folder: Folder) -> None:
        with pytest.raises(RenderError) as error:
            _end_early(_options(folder, BOTH, jobs=2))

        assert str(error.value) == (
            "handouts: a process that made topics ended before it was done\n"
            "  hint: memory may be short: name fewer topics at a time"
        )

    @pytest.mark.parametrize(
        ("topics", "formats", "jobs", "expected"),
        [
            (1, BOTH, 3, set(BOTH)),
            (1, BOTH, 2, {Format.PDF}),
            (5, (Format.PDF,), 2, {Format.PDF}),
            (1, (Format.HTML, Format.PPTX), 2, {Format.PPTX}),
            (1, BOTH, 1, set()),
            (0, BOTH, 2, set()),
            (6, BOTH, 2, set()),
        ],
    )
    def test_none_is_started_where_it_has_nothing_to_do(
        self, folder: Folder, topics: int, formats: tuple[Format, ...], jobs: int, expected: set[Format]
    ) -> None:
        with drawers(topics, _options(folder, formats, jobs)) as found:
            assert set(found) == expected
