"""Topic, profile and paper to the original that copies are made of; each is laid out at most once."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from maghandout.batch.rows import BadRowError
from maghandout.batch.shelf import Shelf
from maghandout.batch.work import Parcel
from maghandout.children import Child
from maghandout.diagnostics import Finding
from maghandout.errors import CheckError
from maghandout.model.options import Format, Options, Paper, Profile
from maghandout.project import Project

if TYPE_CHECKING:
    from maghandout.make import Maker
    from maghandout.render.pdf.tails import Original


class Laid(Struct, frozen=True):
    """A handout, laid out."""

    name: str
    """Topic, profile and paper, the last left out for the brand's own."""
    fields: tuple[str, ...]
    parcel: Parcel


class Stock:
    """The originals of a batch, made when a row asks for them."""

    def __init__(
        self,
        project: Project,
        options: Options,
        drawers: Mapping[Format, Child],
        shelf: Shelf,
        on_warning: Callable[[Finding], None],
    ) -> None:
        """Take the profile and the paper of rows that name none, and who draws, if it is another process."""
        self._project, self._options, self._drawers = project, options, drawers
        self._shelf = shelf
        self._on_warning = on_warning
        self._topics = tuple(project.topic_files())
        self._makers: dict[Options, Maker] = {}
        self._laid: dict[tuple[str, Options], Laid] = {}
        self._asked: dict[tuple[str, str, str], Laid] = {}

    def find(self, topic: str, profile: str = "", paper: str = "") -> Laid:
        """Return the original for a row's words; an empty profile or paper is that of the options.

        Raises:
            BadRowError: there is no such topic, profile or paper.
            HandoutError: the topic cannot be built.
        """
        asked = (topic, profile, paper)
        if asked not in self._asked:
            self._ensure_known(*asked)
            key = (topic, self._chosen(profile, paper))
            if key not in self._laid:
                self._laid[key] = self._lay_out(*key)
            self._asked[asked] = self._laid[key]
        return self._asked[asked]

    @property
    def parcels(self) -> tuple[Parcel, ...]:
        """The originals that were laid out so far."""
        return tuple(laid.parcel for laid in self._laid.values())

    def _ensure_known(self, topic: str, profile: str, paper: str) -> None:
        problems = [
            f"no such {word}, expected one of: {', '.join(known)}"
            for word, value, known in (
                ("topic", topic, self._topics),
                ("profile", profile or Profile.STANDARD, tuple(Profile)),
                ("paper", paper or Paper.LETTER, tuple(Paper)),
            )
            if value not in known
        ]
        if problems:
            raise BadRowError("; ".join(problems))

    def _chosen(self, profile: str, paper: str) -> Options:
        options = self._options
        if profile:
            options = replace(options, profile=Profile(profile))
        return replace(options, paper=Paper(paper)) if paper else options

    def _lay_out(self, topic: str, options: Options) -> Laid:
        original = self._shelf.find(topic, options) or self._made(topic, options)
        name = " ".join(filter(None, (topic, options.profile, options.paper)))
        parcel = Parcel(hashlib.sha256(original.data).digest(), pickle.dumps(original))
        return Laid(name, original.fields, parcel)

    def _made(self, topic: str, options: Options) -> Original:
        made = self._maker(options).make(topic)
        if made.is_stopped:
            raise CheckError(made.findings)
        for finding in made.findings:
            self._on_warning(finding)
        ((file, data),) = made.files.items()
        drawer, read = self._drawers.get(Format.PDF), partial(_read, data)
        original = drawer.submit(read)() if drawer else read()
        self._shelf.put(topic, options, original, made.entries[file])
        return original

    def _maker(self, options: Options) -> Maker:
        """Return what makes handouts; it is loaded when others are on their way already."""
        from maghandout.make import Maker

        if options not in self._makers:
            self._makers[options] = Maker(self._project, options, self._drawers)
        return self._makers[options]


def _read(data: bytes) -> Original:
    """Return the original of a handout; who drew it has loaded what reads it."""
    from maghandout.render.pdf.copies import read_original

    return read_original(data)
