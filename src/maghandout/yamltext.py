"""Values to the YAML text that `yamlfile` reads back as they were. It writes texts, and rows below a key."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
"""Characters that JSON leaves as they are and YAML does not read."""


def quoted(text: str) -> str:
    """Return a text in quotes: a JSON string, a few rare characters escaped."""
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def mapping(key: str, values: Mapping[str, str]) -> list[str]:
    """Return the rows of a key whose value maps texts to texts."""
    return block(key, (f"{quoted(name)}: {quoted(value)}" for name, value in values.items()), "{}")


def block(key: str, rows: Iterable[str], nothing: str) -> list[str]:
    """Return the rows of a key with what stands below it; `nothing` is what an empty value is written as."""
    below = [f"  {row}" for row in rows]
    return [f"{key}:", *below] if below else [f"{key}: {nothing}"]
