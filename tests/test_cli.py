from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from maghandout import __version__
from tests.folders import TOPIC, Folder, program, run_program
from tests.topics import TOPICS


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.chdir(tmp_path)
    return Folder(tmp_path, {})


class TestList:
    def test_topics_come_with_their_titles(self, folder: Folder) -> None:
        result = folder.run("list")

        lines = result.stdout.splitlines()
        assert result.exit_code == 0
        assert [line.split()[0] for line in lines] == sorted([*TOPICS, "t"])
        assert f"{'t':{max(map(len, TOPICS))}}  One thing" in lines

    def test_what_no_topic_uses_comes_with_the_reason(self, folder: Folder) -> None:
        original = f'original: {{file: a.txt, sha256: "{"0" * 64}"}}'
        front = f"---\nid: art\ntitle: T\n{original}\n---\n## A {{#a at=A}}\n\n"
        used = '- Used. {#used at="A, item 1"}\n\n'
        unused = '- Left. {#left at="A, item 2" unused="too vague"}\n'
        folder.write({"seeds/art.md": front + used + unused})
        folder.write({"handouts/t.yaml": TOPIC.replace("[art]", "[art#used]")})

        lines = folder.run("list", "--unused").stdout.splitlines()

        assert [line for line in lines if line.startswith("art#")] == ["art#left: Left."]
        assert "  unused: too vague" in lines

    def test_an_empty_folder_lists_the_built_in_topics(self, empty: Folder) -> None:
        assert [line.split()[0] for line in empty.run("list").stdout.splitlines()] == list(TOPICS)


class TestBuild:
    def test_the_paths_of_both_outputs_are_printed(self, folder: Folder) -> None:
        result = folder.run("build", "t")

        assert (result.exit_code, result.stdout, result.stderr) == (0, "out/t.pdf\nout/t.pptx\n", "")
        assert folder.outputs() == ["t.pdf", "t.pptx"]

    def test_an_empty_folder_builds_a_built_in_topic(self, empty: Folder) -> None:
        result = empty.run("build", "back-pain", "--format", "pdf")

        assert (result.exit_code, result.stdout) == (0, "out/back-pain.pdf\n")

    def test_the_folders_own_topic_comes_first(self, folder: Folder) -> None:
        folder.write({"handouts/back-pain.yaml": TOPIC})

        assert "document back-pain" in folder.run("show", "back-pain", "--stage", "document").stdout
        assert "One thing" in folder.run("show", "back-pain").stdout

    @pytest.mark.parametrize(
        ("formats", "names"),
        [("pdf", ["t.pdf"]), ("pptx", ["t.pptx"]), (" PPTX , pdf,pdf", ["t.pdf", "t.pptx"])],
    )
    def test_formats_are_chosen_by_name(self, folder: Folder, formats: str, names: list[str]) -> None:
        assert folder.run("build", "t", "--format", formats).exit_code == 0
        assert folder.outputs() == names

    def test_papers_differ(self, folder: Folder) -> None:
        folder.build("--out", "a", "--paper", "a4")
        folder.build("--out", "b", "--paper", "letter")

        assert (folder.path / "a/t.pdf").read_bytes() != (folder.path / "b/t.pdf").read_bytes()

    @pytest.mark.parametrize(
        ("profile", "name"), [("standard", "t.pdf"), ("large", "t-large.pdf"), ("mono", "t-mono.pdf")]
    )
    def test_a_profile_has_a_file_of_its_own(self, folder: Folder, profile: str, name: str) -> None:
        result = folder.build("--profile", profile)

        assert (result.exit_code, result.stdout, result.stderr) == (0, f"out/{name}\n", "")
        assert folder.outputs() == [name]

    def test_profiles_differ(self, folder: Folder) -> None:
        for profile in ("standard", "large", "mono"):
            folder.build("--profile", profile)

        assert len({path.read_bytes() for path in (folder.path / "out").glob("t*.p*")}) == 3

    def test_a_folders_own_theme_is_drawn_with(self, folder: Folder) -> None:
        folder.build("--profile", "large", "--out", "before")
        folder.write({"templates/themes/large.yaml": "extends: standard\npage: {margin: 80}\n"})

        folder.build("--profile", "large", "--out", "after")

        assert (folder.path / "before/t-large.pdf").read_bytes() != (
            folder.path / "after/t-large.pdf"
        ).read_bytes()

    def test_a_topic_named_twice_is_built_once(self, folder: Folder) -> None:
        assert folder.run("build", "t", "t", "--format", "pdf").stdout == "out/t.pdf\n"

    def test_all_topics_are_built(self, folder: Folder) -> None:
        result = folder.run("build", "--all", "--format", "pdf")

        assert result.exit_code == 0
        assert folder.outputs() == sorted(f"{topic}.pdf" for topic in [*TOPICS, "t"])

    def test_a_handout_that_is_too_long_is_warned_of(self, folder: Folder) -> None:
        folder.write({"seeds/art.md": "".join(f"- Line {number} of many.\n" for number in range(150))})

        result = folder.build()

        assert ": warning: the handout runs to " in result.stderr
        assert (result.exit_code, folder.outputs()) == (0, ["t.pdf"])

    @pytest.mark.parametrize(
        "arguments",
        [
            [],
            ["t", "--all"],
            ["t", "--format", "docx"],
            ["t", "--format", ""],
            ["t", "--paper", "legal"],
            ["t", "--profile", "huge"],
            ["t", "--frobnicate"],
        ],
    )
    def test_wrong_usage_exits_with_two(self, folder: Folder, arguments: list[str]) -> None:
        result = folder.run("build", *arguments)

        assert result.exit_code == 2
        assert result.stderr.startswith("Usage: maghandout build ")
        assert folder.outputs() == []


class TestShow:
    def test_the_selection_is_shown_first(self, folder: Folder) -> None:
        assert folder.run("show", "t").stdout == (
            "topic t: One thing\n"
            "section What we know\n"
            "  select\n"
            "    - One thing is known.\n"
            "        art#known (fact)\n"
            "    - Another is not.\n"
            "        art#unknown (fact)\n"
        )

    @pytest.mark.parametrize(
        ("stage", "opening", "line"),
        [
            ("document", "document t (en-US)\n", "  heading 1: One thing\n"),
            ("deck", "document t (en-US)\n", "  slide title: One thing\n"),
        ],
    )
    def test_each_stage_can_be_shown(self, folder: Folder, stage: str, opening: str, line: str) -> None:
        result = folder.run("show", "t", "--stage", stage)

        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout.startswith(opening)
        assert line in result.stdout


class TestNew:
    def test_a_new_topic_builds_as_it_is(self, empty: Folder) -> None:
        made = empty.run("new", "my-topic")

        built = empty.run("build", "my-topic")

        assert (made.exit_code, made.stdout) == (0, "handouts/my-topic.yaml\n")
        assert (built.exit_code, built.stdout) == (0, "out/my-topic.pdf\nout/my-topic.pptx\n")

    def test_what_exists_is_not_overwritten(self, folder: Folder) -> None:
        result = folder.run("new", "t")

        said = "handouts/t.yaml: exists already\n  hint: choose another name\n"
        assert (result.exit_code, result.stderr) == (1, said)
        assert (folder.path / "handouts/t.yaml").read_text(encoding="utf-8") == TOPIC

    @pytest.mark.parametrize("name", ["../x", "a b", "", "A", "con"])
    def test_a_name_that_no_topic_can_have_is_refused(self, empty: Folder, name: str) -> None:
        result = empty.run("new", name)

        assert result.stderr.startswith(f"handouts: not a topic name: {name!r}\n")
        assert (result.exit_code, list(empty.path.iterdir())) == (1, [])


class TestInit:
    def test_the_copied_library_builds(self, empty: Folder) -> None:
        copied = empty.run("init", "mine")

        built = run_program(empty.path / "mine", "build", "back-pain", "--format", "pdf")

        assert copied.exit_code == 0
        assert copied.stdout.endswith(" files in mine\n")
        assert (built.returncode, built.stdout) == (0, "out/back-pain.pdf\n")

    def test_nothing_is_copied_over_what_exists(self, empty: Folder) -> None:
        empty.write({"handouts/back-pain.yaml": "mine"})

        result = empty.run("init")

        said = (
            "handouts/back-pain.yaml: exists already\n.: nothing was copied\n  hint: choose an empty folder\n"
        )
        assert (result.exit_code, result.stderr) == (1, said)
        assert not (empty.path / "seeds").exists()


class TestProgram:
    def test_it_says_its_version(self, empty: Folder) -> None:
        assert empty.run("--version").stdout == f"maghandout, version {__version__}\n"

    @pytest.mark.parametrize("command", [[], ["build"], ["list"], ["show"], ["new"], ["init"]])
    def test_every_command_explains_itself(self, empty: Folder, command: list[str]) -> None:
        result = empty.run(*command, "--help")

        assert result.exit_code == 0
        assert result.stdout.startswith("Usage: maghandout")

    def test_a_pipe_gets_paths_and_no_progress_bar(self, folder: Folder) -> None:
        done = run_program(folder.path, "build", "t")

        assert (done.returncode, done.stdout, done.stderr) == (0, "out/t.pdf\nout/t.pptx\n", "")

    @pytest.mark.skipif(
        not Path("/dev/full").exists(), reason="this system has no device that is always full"
    )
    @pytest.mark.parametrize("arguments", [("build", "t"), ("list",), ("--help",), ("--version",)])
    @pytest.mark.parametrize("unbuffered", ["", "1"])
    def test_what_cannot_be_said_is_told_in_a_line(
        self, folder: Folder, arguments: tuple[str, ...], unbuffered: str
    ) -> None:
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(
                program(*arguments),
                cwd=folder.path,
                env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
                check=False,
            )

        assert done.returncode == 1
        assert done.stderr == "standard output: cannot be written: No space left on device\n"

    def test_nobody_has_to_read_to_the_end(self, folder: Folder) -> None:
        read, write = os.pipe()
        os.close(read)
        done = subprocess.run(
            program("build", "t"),
            cwd=folder.path,
            stdout=write,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        os.close(write)

        assert (done.returncode, done.stderr) == (1, "")

    def test_a_terminal_gets_a_progress_bar(self, folder: Folder) -> None:
        leader, follower = pty.openpty()
        done = subprocess.run(
            program("build", "t"), cwd=folder.path, stdout=subprocess.PIPE, stderr=follower, check=False
        )
        os.close(follower)
        said = os.read(leader, 10_000).decode()
        os.close(leader)

        assert (done.returncode, done.stdout) == (0, b"out/t.pdf\nout/t.pptx\n")
        assert "building" in said

    @pytest.mark.parametrize("milliseconds", range(10, 330, 45))
    def test_ctrl_c_ends_it_in_a_word_whatever_it_does(self, folder: Folder, milliseconds: int) -> None:
        begin = "import sys; from maghandout.__main__ import main; print('up', flush=True); main()"
        with subprocess.Popen(
            [sys.executable, "-c", begin, "build", "t"],
            cwd=folder.path,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        ) as process:
            assert process.stdout
            assert process.stdout.readline() == "up\n"
            time.sleep(milliseconds / 1000)
            os.killpg(process.pid, signal.SIGINT)
            told, said = process.communicate()

        if process.returncode:
            assert (process.returncode, told, said.strip()) == (1, "", "Aborted!")
            assert {*folder.outputs()} <= {"t.pdf", "t.pptx", "manifest.json"}  # nothing half-written
        else:
            assert told == "out/t.pdf\nout/t.pptx\n"  # done before, or lost in a callback of Python's own
            assert said == "" or (said.startswith("Exception ignored in") and "KeyboardInterrupt" in said)

    def test_the_installed_program_is_the_module(self) -> None:
        script = Path(sys.executable).parent / "maghandout"

        done = subprocess.run([script, "--version"], capture_output=True, encoding="utf-8", check=True)

        assert done.stdout == f"maghandout, version {__version__}\n"

    def test_help_loads_no_back_end(self, folder: Folder) -> None:
        code = (
            "import sys, maghandout.cli\n"
            "sys.exit(any(name in sys.modules for name in ('reportlab', 'lxml', 'citeproc', 'jinja2')))"
        )

        assert subprocess.run([sys.executable, "-c", code], cwd=folder.path, check=False).returncode == 0
