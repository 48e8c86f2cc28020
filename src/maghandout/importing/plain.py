"""Plain text to an article: wrapped lines joined, furniture dropped, headings inferred.

What the text says of itself (its title, a date, an author) is read from the lines that say it.
"""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from maghandout.importing.article import Article, Dropped, Lines, clean
from maghandout.importing.decoding import decode
from maghandout.importing.furniture import is_title_like, sift_lines
from maghandout.importing.headings import ITEM, blocks_of

_WIDEST = 120
"""Characters of a wrapped line; a text with longer ones has a paragraph on each line."""
_FULL = 0.85
"""Share of the width from which a line counts as full."""
_FEWEST_WRAPPED = 3
_MINUTES = re.compile(r"(?P<date>.{6,20}?)\s*[·|•-]\s*\d+ min(?:ute)?s? read", re.IGNORECASE)
_BY = re.compile(r"(?:(?:[Mm]edically )?(?:[Ww]ritten|[Pp]osted) )?[Bb]y:? (?P<name>[A-Z][^,.|·]{2,60})")
_ORIGINAL = re.compile(r"(?P<title>.{3,120}?) is an original \((?P<publisher>[^()]{2,60})\) article\.?")


def read(data: bytes, shown: str) -> Article:
    """Read plain text.

    Raises:
        ArticleError: the bytes are no UTF-8 text.
    """
    lines = [clean(line) for line in decode(data, shown).split("\n")]
    return article_of(list(enumerate(lines, 1)))


def article_of(lines: Lines, dropped: Iterable[Dropped] = (), full: float = _FULL) -> Article:
    """Return the article of numbered lines; `full` is how full a wrapped line is at least."""
    joined = list(unwrapped(lines, full))
    title = _title(joined)
    if title:
        joined = joined[next(place for place, (_, text) in enumerate(joined) if text) + 1 :]
    kept, furniture = sift_lines(joined, title)
    written = [text for _, text in kept if text]
    original = _matching(_ORIGINAL, furniture)
    return Article(
        blocks=blocks_of(kept) if written else (),
        dropped=(*dropped, *furniture),
        title=title or (original["title"] if original else ""),
        author=_author(furniture),
        publisher=original["publisher"] if original else "",
        issued=_issued(furniture),
    )


def unwrapped(lines: Lines, full: float = _FULL) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text, those that only the width of a page has parted joined again."""
    width = max((len(text) for _, text in lines), default=0)
    if width > _WIDEST or not _is_wrapped(lines, width, full):
        yield from lines
        return
    held: tuple[int, str] | None = None
    before = ""
    for number, text in lines:
        if held and _continues(before, text, width, full):
            held = (held[0], held[1] + ("" if _is_parted_word(held[1], text) else " ") + text)
        else:
            if held:
                yield held
            held = (number, text)
        before = text
    if held:
        yield held


def _is_wrapped(lines: Lines, width: int, full: float) -> bool:
    pairs = list(itertools.pairwise(lines))
    joints = [pair for pair in pairs if _continues(pair[0][1], pair[1][1], width, full)]
    return len(joints) >= _FEWEST_WRAPPED


def _continues(before: str, text: str, width: int, full: float) -> bool:
    """Tell whether a line goes on with the one before it, which had no room for its first word."""
    if not before or not text or ITEM.match(text) or text.startswith("|") or before.startswith("|"):
        return False
    if text[0].islower() and before[-1] not in ".!?:":
        return True
    return len(before) + 1 + len(text.split()[0]) > full * width


def _is_parted_word(before: str, text: str) -> bool:
    return before.endswith("-") and text[0].islower()


def _title(lines: Lines) -> str:
    """Return the first line when it reads as a title and words follow it."""
    written = [text for _, text in lines if text]
    is_title = len(written) > 1 and is_title_like(written[0]) and not ITEM.match(written[0])
    return written[0] if is_title and not written[0].startswith("|") else ""


def _matching(pattern: re.Pattern[str], dropped: Iterable[Dropped]) -> re.Match[str] | None:
    return next((found for item in dropped if (found := pattern.fullmatch(item.text))), None)


def _author(dropped: Sequence[Dropped]) -> str:
    """Return the name in a byline, or the line that stands right before the reading time."""
    by = _matching(_BY, dropped)
    if by:
        return by["name"]
    for item, following in itertools.pairwise(dropped):
        if item.why == following.why == "byline" and _MINUTES.match(following.text) and "'" not in item.text:
            return item.text
    return ""


def _issued(dropped: Iterable[Dropped]) -> str:
    found = _matching(_MINUTES, dropped)
    words = found["date"].replace(",", "").replace(".", "") if found else ""
    for form in ("%b %d %Y", "%B %d %Y", "%d %b %Y", "%d %B %Y", "%Y-%m-%d"):
        try:
            return datetime.datetime.strptime(words, form).replace(tzinfo=datetime.UTC).date().isoformat()
        except ValueError:
            continue
    return ""
