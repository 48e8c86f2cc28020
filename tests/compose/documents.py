"""Documents composed from a template's text over the library of beans."""

from __future__ import annotations

from pathlib import Path

from maghandout.compose.bibliography import Bibliography
from maghandout.compose.compose import Composer
from maghandout.model.brand import Brand
from maghandout.model.document import Block, Document
from maghandout.model.library import Library
from maghandout.model.selection import Selection
from maghandout.project import Project
from maghandout.templating import Templates
from tests.conftest import REPOSITORY
from tests.folders import Folder
from tests.libraries import bean_library, bean_selection

_NO_BRAND = Brand()


def composer(
    selection: Selection, library: Library, templates: Templates, brand: Brand = _NO_BRAND
) -> Composer:
    """Return a composer with a bibliography of its own."""
    topic = selection.topic
    bibliography = Bibliography(library, topic.citation_style, topic.origin)
    return Composer(selection, library, templates, brand, bibliography)


def composed(
    folder: Path, template: str, select: str = "[facts#eat]", rest: str = "", brand: Brand = _NO_BRAND
) -> Document:
    """Compose one template over a topic that selects from the library of beans."""
    selection = bean_selection(folder, select, rest)
    Folder(folder, {"templates/x.html.j2": template})
    templates = Templates(Project((folder, REPOSITORY), REPOSITORY))
    return composer(selection, bean_library(folder), templates, brand).compose("x.html.j2")


def blocks(folder: Path, template: str) -> tuple[Block, ...]:
    """Return the blocks of one template."""
    return composed(folder, template).blocks
