"""The pipeline: topics to files, every stage in its order."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from maghandout.brand import find_brand
from maghandout.compose.bibliography import check_style
from maghandout.compose.compose import DECK, HANDOUT, Composer
from maghandout.diagnostics import Finding
from maghandout.library.scan import scan
from maghandout.model.brand import Brand
from maghandout.model.document import Document
from maghandout.model.options import Format, Options, Paper, Profile
from maghandout.model.selection import Selection
from maghandout.project import Project
from maghandout.publish import publish
from maghandout.select.select import select
from maghandout.spec.load import find_topic, load
from maghandout.templating import Templates
from maghandout.theme import Theme, load_theme
from maghandout.unused import Unused, find_unused

_SUFFIX = {Profile.STANDARD: "", Profile.LARGE: "-large", Profile.MONO: "-mono"}
"""What a profile adds to the name of a file, so that none replaces another."""

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made and had to say."""

    paths: tuple[Path, ...]
    warnings: tuple[Finding, ...]


class Pipeline:
    """The stages over one project, its library and theme read once."""

    def __init__(
        self, project: Project, brand: Brand | None = None, profile: Profile = Profile.STANDARD
    ) -> None:
        self._project = project
        self._profile = profile
        self.brand = brand or Brand()
        self._library = scan(project)
        self._templates = Templates(project)
        self._check_brand()

    def _check_brand(self) -> None:
        """Tell at the brand what no topic is to blame for: a style or a language that nobody has."""
        brand = self.brand
        if brand.citation_style:
            check_style(brand.citation_style, brand.citation_style_at)
        if brand.language:
            self._templates.words(brand.language, brand.language_at)

    def select(self, name: str) -> Selection:
        """Return the selection of a topic."""
        brand = self.brand
        topic = load(self._project, find_topic(self._project, name), brand.language, brand.citation_style)
        return select(topic, self._library)

    def unused(self, names: Iterable[str]) -> list[Unused]:
        """Return what the digests say and none of these topics uses."""
        return list(find_unused([self.select(name) for name in names], self._library))

    def composer(self, selection: Selection) -> Composer:
        """Return the composer of a selection."""
        return Composer(selection, self._library, self._templates, self.brand)

    def theme(self) -> Theme:
        """Return the project's theme in the profile asked for, with the brand's accent."""
        return load_theme(self._project, self._profile).branded(self.brand)


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
    pipeline = Pipeline(project, find_brand(project, options.brand), options.profile)
    paper = options.paper or pipeline.brand.paper or Paper.LETTER
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
            document = composer.compose(DECK if output is Format.PPTX else HANDOUT)
            data, said = _render(output, document, theme, paper, options.deck_template)
            file = f"{name}{_SUFFIX[options.profile]}.{output}"
            files[file] = data
            warnings += said
            _LOG.info("%s: %d bytes", file, len(data))
            on_progress(file)
    return Built(publish(files, options.folder), tuple(dict.fromkeys(warnings)))


def _render(
    output: Format, document: Document, theme: Theme, paper: Paper, deck_template: Path | None
) -> tuple[bytes, tuple[Finding, ...]]:
    """Render one output; its back end is loaded only now."""
    match output:
        case Format.PDF:
            from maghandout.render.pdf.write import render

            pdf = render(document, theme, paper)
            return pdf.data, pdf.warnings
        case Format.PPTX:
            from maghandout.render.deck.plan import plan
            from maghandout.render.deck.template import open_template
            from maghandout.render.deck.write import write

            template = open_template(theme, deck_template)
            return write(plan(document, theme, template), template), template.warnings
        case Format.HTML:
            from maghandout.render.html.write import render as render_html

            return render_html(document, theme).encode(), ()
