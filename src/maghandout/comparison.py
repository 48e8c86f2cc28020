"""Two sides to what changed in words from one to the other, for the clinician who must sign again.

A side is a built file, a folder of them, the project as of a git revision, an approval, or the project now.
Where one side was built, the claims that its files carry are compared, and what a file does not carry is not
guessed; elsewhere every printed line is. A revision is told by the program and with the brand of now, so that
a change of the library shows and nothing else.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from maghandout.approval import FOLDER, read_approval
from maghandout.build import build
from maghandout.carried import read_carried
from maghandout.content import Content, Line
from maghandout.diagnostics import Finding, Origin
from maghandout.difference import differences, tell
from maghandout.errors import ApprovalError, HandoutError, SpecError
from maghandout.library.scan import scan
from maghandout.model.library import Library
from maghandout.model.options import Format, Options
from maghandout.pipeline import pipeline_of
from maghandout.project import BRAND, BUILT_IN, Project
from maghandout.revision import project_at
from maghandout.spec.find import find_topic
from maghandout.trace import trace
from maghandout.trail import TrailError
from maghandout.yamlfile import raise_problems

_NOW = "now"
_LINES = "every printed line is compared"
_CLAIMS = "the claims that the files carry are compared, each once; headings and labels are not"
_NOUNS = {Format.PDF: "handout", Format.PPTX: "deck"}
_SUFFIXES = tuple(f".{output}" for output in _NOUNS)


class _Part(Struct, frozen=True):
    """What one output of one topic prints."""

    topic: str
    output: Format
    lines: tuple[Line, ...]

    @property
    def name(self) -> str:
        return f"{self.topic}, {_NOUNS[self.output]}"


_Parts: TypeAlias = Mapping[str, _Part]
"""By their names, or by those of their files."""


class _Stand(Struct, frozen=True):
    """The project as it stands now, or stood at a revision."""

    project: Project
    revision: str = ""
    """Empty for now."""
    brand: Path | None = None
    """The clinic's brand file; None for the one in the project's folder, if there is one."""


def compare(old: str, new: str, project: Project, topics: Sequence[str] = ()) -> str:
    """Return what changed from one side to the other, as lines for a terminal.

    Each is the path of a built PDF or PPTX or of a folder of them, else a git revision; `new` may be empty
    for now. No topics stand for all.

    Raises:
        RevisionError: a side is no file and no folder, and no git revision.
        TrailError: a file carries no trail, or its words were changed after it was built.
        SpecError: neither side has a topic that was named.
        HandoutError: a topic cannot be made; the paths of an old one begin with its revision.
    """
    with TemporaryDirectory(prefix="maghandout-") as folder:
        before, after = _side(old, project, Path(folder, "old")), _side(new, project, Path(folder, "new"))
        sides = _Reader(scan(project), topics, Path(folder, "built")).read(before, after)
    _ensure_known(topics, sides)
    what = _CLAIMS if isinstance(before, Path) or isinstance(after, Path) else _LINES
    return _told(sides, (old, new or _NOW), what)


def compare_approved(topic: str, project: Project) -> str:
    """Return what changed from the approved words of a topic to those of now, as lines for a terminal.

    Raises:
        ApprovalError: nobody approved it, or its approval was changed since it was written.
        HandoutError: the topic cannot be made.
    """
    find_topic(project, topic)
    approval = read_approval(project, topic)
    if approval is None:
        hint = f'write a review down with: maghandout approve {topic} --by "NAME, CREDENTIALS"'
        raise ApprovalError.at(Origin(f"{FOLDER}/{topic}.yaml"), f"{topic!r} is not approved", hint)
    pipeline, _ = pipeline_of(project, Options())
    sides = _named(_printed(topic, approval.words)), _named(_printed(topic, pipeline.content(topic)))
    return _told(sides, (f"the words approved by {approval.by} on {approval.on}", _NOW), _LINES)


def _side(given: str, project: Project, folder: Path) -> Path | _Stand:
    """Return what the user names: a file or folder where it exists, else the project at a revision."""
    if not given:
        return _Stand(project)
    if os.path.lexists(given):
        return Path(given)
    brand = project.layers[0] / BRAND
    return _Stand(project_at(given, project, folder), given, brand if os.path.lexists(brand) else None)


class _Reader:
    """Reads what two sides say of the topics asked for."""

    def __init__(self, library: Library, topics: Sequence[str], folder: Path) -> None:
        """No topics stand for all; what is built to be compared goes into the folder."""
        self._library = library
        self._topics = topics
        self._folder = folder

    def read(self, before: Path | _Stand, after: Path | _Stand) -> tuple[_Parts, _Parts]:
        """Return both sides; where one was built, the other is read from what it builds."""
        if isinstance(before, Path):
            if isinstance(after, Path):
                is_paired = before.is_dir() and after.is_dir()
                old = self._carried(before, is_folder=is_paired)
                return old, self._carried(after, is_folder=is_paired)
            parts = self._carried(before, is_folder=before.is_dir())
            return parts, self._built(after, parts)
        if isinstance(after, Path):
            parts = self._carried(after, is_folder=after.is_dir())
            return self._built(before, parts), parts
        return self._content(before), self._content(after)

    def _carried(self, path: Path, *, is_folder: bool) -> _Parts:
        """Return what built files carry, those of a folder by their names."""
        if not is_folder:
            part = self._claims(path)
            return _named([part] if self._is_asked(part.topic) else [])
        files = sorted(file for file in path.iterdir() if file.suffix in _SUFFIXES)
        if not files:
            raise TrailError.at(Origin(str(path)), "the folder holds no PDF and no PPTX")
        parts = {file.name: self._claims(file) for file in files}
        return {name: part for name, part in parts.items() if self._is_asked(part.topic)}

    def _claims(self, path: Path) -> _Part:
        """Return the claims of a built file as lines, each of which stands on a page or slide."""
        carried = read_carried(path)
        is_paged = any(sheet.name.startswith("page ") for sheet in carried.sheets)
        traced = trace(path, self._library) if carried.trail.claims else ()
        lines = tuple(
            Line("claim", item.words, tuple(source.anchor for source in item.sources), (), Origin(item.where))
            for item in traced
        )
        return _Part(carried.trail.topic, Format.PDF if is_paged else Format.PPTX, lines)

    def _built(self, stand: _Stand, like: _Parts) -> _Parts:
        """Return what the same outputs carry when they are built, of the topics that are there."""
        there = {part.topic for part in like.values()}.intersection(stand.project.topic_files())
        outputs = tuple(sorted({part.output for part in like.values()}))
        options = Options(outputs, brand=stand.brand, folder=self._folder, is_checked=False)
        with _errors_of(stand.revision):
            build(stand.project, sorted(there), options)
        return {
            name: self._claims(self._folder / f"{part.topic}.{part.output}")
            for name, part in like.items()
            if part.topic in there
        }

    def _content(self, stand: _Stand) -> _Parts:
        """Return every line that the topics print."""
        with _errors_of(stand.revision):
            pipeline, _ = pipeline_of(stand.project, Options(brand=stand.brand))
            names = filter(self._is_asked, stand.project.topic_files())
            parts = [part for name in names for part in _printed(name, pipeline.content(name))]
        return _named(replace(part, lines=_lines_of(part.lines, stand.revision)) for part in parts)

    def _is_asked(self, topic: str) -> bool:
        return not self._topics or topic in self._topics


def _printed(topic: str, content: Content) -> tuple[_Part, _Part]:
    return _Part(topic, Format.PDF, content.handout), _Part(topic, Format.PPTX, content.deck)


def _named(parts: Iterable[_Part]) -> _Parts:
    return {part.name: part for part in parts}


def _lines_of(lines: Iterable[Line], revision: str) -> tuple[Line, ...]:
    """Return lines that say of which revision their files are."""
    return tuple(replace(line, origin=_origin_of(line.origin, revision)) for line in lines)


def _origin_of(origin: Origin, revision: str) -> Origin:
    """Return a place in a file of a revision, as git names it."""
    is_own = revision and origin.path and not origin.path.startswith(BUILT_IN)
    return Origin(f"{revision}:{origin.path}", origin.line) if is_own else origin


@contextmanager
def _errors_of(revision: str) -> Iterator[None]:
    """Let errors say of which revision the files are that they name."""
    try:
        yield
    except HandoutError as error:
        findings = [replace(item, origin=_origin_of(item.origin, revision)) for item in error.findings]
        raise type(error)(findings) from error


def _ensure_known(topics: Iterable[str], sides: tuple[_Parts, _Parts]) -> None:
    there = {part.topic for parts in sides for part in parts.values()}
    findings = [
        Finding(f"neither side has the topic {topic!r}", Origin(f"handouts/{topic}.yaml"))
        for topic in topics
        if topic not in there
    ]
    raise_problems(findings, SpecError)


def _told(sides: tuple[_Parts, _Parts], names: tuple[str, str], what: str) -> str:
    before, after = sides
    rows = [f"{names[0]} to {names[1]}: {what}\n"]
    for name in dict.fromkeys((*before, *after)):
        if name in before and name in after:
            rows.append(tell(differences(before[name].lines, after[name].lines), name))
        else:
            rows.append(f"{name}: only in {names[0] if name in before else names[1]}\n")
    return "".join(rows)
