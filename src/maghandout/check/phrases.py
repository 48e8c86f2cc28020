"""Words of a handout to what they do: order, tell when, name a harm or a gain, need explaining.

English alone, by lists and endings: it understands nothing, so what it finds is a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from maghandout.check.sheet import Place, Sentence, Sheet

_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")
_STEM_LETTERS = 5
_FEW = frozenset(
    "a about all also an and any are as at be because been by "  # noqa: SIM905  (easier to read)
    "can could did do does for from get had has have how if in into is it its just may me more most my "
    "no not of on one only or our out over so some such than that the their them then there these they "
    "this those to too up us was we were what when which while who whom why will with without would you "
    "your".split()
)
"""Words that too many sentences share to tell what one is about."""
_VERBS = frozenset(
    "add aim apply arrange ask avoid begin book breathe bring "  # noqa: SIM905  (easier to read)
    "buy call carry change check choose clean come compare contact continue cook cool count cover cut "
    "decide do don't drink eat exercise fill find finish follow get give go have hold join keep know "
    "learn leave lie lift limit list listen look lower make mark measure meet mix move note notice open "
    "pick place plan practice prepare press put quit raise read record reduce relax remove report rest "
    "save say schedule see seek set share show sit skip sleep snack speak stand start stay step stop "
    "store stretch swap swallow switch take talk tell text think throw track treat try turn use visit "
    "wait walk wash watch wear weigh work write".split()
)
_BEFORE_VERB = frozenset({"always", "never", "please", "then", "also", "first"})
_JOINED = re.compile(r"(?:\band|\bthen|,)\s+(?:then\s+)?([a-z']+)")
_HANGS_ON = re.compile(r"\b(?:as|because|if|than|that|unless|until|when|whether|which|while|who)\b", re.I)
_WHEN = re.compile(
    r"\b(?:after|always|before|daily|days?|each|every|first|hours?|if|meals?|minutes?|months?|never|nights?"
    r"|now|once|right away|soon|then|times?|today|twice|until|weekly|weeks?|when|while)\b",
    re.I,
)
_HARM = re.compile(
    r"\b(?:allerg\w+|bleed\w*|block\w*|clash\w*|danger\w*|harm\w*|poison\w*|risks?|runny|side effects?"
    r"|too (?:low|much)|trouble|unsafe|not safe|upset)\b",
    re.I,
)
_HOW = re.compile(
    r"\b(?:after|because|can|caus\w+|due to|for (?:all|people|some)|from|if"
    r"|leads? to|makes?|may|more than|than|when|with)\b",
    re.I,
)
_GAIN = re.compile(
    r"\b(?:better|easier|eas(?:e|es|ed)|gain\w*|gentler|help(?:s|ed)?|improv\w+|keeps?|lower(?:s|ed)?|need"
    r"|prevent\w*|protect\w*|safe|safely|soften\w*)\b",
    re.I,
)
_NOT_KNOWN = re.compile(
    r"\b(?:cannot (?:say|show|tell)|clash|disagree|do(?:es)? not know|no (?:\w+ )?(?:proof|stud(?:y|ies)"
    r"|test|drop|change)|(?:is|are) not (?:clear|complete|known|proof|proven|sure)|not all agree"
    r"|uncertain|unclear|unknown|unsure)\b",
    re.I,
)
_CONTACT = re.compile(r"\b(?:call|ask|tell|see|contact)\s+(?:us|your|a|the)\b|\b(?:911|988|112|999)\b", re.I)
_MEDICAL = re.compile(
    r"\b\w+(?:itis|emia|(?<!diagn)osis|(?<!em)(?<!sym)pathy|algia|uria|ectomy|oscopy|plasty|penia"
    r"|(?<!ana)(?<!para)lysis)\b",
    re.I,
)
"""Endings of words of Greek that medicine made."""
_ACRONYM = re.compile(r"(?<![\w-])[A-Z]{2,6}(?![\w-])")
_KNOWN_ACRONYMS = frozenset({"AIDS", "AM", "DNA", "HIV", "OK", "PM", "TV", "UK", "US", "USA"})


def stems(text: str) -> frozenset[str]:
    """Return the openings of the words that tell what a text is about."""
    return frozenset(
        word.removesuffix("s")[:_STEM_LETTERS]
        for word in _WORD.findall(text.lower().replace("’", "'"))
        if word not in _FEW
    )


def is_order(sentence: str) -> bool:
    """Tell whether a sentence opens with a verb that orders something."""
    spoken = [word for word in _WORD.findall(sentence.lower().replace("’", "'")) if word not in _BEFORE_VERB]
    return bool(spoken) and spoken[0] in _VERBS and not sentence.rstrip().endswith("?")


def speaks_to_reader(text: str) -> bool:
    """Tell whether a text orders something, or says `you`."""
    return is_order(text) or bool(re.search(r"\byou(?:r|rs|rself)?\b", text, re.I))


def orders(sentence: str) -> int:
    """Count the verbs that a sentence orders, joined by `and`, `then` or a comma."""
    return sum(word in _VERBS for word in _JOINED.findall(sentence)) + 1 if is_order(sentence) else 0


def main_clause(sentence: str) -> str:
    """Return a sentence up to the clause that hangs on it; of one that opens with it, what follows."""
    opening = _HANGS_ON.split(sentence, maxsplit=1)[0]
    return opening if opening.strip() else sentence.partition(",")[2]


def says_when(text: str) -> bool:
    """Tell whether a text says when or how often."""
    return bool(_WHEN.search(text))


def names_harm(text: str) -> bool:
    """Tell whether a text names what may go wrong."""
    return bool(_HARM.search(text))


def says_how(text: str) -> bool:
    """Tell whether a text says from what, when or for whom something comes."""
    return bool(_HOW.search(text))


def names_gain(text: str) -> bool:
    """Tell whether a text names what is to be gained."""
    return bool(_GAIN.search(text))


def admits_not_knowing(text: str) -> bool:
    """Tell whether a text says that something is not known."""
    return bool(_NOT_KNOWN.search(text))


def names_contact(text: str) -> bool:
    """Tell whether a text says whom to call or ask."""
    return bool(_CONTACT.search(text))


def undefined_terms(sheet: Sheet) -> Iterator[tuple[str, Sentence]]:
    """Yield the medical words that nothing in the handout defines, each once where it stands first.

    A term of the glossary needs its definition on the page, unless the statement that prints it explains it;
    another word with a medical ending needs brackets, its own or behind it.
    """
    notes = "\n".join(item.words for item in sheet.sentences if item.place is Place.NOTE)
    for term in sheet.selection.terms:
        first = _first((term.term, *term.also), sheet)
        if first and f"{term.text}." not in notes:
            yield term.term, first
    known = {spelling.lower() for term in sheet.library.terms for spelling in (term.term, *term.also)}
    for word, sentence in _found(_MEDICAL, sheet):
        if word.lower() not in known and not _is_explained(word, sheet):
            yield word, sentence


def unexplained_acronyms(sheet: Sheet) -> Iterator[tuple[str, Sentence]]:
    """Yield the acronyms that nothing spells out, each once where it stands first."""
    known = {spelling for term in sheet.library.terms for spelling in (term.term, *term.also)}
    defined = {name for spelling in known for name in _ACRONYM.findall(spelling)}
    for name, sentence in _found(_ACRONYM, sheet):
        if name not in _KNOWN_ACRONYMS | defined and not _is_explained(name, sheet):
            yield name, sentence


def _found(pattern: re.Pattern[str], sheet: Sheet) -> Iterator[tuple[str, Sentence]]:
    met = set()
    for sentence in sheet.sentences:
        for word in pattern.findall(sentence.words):
            if word.lower() not in met:
                met.add(word.lower())
                yield word, sentence


def _first(spellings: Iterable[str], sheet: Sheet) -> Sentence | None:
    """Return the sentence that prints one of the spellings first; None where none is printed."""
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, spellings))})(?!\w)", re.I)
    return next((item for item in sheet.sentences if pattern.search(item.words)), None)


def _is_explained(word: str, sheet: Sheet) -> bool:
    """Tell whether brackets stand around a word or behind it, or a comma and an article, or words on it."""
    pattern = re.compile(rf"\({re.escape(word)}\)|\b{re.escape(word)}(?: \(|, an? |:| is an? | means )", re.I)
    return any(pattern.search(item.words) for item in sheet.sentences)
