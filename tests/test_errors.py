"""What goes wrong is told in one place: exit code 1, `path:line: message`, no traceback, nothing written."""

from __future__ import annotations

import re
import resource
import signal
import subprocess
import time
from pathlib import Path

import pytest

from maghandout.project import Project
from tests.folders import TOPIC, Folder, program, run_program
from tests.test_golden import GOLDEN

ERRORS = sorted(path.parent.name for path in GOLDEN.glob("*/error.txt"))

_FIRST_LINE = re.compile(r"(?:built-in/)?(?:handouts|seeds|templates)(?:/[^:\s]*)?(?::\d+)?: \S.*")
_HINT = re.compile(r"  hint: \S.*")


def _copy(case: Path, folder: Path) -> None:
    for path in case.rglob("*"):
        if path.is_file() and path.suffix != ".txt":
            target = folder / path.relative_to(case)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())


class TestGoldenErrors:
    @pytest.mark.parametrize("name", ERRORS)
    def test_the_program_prints_the_whole_message_and_fails(
        self, name: str, bare_library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _copy(GOLDEN / name, tmp_path)
        monkeypatch.chdir(tmp_path)
        bare = Project((Path(), bare_library), bare_library)
        monkeypatch.setattr("maghandout.cli.app.find_project", lambda _: bare)

        result = Folder(tmp_path, {}).run("build", "topic", "--format", "pdf", "--no-check")

        assert result.stderr == (GOLDEN / name / "error.txt").read_text(encoding="utf-8")
        assert (result.exit_code, result.stdout) == (1, "")
        assert not (tmp_path / "out").exists()

    @pytest.mark.parametrize("name", ERRORS)
    def test_every_line_is_a_place_with_a_message_or_a_hint(self, name: str) -> None:
        lines = (GOLDEN / name / "error.txt").read_text(encoding="utf-8").splitlines()

        assert lines
        assert [line for line in lines if not (_FIRST_LINE.fullmatch(line) or _HINT.fullmatch(line))] == []

    @pytest.mark.parametrize("name", ["error-yaml-syntax", "error-template-fails", "error-unknown-seed"])
    def test_a_process_of_its_own_says_the_same(self, name: str, tmp_path: Path) -> None:
        _copy(GOLDEN / name, tmp_path)

        done = run_program(tmp_path, "build", "topic", "--format", "pdf")

        assert done.stderr == (GOLDEN / name / "error.txt").read_text(encoding="utf-8")
        assert (done.returncode, done.stdout) == (1, "")


class TestFiles:
    @pytest.mark.parametrize("name", ["handouts/t.yaml", "seeds/art.md", "templates/handout.html.j2"])
    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"title: caf\xe9\n", ":1: not UTF-8: byte 0xe9\n  hint: save the file as UTF-8\n"),
            (b"\xff\xfet\0", ":1: not UTF-8: byte 0xff\n  hint: save the file as UTF-8\n"),
            (b"a\n\0b", ":2: not a text file: it holds the control character U+0000\n"),
            (b"", ": the file is empty\n"),
            (b"\xef\xbb\xbf \n", ": the file is empty\n"),
        ],
        ids=["latin-1", "utf-16", "binary", "empty", "blank"],
    )
    def test_a_file_that_is_no_text_is_named(
        self, folder: Folder, name: str, content: bytes, said: str
    ) -> None:
        folder.write({name: content})

        result = folder.build()

        assert (result.exit_code, result.stderr) == (1, f"{name}{said}")
        assert folder.outputs() == []

    @pytest.mark.parametrize("name", ["handouts/t.yaml", "seeds/art.md", "seeds/references.yaml"])
    def test_a_folder_in_a_files_place_is_named(self, folder: Folder, name: str) -> None:
        (folder.path / name).unlink(missing_ok=True)
        (folder.path / name).mkdir()

        result = folder.build()

        assert (result.exit_code, result.stderr) == (1, f"{name}: is a folder, expected a file\n")

    @pytest.mark.parametrize("name", ["handouts/t.yaml", "seeds/art.md"])
    def test_a_huge_file_is_refused_unread(self, folder: Folder, name: str) -> None:
        with (folder.path / name).open("wb") as stream:
            stream.truncate(200 * 1024 * 1024)

        result = folder.build()

        said = f"{name}: too large: 200 MB, at most 4 MB are read\n"
        assert (result.exit_code, result.stderr) == (1, said)

    def test_a_link_that_leads_nowhere_is_named(self, folder: Folder) -> None:
        (folder.path / "seeds/lost.md").symlink_to("nowhere.md")

        result = folder.build()

        assert (result.exit_code, result.stderr) == (1, "seeds/lost.md: file not found\n")


class TestTopicNames:
    @pytest.mark.parametrize(
        "name",
        [
            "../../x",
            "/etc/passwd",
            "",
            "a b",
            "CON.yaml",
            "con",
            "t.yaml",
            "T",
            "-t-",
            "ť",
            "a" * 65,
            ".",
            "t/",
        ],
    )
    def test_a_name_that_no_topic_can_have_is_refused(self, folder: Folder, name: str) -> None:
        result = folder.run("build", "--", name)

        hint = "  hint: a topic's name is made of a-z, 0-9 and -, such as back-pain\n"
        assert result.stderr == f"handouts: not a topic name: {name!r}\n{hint}"
        assert result.exit_code == 1
        assert folder.outputs() == []

    @pytest.mark.parametrize("command", ["build", "show"])
    def test_an_unknown_topic_suggests_the_closest(self, folder: Folder, command: str) -> None:
        folder.write({"handouts/a-small-topic.yaml": TOPIC})

        result = folder.run(command, "a-smal-topic")

        said = "handouts/a-smal-topic.yaml: unknown topic 'a-smal-topic'\n"
        assert result.stderr == f"{said}  hint: did you mean 'a-small-topic'?\n"
        assert result.exit_code == 1

    def test_one_wrong_topic_keeps_the_others_from_being_written(self, folder: Folder) -> None:
        folder.write({"handouts/u.yaml": TOPIC.replace("art", "nothing")})

        result = folder.run("build", "t", "u", "--format", "pdf")

        assert result.exit_code == 1
        assert folder.outputs() == []


class TestOutput:
    def test_a_file_in_the_folders_place_is_named(self, folder: Folder) -> None:
        folder.write({"out": "mine"})

        result = folder.build()

        said = "out: cannot make the output folder: File exists\n  hint: choose another folder with --out\n"
        assert (result.exit_code, result.stderr) == (1, said)
        assert (folder.path / "out").read_text(encoding="utf-8") == "mine"

    def test_a_folder_below_a_file_is_named(self, folder: Folder) -> None:
        folder.write({"file": "mine"})

        result = folder.build("--out", "file/out")

        said = "file/out: cannot make the output folder: Not a directory\n"
        assert result.stderr == f"{said}  hint: choose another folder with --out\n"
        assert result.exit_code == 1

    def test_a_folder_that_nobody_can_write_to_is_named(self, folder: Folder) -> None:
        result = folder.build("--out", "/proc")

        assert result.stderr.startswith("/proc/t.pdf: cannot be written: ")
        assert result.exit_code == 1

    def test_a_folder_in_the_files_place_stays(self, folder: Folder) -> None:
        (folder.path / "out/t.pdf").mkdir(parents=True)

        result = folder.build()

        said = "out/t.pdf: cannot be written: Is a directory\n  hint: what was there before is unchanged\n"
        assert (result.exit_code, result.stderr) == (1, said)
        assert folder.outputs() == ["t.pdf"]

    def test_a_full_disk_leaves_the_old_file_and_no_temporary(self, folder: Folder) -> None:
        folder.write({"out/t.pdf": "old"})

        done = subprocess.run(
            program("build", "t", "--format", "pdf"),
            cwd=folder.path,
            capture_output=True,
            encoding="utf-8",
            check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)),
        )

        said = "out/t.pdf: cannot be written: File too large\n  hint: what was there before is unchanged\n"
        assert (done.returncode, done.stderr) == (1, said)
        assert folder.outputs() == ["t.pdf"]
        assert (folder.path / "out/t.pdf").read_text(encoding="utf-8") == "old"


class TestInterruption:
    @pytest.mark.parametrize("delay_s", [0.02, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0])
    def test_ctrl_c_leaves_old_files_or_new_ones_but_no_halves(self, folder: Folder, delay_s: float) -> None:
        folder.write({"out/t.pdf": "old"})

        process = subprocess.Popen(
            program("build", "t", "--format", "pdf"),
            cwd=folder.path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(delay_s)
        process.send_signal(signal.SIGINT)
        code = process.wait(timeout=60)

        content = (folder.path / "out/t.pdf").read_bytes()
        is_new = content.startswith(b"%PDF-") and content.rstrip().endswith(b"%%EOF")
        assert folder.outputs() == ["t.pdf"]
        assert is_new or content == b"old"
        assert code != 0 or is_new
