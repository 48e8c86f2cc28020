"""A clinician's sign-off: kept in `handouts/approvals/`, bound to the words that it was given for.

The file holds those words, so that what changed since can be shown. Its checksums find a change made by
hand or by accident. They are no signature: who can write to the folder can run `approve` too.
"""

from __future__ import annotations

import datetime
import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from maghandout.content import Content, Line
from maghandout.diagnostics import Finding, Origin
from maghandout.errors import ApprovalError
from maghandout.hashes import sha256_of
from maghandout.model.library import Library
from maghandout.model.review import Review, Status
from maghandout.model.selection import Selection
from maghandout.project import Project, SourceFile
from maghandout.publish import publish
from maghandout.spec.find import find_topic
from maghandout.textfile import read_text
from maghandout.yamlfile import Fields, Node, Scalar, parse, raise_problems
from maghandout.yamltext import block, mapping, quoted

FOLDER = "handouts/approvals"
LONGEST_NAME = 80
"""Letters of a name with credentials that the foot of a page has room for."""
_DAYS_VALID = 365
"""Until the next review, where neither the command nor the topic says."""

_OPENING = """\
# Written by `maghandout approve`. A change of anything here is found, and the topic is then to be approved
# again: `maghandout approve {topic} --by "NAME, CREDENTIALS" --again`.
"""
_UNPRINTABLE = frozenset({"Cc", "Cn", "Cs"})
"""Unicode's categories of control characters, of what is no character, and of halves of one."""


class Approval(Struct, frozen=True):
    """Who approved which words of a topic, and until when."""

    topic: str
    by: str
    """Name and credentials."""
    on: datetime.date
    until: datetime.date
    """The last day on which it counts."""
    note: str
    hash: str
    """The hash of the content that was approved."""
    words: Content
    """Its lines; read from a file, each with its place there as its origin."""
    sources: Mapping[str, str]
    """The SHA-256 of every source by the id of its seed; see `source_hashes`."""
    origin: Origin = Origin(FOLDER)


class SignOff(Struct, frozen=True):
    """What a clinician gives with an approval."""

    by: str
    """Name and credentials."""
    on: datetime.date
    until: datetime.date | None = None
    """The last day on which it counts; None for the topic's review date, else a year."""
    note: str = ""


def approval_files(project: Project) -> dict[str, SourceFile]:
    """Return the approval file of every topic that has one, by the topic's name."""
    return {file.stem: file for file in project.files(FOLDER, "*.yaml")}


def read_approval(project: Project, topic: str) -> Approval | None:
    """Return the approval of a topic, or None where nobody gave one.

    Raises:
        FileError, YamlError: the file cannot be read.
        ApprovalError: it was changed since it was written; the message names the line.
    """
    file = approval_files(project).get(topic)
    return _read(read_text(file.path, file.shown), file) if file else None


def write_approval(
    project: Project, folder: Path, approval: Approval, today: datetime.date, *, again: bool = False
) -> Path:
    """Write an approval below a folder, beside the topics there, and return its path.

    Only `again` lets it replace one that is there.

    Raises:
        SpecError: no topic has that name.
        ApprovalError: with everything that is wrong with it.
        PublishError: the file cannot be written.
    """
    approval = replace(approval, by=" ".join(approval.by.split()), note=" ".join(approval.note.split()))
    find_topic(project, approval.topic)
    path = folder / FOLDER / f"{approval.topic}.yaml"
    problems = list(_refusals(approval, today, Origin(str(path))))
    if not again and (path.exists() or approval.topic in approval_files(project)):
        hint = "to approve the words as they are now, add --again"
        problems.append(Finding(f"{approval.topic!r} is approved already", Origin(str(path)), hint))
    raise_problems(problems, ApprovalError)
    return publish({path.name: _text(approval).encode()}, path.parent)[0]


def default_until(on: datetime.date, review_by: datetime.date | None) -> datetime.date:
    """Return until when an approval counts that does not say: the topic's review date, else one year."""
    if review_by is not None and review_by > on:
        return review_by
    return on + datetime.timedelta(days=_DAYS_VALID)


def status(approval: Approval | None, printed: str, today: datetime.date) -> Status:
    """Return how a topic stands whose content has that hash now; changed words weigh more than the date."""
    if approval is None:
        return Status.DRAFT
    if approval.hash != printed:
        return Status.CHANGED
    return Status.EXPIRED if today > approval.until else Status.APPROVED


def review_of(approval: Approval | None, printed: str, today: datetime.date) -> Review:
    """Return what a page says of its review."""
    if approval is None:
        return Review()
    return Review(status(approval, printed, today), approval.by, approval.on, approval.until)


def source_hashes(selection: Selection, library: Library, project: Project) -> dict[str, str]:
    """Return the SHA-256 of every source of a selection: of the original article, else of the seed's text."""
    files = {file.shown: file for file in project.files("seeds", "*.md")}
    return {
        seed.id: seed.original_sha256 or _sha256_of_file(files[seed.origin.path])
        for seed in (library.seeds[name] for name in sorted(set(_seeds(selection))))
    }


def changed_sources(approval: Approval, now: Mapping[str, str]) -> tuple[str, ...]:
    """Return the ids of the sources that are not what they were at the approval."""
    return tuple(name for name, old in approval.sources.items() if now.get(name, old) != old)


def _seeds(selection: Selection) -> Iterator[str]:
    for picked in (*selection.handout(), *selection.deck()):
        yield picked.statement.seed
        if picked.instead_of is not None:
            yield picked.instead_of.seed


def _sha256_of_file(file: SourceFile) -> str:
    """Return the SHA-256 of a text, the same for every system's line ends."""
    return hashlib.sha256(read_text(file.path, file.shown).encode("utf-8")).hexdigest()


def _refusals(approval: Approval, today: datetime.date, origin: Origin) -> Iterator[Finding]:
    if not approval.by.partition(",")[0].strip():
        yield Finding("the reviewer has no name", origin, 'give --by "NAME, CREDENTIALS"')
    if len(approval.by) > LONGEST_NAME:
        message = f"the reviewer's name has {len(approval.by)} letters, at most {LONGEST_NAME} fit"
        yield Finding(message, origin)
    for what, text in (("the reviewer's name", approval.by), ("the note", approval.note)):
        if odd := [letter for letter in text if unicodedata.category(letter) in _UNPRINTABLE]:
            yield Finding(f"{what} holds the character U+{ord(odd[0]):04X}, which cannot be printed", origin)
    if approval.on > today:
        yield Finding(f"approved on {approval.on}, which is yet to come: today is {today}", origin)
    if approval.until < approval.on:
        message = f"valid until {approval.until}, which is before it was approved on {approval.on}"
        yield Finding(message, origin, "give a later --until")


def _text(approval: Approval) -> str:
    rows = [
        f"topic: {quoted(approval.topic)}",
        f"by: {quoted(approval.by)}",
        f"on: {approval.on}",
        f"until: {approval.until}",
        *([f"note: {quoted(approval.note)}"] if approval.note else []),
        f"hash: {quoted(approval.hash)}",
        *mapping("sources", approval.sources),
        *_lines("handout", approval.words.handout),
        *_lines("deck", approval.words.deck),
        *mapping("checksums", _checksums(approval)),
    ]
    return _OPENING.format(topic=approval.topic) + "".join(f"{row}\n" for row in rows)


def _lines(key: str, lines: Iterable[Line]) -> list[str]:
    return block(key, (f"- {{{', '.join(_line(line))}}}" for line in lines), "[]")


def _line(line: Line) -> Iterator[str]:
    """Yield the keys of a line that say something."""
    yield f"place: {quoted(line.place)}"
    if line.words:
        yield f"words: {quoted(line.words)}"
    if line.anchors:
        yield f"anchors: [{', '.join(map(quoted, line.anchors))}]"
    if line.numbers:
        yield f"numbers: [{', '.join(map(str, line.numbers))}]"


def _checksums(approval: Approval) -> dict[str, str]:
    """Return a checksum of each field, which covers the fields before it too, so that no foreign one fits."""
    content = {
        name: [[line.place, line.words, line.anchors, line.numbers] for line in lines]
        for name, lines in (("handout", approval.words.handout), ("deck", approval.words.deck))
    }
    values: dict[str, object] = {
        "topic": approval.topic,
        "by": approval.by,
        "on": str(approval.on),
        "until": str(approval.until),
        "note": approval.note,
        "hash": approval.hash,
        "sources": sorted(approval.sources.items()),
        **content,
    }
    checksums: dict[str, str] = {}
    last = ""
    for name, value in values.items():
        last = checksums[name] = sha256_of([last, name, value])[:32]
    return checksums


def _read(text: str, file: SourceFile) -> Approval:
    problems: list[Finding] = []
    fields = Fields(parse(text, file.shown), "approval", problems)
    approval = Approval(
        topic=fields.text("topic", required=True),
        by=fields.text("by", required=True),
        on=_date(fields, "on"),
        until=_date(fields, "until"),
        note=fields.text("note"),
        hash=fields.text("hash", required=True),
        sources=_texts(fields, "sources"),
        words=Content(_read_lines(fields, "handout"), _read_lines(fields, "deck")),
        origin=fields.origin,
    )
    checksums = _texts(fields, "checksums")
    fields.finish()
    raise_problems(problems, ApprovalError)
    _check(approval, checksums, fields)
    if approval.topic != file.stem:
        message = f"approves {approval.topic!r}, found in the file of {file.stem!r}"
        raise ApprovalError.at(fields.origin_of("topic"), message, "a renamed topic is to be approved again")
    return approval


def _check(approval: Approval, checksums: Mapping[str, str], fields: Fields) -> None:
    """Compare the checksums; the first that does not fit tells which field was changed."""
    for name, checksum in _checksums(approval).items():
        if checksums.get(name) != checksum:
            message = f"{name!r} is not what was approved: the file was changed after it was written"
            hint = f"put the file back, or approve {approval.topic!r} again with --again"
            raise ApprovalError.at(fields.origin_of(name), message, hint)


def _date(fields: Fields, key: str) -> datetime.date:
    """Read a date that must be there; any date where it is not, for the problem is noted."""
    if key not in fields:
        fields.problem(fields.origin, f"approval: {key!r} is missing")
    return fields.date(key) or datetime.date.min


def _texts(fields: Fields, key: str) -> dict[str, str]:
    node = fields.node(key)
    if node is None:
        fields.problem(fields.origin, f"approval: {key!r} is missing")
        return {}
    inner = Fields(node, key, fields.problems)
    return {name.value: inner.as_text(value, name.value) for name, value in inner.entries()}


def _read_lines(fields: Fields, key: str) -> tuple[Line, ...]:
    return tuple(_read_line(node, key, fields.problems) for node in fields.items(key))


def _read_line(node: Node, key: str, problems: list[Finding]) -> Line:
    fields = Fields(node, key, problems)
    line = Line(
        place=fields.text("place", required=True),
        words=fields.text("words"),
        anchors=fields.texts("anchors"),
        numbers=tuple(_number(item, fields) for item in fields.items("numbers")),
        origin=fields.origin,
    )
    fields.finish()
    return line


def _number(node: Node, fields: Fields) -> int:
    if isinstance(node, Scalar) and node.value.isdecimal():
        return int(node.value)
    fields.problem(node.origin, f"numbers: expected whole numbers, found {node.kind}")
    return 0
