"""Small project folders for tests: files to write, the program to run in them, and what it leaves behind."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from click.testing import CliRunner, Result

from maghandout.cli import cli
from maghandout.manifestfile import FILE

TOPIC = """\
title: One thing
purpose: Learn one thing.
sections:
  - heading: What we know
    select: [art]
"""

ARTICLE = """\
# An article

One thing is known. {#known}

- Another is not. {#unknown}
"""

TABLE = """\
| Food  | Now | Then |
|-------|-----|------|
| Beans | 10  | 20   |
| Nuts  | 30  | 45   |

: Two foods {#foods title="Foods gained" unit=mg read="Longer is more."}
"""


class Folder:
    """A project folder."""

    def __init__(self, path: Path, files: Mapping[str, str | bytes]) -> None:
        self.path = path
        self.write(files)

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Write files by their paths within the folder."""
        for name, content in files.items():
            path = self.path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)

    def run(self, *arguments: str) -> Result:
        """Run the program inside this process, in the folder that the test stands in."""
        return CliRunner().invoke(cli, arguments, prog_name="maghandout")

    def build(self, *arguments: str) -> Result:
        """Build the PDF of the topic `t`."""
        return self.run("build", "t", "--format", "pdf", *arguments)

    def outputs(self) -> list[str]:
        """Return the names of everything in `out/` but the manifest, hidden files too."""
        out = self.path / "out"
        return sorted({path.name for path in out.iterdir()} - {FILE}) if out.is_dir() else []


def program(*arguments: str) -> list[str]:
    """Return the words of a command that runs the program by itself."""
    return [sys.executable, "-m", "maghandout", *arguments]


def run_program(
    folder: Path, *arguments: str, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the program as a process of its own and return what it said."""
    return subprocess.run(
        program(*arguments),
        cwd=folder,
        env={**os.environ, **(env or {})},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
