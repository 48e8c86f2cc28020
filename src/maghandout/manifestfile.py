"""A `manifest.json` to the tree that it holds. What the tree says is not judged here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from maghandout.diagnostics import Origin
from maghandout.errors import PublishError

FILE = "manifest.json"
FORM = "maghandout manifest"
VERSION = 1
_MOST_BYTES = 32 * 1024 * 1024


def read_manifest(path: Path) -> dict[str, object]:
    """Return the manifest that is there, an empty one where there is none.

    Raises:
        PublishError: it cannot be read, or is no manifest that this program writes.
    """
    hint = "choose another folder with --out, or move the file away"
    try:
        with path.open("rb") as stream:
            data = stream.read(_MOST_BYTES + 1)
        tree = json.loads(data[:_MOST_BYTES].decode("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise PublishError.at(
            Origin(str(path)), f"cannot be read: {error.strerror or error}", hint
        ) from error
    except (ValueError, RecursionError) as error:
        raise PublishError.at(Origin(str(path)), "is no manifest of maghandout", hint) from error
    if not isinstance(tree, dict) or tree.get(FORM) != VERSION:
        raise PublishError.at(Origin(str(path)), "is no manifest that this program writes", hint)
    return tree


def within(tree: Mapping[str, object], key: str) -> dict[str, object]:
    """Return the tree below a key, an empty one where there is none."""
    value = tree.get(key, {})
    return dict(value) if isinstance(value, dict) else {}
