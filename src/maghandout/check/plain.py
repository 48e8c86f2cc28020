"""Plain language: the grade of the running text, long and passive sentences, and hard words.

A passive sentence is told by a heuristic: a form of `be` or `get`, at most three adverbs, then a past
participle, which is a word in -ed that names no state, or one of the irregular ones. It takes some states for
the passive, and does not see one whose parts stand further apart.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from maghandout.check.lexicon import Plainer, hard_words, term_of
from maghandout.check.readability import MANY_SYLLABLES, grade, smog, syllables, words
from maghandout.check.rule import Remark, Rule
from maghandout.check.sheet import Sentence, Sheet
from maghandout.diagnostics import Severity

HIGHEST_GRADE = 6.0
"""The Flesch-Kincaid grade that passes."""
FAILING_GRADE = 8.0
"""The Flesch-Kincaid grade above which a handout is not built."""
LONGEST_SENTENCE = 20
"""Words."""
MOST_PASSIVE = 0.2
"""Passive sentences must stay below this share."""

_FEWEST_WORDS = 4
"""Of a sentence that is ranked by its grade; the formula makes nothing of a shorter one."""
_BE = frozenset({
    "am", "are", "aren't", "be", "been", "being", "get", "gets", "getting", "got", "gotten", "i'm",
    "is", "isn't", "it's", "that's", "there's", "they're", "was", "wasn't", "we're", "were", "weren't",
    "you're",
})  # fmt: skip
_ADVERBS = frozenset({
    "all", "also", "always", "being", "both", "ever", "just", "more", "most", "never", "not", "now",
    "often", "once", "only", "so", "still", "then", "too", "very",
})  # fmt: skip
_MOST_ADVERBS = 3
_NO_PARTICIPLES = frozenset({
    "bed", "bored", "confused", "excited", "feed", "hundred", "indeed", "interested", "limited",
    "mixed", "need", "pleased", "red", "related", "sacred", "scared", "seed", "speed", "supposed",
    "surprised", "tired", "weed", "worried",
})  # fmt: skip
"""Words in -ed that name a thing or a state."""
_PARTICIPLES = frozenset({
    "beaten", "bitten", "blown", "bought", "bound", "bred", "broken", "brought", "built", "burnt",
    "caught", "chosen", "cut", "dealt", "done", "drawn", "driven", "drunk", "eaten", "fed", "felt",
    "forgotten", "fought", "found", "frozen", "given", "grown", "heard", "held", "hidden", "kept",
    "known", "laid", "led", "left", "lent", "lost", "made", "meant", "met", "misled", "mistaken",
    "overcome", "paid", "proven", "put", "read", "said", "seen", "sent", "set", "sewn", "shaken",
    "shown", "shut", "sold", "sought", "spent", "split", "spoken", "spread", "stolen", "struck",
    "stung", "sung", "swept", "taken", "taught", "thought", "thrown", "told", "torn", "understood",
    "undertaken", "withdrawn", "won", "worn", "wound", "woven", "written",
})  # fmt: skip


class Hard(Struct, frozen=True):
    """A sentence that is hard to read, and why."""

    sentence: Sentence
    grade: float
    """Its own Flesch-Kincaid grade."""
    word_count: int
    long_words: tuple[str, ...]
    """Those of three syllables or more, each once."""
    is_passive: bool
    plainer: tuple[Plainer, ...] = ()

    @property
    def hint(self) -> str:
        """How to mend it; empty when nothing is known."""
        parts = []
        if self.word_count > LONGEST_SENTENCE:
            parts.append(f"part its {self.word_count} words into two sentences")
        if self.is_passive:
            parts.append("say who does it")
        if self.long_words:
            parts.append(f"long words: {', '.join(self.long_words)}")
        return "; ".join((*parts, *map(str, self.plainer)))


class Reading(Struct, frozen=True):
    """How hard the running text is to read."""

    flesch_kincaid: float
    smog: float
    sentences: int
    passive: int
    """Sentences that seem to be in the passive."""


def reading(sheet: Sheet) -> Reading | None:
    """Return the scores of the running text; None when it has no word."""
    spoken = _spoken(sheet)
    if not spoken:
        return None
    texts = [sentence.words for sentence in spoken]
    return Reading(grade(texts), smog(texts), len(texts), sum(map(is_passive, texts)))


def hardest(sheet: Sheet, most: int = 5) -> tuple[Hard, ...]:
    """Return the sentences of the running text with the highest grades, hardest first, each once."""
    ranked = [hard for hard in map(_hard, dict.fromkeys(_spoken(sheet))) if hard.word_count >= _FEWEST_WORDS]
    ranked.sort(key=lambda hard: -hard.grade)
    return tuple(
        replace(hard, plainer=tuple(hard_words(hard.sentence.words, sheet.lexicon))) for hard in ranked[:most]
    )


def _hard(sentence: Sentence) -> Hard:
    spoken = words(sentence.words)
    long = dict.fromkeys(word for word in spoken if syllables(word) >= MANY_SYLLABLES)
    return Hard(sentence, grade([sentence.words]), len(spoken), tuple(long), is_passive(sentence.words))


def _spoken(sheet: Sheet) -> tuple[Sentence, ...]:
    return tuple(sentence for sentence in sheet.running if words(sentence.words))


def is_passive(sentence: str) -> bool:
    """Tell whether a sentence seems to be in the passive: see the module for what that means."""
    spoken = [word.lower() for word in words(sentence)]
    return any(word in _BE and _is_participle(_next_verb(spoken[at + 1 :])) for at, word in enumerate(spoken))


def _next_verb(spoken: list[str]) -> str:
    """Return the first word that is no adverb; empty when that is too far off."""
    for word in spoken[: _MOST_ADVERBS + 1]:
        if word not in _ADVERBS and not word.endswith("ly"):
            return word
    return ""


def _is_participle(word: str) -> bool:
    return word in _PARTICIPLES or (word.endswith("ed") and word not in _NO_PARTICIPLES)


def _has_words(sheet: Sheet) -> bool:
    return bool(_spoken(sheet))


def _may_be_built(sheet: Sheet) -> bool:
    return _has_words(sheet) and _grade(sheet) <= FAILING_GRADE


def _grade(sheet: Sheet) -> float:
    return grade(sentence.words for sentence in _spoken(sheet))


def _too_hard(sheet: Sheet) -> Iterator[Remark]:
    yield from _above(sheet, FAILING_GRADE)


def _rather_hard(sheet: Sheet) -> Iterator[Remark]:
    yield from _above(sheet, HIGHEST_GRADE)


def _above(sheet: Sheet, highest: float) -> Iterator[Remark]:
    """Yield one remark at the hardest sentence where the whole reads above a grade."""
    found = _grade(sheet)
    if found > highest:
        message = f"the text reads at Flesch-Kincaid grade {found:.2f}, at most {highest:.1f}"
        hard = next(iter(hardest(sheet, 1)), _hard(_spoken(sheet)[0]))
        hint = f"begin with this sentence; {hard.hint}".removesuffix("; ")
        yield Remark(message, hard.sentence.origin, hint, hard.sentence.words)


def _long_sentences(sheet: Sheet) -> Iterator[Remark]:
    for sentence in dict.fromkeys(sheet.sentences):
        count = len(words(sentence.words))
        if count > LONGEST_SENTENCE:
            message = f"a sentence of {count} words, at most {LONGEST_SENTENCE}"
            yield Remark(message, sentence.origin, "part it into two sentences", sentence.words)


def _passive_sentences(sheet: Sheet) -> Iterator[Remark]:
    """Yield every passive sentence where there are too many."""
    spoken = _spoken(sheet)
    passive = [sentence for sentence in spoken if is_passive(sentence.words)]
    if len(passive) >= MOST_PASSIVE * len(spoken):
        share = f"{len(passive)} of {len(spoken)} sentences, expected under {MOST_PASSIVE:.0%}"
        for sentence in dict.fromkeys(passive):
            yield Remark(f"passive: {share}", sentence.origin, "say who does it", sentence.words)


def _hard_words(sheet: Sheet) -> Iterator[Remark]:
    """Yield the hard words that the glossary does not explain."""
    explained = {term_of(name) for term in sheet.library.terms for name in (term.term, *term.also)}
    unexplained = {hard: plainer for hard, plainer in sheet.lexicon.items() if hard not in explained}
    for sentence in dict.fromkeys(sheet.sentences):
        for found in hard_words(sentence.words, unexplained):
            yield Remark(f"a hard word: {found.hard!r}", sentence.origin, str(found), sentence.words)


RULES = (
    Rule(
        "plain-grade-limit",
        f"The running text reads at Flesch-Kincaid grade {FAILING_GRADE:.0f} or below.",
        "Kincaid 1975; the limit is ours",
        _too_hard,
        Severity.ERROR,
        applies=_has_words,
    ),
    Rule(
        "plain-grade",
        f"The running text reads at Flesch-Kincaid grade {HIGHEST_GRADE:.0f} or below.",
        "Kincaid 1975; the limit is ours",
        _rather_hard,
        applies=_may_be_built,
    ),
    Rule(
        "plain-sentence-length",
        f"No sentence has more than {LONGEST_SENTENCE} words.",
        "CDC plain language; the limit is ours",
        _long_sentences,
    ),
    Rule(
        "plain-passive",
        f"Under {MOST_PASSIVE:.0%} of sentences are in the passive.",
        "PEMAT-P item 5; the share is ours",
        _passive_sentences,
        applies=_has_words,
    ),
    Rule("plain-words", "No word is harder than it needs to be.", "PEMAT-P item 3", _hard_words),
)
"""What plain language asks of a handout; nothing of them counts for a score."""
