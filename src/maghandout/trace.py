"""A built file to its claims, each walked back to its statement, article and place, references and verdict.

Nothing is asked but the file and the library. The words are those that the file prints now; where they are
no longer those that it was built with, it is refused, since its trail then vouches for nothing.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from maghandout.carried import Carried, Sheet, read_carried
from maghandout.diagnostics import Finding, Origin, Severity, closest
from maghandout.errors import HandoutError
from maghandout.hashes import sha256_of_file
from maghandout.manifestfile import FILE as MANIFEST
from maghandout.manifestfile import read_manifest, within
from maghandout.model.library import Anchor, Appraisal, Library, Reference, Seed, Statement, Verdict
from maghandout.trail import Claim, TrailError, digest_of, letters, mark_of

_MOST_TOLD = 5
"""Claims that a message about a changed file names."""
_LEAST = 12
"""Letters of a claim that stand on one page at least, when the rest stands on the next."""
_CHANCE = 8
"""Letters after a claim's first part that may read like its second by chance."""
_MOST_LINES = 12
"""Paragraphs that one claim is set in at most."""
_MOST_JOINED = 300_000
"""Ways to join paragraphs that are tried; the built-in library's largest deck has a twentieth."""


class Source(Struct, frozen=True):
    """A statement behind a claim, and what the library holds about it."""

    anchor: Anchor
    statement: Statement | None
    """None where the library has no such statement (any more)."""
    article: Seed | None = None
    """The digest of the article that says so; None for a statement of our own."""
    references: tuple[Reference, ...] = ()
    appraisals: tuple[Appraisal, ...] = ()
    """What was found about it, worst first."""
    is_changed: bool = False
    """The library says something else of it than when the file was built."""

    @property
    def verdict(self) -> Verdict | None:
        """The worst verdict; None where no study was checked."""
        return self.appraisals[0].verdict if self.appraisals else None


class Traced(Struct, frozen=True):
    """A claim that the file prints, where, and what stands behind it."""

    words: str
    where: str
    """Such as `page 1` or `slide 3`."""
    sources: tuple[Source, ...]


def trace(path: Path, library: Library, text: str = "") -> tuple[Traced, ...]:
    """Return the claims of a built file that hold a text, in their order; all of them for no text.

    Case and white space count for nothing.

    Raises:
        TrailError: the file carries no trail, does not print what it was built with, or no claim of it holds
            the text.
    """
    carried = read_carried(path)
    finder = _Finder(carried.sheets)
    traced: list[Traced] = []
    lost: list[Claim] = []
    for claim in carried.trail.claims:
        place = finder.find(claim)
        if place is None:
            lost.append(claim)
        else:
            sources = (_source(anchor, carried.trail.marks, library) for anchor in claim.anchors)
            traced.append(Traced(_shown(place[1]), place[0], tuple(sources)))
        if len(lost) > _MOST_TOLD:
            break
    _ensure_unchanged(carried, lost, str(path))
    wanted = letters(text).casefold()
    picked = tuple(item for item in traced if wanted in letters(item.words).casefold())
    if not picked:
        raise _not_found(text, traced, carried, str(path))
    return picked


def unlike_manifest(path: Path) -> tuple[Finding, ...]:
    """Say where the manifest beside a file names another file by its name, such as one saved again since."""
    try:
        entry = within(within(read_manifest(path.parent / MANIFEST), "files"), path.name)
        if not entry or entry.get("sha256") == sha256_of_file(path):
            return ()
    except HandoutError:
        return ()  # no manifest of ours lies there, and none is asked for
    message = f"is not the very file that {MANIFEST} beside it names: it was saved again since, or moved here"
    return (Finding(message, Origin(str(path)), severity=Severity.WARNING),)


def _shown(words: str) -> str:
    """Return words that a terminal may show: nothing in them turns, hides or colours others."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in " ".join(words.split()))


def _source(anchor: Anchor, marks: Mapping[Anchor, str], library: Library) -> Source:
    statement = library.statements.get(anchor)
    if statement is None:
        return Source(anchor, None, is_changed=True)
    seed = library.seeds[statement.seed]
    return Source(
        anchor,
        statement,
        seed if seed.original_file else None,
        tuple(library.references[name] for name in statement.references),
        library.appraised.get(anchor, ()),
        mark_of(anchor, library) != marks[anchor],
    )


def _ensure_unchanged(carried: Carried, lost: Sequence[Claim], shown: str) -> None:
    """Raise where the file prints other words than it was built with."""
    findings = [
        Finding(f"no longer prints a claim that it was built with: {_named(claim)}", Origin(shown))
        for claim in lost[:_MOST_TOLD]
    ]
    if len(lost) > _MOST_TOLD:
        findings.append(Finding("no longer prints more claims than these", Origin(shown)))
    left = Counter(carried.seals.parts)
    odd = [aside.name for aside in carried.asides if aside.seal not in carried.seals.asides]
    for sheet in carried.sheets:
        if left[sheet.seal]:
            left[sheet.seal] -= 1
        else:
            odd.append(sheet.name)
    findings += [
        Finding(f"{name} does not hold what it was built with", Origin(shown)) for name in dict.fromkeys(odd)
    ]
    if not findings and left.total():
        findings.append(
            Finding(f"{left.total()} pages or slides that it was built with are gone", Origin(shown))
        )
    if findings:
        hint = "its words were changed after it was built: trace an unchanged copy, or build it again"
        raise TrailError([*findings[:-1], Finding(findings[-1].message, Origin(shown), hint)])


def _named(claim: Claim) -> str:
    return repr(claim.words) if claim.words else f"that of {', '.join(claim.anchors)}"


def _not_found(text: str, traced: Sequence[Traced], carried: Carried, shown: str) -> TrailError:
    is_printed = any(letters(text).casefold() in sheet.letters.casefold() for sheet in carried.sheets)
    message = f"{text!r} is printed, but is no claim" if is_printed else f"no claim holds {text!r}"
    near = closest(text, {item.words for item in traced}, 1) if text else ()
    return TrailError.at(Origin(shown), message, f"the closest claim: {near[0]}" if near else "")


class _Finder:
    """Finds claims in what a file prints."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._sheets = sheets
        self._letters = [sheet.letters for sheet in sheets]
        self._by_digest: dict[str, tuple[str, str]] = {}
        for sheet in sheets:
            for line in sheet.lines:
                self._by_digest.setdefault(digest_of(line.level), (sheet.name, line.level))
        self._is_joined = False

    def find(self, claim: Claim) -> tuple[str, str] | None:
        """Return where a claim stands and its words; None where it stands nowhere."""
        if not claim.digest:
            name = self._place_of([letters(part) for part in claim.parts])
            return (name, claim.words) if name else None
        if claim.digest not in self._by_digest and not self._is_joined:
            self._is_joined = True
            for name, words in itertools.islice(self._joined(), _MOST_JOINED):
                self._by_digest.setdefault(digest_of(words), (name, words))
        return self._by_digest.get(claim.digest)

    def _place_of(self, parts: Sequence[str]) -> str:
        """Return the sheet that prints some words, or the first of two neighbours that share them."""
        pattern = re.compile(r"[\d,]*".join(map(re.escape, parts)))
        for sheet, text in zip(self._sheets, self._letters, strict=True):
            if pattern.search(text):
                return sheet.name
        whole = "".join(parts)
        for sheet, (text, following) in zip(self._sheets, itertools.pairwise(self._letters), strict=False):
            longest = bisect_right(range(len(whole)), 0, key=lambda cut: whole[:cut] not in text) - 1
            for cut in range(max(longest - _CHANCE, _LEAST), min(longest, len(whole) - _LEAST) + 1):
                if whole[:cut] in text and whole[cut:] in following:
                    return sheet.name
        return ""

    def _joined(self) -> Iterator[tuple[str, str]]:
        """Yield what several paragraphs say together: on one slide, or on one and the next."""
        slides = [sheet for sheet in self._sheets if sheet.name.startswith("slide ")]
        for sheet in slides:
            levels = [line.level for line in sheet.lines]
            for start, size in itertools.product(range(len(levels)), range(2, _MOST_LINES + 1)):
                yield sheet.name, " ".join(levels[start : start + size])
        for sheet, following in itertools.pairwise(slides):
            for first, second in itertools.product(sheet.lines, following.lines):
                yield sheet.name, f"{first.level} {second.level}"


def tell(traced: Iterable[Traced]) -> str:
    """Return claims with all that stands behind them, as lines for a terminal."""
    return "\n\n".join("\n".join(_told(item)) for item in traced) + "\n"


def _told(item: Traced) -> Iterator[str]:
    yield f"{item.words} ({item.where})"
    for source in item.sources:
        yield f"  statement: {source.anchor}"
        if source.statement is None:
            yield "    the library has no such statement any more"
            continue
        if item.words not in (source.statement.text, source.statement.clinical):
            yield f"    says: {source.statement.text}"
        if source.is_changed:
            yield "    changed in the library since the file was built"
        if source.article is not None:
            article = f"{source.article.title} ({source.article.original_file})"
            yield f"    article: {article}, {source.statement.at}"
        for reference in source.references:
            yield f"    reference: {_reference(reference)}"
        if not source.appraisals:
            yield "    verdict: none, it claims no study to check"
        for appraisal in source.appraisals:
            yield f"    verdict: {appraisal.verdict}. {appraisal.finding}"


def _reference(reference: Reference) -> str:
    csl = reference.csl
    address = f"doi:{csl['DOI']}" if "DOI" in csl else str(csl.get("URL", ""))
    return ". ".join(
        part for part in (f"{reference.id}: {csl.get('title', '')}".rstrip("."), address) if part
    )
