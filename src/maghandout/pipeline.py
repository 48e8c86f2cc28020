"""The pipeline: topics to selections and documents, every stage in its order."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterable

from msgspec.structs import replace

from maghandout.approval import read_approval, review_of
from maghandout.brand import find_brand
from maghandout.check.sheet import Sheet, sentences_of
from maghandout.compose.bibliography import Bibliography, find_style
from maghandout.compose.compose import DECK, HANDOUT, Composer
from maghandout.content import Content, content_of
from maghandout.inputs import paper_of
from maghandout.library.scan import scan
from maghandout.model.brand import Brand
from maghandout.model.document import Document
from maghandout.model.options import Options, Paper, Profile
from maghandout.model.review import Review, Span, span_of
from maghandout.model.selection import Selection
from maghandout.model.topic import Topic
from maghandout.project import Project
from maghandout.select.select import select
from maghandout.spec.find import find_topic
from maghandout.spec.load import load
from maghandout.templating import Templates
from maghandout.theme import Theme, load_theme
from maghandout.unused import Unused, find_unused


class Pipeline:
    """The stages over one project, its library read once."""

    def __init__(
        self,
        project: Project,
        brand: Brand | None = None,
        profile: Profile = Profile.STANDARD,
        today: datetime.date = datetime.date.min,
        *,
        is_checked: bool = True,
    ) -> None:
        """`today` is the day that approvals and review dates are held against.

        What is not checked says so on its pages.
        """
        self.project = project
        self.today = today
        self._is_checked = is_checked
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
        topic = selection.topic
        due = topic.review_by if self.is_overdue(topic) else None
        review = replace(self.review(topic.name), due=due, is_checked=self._is_checked)
        return self._composer(selection, self.brand, review)

    def review(self, name: str) -> Review:
        """Return how a topic stands with its reviewer.

        Raises:
            ApprovalError: its approval was changed since it was written.
        """
        approval = read_approval(self.project, name)
        return review_of(approval, self.content(name).hash if approval else "", self.today)

    def is_overdue(self, topic: Topic) -> bool:
        """Tell whether the day has passed by which a topic's sources were to be checked again."""
        return topic.review_by is not None and self.today > topic.review_by

    def span(self, topic: Topic) -> Span:
        """Return the days on which the pages say of their review what they say today."""
        approval = read_approval(self.project, topic.name)
        dates = (topic.review_by, approval.until if approval else None)
        return span_of(filter(None, dates), self.today)

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

    def keep(self) -> None:
        """Keep for another time what took long and is not of one topic."""
        for bibliography in self._bibliographies.values():
            bibliography.keep()

    def sheet(self, selection: Selection, handout: Document, deck: Document) -> Sheet:
        """Return what rules look at, before anything is laid out."""
        sentences = tuple(sentences_of(handout.blocks))
        return Sheet(selection, handout, deck, self.library, self.theme, self.today, sentences)

    @functools.cached_property
    def theme(self) -> Theme:
        """Return the project's theme in the profile asked for, with the brand's accent."""
        return load_theme(self.project, self._profile).branded(self.brand)


def pipeline_of(project: Project, options: Options) -> tuple[Pipeline, Paper]:
    """Return the pipeline that the options ask for, and the paper: theirs, else the brand's, else Letter."""
    brand = find_brand(project, options.brand)
    pipeline = Pipeline(project, brand, options.profile, options.today, is_checked=options.is_checked)
    return pipeline, paper_of(options, brand)
