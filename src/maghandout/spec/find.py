"""A topic's name to its spec file, without a look into it."""

from __future__ import annotations

import re

from maghandout.diagnostics import Origin, did_you_mean
from maghandout.errors import SpecError
from maghandout.project import Project, SourceFile

NAME = re.compile(r"(?!(?:aux|con|nul|prn|com\d|lpt\d)\Z)[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
"""A topic's name is a file name on every system, never a path."""


def find_topic(project: Project, name: str) -> SourceFile:
    """Return the spec file of a topic.

    Raises:
        SpecError: no topic has that name, or no topic ever could.
    """
    if not NAME.fullmatch(name):
        hint = "a topic's name is made of a-z, 0-9 and -, such as back-pain"
        raise SpecError.at(Origin("handouts"), f"not a topic name: {name!r}", hint)
    files = project.topic_files()
    if name not in files:
        hint = did_you_mean(name, files) or f"topics: {', '.join(files) or 'none'}"
        raise SpecError.at(Origin(f"handouts/{name}.yaml"), f"unknown topic {name!r}", hint)
    return files[name]
