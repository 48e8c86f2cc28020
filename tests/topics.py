"""The topics of the built-in library, each made once for all tests."""

from __future__ import annotations

import functools

from msgspec import Struct

from maghandout.compose.compose import DECK, HANDOUT
from maghandout.model.document import Document
from maghandout.model.options import Paper, Profile
from maghandout.model.selection import Selection
from maghandout.pipeline import Pipeline
from maghandout.project import Project
from maghandout.render.pdf.write import Pdf, render
from tests.conftest import REPOSITORY

PROJECT = Project((REPOSITORY,), REPOSITORY)
TOPICS = tuple(PROJECT.topic_files())


class Made(Struct, frozen=True):
    """What one topic gives."""

    selection: Selection
    handout: Document
    deck: Document


@functools.cache
def pipeline(profile: Profile = Profile.STANDARD) -> Pipeline:
    """Return the pipeline over the built-in library."""
    return Pipeline(PROJECT, profile=profile)


@functools.cache
def make(topic: str) -> Made:
    """Return the selection and documents of a topic."""
    selection = pipeline().select(topic)
    composer = pipeline().composer(selection)
    return Made(selection, composer.compose(HANDOUT), composer.compose(DECK))


@functools.cache
def make_pdf(topic: str, paper: Paper = Paper.LETTER, profile: Profile = Profile.STANDARD) -> Pdf:
    """Return the PDF of a topic's handout."""
    return render(make(topic).handout, pipeline(profile).theme, paper)
