"""A topic to the commands that print it: ours, and those of the programs that a user would pick instead.

Each peer gets the words of our own documents in the form that it reads, made beforehand and not timed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct

from tests.benchmarks.html_page import handout_html
from tests.benchmarks.markdown_text import deck_markdown, handout_markdown
from tests.benchmarks.pieces import FAMILY, FONTS, deck_leaves, handout_pieces
from tests.benchmarks.race import SCRIPTS, Command
from tests.benchmarks.slides_json import deck_json
from tests.benchmarks.typst_text import handout_typst
from tests.topics import make, pipeline

_BARE_PYTHON = (sys.executable, "-I", "-S")


class Sources(Struct, frozen=True):
    """A topic as the peers read it."""

    folder: Path
    """Holds their pictures too, and what one command leaves to the next."""

    @property
    def name(self) -> str:
        """The topic."""
        return self.folder.name

    @property
    def handout_markdown(self) -> Path:
        """For pandoc's PDF."""
        return self.folder / "handout.md"

    @property
    def deck_markdown(self) -> Path:
        """For pandoc's slides."""
        return self.folder / "deck.md"

    @property
    def html(self) -> Path:
        """For WeasyPrint."""
        return self.folder / "handout.html"

    @property
    def typst(self) -> Path:
        """For typst alone."""
        return self.folder / "handout.typ"

    @property
    def slides(self) -> Path:
        """For the python-pptx script."""
        return self.folder / "slides.json"


def write_sources(topic: str, parent: Path) -> Sources:
    """Write a topic into a folder of its name, in every form that a peer reads."""
    folder = parent / topic
    folder.mkdir(parents=True)
    made, colors = make(topic), pipeline().theme.colors
    pieces = handout_pieces(made.handout, colors, folder)
    leaves = deck_leaves(made.deck, colors, folder)
    title, language = made.handout.title, made.handout.language
    sources = Sources(folder)
    sources.handout_markdown.write_text(handout_markdown(pieces, title, language), encoding="utf-8")
    sources.deck_markdown.write_text(deck_markdown(leaves, language), encoding="utf-8")
    sources.html.write_text(handout_html(pieces, title, language), encoding="utf-8")
    sources.typst.write_text(handout_typst(pieces, title, language), encoding="utf-8")
    sources.slides.write_text(deck_json(leaves), encoding="utf-8")
    return sources


class Peer(Struct, frozen=True):
    """A way to make one output."""

    name: str
    needs: tuple[Callable[[], str], ...]
    """Each finds a program or library that it needs; empty words when it is not installed."""
    commands: Callable[[Sources, Path], tuple[Command, ...]]
    """From the sources and the folder to write to."""

    @property
    def missing(self) -> str:
        """What it needs and is not installed; empty when all is there."""
        return ", ".join(need.__name__ for need in self.needs if not need())


def ours(*arguments: str) -> Command:
    """Return the command that a user of this program types."""
    return (_program("maghandout"), *arguments)


def typst_commands(source: Path, target: Path) -> tuple[Command, ...]:
    """Return what sets a typst file: typst's own program where there is one, else its Python binding."""
    if program := _program("typst"):
        fonts = ("--font-path", str(FONTS), "--ignore-system-fonts")
        return ((program, "compile", *fonts, str(source), str(target)),)
    script = (*_BARE_PYTHON, str(SCRIPTS / "typst_file.py"), str(Path(typst_binding()).parents[1]))
    return ((*script, str(FONTS), str(source), str(target)),)


def pandoc() -> str:
    """Return the path of pandoc 3: the one beside its Python package, else the system's."""
    found = find_spec("pypandoc")
    packaged = Path(found.origin).parent / "files/pandoc" if found and found.origin else Path()
    for path in (str(packaged), shutil.which("pandoc") or ""):
        if Path(path).is_file() and _first_line(path, "--version").startswith("pandoc 3"):
            return path
    return ""


def typst() -> str:
    """Return the path of typst's program, else of its Python binding."""
    return _program("typst") or typst_binding()


def typst_binding() -> str:
    """Return the path of typst's Python binding."""
    found = find_spec("typst")
    return found.origin or "" if found else ""


def weasyprint() -> str:
    """Return the path of WeasyPrint's program."""
    return _program("weasyprint")


def versions() -> Iterator[str]:
    """Yield which version of each program is measured, and how typst is run."""
    yield _first_line(*ours("--version"))
    if pandoc():
        yield _first_line(pandoc(), "--version")
    for program in (_program("typst"), weasyprint()):
        if program:
            yield _first_line(program, "--version")
    if typst_binding() and not _program("typst"):
        yield f"typst {version('typst')}, its Python binding: its own program would start some 10 ms sooner"


def _program(name: str) -> str:
    """Return the path of a program: the one beside this Python, else the system's."""
    beside = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    return shutil.which(name, path=beside) or ""


def _first_line(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    return done.stdout.partition("\n")[0]


def _pandoc_and_typst(sources: Sources, folder: Path) -> tuple[Command, ...]:
    """Run what pandoc runs for `--pdf-engine=typst`: itself to a typst file, then typst."""
    middle = sources.folder / "from-pandoc.typ"
    looks = (f"mainfont={FAMILY}", "fontsize=13pt", "papersize=us-letter")
    options = (option for look in looks for option in ("-V", look))
    read = (pandoc(), "-f", "markdown-smart", str(sources.handout_markdown), "-s", *options)
    return (
        (*read, "-t", "typst", "-o", str(middle)),
        *typst_commands(middle, folder / f"{sources.name}.pdf"),
    )


def _typst_alone(sources: Sources, folder: Path) -> tuple[Command, ...]:
    return typst_commands(sources.typst, folder / f"{sources.name}.pdf")


def _weasyprint(sources: Sources, folder: Path) -> tuple[Command, ...]:
    target = str(folder / f"{sources.name}.pdf")
    return ((weasyprint(), "--quiet", "--pdf-variant", "pdf/ua-1", str(sources.html), target),)


def _pandoc_slides(sources: Sources, folder: Path) -> tuple[Command, ...]:
    read = (pandoc(), "-f", "markdown-smart", "--resource-path", str(sources.folder))
    return (
        (*read, "--slide-level", "1", str(sources.deck_markdown), "-o", str(folder / f"{sources.name}.pptx")),
    )


def _python_pptx(sources: Sources, folder: Path) -> tuple[Command, ...]:
    script = str(SCRIPTS / "by_hand.py")
    return ((sys.executable, script, str(sources.slides), str(folder / f"{sources.name}.pptx")),)


PANDOC_PDF = Peer("pandoc 3 + typst", (pandoc, typst), _pandoc_and_typst)
TYPST_PDF = Peer("typst by hand", (typst,), _typst_alone)
WEASYPRINT_PDF = Peer("WeasyPrint, PDF/UA-1", (weasyprint,), _weasyprint)
PANDOC_PPTX = Peer("pandoc 3", (pandoc,), _pandoc_slides)
PYTHON_PPTX = Peer("python-pptx by hand", (), _python_pptx)
PDF_PEERS = (TYPST_PDF, PANDOC_PDF, WEASYPRINT_PDF)
PPTX_PEERS = (PANDOC_PPTX, PYTHON_PPTX)
