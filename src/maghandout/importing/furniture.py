"""The words of a page that are no part of its article, and what sort of furniture each is.

Only what is furniture by its own words, or stands where nothing else stands, is dropped, and all of it is
listed for the author. Disclaimers stay: they are the article's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from maghandout.importing.article import Block, Dropped, Heading, Item, Lines, Table, words_of

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE = (
    rf"(?:{_MONTH}\ \d{{1,2}}(?:st|nd|rd|th)?,?\ \d{{4}}|\d{{1,2}}\ {_MONTH},?\ \d{{4}}|\d{{4}}-\d\d-\d\d)"
)
_SITE = r"(?:facebook|twitter|instagram|pinterest|linkedin|whatsapp|email|e-mail|print|reddit|youtube|tiktok)"
_MOST_WORDS = 40
_MOST_LETTERS = 1000
_FAREWELL = "farewell"
_MOST_FAREWELL_WORDS = 100

_SORTS = {
    "navigation": r"""skip\ to\ .*|(?:go\ )?home|(?:main\ )?menu|search|back\ to\ top|jump\ to\ .{1,30}
        |(?:previous|next)(?:\ (?:article|post|page))?(?:\s*[:»«].*)?|read\ more.{0,3}|continue\ reading.{0,3}
        |[^.>»/›]{1,40}(?:\s[>»/›]\s[^.>»/›]{1,40}){2,}""",
    "table of contents": r"(?:table\ of\ )?contents|on\ this\ page|in\ this\ article|article\ with\ toc",
    "sharing": rf"""share(?:\ (?:this|on|via|with)\b.*)?|tweet(?:\ this)?|pin(?:\ it)?|(?:follow|like)\ us\b.*
        |{_SITE}(?:[\s,|·/]+{_SITE})*|print\ (?:this\ page|recipe|article)""",
    "related pages": r"""you\ (?:may|might)\ also\ (?:like|enjoy).*|(?:related|latest|recent|popular)
        \ (?:posts?|articles?|stories|reading|content|pages|recipes)|recommended\ for\ you|more\ from\ .{1,60}
        |trending(?:\ now)?|what\ to\ read\ next""",
    "advertising": r"""ad|advertisements?|advertising|sponsored(?:\ .*)?|.*\baffiliate\ links?\b.*
        |.*\bpromo(?:\ |tional\ )code\b.*|shop\ now.*|buy\ now.*|order\ now.*""",
    "cookies": r"(?:we|this\ (?:web)?site)\ uses?\ cookies\b.*|(?:accept|reject)(?:\ all)?(?:\ cookies)?",
    "newsletter": r"""(?:subscribe|sign\ up|join)\b.*
        \b(?:newsletter|e-?mails?|inbox|updates|mailing\ list)\b.*
        |subscribe.{0,3}|newsletter|enter\ your\ e-?mail.*""",
    "comments": r"""(?:leave|post)\ an?\ (?:reply|comment).*|\d+\ comments?|comments
        |your\ email\ address\ will\ not\ be\ published.*|rate\ this\ .{1,30}
        |\d(?:\.\d+)?(?:\ stars?)?\ from\ [\d,]+\ (?:votes|ratings|reviews)""",
    "byline": rf"""author['’]s\ profile\ picture|(?:(?:medically\ )?(?:written|reviewed|posted|edited)\ )?by:?
        \ (?-i:[A-Z])[^.?!]{{2,60}}
        |(?:published|posted|updated|last\ (?:updated|reviewed|modified))(?:\ on)?:?\ {_DATE}.{{0,30}}
        |(?:{_DATE}\s*[·|•-]?\s*)?\d+\ min(?:ute)?s?\ read|{_DATE}|about\ the\ author""",
    "legal": r"""(?:©|\(c\)|copyright\b).*\d{4}.*|.*\ball\ rights\ reserved\b.*|privacy\ (?:policy|notice)
        |terms\ (?:of\ (?:use|service)|(?:and|&)\ conditions)""",
    "publisher's note": r".{3,120}\bis\ an\ original\b.{0,60}\barticle\.?",
    _FAREWELL: r"thank\ you\ for\ (?:visiting|reading)\b.*|thanks\ for\ (?:visiting|reading)\b.*",
    "page number": r"(?:page\ )?\d{1,4}(?:\ (?:of|/)\ \d{1,4})?",
}
_FURNITURE = {why: re.compile(words, re.IGNORECASE | re.VERBOSE) for why, words in _SORTS.items()}
_CONTENTS = "table of contents"
_COMMENTS = "comments"
_RELATED = "related pages"
_BYLINE = "byline"
_TITLE_AGAIN = "title again"
_LONGEST_LINK = 25
"""Words of a link to a related page with its teaser; a longer paragraph is the article's again."""


def why_dropped(text: str) -> str:
    """Return what sort of furniture a line is; empty for a line of the article."""
    words = len(text.split())
    if len(text) > _MOST_LETTERS:
        return ""
    if words > _MOST_WORDS:
        is_farewell = words <= _MOST_FAREWELL_WORDS and _FURNITURE[_FAREWELL].fullmatch(text)
        return _FAREWELL if is_farewell else ""
    return next((why for why, pattern in _FURNITURE.items() if pattern.fullmatch(text)), "")


def is_title_like(text: str) -> bool:
    """Tell whether a line reads as a title: short, and no sentence."""
    return len(text) <= 110 and len(text.split()) <= 16 and text[-1] not in ".;:,!" and not text[0].islower()


def sift(blocks: Iterable[Block], title: str) -> tuple[tuple[Block, ...], tuple[Dropped, ...]]:
    """Part the blocks of a page, whose headings are known, from its furniture."""
    kept: list[Block] = []
    dropped: list[Dropped] = []
    below: Heading | None = None
    sort = ""
    for block in blocks:
        if below and not _stays_below(block, below, sort):
            below = None
        why = sort if below else _why(block, title)
        if not why:
            kept.append(block)
            continue
        dropped.append(Dropped(words_of(block), why, block.line))
        if isinstance(block, Heading) and why in (_CONTENTS, _COMMENTS, _RELATED):
            below, sort = below or block, why
    return tuple(kept), tuple(dropped)


def _stays_below(block: Block, heading: Heading, sort: str) -> bool:
    """Tell whether a block belongs to the furniture that a heading opened."""
    if isinstance(block, Heading):
        return block.level > heading.level
    if sort == _CONTENTS:
        return isinstance(block, Item)
    return sort == _COMMENTS or len(words_of(block).split()) <= _LONGEST_LINK


def sift_lines(lines: Lines, title: str) -> tuple[Lines, tuple[Dropped, ...]]:
    """Part the lines of a text without marked headings from its furniture; blank lines stay."""
    reasons = [_why_line(text, title) for _, text in lines]
    written = [place for place, (_, text) in enumerate(lines) if text]
    texts = [lines[place][1] for place in written]
    for why, find in ((_RELATED, _after_links), (_CONTENTS, _contents), (_BYLINE, _names_between)):
        for index in find(texts, [reasons[place] for place in written]):
            reasons[written[index]] = why
    kept = tuple(line for line, why in zip(lines, reasons, strict=True) if not why)
    dropped = [Dropped(text, why, at) for (at, text), why in zip(lines, reasons, strict=True) if why]
    return kept, tuple(dropped)


def _why(block: Block, title: str) -> str:
    return "" if isinstance(block, Table) else _why_line(block.text, title)


def _why_line(text: str, title: str) -> str:
    return _TITLE_AGAIN if text and text == title else why_dropped(text)


def _after_links(texts: Sequence[str], reasons: Sequence[str]) -> Iterator[int]:
    """Yield the titles of other pages that follow a line such as the one that offers related posts."""
    is_after = False
    for index, (text, why) in enumerate(zip(texts, reasons, strict=True)):
        if why == _RELATED:
            is_after = True
        elif is_after and not why:
            following = texts[index + 1] if index + 1 < len(texts) else ""
            is_after = is_title_like(text) and len(following.split()) <= _LONGEST_LINK
            if is_after:
                yield index


def _contents(texts: Sequence[str], reasons: Sequence[str]) -> Iterator[int]:
    """Yield the lines below a table of contents that come again further down, as headings do."""
    last = {text: index for index, text in enumerate(texts)}
    is_after = False
    for index, (text, why) in enumerate(zip(texts, reasons, strict=True)):
        if why == _CONTENTS:
            is_after = True
        elif is_after and not why:
            is_after = last[text] > index
            if is_after:
                yield index


def _names_between(texts: Sequence[str], reasons: Sequence[str]) -> Iterator[int]:
    """Yield the name that stands alone right before the line with the date or reading time."""
    for index in range(1, len(texts) - 1):
        text, before, after = texts[index], reasons[index - 1], reasons[index + 1]
        is_short = len(text.split()) <= 4 and text[-1] not in ".?!:;,"
        if is_short and not reasons[index] and before and after == _BYLINE:
            yield index
