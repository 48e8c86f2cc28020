"""The pipeline: topics to files, every stage in its order."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from maghandout.compose.compose import DECK, HANDOUT, Composer
from maghandout.diagnostics import Finding, Severity
from maghandout.library.scan import scan
from maghandout.model.document import Document
from maghandout.model.options import Format, Options, Paper
from maghandout.model.selection import Selection
from maghandout.project import Project
from maghandout.publish import publish
from maghandout.select.select import select
from maghandout.spec.load import find_topic, load
from maghandout.templating import Templates
from maghandout.theme import Theme, load_theme

_LOG = logging.getLogger(__name__)

MOST_PAGES = 2
"""A handout that is longer is not read."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made and had to say."""

    paths: tuple[Path, ...]
    warnings: tuple[Finding, ...]


class Pipeline:
    """The stages over one project, its library and theme read once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._library = scan(project)
        self._templates = Templates(project)

    def select(self, name: str) -> Selection:
        """Return the selection of a topic."""
        return select(load(find_topic(self._project, name)), self._library)

    def composer(self, selection: Selection) -> Composer:
        """Return the composer of a selection."""
        return Composer(selection, self._library, self._templates)

    def theme(self) -> Theme:
        """Return the project's theme."""
        return load_theme(self._project)


def build(
    project: Project,
    names: Iterable[str],
    options: Options,
    on_progress: Callable[[str], None] = lambda _: None,
) -> Built:
    """Render every output of every topic, then write them all.

    `on_progress` is called with each file's name when it has been rendered.

    Raises:
        HandoutError: something keeps an output from being made; nothing has been written then.
    """
    pipeline = Pipeline(project)
    theme = pipeline.theme()
    files: dict[str, bytes] = {}
    warnings: list[Finding] = []
    for name in dict.fromkeys(names):
        selection = pipeline.select(name)
        composer = pipeline.composer(selection)
        warnings += selection.warnings
        printed, withheld = len(selection.handout()), len(selection.withheld)
        _LOG.info("%s: %d statements in the handout, %d withheld", name, printed, withheld)
        for output in dict.fromkeys(options.formats):
            document = composer.compose(HANDOUT if output is Format.PDF else DECK)
            data, said = _render(output, document, theme, options)
            files[f"{name}.{output}"] = data
            warnings += said
            _LOG.info("%s.%s: %d bytes", name, output, len(data))
            on_progress(f"{name}.{output}")
    return Built(publish(files, options.folder), tuple(warnings))


def _render(
    output: Format, document: Document, theme: Theme, options: Options
) -> tuple[bytes, tuple[Finding, ...]]:
    """Render one output; its back end is loaded only now."""
    match output:
        case Format.PDF:
            from maghandout.render.pdf.write import render

            pdf = render(document, theme, options.paper, MOST_PAGES)
            return pdf.data, _too_long(document, pdf.pages, options.paper)
        case Format.PPTX:
            from maghandout.render.deck.plan import plan
            from maghandout.render.deck.write import write

            return write(plan(document, theme), theme), ()


def _too_long(document: Document, pages: int, paper: Paper) -> tuple[Finding, ...]:
    if pages <= MOST_PAGES:
        return ()
    message = f"the handout runs to {pages} pages on {paper}, at most {MOST_PAGES} are read"
    return (Finding(message, document.origin, "select fewer statements", Severity.WARNING),)
