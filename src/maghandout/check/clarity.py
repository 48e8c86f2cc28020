"""The items of the CDC Clear Communication Index as rules.

Baur and Prue, "The CDC Clear Communication Index is a new evidence-based tool to prepare and review health
information", Health Promotion Practice 15(5), 2014; User Guide, Centers for Disease Control and Prevention,
2013. The main message is the first key point, else the paragraph that opens the page. An item gets its point
where every instance meets it. None stops a build. The items on numbers and risk are in `numeracy`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from maghandout.check import numeracy, phrases
from maghandout.check.chunks import lacking_headings, long_chunks, long_lists
from maghandout.check.lexicon import hard_words
from maghandout.check.plain import is_passive
from maghandout.check.rule import Instrument, Remark, Rule
from maghandout.check.sheet import Sentence, Sheet
from maghandout.check.structure import (
    actions,
    aids,
    has_strong,
    is_cited,
    key_points,
    lists,
    main_message,
    parts,
)
from maghandout.model.document import (
    BoxRole,
    ListItem,
    Table,
    lines_of,
    plain_text,
)

_MOST_MESSAGE = 3
"""Sentences of a main message (opening questions of the index, cdc.gov/ccindex)."""
_FEWEST_WORDS = 3
"""A topic, such as `Heart disease`, is no statement."""


def _one_message(sheet: Sheet) -> Iterator[Remark]:
    """Ask for one main message (item 1): a statement of at most three sentences, not a topic or question."""
    message = main_message(sheet)
    if message is None:
        yield Remark("there is no main message", sheet.handout.origin, "make it the first key point")
        return
    words = plain_text(message.inlines)
    if words.rstrip().endswith("?") or len(words.split()) < _FEWEST_WORDS:
        yield Remark("the main message is no statement", message.origin, "say what to remember", words)
    if len(_sentences(message)) > _MOST_MESSAGE:
        hint = f"keep {_MOST_MESSAGE} sentences"
        yield Remark("the main message is long", message.origin, hint, words)


def _at_the_top(sheet: Sheet) -> Iterator[Remark]:
    """Ask for the main message at the top (item 2): in the first part of the page."""
    message = main_message(sheet)
    found = parts(sheet)
    if message and message not in found[0].points:
        yield Remark("the main message is not at the top", message.origin, "put the key points first")


def _emphasised(sheet: Sheet) -> Iterator[Remark]:
    """Ask that visual cues mark the main message (item 3): a box, or bold words."""
    message = main_message(sheet)
    if message and message not in key_points(sheet) and not has_strong(message.inlines):
        words = plain_text(message.inlines)
        yield Remark("nothing marks the main message", message.origin, "make it a key point", words)


def _shown(sheet: Sheet) -> Iterator[Remark]:
    """Ask a person whether a captioned picture supports the main message (item 4): none speaks of it."""
    message = main_message(sheet)
    titles = [plain_text(aid.title) for _, aid in aids(sheet) if not isinstance(aid, Table)]
    if message:
        stems = phrases.stems(plain_text(message.inlines))
        if not any(len(stems & phrases.stems(title)) > 1 for title in titles):
            yield Remark("no chart speaks of the main message", message.origin, "chart what it says")


def _call(sheet: Sheet) -> Iterator[Remark]:
    """Ask for a call to action (item 5): a listed action, or an order among the key points."""
    if not _calls(sheet):
        yield Remark("nothing calls the reader to act", sheet.handout.origin, "add `steps`")


def _active(sheet: Sheet) -> Iterator[Remark]:
    """Ask that the main message and the calls to action are active (item 6, heuristic).

    An order is active whatever hangs on it.
    """
    message = main_message(sheet)
    for item in (*([message] if message else []), *actions(sheet)):
        for sentence in _sentences(item):
            if not phrases.is_order(sentence) and is_passive(phrases.main_clause(sentence)):
                what = "the main message" if item is message else "a call to action"
                yield Remark(f"{what} is passive", item.origin, "say who does it", sentence)


def _words_of_the_audience(sheet: Sheet) -> Iterator[Remark]:
    """Ask for the words of the audience (item 7, heuristic): no hard ones, terms and acronyms explained."""
    for sentence in sheet.running:
        for plainer in hard_words(sentence.words, sheet.lexicon):
            yield Remark(f"{plainer.hard!r} is a hard word", sentence.origin, str(plainer), sentence.words)
    for term, sentence in phrases.undefined_terms(sheet):
        yield _unexplained(term, sentence, "define it in the glossary, or in brackets behind it")
    for name, sentence in phrases.unexplained_acronyms(sheet):
        yield _unexplained(name, sentence, "spell it out where it stands first")


def _lists(sheet: Sheet) -> Iterator[Remark]:
    """Ask for lists (item 8), none of which has more than seven items in a row."""
    if not lists(sheet):
        yield Remark(
            "nothing is told in a list", sheet.handout.origin, "make points that belong together a list"
        )
    yield from long_lists(sheet)


def _chunks(sheet: Sheet) -> Iterator[Remark]:
    """Ask for chunks with headings (item 9): short parts, and no text without a heading but the opening."""
    yield from lacking_headings(sheet)
    yield from long_chunks(sheet)


def _first_things_first(sheet: Sheet) -> Iterator[Remark]:
    """Ask for the most important first (item 10): the first part holds the message and what to do or heed."""
    message = main_message(sheet)
    first = parts(sheet)[0] if parts(sheet) else None
    if not message or not first or message not in first.points:
        yield Remark(
            "the page does not open with its main message", sheet.handout.origin, "choose key points"
        )
    elif not any(phrases.is_order(words) for point in first.points for words in _sentences(point)):
        yield Remark("the opening does not say what to do", first.origin, "add an action to the key points")


def _known_and_not_known(sheet: Sheet) -> Iterator[Remark]:
    """Ask what is known and not known (item 11): something with a source, and something that is uncertain."""
    lines = [line for block in sheet.handout.blocks for line in lines_of(block)]
    if not any(map(is_cited, lines)):
        yield Remark("nothing says how it is known", sheet.handout.origin, "select statements with sources")
    if not any(phrases.admits_not_knowing(sentence.words) for sentence in sheet.sentences):
        yield Remark("nothing says what is not known", sheet.handout.origin, "say what no study has shown")


def _recommends(sheet: Sheet) -> Iterator[Remark]:
    """Ask for a behavioural recommendation (item 12): something that the reader is to do."""
    if not _calls(sheet):
        yield Remark("the page speaks of doing, and recommends nothing", sheet.handout.origin, "add `steps`")


def _why(sheet: Sheet) -> Iterator[Remark]:
    """Ask why the behaviour matters (item 13): a gain or a harm told outside of the actions."""
    if not any(_is_reason(sentence.words) for sentence in _told(sheet)):
        yield Remark("nothing says why it matters", sheet.handout.origin, "tell what the reader gains")


def _directions(sheet: Sheet) -> Iterator[Remark]:
    """Ask for specific directions (item 14): when to do it, or whom to call."""
    texts = [plain_text(item.inlines) for item in (*key_points(sheet), *actions(sheet))]
    has_help = any(part.role is BoxRole.WARNING for part in parts(sheet))
    if not has_help and not any(phrases.says_when(words) or phrases.names_contact(words) for words in texts):
        yield Remark("nothing says when to act or whom to call", sheet.handout.origin, "name a time, or us")


def _calls(sheet: Sheet) -> bool:
    points = key_points(sheet)
    return bool(actions(sheet)) or any(
        phrases.is_order(words) for point in points for words in _sentences(point)
    )


def _told(sheet: Sheet) -> Iterator[Sentence]:
    done = {item.origin for item in actions(sheet)}
    yield from (sentence for sentence in sheet.running if sentence.origin not in done)


def _is_reason(words: str) -> bool:
    return (phrases.names_gain(words) or phrases.names_harm(words)) and not words.endswith("?")


def _sentences(item: ListItem) -> list[str]:
    return [words for words in plain_text(item.inlines).replace("! ", ". ").split(". ") if words.strip()]


def _unexplained(term: str, sentence: Sentence, hint: str) -> Remark:
    return Remark(f"nothing says what {term!r} is", sentence.origin, hint, sentence.words)


def _speaks_of_doing(sheet: Sheet) -> bool:
    """Tell whether items 12 to 14 apply: something is to be done, or the page says that it tells how to."""
    how_to = "how to" in f"{sheet.handout.title} {sheet.handout.purpose}".lower()
    return how_to or _calls(sheet) or any(phrases.is_order(item.words) for item in sheet.running)


_RULE = partial(Rule, instrument=Instrument.CLARITY)
_BEHAVIOUR = partial(_RULE, applies=_speaks_of_doing)
_MESSAGE = ("cdc-1",)

RULES: tuple[Rule, ...] = (
    _RULE("cdc-1", "there is one main message", "CDC index, item 1", _one_message),
    _RULE("cdc-2", "the main message is at the top", "CDC index, item 2", _at_the_top, needs=_MESSAGE),
    _RULE("cdc-3", "visual cues mark the main message", "CDC index, item 3", _emphasised, needs=_MESSAGE),
    _RULE(
        "cdc-4", "a captioned picture supports the main message", "CDC index, item 4", _shown,
        needs=_MESSAGE, asks_person=True,
    ),
    _RULE("cdc-5", "there is a call to action", "CDC index, item 5", _call),
    _RULE(
        "cdc-6", "main message and call to action are active", "CDC index, item 6 (heuristic)", _active,
        needs=("cdc-1", "cdc-5"),
    ),
    _RULE("cdc-7", "the words are the audience's", "CDC index, item 7 (heuristic)", _words_of_the_audience),
    _RULE("cdc-8", "lists tell what belongs together", "CDC index, item 8", _lists),
    _RULE("cdc-9", "the text stands in chunks with headings", "CDC index, item 9", _chunks),
    _RULE("cdc-10", "the most important comes first", "CDC index, item 10", _first_things_first),
    _RULE("cdc-11", "it says what is known and not known", "CDC index, item 11", _known_and_not_known),
    _BEHAVIOUR("cdc-12", "a behaviour is recommended", "CDC index, item 12", _recommends),
    _BEHAVIOUR("cdc-13", "it says why that matters", "CDC index, item 13", _why),
    _BEHAVIOUR("cdc-14", "the directions are specific", "CDC index, item 14", _directions),
    *numeracy.RULES,
)  # fmt: skip
"""Items 1 to 14 and 15 to 20, in order."""
