"""Words to Markdown that says just these words, wherever a line breaks, and ids made from them."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

from maghandout.markup.words import slug

WIDTH = 118
_ID_WORDS = 4
_SMALL = re.compile(
    r"""a|about|an|and|are|as|at|be|been|by|can|could|do|does|for|from|has|have|how|in|into|is|it|its
    |may|might|of|on|or|our|that|the|their|them|these|they|this|those|to|was|were|what|when|which
    |while|who|will|with|you|your""",
    re.VERBOSE,
)
_INLINE = re.compile(r"[\\`*_\[\]<>&|]")
_OPENS_BLOCK = re.compile(r"[-+=~:#]|\d{1,9}[.)](?=\s|\Z)")
"""What may begin a block, or underline one, at the start of a line."""


def escaped(text: str) -> str:
    """Return words as Markdown, each safe at the start of a line."""
    return _opened(_INLINE.sub(r"\\\g<0>", " ".join(text.split())))


def cell_of(text: str) -> str:
    """Return the words of a table cell as Markdown; a brace that ends them opens no attribute list."""
    words = escaped(text)
    return f"{words[:-1]}&#125;" if words.endswith("}") else words


def _opened(line: str) -> str:
    """Return a line whose first word begins no block."""
    opens = _OPENS_BLOCK.match(line)
    if not opens:
        return line
    place = opens.end() - 1 if line[0].isdigit() else 0
    return f"{line[:place]}\\{line[place:]}"


def item_of(text: str, attributes: Sequence[str]) -> str:
    """Return a list item with its attribute list, wrapped like the seeds of the library."""
    last = "{" + " ".join(attributes) + "}"
    if len(last) > WIDTH:
        last = "{" + " ".join(attributes[:-1]) + f"\n   {attributes[-1]}}}"
    words = re.sub(r"\AClinical:", r"Clinical\\:", escaped(text))
    lines = textwrap.wrap(
        words, WIDTH, break_long_words=False, break_on_hyphens=False, subsequent_indent="  "
    )
    first, *rest = [lines[0], *(f"  {_opened(line.strip())}" for line in lines[1:])] if lines else [""]
    if not rest and len(first) + len(last) + 3 <= WIDTH:
        return f"- {first} {last}"
    return "\n".join([f"- {first}", *rest, f"  {last}"])


class Ids:
    """The ids given so far."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def make(self, text: str, fallback: str) -> str:
        """Return an id from the first weighty words of `text` that no one has yet."""
        text = re.sub(r"[¼½¾²³^]", " ", text)
        words = re.sub(r"[^\W_]+['’](?=\w)", lambda found: found.group()[:-1], text)
        weighty = [word for word in words.split() if slug(word) and not _SMALL.fullmatch(slug(word))]
        name = "-".join(slug(" ".join(weighty[:_ID_WORDS])).split("-")[:_ID_WORDS]) or fallback
        found, number = name, 2
        while found in self._taken:
            found, number = f"{name}-{number}", number + 1
        self._taken.add(found)
        return found
