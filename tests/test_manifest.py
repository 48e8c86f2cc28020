"""The manifest of a folder: hashes of files and of what they were made from, what is printed and withheld."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from maghandout import __version__
from maghandout.errors import PublishError
from maghandout.inputs import Inputs, Stock, inputs_of, stock_of
from maghandout.manifest import Entry, entry_of, manifest
from maghandout.manifestfile import FILE
from maghandout.model.brand import Brand
from maghandout.model.options import Format, Options, Paper, Profile
from maghandout.project import Project
from tests.folders import Folder
from tests.libraries import FILES, bean_selection


@pytest.fixture
def project(tmp_path: Path) -> Project:
    Folder(
        tmp_path / "mine", {**FILES, "handouts/t.yaml": "title: T\n", "templates/strings/en.yaml": "a: b\n"}
    )
    return Project((tmp_path / "mine",), tmp_path)


def _stock(project: Project, options: Options | None = None, brand: Brand | None = None) -> Stock:
    return stock_of(project, options or Options(), brand or Brand())


def _inputs(project: Project) -> Inputs:
    return inputs_of(_stock(project), "t")


def _entry(project: Project, tmp_path: Path, output: Format = Format.PDF) -> Entry:
    selection = bean_selection(tmp_path / "beans", "[{seed: art, section: trials}, facts#eat]")
    return entry_of(b"a file", output, selection, _inputs(project))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class TestInputs:
    def test_every_file_behind_a_topic_is_hashed(self, project: Project) -> None:
        inputs = _inputs(project)

        assert inputs.spec == {"handouts/t.yaml": _hash("title: T\n")}
        assert inputs.stock.shared["templates"] == {"templates/strings/en.yaml": _hash("a: b\n")}
        assert inputs.stock.shared["seeds"] == {name: _hash(text) for name, text in sorted(FILES.items())}
        assert [name for name in inputs.stock.shared["fonts"] if name.endswith("-Regular.ttf")]
        assert inputs.tree["program"] == __version__

    def test_files_behind_links_are_hashed_and_a_link_to_a_folder_above_ends(
        self, project: Project, tmp_path: Path
    ) -> None:
        Folder(tmp_path / "theirs", {"standard.yaml": "a", ".hidden/b.yaml": "b", "in/c.yaml": "c"})
        themes = tmp_path / "mine" / "templates" / "themes"
        themes.symlink_to(tmp_path / "theirs")
        (tmp_path / "theirs" / "again").symlink_to(tmp_path / "theirs")

        found = {name for name in _inputs(project).stock.shared["templates"] if "themes" in name}

        assert found == {"templates/themes/standard.yaml", "templates/themes/in/c.yaml"}

    @pytest.mark.parametrize(
        "file",
        [
            "handouts/t.yaml",
            "handouts/shared/a.yaml",
            "handouts/approvals/t.yaml",
            "seeds/art.md",
            "seeds/references.yaml",
            "templates/strings/en.yaml",
            "templates/new.html.j2",
        ],
    )
    def test_a_change_of_any_file_changes_the_hash(self, project: Project, file: str) -> None:
        before = _inputs(project).hash

        Folder(project.layers[0], {file: "changed"})

        assert _inputs(project).hash != before

    def test_another_topic_changes_nothing(self, project: Project) -> None:
        before = _inputs(project).hash

        Folder(project.layers[0], {"handouts/u.yaml": "new", "handouts/approvals/u.yaml": "new"})

        assert _inputs(project).hash == before

    def test_settings_brand_and_deck_template_count(self, project: Project, tmp_path: Path) -> None:
        own = tmp_path / "own.pptx"
        own.write_bytes(b"deck")

        hashes = {
            inputs_of(stock, "t").hash
            for stock in (
                _stock(project),
                _stock(project, Options(profile=Profile.LARGE)),
                _stock(project, Options(deck_template=own)),
                _stock(project, brand=Brand(name="Bean Clinic")),
                _stock(project, Options(paper=Paper.A4)),
                _stock(project, Options(is_checked=False)),
            )
        }

        assert len(hashes) == 6

    def test_where_the_project_and_the_brand_lie_does_not_count(
        self, project: Project, tmp_path: Path
    ) -> None:
        before = _inputs(project).hash
        (tmp_path / "mine").rename(tmp_path / "moved")
        moved = replace(project, layers=(tmp_path / "moved",))

        assert _inputs(moved).hash == before


class TestEntries:
    def test_a_handout_tells_what_it_prints_and_withholds(self, project: Project, tmp_path: Path) -> None:
        entry = _entry(project, tmp_path)

        assert (entry.topic, entry.sha256, entry.size) == ("t", hashlib.sha256(b"a file").hexdigest(), 6)
        assert entry.printed[:2] == ("art#good", "facts#help")
        assert entry.withheld == (
            {
                "statement": "art#mend",
                "verdict": "overstated",
                "why": "By 2%.",
                "selector": "handouts/t.yaml:5",
                "instead": "facts#help",
            },
            {
                "statement": "art#cure",
                "verdict": "contradicted",
                "why": "No one had rickets.",
                "selector": "handouts/t.yaml:5",
            },
        )

    def test_a_deck_withholds_nothing(self, project: Project, tmp_path: Path) -> None:
        assert _entry(project, tmp_path, Format.PPTX).withheld == ()


def _write(folder: Path, entries: dict[str, Entry]) -> dict[str, dict[str, object]]:
    """Write files with their manifest, as a build does, and return the manifest."""
    data = manifest(entries, folder)
    Folder(folder, {**dict.fromkeys(entries, b"a file"), FILE: data})
    tree: dict[str, dict[str, object]] = json.loads(data)
    return tree


class TestManifest:
    def test_every_input_of_a_file_is_found_from_it(self, project: Project, tmp_path: Path) -> None:
        tree = _write(tmp_path / "out", {"t.pdf": _entry(project, tmp_path)})

        file = tree["files"]["t.pdf"]
        assert isinstance(file, dict)
        inputs = tree["inputs"][file["inputs"]]
        assert isinstance(inputs, dict)
        assert inputs["spec"] == {"handouts/t.yaml": _hash("title: T\n")}
        assert set(tree["shared"]) == {inputs["shared"]}

    def test_builds_into_one_folder_are_merged(self, project: Project, tmp_path: Path) -> None:
        out, entry = tmp_path / "out", _entry(project, tmp_path)
        _write(out, {"a.pdf": entry})

        tree = _write(out, {"b.pdf": entry})

        assert list(tree["files"]) == ["a.pdf", "b.pdf"]

    def test_the_order_of_builds_leaves_no_trace(self, project: Project, tmp_path: Path) -> None:
        entry = _entry(project, tmp_path)
        for folder, names in (("x", ("a.pdf", "b.pdf")), ("y", ("b.pdf", "a.pdf", "b.pdf"))):
            for name in names:
                _write(tmp_path / folder, {name: entry})

        assert (tmp_path / "x" / FILE).read_bytes() == (tmp_path / "y" / FILE).read_bytes()

    def test_a_file_that_is_gone_is_forgotten_with_its_inputs(self, project: Project, tmp_path: Path) -> None:
        out = tmp_path / "out"
        _write(out, {"a.pdf": _entry(project, tmp_path)})
        (out / "a.pdf").unlink()
        Folder(project.layers[0], {"handouts/t.yaml": "changed", "seeds/art.md": "changed"})

        tree = _write(out, {"b.pdf": _entry(project, tmp_path)})

        assert list(tree["files"]) == ["b.pdf"]
        assert (len(tree["inputs"]), len(tree["shared"])) == (1, 1)

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ('{"name": "a web app"}', "is no manifest that this program writes"),
            ("[" * 100_000, "is no manifest of maghandout"),
            ("\xff", "is no manifest that this program writes"),
        ],
    )
    def test_a_file_of_another_program_is_not_replaced(self, tmp_path: Path, text: str, message: str) -> None:
        (tmp_path / FILE).write_text(text if text != "\xff" else "[]", encoding="utf-8")

        with pytest.raises(PublishError, match=message) as caught:
            manifest({}, tmp_path)

        assert "--out" in caught.value.findings[0].hint

    def test_a_damaged_one_of_ours_is_read_as_far_as_it_goes(self, project: Project, tmp_path: Path) -> None:
        tree = {"maghandout manifest": 1, "files": {"a.pdf": 7, "../b": {}}, "inputs": []}
        Folder(tmp_path / "out", {FILE: json.dumps(tree), "a.pdf": "x"})

        written = _write(tmp_path / "out", {"b.pdf": _entry(project, tmp_path)})

        assert sorted(written["files"]) == ["a.pdf", "b.pdf"]
