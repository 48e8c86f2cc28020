"""A deck's lines to whether they say what the statements say that they cite.

A deck prints either register, claims of any verdict, and around them words of its own: a verdict, a finding,
a label. So a line has to hold the words of a statement that it cites, and what else it says is not judged.
What cites nothing is free, but for the very words of a statement that no spec says. Notes cite nothing at
all: there a statement is known again where no more than its numbers were changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from maghandout.check.rule import Remark
from maghandout.check.sheet import Sheet
from maghandout.check.slidelines import SlideLine, said_of, slides_of, words_of
from maghandout.check.texts import listed, numbers_in, without_numbers
from maghandout.compose.inlines import as_printed
from maghandout.diagnostics import Origin
from maghandout.model.document import lines_of

_LEAST = 4
"""Words that are a statement's, and not a label that reads alike."""


def uncited(sheet: Sheet) -> Iterator[Remark]:
    """Find statements that a slide says and does not cite."""
    given = (picked.statement.anchor for picked in sheet.selection.deck())
    sayings = tuple(_long(words for anchor in given for words in said_of(anchor, sheet.library)))
    free = {told.words for told in sheet.told}
    for line in sheet.slide_lines:
        if not line.cited and line.words not in free and line.words.startswith(sayings):
            hint = "let the template cite its statement"
            yield Remark("a claim on a slide cites no statement", line.origin, hint, line.words)


def misquoted(sheet: Sheet) -> Iterator[Remark]:
    """Find words on slides that differ from those of the statements that they cite."""
    for line, piece in _lacking(sheet):
        if not _bare(line.sayings).get(without_numbers(piece)):
            message = f"the words on the slide are those of none of {', '.join(line.cited)}"
            is_one = len(line.cited) == 1
            hint = f"it says {line.sayings[0]!r}" if is_one else "print a statement as it is"
            yield Remark(message, line.origin, hint, piece)


def miscounted(sheet: Sheet) -> Iterator[Remark]:
    """Find numbers on slides and in notes that differ from those of the statement whose words stand there."""
    for line, piece in _lacking(sheet):
        if said := _bare(line.sayings).get(without_numbers(piece)):
            yield _of_numbers(piece, said, line.origin)
    every = dict.fromkeys(_sayings(sheet))
    known = _bare(_long(every))
    for words, origin in _uncited(sheet):
        if words not in every and (said := known.get(without_numbers(words))):
            yield _of_numbers(words, said, origin)


def _of_numbers(words: str, said: str, origin: Origin) -> Remark:
    message = f"the deck says {listed(numbers_in(words))} where a statement says {listed(numbers_in(said))}"
    return Remark(message, origin, f"it says {said!r}", words)


def _lacking(sheet: Sheet) -> Iterator[tuple[SlideLine, str]]:
    """Yield lines with a piece that holds no words of a statement that they cite."""
    for line in sheet.slide_lines:
        for piece in line.pieces if line.sayings else ():
            is_judged = len(line.pieces) == 1 or len(piece.split()) >= _LEAST
            if is_judged and not any(words in piece for words in line.sayings):
                yield line, piece


def _uncited(sheet: Sheet) -> Iterator[tuple[str, Origin]]:
    """Yield the lines that cite nothing themselves: those of slides, then those of notes."""
    yield from ((line.words, line.origin) for line in sheet.slide_lines if not line.pieces)
    for slide in slides_of(sheet.deck):
        for note in slide.notes:
            yield from ((words_of(inlines), note.origin) for inlines in lines_of(note))


def _sayings(sheet: Sheet) -> Iterator[str]:
    """Yield the words of the statements that the deck was given, and what was found about them."""
    for picked in sheet.selection.deck():
        yield from said_of(picked.statement.anchor, sheet.library)
        yield from (as_printed(item.finding) for item in picked.appraisals)


def _long(sayings: Iterable[str]) -> Iterator[str]:
    return (words for words in sayings if len(words.split()) >= _LEAST)


def _bare(sayings: Iterable[str]) -> Mapping[str, str]:
    """Return words by what they are without their numbers, those aside that hold none."""
    return {without_numbers(words): words for words in sayings if numbers_in(words)}
