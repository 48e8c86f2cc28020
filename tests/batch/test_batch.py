"""`maghandout batch` as a user types it."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import stat
import subprocess
import zipfile
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from maghandout.batch import sinks
from maghandout.batch.place import JOURNAL
from maghandout.batch.work import Made
from tests.batch.tables import HEADER, MARKER, patients, text
from tests.folders import ARTICLE, TOPIC, Folder, program, run_program

NAMED = ("--name-pattern", "{visit}", "--jobs", "1")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.chdir(tmp_path)
    files = {"handouts/t.yaml": TOPIC, "seeds/art.md": ARTICLE, "rows.csv": patients(3)}
    return Folder(tmp_path, files)


def _names(path: Path) -> list[str]:
    return sorted(file.name for file in path.iterdir())


def _values(path: Path) -> dict[str, str]:
    with pikepdf.open(path) as pdf:
        return {str(field.T): str(field.V) for field in pdf.Root.AcroForm.Fields if str(field.V)}


def _rejects(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


class TestWhatTheRulesStop:
    """A handout that is not built is not copied either, unless the user wants it all the same."""

    @pytest.fixture
    def overdue(self, folder: Folder, monkeypatch: pytest.MonkeyPatch) -> Folder:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1783900800")  # 2026-07-13
        folder.write({"handouts/t.yaml": TOPIC.replace("title:", "review_by: 2026-06-30\ntitle:", 1)})
        return folder

    def test_nothing_is_written(self, overdue: Folder) -> None:
        result = overdue.run("batch", "t", "rows.csv", "--out", "a")

        assert (result.exit_code, result.stdout, (overdue.path / "a").exists()) == (1, "", False)
        assert result.stderr.startswith(
            "handouts/t.yaml:1: freshness-past: its review was due on 2026-06-30, 13 days ago"
        )

    @pytest.mark.parametrize(
        ("flag", "stamp"),
        [("--allow-expired", "Out of date since June 30, 2026."), ("--no-check", "Made without checks.")],
    )
    def test_what_is_wanted_all_the_same_says_so(self, overdue: Folder, flag: str, stamp: str) -> None:
        result = overdue.run("batch", "t", "rows.csv", "--out", "a", flag)

        assert (result.exit_code, result.stderr) == (0, "3 copies in a\n")
        pages = PdfReader(overdue.path / "a" / "t-000002.pdf").pages
        assert stamp in " ".join(" ".join(page.extract_text() for page in pages).split())


class TestCopies:
    def test_each_row_has_a_file_named_by_its_number(self, folder: Folder) -> None:
        result = folder.run("batch", "t", "rows.csv")

        out = folder.path / "out" / "t-copies"
        assert (result.exit_code, result.stdout, result.stderr) == (0, "", "3 copies in out/t-copies\n")
        assert _names(out) == ["t-000001.pdf", "t-000002.pdf", "t-000003.pdf"]
        assert _values(out / "t-000002.pdf") == {"visit": "V2", "name": f"{MARKER} 2", "dose": "200 mg"}

    def test_files_are_for_their_owner_alone(self, folder: Folder) -> None:
        folder.write({"rows.csv": patients(1) + "V2,a\n"})

        folder.run("batch", "t", "rows.csv", "--out", "a")

        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (folder.path / "a").iterdir()}
        assert modes == {"t-000001.pdf": 0o600, "rejects.csv": 0o600}
        assert stat.S_IMODE((folder.path / "a").stat().st_mode) == 0o700

    def test_a_copy_names_its_patient_on_its_lines_alone(self, folder: Folder) -> None:
        folder.run("batch", "t", "rows.csv", "--out", "a")

        with pikepdf.open(folder.path / "a" / "t-000001.pdf") as pdf:
            said = pdf.Root.Metadata.read_bytes() + str(dict(pdf.docinfo.items())).encode()
        assert MARKER.encode() not in said
        assert str(pdf.docinfo.Title) == "One thing"

    def test_values_are_words_whatever_they_look_like(self, folder: Folder) -> None:
        names = ["=cmd|' /C calc'!A0", "<b>&amp;</b>", ") Tj (", "{name} {{ 7*7 }}", "%PDF \\n"]
        folder.write({"rows.csv": text([("name",), *((name,) for name in names)])})

        folder.run("batch", "t", "rows.csv", "--out", "a")

        found = [_values(folder.path / "a" / f"t-{row:06}.pdf")["name"] for row in range(1, 6)]
        assert found == names

    def test_an_empty_cell_leaves_its_line_to_write_on(self, folder: Folder) -> None:
        folder.write({"rows.csv": "name,dose\nAnn,\n"})

        folder.run("batch", "t", "rows.csv", "--out", "a")

        assert _values(folder.path / "a" / "t-000001.pdf") == {"name": "Ann"}

    def test_rows_choose_topic_profile_and_paper(self, folder: Folder) -> None:
        folder.write(
            {
                "handouts/u.yaml": TOPIC.replace("One thing", "Another thing"),
                "rows.csv": "name,topic,profile,paper\na,,,\nb,u,Large,A4\nc,u,,\n",
            }
        )

        folder.run("batch", "t", "rows.csv", "--out", "a")

        assert _names(folder.path / "a") == ["t-000001.pdf", "u-000002.pdf", "u-000003.pdf"]
        with pikepdf.open(folder.path / "a" / "u-000002.pdf") as pdf:
            assert str(pdf.docinfo.Title) == "Another thing"
            assert [round(float(edge)) for edge in pdf.pages[0].mediabox][2:] == [595, 842]

    def test_several_processes_write_the_same_bytes_as_one(self, folder: Folder) -> None:
        folder.write({"rows.csv": patients(1000)})

        for jobs in ("1", "2"):
            done = run_program(folder.path, "batch", "t", "rows.csv", "--out", jobs, "--jobs", jobs)
            assert (done.returncode, done.stderr) == (0, f"1,000 copies in {jobs}\n")

        one, two = ({path.name: path.read_bytes() for path in Path(jobs).iterdir()} for jobs in ("1", "2"))
        assert one == two

    def test_rows_come_from_standard_input(self, folder: Folder) -> None:
        done = subprocess.run(
            program("batch", "t", "-", "--out", "a"),
            cwd=folder.path,
            input=b'{"name": "Ann"}\n',
            check=False,
            capture_output=True,
        )

        assert (done.returncode, done.stderr) == (0, b"1 copy in a\n")


class TestRejects:
    BAD = "".join(
        [
            "visit,name,dose,profile\n",
            "V1,Ann,1,\n",
            "V2,Bea\n",
            f"V3,{'Bo ' * 60},1,\n",
            "V4,\u4e00,1,\n",
            "V1,Cy,1,\n",
            ",Di,1,\n",
            "V7,Ed,1,huge\n",
            "V8,Flo,1,,x\n",
            "v1,Gus,1,\n",
        ]
    )

    def test_a_bad_row_goes_there_with_its_reason_and_the_rest_goes_on(self, folder: Folder) -> None:
        folder.write({"rows.csv": self.BAD})

        result = folder.run("batch", "t", "rows.csv", "--out", "a", *NAMED)

        told = "1 copy in a\n8 rows were rejected, with the reasons in a/rejects.csv\n"
        assert (result.exit_code, result.stderr) == (1, told)
        rows = _rejects(folder.path / "a" / "rejects.csv")
        assert rows[0] == ["row", "reason", "visit", "name", "dose", "profile"]
        assert rows[1] == ["2", "no value for 'dose'", "V2", "Bea"]
        assert [row[0] for row in rows[1:]] == ["2", "3", "4", "5", "6", "7", "8", "9"]
        assert rows[2][1].startswith("field 'name' ")
        assert rows[3][1].startswith("field 'name' ")
        assert [row[1] for row in rows[4:]] == [
            "the file name is that of row 1",
            "no value for 'visit', which its file is named by",
            "no such profile, expected one of: standard, large, mono",
            "found 5 cells, expected 4",
            "the file name is that of row 1",
        ]
        assert rows[7] == ["8", "found 5 cells, expected 4", "V8", "Flo", "1", "", "x"]

    def test_mended_they_are_rows_again_with_the_numbers_they_had(self, folder: Folder) -> None:
        folder.write({"rows.csv": self.BAD})
        folder.run("batch", "t", "rows.csv", "--out", "a")
        path = folder.path / "a" / "rejects.csv"
        path.write_text(path.read_text(encoding="utf-8-sig").replace("\u4e00", "José"), encoding="utf-8")

        folder.run("batch", "t", str(path), "--out", "b")

        assert _names(folder.path / "b") == ["rejects.csv", "t-000004.pdf"]
        assert _values(folder.path / "b" / "t-000004.pdf")["name"] == "José"

    def test_no_reason_quotes_a_value(self, folder: Folder) -> None:
        folder.write(
            {"rows.csv": text([HEADER, ("V1", f"{MARKER}\u4e00" * 40, "1"), (MARKER * 30, "a", "1")])}
        )

        result = folder.run("batch", "t", "rows.csv", "--out", "a", *NAMED)

        assert MARKER not in result.output
        assert not any(MARKER in row[1] for row in _rejects(folder.path / "a" / "rejects.csv"))


class TestWhatCannotBegin:
    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (("x", "rows.csv"), "handouts/x.yaml: unknown topic 'x'\n  hint: topics: "),
            (("t", "none.csv"), "none.csv: cannot be read: No such file or directory\n"),
            (
                ("t", "wrong.csv"),
                (
                    "wrong.csv:1: no column is named by a field of the handout\n"
                    "  hint: fields: name, date, dose, when, visit, phone\n"
                ),
            ),
            (
                ("t", "rows.csv", "--name-pattern", "{vist}"),
                "--name-pattern: no column 'vist'\n  hint: did you mean 'visit'?\n",
            ),
            (
                ("t", "rows.csv", "--out", "full"),
                (
                    "full: there is something already, which a batch never replaces\n"
                    "  hint: name another place with --out\n"
                ),
            ),
            (
                ("t", "rows.csv", "--out", "full", "--resume"),
                (
                    "full: nothing to resume: its batch is done, or it holds something else\n"
                    "  hint: name another place with --out\n"
                ),
            ),
            (("t", "rows.csv", "--out", "nosuch://x/y"), "nosuch://x/y: cannot be reached: "),
        ],
    )
    def test_it_is_told_and_nothing_is_written(
        self, folder: Folder, arguments: tuple[str, ...], message: str
    ) -> None:
        folder.write({"wrong.csv": "nom,posologie\n", "full/note.txt": "kept"})
        before = sorted(folder.path.rglob("*"))

        result = folder.run("batch", *arguments)

        assert result.exit_code == 1
        assert result.stderr.startswith(message)
        assert sorted(folder.path.rglob("*")) == before

    def test_a_column_that_nothing_uses_is_named(self, folder: Folder) -> None:
        folder.write({"rows.csv": "name,Doze,row id\nAnn,1,2\n"})

        result = folder.run("batch", "t", "rows.csv", "--out", "a")

        assert result.stderr == (
            "rows.csv:1: warning: nothing uses 'Doze', 'row id'\n"
            "  hint: did you mean 'dose' by 'Doze'?\n"
            "1 copy in a\n"
        )


class TestABrokenRun:
    @pytest.fixture(autouse=True)
    def _full_disk(self, folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let the disk be full after so many files."""
        self.room = 300
        write = sinks._write

        def writing(path: str, made: Made) -> None:
            self.room -= 1
            if self.room < 0:
                Path(path).write_bytes(b"%PDF and no more")
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)
            write(path, made)

        monkeypatch.setattr(sinks, "_write", writing)
        folder.write({"rows.csv": patients(600)})

    def test_a_full_disk_is_told_and_the_run_goes_on_when_there_is_room(self, folder: Folder) -> None:
        result = folder.run("batch", "t", "rows.csv", "--out", "a", *NAMED)
        names = [name for name in _names(folder.path / "a") if not name.startswith(JOURNAL)]
        self.room = 1000
        resumed = folder.run("batch", "t", "rows.csv", "--out", "a", *NAMED, "--resume")

        assert (result.exit_code, result.stderr) == (
            1,
            (
                "a: cannot be written: No space left on device\n"
                "a: stopped with 256 rows done\n"
                "  hint: when that is mended, run the same command with --resume\n"
            ),
        )
        assert len(names) == 300
        assert (resumed.exit_code, resumed.stderr) == (0, "600 copies in a\n")
        assert len(_names(folder.path / "a")) == 600

    @pytest.mark.parametrize(
        ("rows", "arguments", "message"),
        [
            (patients(600), (), "a: a batch was broken off here\n  hint: go on with --resume, or "),
            (
                patients(600),
                ("--resume", *NAMED, "--paper", "a4"),
                "a/.maghandout-journal: the batch was begun with other settings",
            ),
            (
                "name,dose\nAnn,1\n",
                ("--resume",),
                "a/.maghandout-journal: the batch was begun with other settings",
            ),
            (
                patients(600).replace("200 mg", "20 mg", 1),
                ("--resume", *NAMED),
                "rows.csv: the first 256 rows are not those that the batch has done\n",
            ),
            (
                patients(9),
                ("--resume", *NAMED),
                "rows.csv: the first 256 rows are not those that the batch has done\n",
            ),
        ],
    )
    def test_another_batch_does_not_go_on_from_it(
        self, folder: Folder, rows: str, arguments: tuple[str, ...], message: str
    ) -> None:
        folder.run("batch", "t", "rows.csv", "--out", "a", *NAMED)
        self.room = 1000
        folder.write({"rows.csv": rows})

        result = folder.run("batch", "t", "rows.csv", "--out", "a", *arguments)

        assert result.exit_code == 1
        assert result.stderr.startswith(message)

    def test_a_handout_that_changed_since_does_not_go_on(self, folder: Folder) -> None:
        folder.run("batch", "t", "rows.csv", "--out", "a", *NAMED)
        self.room = 1000
        folder.write({"handouts/t.yaml": TOPIC.replace("Learn one", "Learn another")})

        result = folder.run("batch", "t", "rows.csv", "--out", "a", *NAMED, "--resume")

        assert result.exit_code == 1
        assert result.stderr.splitlines()[0] == (
            "a/.maghandout-journal: the handout 't standard' is not what it was when the batch began"
        )

    def test_it_goes_on_on_another_day(self, folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1763600000")  # 2025-11-20
        folder.run("batch", "t", "rows.csv", "--out", "a", *NAMED)
        self.room = 1000
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1763900000")  # 2025-11-23

        result = folder.run("batch", "t", "rows.csv", "--out", "a", *NAMED, "--resume")

        assert result.stderr == "600 copies in a\n"

    def test_ctrl_c_says_how_far_it_came(self, folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupt(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(sinks, "_write", interrupt)

        result = folder.run("batch", "t", "rows.csv", "--out", "a", *NAMED)

        assert (result.exit_code, result.stderr) == (
            1,
            "a: interrupted with 0 rows done\n  hint: go on with --resume\n",
        )


class TestOtherPlaces:
    def test_a_zip_holds_what_a_folder_would(self, folder: Folder) -> None:
        folder.run("batch", "t", "rows.csv", "--out", "a", *NAMED)

        result = folder.run("batch", "t", "rows.csv", "--out", "b.zip", *NAMED)

        with zipfile.ZipFile(folder.path / "b.zip") as archive:
            assert archive.testzip() is None
            found = {entry.filename: archive.read(entry) for entry in archive.infolist()}
            modes = {entry.external_attr >> 16 for entry in archive.infolist()}
        assert found == {path.name: path.read_bytes() for path in (folder.path / "a").iterdir()}
        assert modes == {0o100600}
        assert stat.S_IMODE((folder.path / "b.zip").stat().st_mode) == 0o600
        assert result.stderr == "3 copies in b.zip\n"

    def test_one_pdf_holds_all_copies(self, folder: Folder) -> None:
        folder.write({"rows.csv": "name,profile\na,\nb,mono\nc,\n"})

        result = folder.run("batch", "t", "rows.csv", "--out", "b.pdf")

        assert result.stderr == "3 copies in b.pdf\n"
        with pikepdf.open(folder.path / "b.pdf") as pdf, pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == ["t-000001", "t-000002", "t-000003"]
        assert stat.S_IMODE((folder.path / "b.pdf").stat().st_mode) == 0o600

    def test_one_pdf_of_several_handouts_needs_a_file_to_read_twice(self, folder: Folder) -> None:
        done = subprocess.run(
            program("batch", "t", "-", "--out", "b.pdf"),
            cwd=folder.path,
            input=b"name,topic\na,\n",
            check=False,
            capture_output=True,
        )

        message = "standard input: cannot be read twice, as one PDF of several handouts takes"
        assert done.stderr.decode().splitlines()[0] == message

    def test_an_address_of_this_machine_is_a_folder(self, folder: Folder) -> None:
        folder.run("batch", "t", "rows.csv", "--out", f"file://{folder.path}/a%20b")

        assert _names(folder.path / "a b") == ["t-000001.pdf", "t-000002.pdf", "t-000003.pdf"]

    def test_a_store_gets_the_copies_and_this_folder_the_rejects(self, folder: Folder) -> None:
        fsspec = pytest.importorskip("fsspec")
        folder.write({"rows.csv": patients(2) + "V3,a\n"})

        result = folder.run("batch", "t", "rows.csv", "--out", "memory://clinic/a", "--jobs", "2")

        store = fsspec.filesystem("memory")
        assert sorted(store.ls("/clinic/a", detail=False)) == [
            "/clinic/a/t-000001.pdf",
            "/clinic/a/t-000002.pdf",
        ]
        assert _names(folder.path / "out" / "t-copies") == ["rejects.csv"]
        assert result.stderr.startswith("2 copies in memory://clinic/a\n")
        far = folder.run("batch", "t", "rows.csv", "--out", "memory://b", "--scheduler", "tcp://127.0.0.1:1")
        assert far.stderr == "memory://b: other processes cannot reach it\n  hint: leave out --scheduler\n"
        again = folder.run("batch", "t", "rows.csv", "--out", "memory://clinic/a")
        assert again.stderr.startswith("memory://clinic/a: there is something already")
        store.rm("/clinic", recursive=True)


class TestProgress:
    def test_a_terminal_shows_rows_and_rate(self, folder: Folder) -> None:
        pty = pytest.importorskip("pty")
        leader, follower = pty.openpty()
        folder.write({"rows.csv": patients(600)})

        subprocess.run(
            program("batch", "t", "rows.csv"), stdout=subprocess.PIPE, stderr=follower, check=False
        )
        os.close(follower)
        said = os.read(leader, 100_000).decode()
        os.close(leader)

        assert "copying" in said
        assert "600 rows, " in said
        assert " a second" in said


def test_json_rows_and_csv_rows_give_the_same_files(folder: Folder) -> None:
    rows = csv.DictReader(io.StringIO(patients(3)))
    folder.write({"rows.ndjson": "".join(json.dumps(row) + "\n" for row in rows)})

    folder.run("batch", "t", "rows.csv", "--out", "a")
    folder.run("batch", "t", "rows.ndjson", "--out", "b")

    one, two = ({path.name: path.read_bytes() for path in Path(name).iterdir()} for name in "ab")
    assert one == two
