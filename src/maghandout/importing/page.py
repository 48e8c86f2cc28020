"""The furniture of a web page: which element holds the article, and what else stands in and around it.

An element is furniture by its name, its role or its class. One with many of the page's words is the article,
whatever it is called; all that is taken out is noted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from maghandout.importing.article import Dropped, clean

_AROUND = {
    "nav": "navigation",
    "footer": "page footer",
    "aside": "sidebar",
    "form": "form",
    "dialog": "dialog",
}
_ROLES = {
    "navigation": "navigation",
    "banner": "page header",
    "contentinfo": "page footer",
    "complementary": "sidebar",
    "search": "navigation",
    "dialog": "dialog",
    "alertdialog": "dialog",
}
_PART = (
    r"(?:[-_](?:links?|posts?|list|box|bars?|buttons?|area|bio|articles?|section|icons?|media|widget|block"
)
_PART += r"|this|container|wrapper|inner|form|menu|slot|unit|banner|notice|consent|popup|footer|header))*"
_CLASSES = {
    "advertising": rf"(?:google[-_])?(?:ads?|advert(?:isement)?s?|adsbygoogle|sponsor(?:ed)?|promo){_PART}",
    "cookies": rf"(?:cookie|gdpr|consent|cookies)[-_](?:banner|notice|consent|bar|popup|policy|box){_PART}",
    "newsletter": rf"(?:newsletter|subscribe|signup|optin){_PART}",
    "sharing": rf"(?:social|share|sharing|sharedaddy){_PART}",
    "related pages": rf"(?:related|recommended|read-?next){_PART}",
    "comments": rf"(?:comments?|respond|disqus){_PART}",
    "navigation": rf"(?:breadcrumbs?|navbar|menu|toc|pagination|skip-?link|site-?nav){_PART}",
    "sidebar": rf"(?:sidebar|widget){_PART}",
    "dialog": rf"(?:modal|popup|overlay){_PART}",
    "byline": rf"(?:byline|author|entry-?meta|post-?meta){_PART}",
}
_FURNITURE = {why: re.compile(words, re.IGNORECASE) for why, words in _CLASSES.items()}
_MOST_OF_PAGE = 0.4
"""An element with more of the words is the article, whatever its class is called."""


def without_furniture(root: etree._Element) -> tuple[etree._Element, list[Dropped]]:
    """Return the element that holds the article, all furniture taken out of it, with a note of each."""
    dropped: list[Dropped] = []
    main = _main(root)
    if main is not root:
        dropped += _around(main)
    whole = len("".join(main.itertext()).split())
    for element in list(main.iter(etree.Element)):
        why = "" if element is main or element.getparent() is None else _why(element)
        if not why or not _is_within(element, main):
            continue
        words = clean(" ".join(element.itertext()))
        if len(words.split()) <= _MOST_OF_PAGE * whole:
            if words:
                dropped.append(Dropped(words, why, element.sourceline or 0))
            _remove(element)
    return main, dropped


def _main(root: etree._Element) -> etree._Element:
    articles = list(root.iter("article"))
    if len(articles) == 1:
        return articles[0]
    mains = [item for item in root.iter(etree.Element) if item.tag == "main" or item.get("role") == "main"]
    body = next(root.iter("body"), root)
    return mains[0] if len(mains) == 1 else body


def _around(main: etree._Element) -> Iterator[Dropped]:
    """Yield what stands beside the element that holds the article, from the body inwards."""
    path = [main, *main.iterancestors()]
    for parent in path[1:]:
        if parent.tag in ("html", "head"):
            continue
        for element in parent.iterchildren(etree.Element):
            words = clean(" ".join(element.itertext()))
            if element not in path and words:
                yield Dropped(words, _why(element) or "outside of the article", element.sourceline or 0)
        if stray := clean(" ".join([parent.text or "", *(child.tail or "" for child in parent)])):
            yield Dropped(stray, "outside of the article", parent.sourceline or 0)


def _is_within(element: etree._Element, main: etree._Element) -> bool:
    return any(parent is main for parent in element.iterancestors())


def _why(element: etree._Element) -> str:
    """Return what sort of furniture an element is by its name, role or class; empty for the article's."""
    style = re.sub(r"\s", "", element.get("style") or "").lower()
    if element.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style:
        return "hidden"
    if found := _AROUND.get(element.tag) or _ROLES.get(element.get("role") or ""):
        return found
    if element.tag == "header" and not any(True for _ in element.iter("h1")):
        return "page header"
    if element.tag in ("html", "body", "main", "article", "table", "tr", "td", "th"):
        return ""
    names = [*(element.get("class") or "").split()[:20], element.get("id") or ""]
    found_in = (
        why for why, words in _FURNITURE.items() if any(words.fullmatch(name) for name in names if name)
    )
    return next(found_in, "")


def _remove(element: etree._Element) -> None:
    """Take an element out of its tree and leave the words after it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    element.tail = None
    parent.remove(element)
