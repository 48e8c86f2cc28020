"""Planted faults: files of `tests/faults/` that say in plain words what is wrong and who must find it.

Each file is read and checked as strictly as a spec; what it plants lies in a folder above the repository.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from maghandout.diagnostics import Finding, Origin
from maghandout.errors import HandoutError
from maghandout.project import BUILT_IN, Project
from maghandout.yamlfile import Fields, Node, Scalar, parse, raise_problems
from tests.conftest import REPOSITORY
from tests.folders import Folder

FOLDER = REPOSITORY / "tests/faults"
BEANS = FOLDER / "beans"
"""A made-up library with its made-up original, for faults that need an article to hold a digest against."""


class By(StrEnum):
    """Who finds a fault."""

    CHECK = "check"
    BUILD = "build"
    REVIEW = "review"
    """Reading an approval, and saying how its topic stands."""
    APPROVE = "approve"
    TRACE = "trace"
    VERIFY = "verify"


class Edit(Struct, frozen=True):
    """A change of one file: of the first place that says `find`, or at its end."""

    file: str
    """Its path in the project; of a built file the part, such as `words of page 1`."""
    find: str
    put: str

    def done_to(self, text: str) -> str:
        """Return a text with the change.

        Raises:
            ValueError: the text does not say what is to be found.
        """
        if self.find not in text:
            raise ValueError(f"{self.file} no longer says {self.find!r}")
        return text.replace(self.find, self.put, 1) if self.find else text + self.put


class Caught(Struct, frozen=True):
    """What must be said of a fault, and where."""

    rule: str
    """The id of a rule; empty where another than `check` finds it."""
    file: str
    """Empty where the place does not matter."""
    line: str
    """What stands on the line that is named; empty where none is."""
    says: str
    """The opening of the message, or all of it."""


class Fault(Struct, frozen=True):
    """One thing that is wrong, and who must find it."""

    name: str
    """Its path below the folder, without the ending."""
    words: str
    """What is wrong, in one sentence."""
    by: By
    topic: str
    is_beans: bool
    """It stands in the made-up library of beans."""
    edits: tuple[Edit, ...]
    caught: tuple[Caught, ...]
    also: frozenset[str]
    """Further rules that have to speak up."""
    stops: bool
    """Whether it keeps the handout from being built or given out."""
    approved: str
    """The topic whose approval lay in the place of this one's before the edits; empty for none."""
    built: str
    """`pdf` or `pptx` for a fault of a built file."""
    tampered: tuple[Edit, ...]
    """What was changed in the built file."""
    today: datetime.date | None
    missed: str
    """Why nothing finds it yet; empty for what is found."""


def fault_files() -> dict[str, Path]:
    """Return the file of every fault by its name."""
    files = (path for path in FOLDER.rglob("*.yaml") if BEANS not in path.parents)
    return {path.relative_to(FOLDER).with_suffix("").as_posix(): path for path in sorted(files)}


def read_fault(name: str) -> Fault:
    """Read one fault.

    Raises:
        YamlError, HandoutError: it is not one.
    """
    path = fault_files()[name]
    shown = path.relative_to(REPOSITORY).as_posix()
    problems: list[Finding] = []
    fields = Fields(parse(path.read_text(encoding="utf-8"), shown), "fault", problems)
    fault = Fault(
        name=name,
        words=fields.text("fault", required=True),
        by=By(fields.choice("by", By) or By.CHECK),
        topic=fields.text("topic") or "back-pain",
        is_beans=fields.choice("library", ("beans",)) == "beans",
        edits=_edits(fields, "edits"),
        caught=tuple(_caught(node, problems) for node in fields.items("caught")),
        also=frozenset(fields.texts("also")),
        stops=_is_yes(fields, "stops"),
        approved=fields.text("approved"),
        built=fields.choice("built", ("pdf", "pptx")),
        tampered=_edits(fields, "tampered"),
        today=fields.date("today"),
        missed=fields.text("missed"),
    )
    if not fault.caught:
        fields.problem(fields.origin, "fault: 'caught' is missing")
    if not (fault.edits or fault.tampered):
        fields.problem(fields.origin, "fault: it plants nothing")
    fields.finish()
    raise_problems(problems, HandoutError)
    return fault


def plant_fault(fault: Fault, folder: Path, more: Mapping[str, str] | None = None) -> Project:
    """Write the changed files into a folder and return the project; `more` are files that were made before.

    Raises:
        ValueError: a file no longer says what is to be changed.
    """
    texts = dict(more or {})
    for edit in fault.edits:
        texts[edit.file] = edit.done_to(texts.get(edit.file, _text_below(fault, edit.file)))
    Folder(folder, texts)
    if fault.is_beans:
        bare = folder.with_name(f"{folder.name}-templates")
        bare.mkdir()
        (bare / "templates").symlink_to(REPOSITORY / "templates")
        return Project((folder, BEANS, bare), bare)
    return Project((folder, REPOSITORY), REPOSITORY)


def line_of(fault: Fault, folder: Path, origin: Origin) -> str:
    """Return what stands on a line that a message names; empty for none."""
    name = file_of(origin)
    if Path(name).is_absolute():
        return ""
    path = folder / name
    text = path.read_text(encoding="utf-8") if path.is_file() else _text_below(fault, name)
    return text.splitlines()[origin.line - 1] if origin.line and text else ""


def file_of(origin: Origin) -> str:
    """Return the path in the project of a place."""
    return origin.path.removeprefix(f"{BUILT_IN}/")


def _text_below(fault: Fault, name: str) -> str:
    """Return the text of a file without the fault; empty for one that the fault brings."""
    if name.startswith("out/"):
        return ""  # what somebody built in the repository is no part of it
    layers = (BEANS, REPOSITORY) if fault.is_beans else (REPOSITORY,)
    found = (layer / name for layer in layers if (layer / name).is_file())
    path = next(found, None)
    return path.read_text(encoding="utf-8") if path else ""


def _is_yes(fields: Fields, key: str) -> bool:
    return fields.choice(key, ("yes", "no")) == "yes"


def _edits(fields: Fields, key: str) -> tuple[Edit, ...]:
    return tuple(_edit(node, fields.problems) for node in fields.items(key))


def _edit(node: Node, problems: list[Finding]) -> Edit:
    fields = Fields(node, "edit", problems)
    edit = Edit(fields.text("in", required=True), _raw(fields, "find"), _raw(fields, "put"))
    fields.finish()
    if "put" not in fields:
        fields.problem(fields.origin, "edit: 'put' is missing", 'put: "" leaves out what was found')
    return edit


def _raw(fields: Fields, key: str) -> str:
    """Return a text with its line ends."""
    node = fields.node(key)
    return node.value if isinstance(node, Scalar) else ""


def _caught(node: Node, problems: list[Finding]) -> Caught:
    fields = Fields(node, "caught", problems)
    caught = Caught(fields.text("rule"), fields.text("in"), fields.text("line"), fields.text("says"))
    fields.finish()
    return caught
