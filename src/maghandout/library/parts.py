"""What the files of `seeds/` hold, before pointers between them are followed. Light to import."""

from __future__ import annotations

from msgspec import Struct

from maghandout.model.library import Appraisal, Conflict, Reference, Safety, Seed


class Parts(Struct, frozen=True):
    """What the files of `seeds/` hold."""

    seeds: dict[str, Seed]
    replaced: frozenset[str]
    """The ids of the built-in seeds that the user's own stand in for."""
    references: dict[str, Reference]
    appraisals: tuple[Appraisal, ...]
    conflicts: tuple[Conflict, ...]
    safety: Safety | None
