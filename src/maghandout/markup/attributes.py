"""Pandoc-style attribute lists: `words {#id kind=study at="Benefit 1"}` to words and a mapping.

Only a list that ends the text counts, and only one that is well formed; any other brace is text.
The form is Pandoc's: https://pandoc.org/MANUAL.html#extension-attributes (classes are not used here).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_LIST = re.compile(r'\{(?P<body>\s*+(?:[^\s{}"]++(?:"[^"]*+")?\s*+)++)\}\s*\Z')
_ITEM = re.compile(
    r"""\#(?P<id>[^\s{}"=]+)
    | (?P<key>[A-Za-z][\w-]*)=(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s{}"]+))""",
    re.VERBOSE,
)
_ID = re.compile(r"[^\W_][\w.-]*")


def split_attributes(text: str) -> tuple[str, Mapping[str, str]]:
    """Split a trailing attribute list off `text`; the id is under `id`. No list: an empty mapping.

    Raises:
        ValueError: an id with other characters than letters, digits, `.`, `-` and `_`, or a key given twice.
    """
    found = _LIST.search(text)
    if not found or _ITEM.sub("", found["body"]).strip():
        return text.strip(), {}
    attributes: dict[str, str] = {}
    for item in _ITEM.finditer(found["body"]):
        key = "id" if item["id"] else item["key"]
        value = item["id"] or (item["quoted"] if item["quoted"] is not None else item["bare"])
        if key in attributes:
            raise ValueError(f"the attribute {key!r} stands twice")
        attributes[key] = " ".join(value.split())
    if "id" in attributes and not _ID.fullmatch(attributes["id"]):
        raise ValueError(f"not an id: {attributes['id']!r}")
    return text[: found.start()].strip(), attributes
