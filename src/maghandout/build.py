"""The pipeline: topics to files, every stage in its order."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from maghandout.approval import read_approval, review_of
from maghandout.brand import find_brand
from maghandout.compose.bibliography import Bibliography, find_style
from maghandout.compose.compose import DECK, HANDOUT, Composer
from maghandout.content import Content, content_of
from maghandout.diagnostics import Finding
from maghandout.library.scan import scan
from maghandout.manifest import FILE as MANIFEST
from maghandout.manifest import Entry, entry_of, inputs_of, manifest, stock_of
from maghandout.model.brand import Brand
from maghandout.model.document import Document
from maghandout.model.options import Format, Options, Paper, Profile
from maghandout.model.review import Review
from maghandout.model.selection import Selection
from maghandout.processes import each
from maghandout.project import Project
from maghandout.publish import publish
from maghandout.select.select import select
from maghandout.spec.load import find_topic, load
from maghandout.templating import Templates
from maghandout.theme import Theme, load_theme
from maghandout.trail import trail_of, write_trail
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
        self,
        project: Project,
        brand: Brand | None = None,
        profile: Profile = Profile.STANDARD,
        today: datetime.date = datetime.date.min,
    ) -> None:
        """`today` is the day that approvals and review dates are held against."""
        self.project = project
        self.today = today
        self._profile = profile
        self.brand = brand or Brand()
        self.library = scan(project)
        self._templates = Templates(project)
        self._bibliographies: dict[str, Bibliography] = {}
        """By style: topics share most of their sources, and to style an entry takes long."""
        self._check_brand()

    def _check_brand(self) -> None:
        """Tell at the brand what no topic is to blame for: a style or a language that nobody has."""
        brand = self.brand
        if brand.citation_style:
            find_style(brand.citation_style, brand.citation_style_at)
        if brand.language:
            self._templates.words(brand.language, brand.language_at)

    def select(self, name: str) -> Selection:
        """Return the selection of a topic."""
        brand = self.brand
        topic = load(self.project, find_topic(self.project, name), brand.language, brand.citation_style)
        return select(topic, self.library)

    def unused(self, names: Iterable[str]) -> list[Unused]:
        """Return what the digests say and none of these topics uses."""
        return list(find_unused([self.select(name) for name in names], self.library))

    def composer(self, selection: Selection) -> Composer:
        """Return the composer of a selection."""
        return self._composer(selection, self.brand, self.review(selection.topic.name))

    def review(self, name: str) -> Review:
        """Return how a topic stands with its reviewer.

        Raises:
            ApprovalError: its approval was changed since it was written.
        """
        approval = read_approval(self.project, name)
        return review_of(approval, self.content(name).hash if approval else "", self.today)

    def content(self, name: str) -> Content:
        """Return what a topic prints, whatever the clinic's brand and the citation style."""
        topic = load(self.project, find_topic(self.project, name), self.brand.language)
        composer = self._composer(select(topic, self.library), Brand(), Review())
        return content_of(composer.compose(HANDOUT), composer.compose(DECK))

    def _composer(self, selection: Selection, brand: Brand, review: Review) -> Composer:
        style = selection.topic.citation_style
        if style not in self._bibliographies:
            self._bibliographies[style] = Bibliography(self.library, style, selection.topic.origin)
        bibliography = self._bibliographies[style]
        return Composer(selection, self.library, self._templates, brand, bibliography, review)

    def theme(self) -> Theme:
        """Return the project's theme in the profile asked for, with the brand's accent."""
        return load_theme(self.project, self._profile).branded(self.brand)


def pipeline_of(project: Project, options: Options) -> tuple[Pipeline, Paper]:
    """Return the pipeline that the options ask for, and the paper: theirs, else the brand's, else Letter."""
    pipeline = Pipeline(project, find_brand(project, options.brand), options.profile, options.today)
    return pipeline, options.paper or pipeline.brand.paper or Paper.LETTER


@dataclass(frozen=True, slots=True)
class Made:
    """The outputs of one topic, rendered and not yet written."""

    files: Mapping[str, bytes]
    entries: Mapping[str, Entry]
    """What the manifest says of each."""
    warnings: tuple[Finding, ...]
    printed: int
    """Statements in the handout."""
    withheld: int


class _Maker:
    """Makes the outputs that the options ask for, topic by topic."""

    def __init__(self, project: Project, options: Options) -> None:
        self._options = options
        self.pipeline, self._paper = pipeline_of(project, options)
        self._theme = self.pipeline.theme()
        self._stock = stock_of(project, options, self.pipeline.brand, self._paper)

    def make(self, name: str) -> Made:
        selection = self.pipeline.select(name)
        composer = self.pipeline.composer(selection)
        inputs = inputs_of(self._stock, name)
        files: dict[str, bytes] = {}
        entries: dict[str, Entry] = {}
        warnings = [*selection.warnings]
        for output in dict.fromkeys(self._options.formats):
            document = composer.compose(DECK if output is Format.PPTX else HANDOUT)
            trail = write_trail(trail_of(document, self.pipeline.library, inputs.hash))
            data, said = self._render(output, document, trail)
            file = f"{name}{_SUFFIX[self._options.profile]}.{output}"
            files[file], entries[file] = data, entry_of(data, output, selection, inputs)
            warnings += said
        return Made(files, entries, tuple(warnings), len(selection.handout()), len(selection.withheld))

    def _render(self, output: Format, document: Document, trail: bytes) -> tuple[bytes, tuple[Finding, ...]]:
        """Render one output; its back end is loaded only now."""
        match output:
            case Format.PDF:
                from maghandout.render.pdf.write import render

                pdf = render(document, self._theme, self._paper, trail)
                return pdf.data, pdf.warnings
            case Format.PPTX:
                from maghandout.render.deck.plan import plan
                from maghandout.render.deck.template import open_template
                from maghandout.render.deck.write import write

                template = open_template(self._theme, self._options.deck_template)
                return write(plan(document, self._theme, template), template, trail), template.warnings
            case Format.HTML:
                from maghandout.render.html.write import render as render_html

                return render_html(document, self._theme).encode(), ()


def build(
    project: Project,
    names: Iterable[str],
    options: Options,
    on_progress: Callable[[str], None] = lambda _: None,
) -> Built:
    """Render every output of every topic, then write them all.

    `on_progress` is called with each file's name when its topic has been rendered.

    Raises:
        HandoutError: something keeps an output from being made; nothing has been written then.
    """
    maker = _Maker(project, options)
    names = list(dict.fromkeys(names))
    files: dict[str, bytes] = {}
    entries: dict[str, Entry] = {}
    warnings: list[Finding] = []
    for name, made in zip(names, each(_maker, maker.make, project, options, names), strict=True):
        _LOG.info("%s: %d statements in the handout, %d withheld", name, made.printed, made.withheld)
        files |= made.files
        entries |= made.entries
        warnings += made.warnings
        for file, data in made.files.items():
            _LOG.info("%s: %d bytes", file, len(data))
            on_progress(file)
    told = {MANIFEST: manifest(entries, options.folder)} if entries else {}
    paths = publish({**files, **told}, options.folder)
    return Built(paths[: len(files)], tuple(dict.fromkeys(warnings)))


def _maker(project: Project, options: Options) -> Callable[[str], Made]:
    return _Maker(project, options).make
