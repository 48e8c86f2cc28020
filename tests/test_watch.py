"""`build --watch` builds what each save touches, and goes on after a mistake."""

from __future__ import annotations

import queue
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.folders import ARTICLE, TOPIC, Folder, program
from tests.logos import png

PATIENCE_S = 60


class Watcher:
    """The program, watching a folder in a process of its own."""

    def __init__(self, path: Path) -> None:
        self.folder = Folder(
            path, {"handouts/t.yaml": TOPIC, "handouts/u.yaml": TOPIC, "seeds/art.md": ARTICLE}
        )
        command = program("build", "t", "u", "--format", "pdf", "--watch")
        self.process = subprocess.Popen(
            command, cwd=path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as stream:
            for line in stream:
                self._lines.put(line.rstrip())

    def end(self) -> None:
        """Stop the program, whatever it does."""
        self.process.kill()
        self.process.wait()
        self._reader.join()

    def lines(self, count: int) -> list[str]:
        """Return the next lines that it prints."""
        return [self._lines.get(timeout=PATIENCE_S) for _ in range(count)]


@pytest.fixture
def watcher(tmp_path: Path) -> Iterator[Watcher]:
    watcher = Watcher(tmp_path)
    yield watcher
    watcher.end()


def test_only_what_a_save_touches_is_built(watcher: Watcher) -> None:
    assert watcher.lines(3) == ["out/t.pdf", "out/u.pdf", "watching; Ctrl-C ends it"]
    before = (watcher.folder.path / "out" / "t.pdf").read_bytes()

    watcher.folder.write({"handouts/t.yaml": TOPIC.replace("One thing", "Some thing")})

    assert watcher.lines(1) == ["out/t.pdf"]
    assert (watcher.folder.path / "out" / "t.pdf").read_bytes() != before


def test_it_goes_on_after_a_mistake_and_ends_with_ctrl_c(watcher: Watcher) -> None:
    watcher.lines(3)

    watcher.folder.write({"handouts/t.yaml": TOPIC.replace("[art]", "[nowhere]")})
    assert watcher.lines(1)[0].startswith("handouts/t.yaml:5: ")
    watcher.folder.write({"handouts/t.yaml": TOPIC.replace("One thing", "Another thing")})
    assert watcher.lines(2)[-1] == "out/t.pdf"
    watcher.process.send_signal(signal.SIGINT)

    assert watcher.process.wait(PATIENCE_S) == 0


@pytest.mark.parametrize(
    "saved", [{"brand.yaml": "name: Pea Clinic\nlogo: marks/logo.png\n"}, {"marks/logo.png": png(80, 40)}]
)
def test_a_brand_file_or_logo_that_is_saved_touches_all(
    tmp_path: Path, saved: dict[str, str | bytes]
) -> None:
    Folder(
        tmp_path,
        {"brand.yaml": "name: Bean Clinic\nlogo: marks/logo.png\n", "marks/logo.png": png(60, 40)},
    )
    watcher = Watcher(tmp_path)
    try:
        watcher.lines(3)

        watcher.folder.write(saved)

        assert watcher.lines(2) == ["out/t.pdf", "out/u.pdf"]
    finally:
        watcher.end()
