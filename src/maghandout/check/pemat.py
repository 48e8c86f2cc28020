"""The items of PEMAT-P as rules, for print alone: 13 and 14 are for sound and film.

Shoemaker, Wolf and Brach, "The Patient Education Materials Assessment Tool (PEMAT) and User's Guide",
Agency for Healthcare Research and Quality, 2013. A program cannot fill in the instrument: items that ask for
eyes are left to a person, with hints where to look; the others are decided by structure, or by a heuristic
where the rule says so. None stops a build. Here stands what makes a handout easy to understand; what makes it
easy to act on is in `actionability`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import pairwise

from maghandout.check import actionability, amounts, phrases
from maghandout.check.chunks import lacking_headings, long_chunks, long_lists, table_flaws, vague_headings
from maghandout.check.lexicon import hard_words
from maghandout.check.plain import HIGHEST_GRADE, MOST_PASSIVE, is_passive, reading
from maghandout.check.rule import Instrument, Remark, Rule
from maghandout.check.sheet import Sheet
from maghandout.check.structure import (
    action_lists,
    aids,
    has_strong,
    is_cited,
    is_content,
    is_summary,
    is_very_short,
    key_points,
    lists,
    parts,
    tables,
    walk,
)
from maghandout.model.document import (
    Box,
    BoxRole,
    Chart,
    ChartKind,
    Sources,
    Table,
    lines_of,
    plain_text,
)

_SMOG_ABOVE = 3.0
"""Grades by which SMOG may exceed Flesch-Kincaid on the same text."""
_MOST_HARD = 0.02
"""Share of the words of the running text that may have plainer ones in the lexicon. Ours."""
_FILE_NAME = (".png", ".jpg", ".jpeg", ".svg", ".gif", ".pdf")
_PRINT_DPI = 150
_LOGO_HIGH_IN = 0.4
"""Inches that the header has for a logo."""


def _purpose(sheet: Sheet) -> Iterator[Remark]:
    """Ask that the purpose is evident (item 1, heuristic): one sentence that names the matter.

    The matter is what the title or a key point names: a title need not be said twice.
    """
    document = sheet.handout
    hint = "say in one sentence what the reader will learn, in the title's words"
    if not document.purpose.strip():
        yield Remark("no purpose stands below the title", document.origin, hint)
        return
    if len([part for part in document.purpose.split(". ") if part.strip()]) > 1:
        yield Remark("the purpose is more than one sentence", document.origin, hint, document.purpose)
    matter = " ".join((document.title, *(plain_text(point.inlines) for point in key_points(sheet))))
    if not phrases.stems(matter) & phrases.stems(document.purpose):
        message = "the purpose names nothing that the title or a key point names"
        yield Remark(message, document.origin, hint, document.purpose)


def _distraction(sheet: Sheet) -> Iterator[Remark]:
    """Ask a person whether anything distracts (item 2): a part that shares no word with what is summed up."""
    summed_up = " ".join((sheet.handout.title, sheet.handout.purpose, *_summary(sheet)))
    for part in parts(sheet):
        if is_content(part) and not phrases.stems(summed_up) & phrases.stems(f"{part.title} {part.words}"):
            message = f"{part.title!r} shares no word with the title, the purpose or a key point"
            yield Remark(message, part.origin, "tie it to a key point, or leave it out")


def _everyday_words(sheet: Sheet) -> Iterator[Remark]:
    """Ask for common, everyday language (item 3, heuristic): both grades, and the share of hard words."""
    read, origin = reading(sheet), sheet.handout.origin
    if not read:
        return
    if read.flesch_kincaid > HIGHEST_GRADE:
        message = f"Flesch-Kincaid is {read.flesch_kincaid:.1f}, above {HIGHEST_GRADE:g}"
        yield Remark(message, origin, "shorten the hardest sentences")
    if read.smog > HIGHEST_GRADE + _SMOG_ABOVE:
        message = f"SMOG is {read.smog:.1f}, above {HIGHEST_GRADE + _SMOG_ABOVE:g}"
        yield Remark(message, origin, "use words of one or two syllables")
    found = [item for sentence in sheet.running for item in hard_words(sentence.words, sheet.lexicon)]
    total = sum(len(sentence.words.split()) for sentence in sheet.running)
    if len(found) > _MOST_HARD * total:
        hints = "; ".join(dict.fromkeys(map(str, found)))
        yield Remark(f"{len(found)} of {total} words are hard ones", origin, hints)


def _medical_terms(sheet: Sheet) -> Iterator[Remark]:
    """Ask that medical terms are defined (item 4): in the words to know, or at once where they stand."""
    for term, sentence in phrases.undefined_terms(sheet):
        hint = "define it in the glossary, or in brackets behind it"
        yield Remark(f"nothing says what {term!r} is", sentence.origin, hint, sentence.words)


def _active_voice(sheet: Sheet) -> Iterator[Remark]:
    """Ask for the active voice (item 5, heuristic): less than a fifth of the sentences are passive."""
    passive = [sentence for sentence in sheet.running if is_passive(sentence.words)]
    if passive and len(passive) >= MOST_PASSIVE * len(sheet.running):
        for sentence in passive:
            message = f"{len(passive)} of {len(sheet.running)} sentences are passive, such as this one"
            yield Remark(message, sentence.origin, "say who does it", sentence.words)


def _clear_numbers(sheet: Sheet) -> Iterator[Remark]:
    """Ask for clear numbers (item 6, heuristic): whole, of as many people each, no percents."""
    for sentence in sheet.sentences:
        for message, hint in amounts.unclear(sentence.words):
            yield Remark(message, sentence.origin, hint, sentence.words)
    for part in parts(sheet):
        if len(bases := amounts.bases(part.words)) > 1:
            message = f"people are counted of {' and of '.join(sorted(bases, key=_size))} in {part.title!r}"
            yield Remark(message, part.origin, "count all of them of 100")


def _no_sums(sheet: Sheet) -> Iterator[Remark]:
    """Ask that no calculation is left to the reader (item 7, heuristic): by weight, or by mixed spans."""
    for sentence in sheet.sentences:
        for words in amounts.sums(sentence.words):
            hint = "give the result, for this reader"
            yield Remark(f"{words!r} leaves a sum to the reader", sentence.origin, hint, sentence.words)
    if len(spans := amounts.spans(sheet)) > 1:
        message = f"amounts are told per {' and per '.join(sorted(spans))}"
        yield Remark(message, sheet.handout.origin, "tell all of them per day")


def _chunks(sheet: Sheet) -> Iterator[Remark]:
    """Ask for short sections (item 8): in words, in sentences, and in the items of a list."""
    yield from long_chunks(sheet)
    yield from long_lists(sheet)


def _headers(sheet: Sheet) -> Iterator[Remark]:
    """Ask for headers that inform (item 9): they are there, and say what stands below them."""
    yield from lacking_headings(sheet)
    yield from vague_headings(sheet)


def _sequence(sheet: Sheet) -> Iterator[Remark]:
    """Ask for a logical sequence (item 10, heuristic): what it is, what to do, when to get help, sources."""
    found = parts(sheet)
    with_steps = [part for part, _ in action_lists(sheet)]
    told = [part in with_steps for part in found]
    places = {
        "what it is": [is_content(part) and not does for part, does in zip(found, told, strict=True)],
        "what to do": told,
        "when to get help": [part.role is BoxRole.WARNING for part in found],
        "the sources": [part.holds(Sources) for part in found],
    }
    present = [(name, fits.index(True)) for name, fits in places.items() if any(fits)]
    for (earlier, number), (later, other) in pairwise(present):
        if other < number:
            yield Remark(f"{later} comes before {earlier}", found[other].origin, f"put {earlier} first")


def _summary_first(sheet: Sheet) -> Iterator[Remark]:
    """Ask for a summary (item 11): key points before all else, each with its source."""
    found = parts(sheet)
    if not any(map(is_summary, found)):
        yield Remark("no key points sum it up", sheet.handout.origin, "choose one to five key points")
    elif not is_summary(found[0]):
        yield Remark("the key points do not come first", found[0].origin, "put them below the purpose")
    for point in key_points(sheet):
        if not is_cited(point.inlines):
            words = plain_text(point.inlines)
            yield Remark("a key point has no source", point.origin, "select a statement of a seed", words)


def _cues(sheet: Sheet) -> Iterator[Remark]:
    """Ask for visual cues (item 12): a box, and bullets or bold words."""
    if not any(isinstance(block, Box) for block in walk(sheet.handout.blocks)):
        yield Remark("no box sets the key points apart", sheet.handout.origin, "choose key points")
    lines = [line for block in sheet.handout.blocks for line in lines_of(block)]
    if not lists(sheet) and not any(map(has_strong, lines)):
        yield Remark("nothing stands in a list or in bold", sheet.handout.origin, "make the points a list")


def _aids_where_they_help(sheet: Sheet) -> Iterator[Remark]:
    """Ask a person whether a picture would help (item 15): a chance in numbers that no icon array shows."""
    if any(isinstance(aid, Chart) and aid.kind is ChartKind.ICONS for _, aid in aids(sheet)):
        return
    for sentence in sheet.running:
        if any(amounts.chances(sentence.words)):
            hint = "draw it as people: `chart: {kind: icons}`"
            yield Remark("a chance stands in numbers alone", sentence.origin, hint, sentence.words)


def _aids_reinforce(sheet: Sheet) -> Iterator[Remark]:
    """Ask a person whether aids reinforce the content (item 16): each chart whose words no text repeats."""
    said = " ".join(sentence.words for sentence in sheet.running)
    for part, aid in aids(sheet):
        if not isinstance(aid, Table) and not phrases.stems(plain_text(aid.title)) & phrases.stems(said):
            yield Remark(f"no text speaks of what the aid in {part.title!r} shows", aid.origin)


def _captions(sheet: Sheet) -> Iterator[Remark]:
    """Ask for titles or captions (item 17): words, not a file's name; a table has its heading."""
    for part, aid in aids(sheet):
        caption = plain_text(aid.caption) or part.title if isinstance(aid, Table) else plain_text(aid.title)
        if not caption.strip():
            yield Remark("an aid has no title", aid.origin, "say what it shows")
        elif caption.lower().endswith(_FILE_NAME):
            yield Remark(f"the title {caption!r} is the name of a file", aid.origin, "say what it shows")


def _clear_pictures(sheet: Sheet) -> Iterator[Remark]:
    """Ask a person whether pictures are clear (item 18): charts are lines, so only a logo may blur."""
    logo = sheet.handout.logo
    if logo and logo.height < _PRINT_DPI * _LOGO_HIGH_IN:
        message = f"the logo is {logo.height} pixels high, which may print below {_PRINT_DPI} dpi"
        yield Remark(message, sheet.handout.origin, "use an SVG, or a larger picture")


def _simple_tables(sheet: Sheet) -> Iterator[Remark]:
    """Ask for simple tables (item 19): short heads, at most four columns, no empty cell."""
    yield from table_flaws(sheet)


def _summary(sheet: Sheet) -> tuple[str, ...]:
    return tuple(plain_text(point.inlines) for point in key_points(sheet))


def _size(number: str) -> int:
    return int(number.replace(",", ""))


def _has_aids(sheet: Sheet) -> bool:
    return bool(aids(sheet))


def _has_tables(sheet: Sheet) -> bool:
    return bool(tables(sheet))


def _is_longer(sheet: Sheet) -> bool:
    return not is_very_short(sheet)


_RULE = partial(Rule, instrument=Instrument.UNDERSTANDABILITY)

RULES: tuple[Rule, ...] = (
    _RULE("pemat-1", "the purpose is evident", "PEMAT-P, item 1 (heuristic)", _purpose),
    _RULE("pemat-2", "nothing distracts from the purpose", "PEMAT-P, item 2", _distraction, asks_person=True),
    _RULE("pemat-3", "the language is common and everyday", "PEMAT-P, item 3 (heuristic)", _everyday_words),
    _RULE("pemat-4", "medical terms are defined", "PEMAT-P, item 4", _medical_terms),
    _RULE("pemat-5", "the voice is active", "PEMAT-P, item 5 (heuristic)", _active_voice),
    _RULE(
        "pemat-6", "numbers are clear", "PEMAT-P, item 6 (heuristic)", _clear_numbers,
        applies=amounts.has_numbers,
    ),
    _RULE("pemat-7", "no calculation is expected", "PEMAT-P, item 7 (heuristic)", _no_sums),
    _RULE("pemat-8", "the text stands in short sections", "PEMAT-P, item 8", _chunks, applies=_is_longer),
    _RULE("pemat-9", "sections have headers that inform", "PEMAT-P, item 9", _headers, applies=_is_longer),
    _RULE("pemat-10", "the sequence is logical", "PEMAT-P, item 10 (heuristic)", _sequence),
    _RULE("pemat-11", "a summary comes first", "PEMAT-P, item 11", _summary_first, applies=_is_longer),
    _RULE("pemat-12", "visual cues mark the key points", "PEMAT-P, item 12", _cues),
    _RULE(
        "pemat-15", "visual aids stand where they help", "PEMAT-P, item 15", _aids_where_they_help,
        asks_person=True,
    ),
    _RULE(
        "pemat-16", "visual aids reinforce the content", "PEMAT-P, item 16", _aids_reinforce,
        applies=_has_aids, asks_person=True,
    ),
    _RULE("pemat-17", "visual aids have titles", "PEMAT-P, item 17", _captions, applies=_has_aids),
    _RULE(
        "pemat-18", "pictures are clear and uncluttered", "PEMAT-P, item 18", _clear_pictures,
        applies=_has_aids, asks_person=True,
    ),
    _RULE("pemat-19", "tables are simple", "PEMAT-P, item 19", _simple_tables, applies=_has_tables),
    *actionability.RULES,
)  # fmt: skip
"""Items 1 to 12, 15 to 19 and 20 to 26, in order."""
