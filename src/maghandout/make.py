"""One topic to the bytes of its outputs, or to what stops it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from maghandout.children import Child
from maghandout.compose.compose import DECK, HANDOUT
from maghandout.diagnostics import Finding, Severity
from maghandout.errors import HandoutError
from maghandout.fill import fill
from maghandout.inputs import Inputs, inputs_of, stock_of
from maghandout.manifest import Entry, entry_of
from maghandout.model.document import Document
from maghandout.model.options import Format, Options
from maghandout.model.selection import Selection
from maghandout.outputs import Look, Rendered, render
from maghandout.pipeline import pipeline_of
from maghandout.project import Project
from maghandout.trail import trail_of, write_trail

_HANDOUTS, _DECKS = (Format.PDF, Format.HTML), (Format.PPTX,)

Task: TypeAlias = Callable[[], Rendered]
"""Renders one output, or waits for it."""


class Made(Struct, frozen=True):
    """The outputs of one topic, rendered and not yet written."""

    files: Mapping[str, bytes]
    entries: Mapping[str, Entry]
    """What the manifest says of each."""
    findings: tuple[Finding, ...]
    """What kept it from being made, else warnings."""
    printed: int
    """Statements in the handout."""
    withheld: int

    @property
    def is_stopped(self) -> bool:
        """Tell whether a rule kept it from being made."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


class Maker:
    """Makes the outputs that the options ask for, topic by topic."""

    def __init__(self, project: Project, options: Options, drawers: Mapping[Format, Child]) -> None:
        """Take who draws which outputs; the others are drawn here."""
        self._options = options
        self._drawers = drawers
        self.pipeline, paper = pipeline_of(project, options)
        self._look = Look(self.pipeline.theme, paper, options.deck_template)
        self._stock = stock_of(project, options, self.pipeline.brand)

    def make(self, name: str) -> Made:
        """Render the outputs of a topic, or say which rules stop it.

        Raises:
            HandoutError: something else keeps an output from being made.
        """
        selection = self.pipeline.select(name)
        composer = self.pipeline.composer(selection)
        inputs, span = inputs_of(self._stock, name), self.pipeline.span(selection.topic)
        is_overdue = self.pipeline.is_overdue(selection.topic)
        handout = fill(composer.compose(HANDOUT), self._options.values)
        tasks = self._tasks(handout, _HANDOUTS, inputs)
        deck = composer.compose(DECK)
        tasks |= self._tasks(deck, _DECKS, inputs)
        findings = list(self._stops(selection, handout, deck))
        rendered = {} if findings else self._rendered(tasks)
        files: dict[str, bytes] = {}
        entries: dict[str, Entry] = {}
        for output, (data, warnings) in rendered.items():
            file = self._options.file_of(name, output)
            files[file] = data
            if not self._options.is_personal(output):
                entry = entry_of(data, output, selection, inputs)
                entries[file] = replace(entry, span=span, is_warned=bool(warnings or is_overdue))
            findings += warnings
        self.pipeline.keep()
        return Made(files, entries, tuple(findings), len(selection.handout()), len(selection.withheld))

    def _tasks(self, document: Document, formats: Collection[Format], inputs: Inputs) -> dict[Format, Task]:
        """Return what renders a document to those formats that are wanted; other processes begin now."""
        wanted = [output for output in self._options.formats if output in formats]
        if not wanted:
            return {}
        trail = write_trail(trail_of(document, self.pipeline.library, inputs.hash))
        tasks: dict[Format, Task] = {}
        for output in wanted:
            task, drawer = partial(render, output, document, self._look, trail), self._drawers.get(output)
            tasks[output] = drawer.submit(task) if drawer else task
        return tasks

    def _rendered(self, tasks: Mapping[Format, Task]) -> dict[Format, Rendered]:
        """Render what is rendered here while others render the rest; return all in the order asked for.

        Raises:
            HandoutError: that of the first output that fails, in this order.
        """
        rendered: dict[Format, Rendered] = {}
        errors: dict[Format, HandoutError] = {}
        for output in sorted(tasks, key=self._drawers.__contains__):
            try:
                rendered[output] = tasks[output]()
            except HandoutError as error:
                errors[output] = error
        for output in self._options.formats:
            if output in errors:
                raise errors[output]
        return {output: rendered[output] for output in self._options.formats}

    def _stops(self, selection: Selection, handout: Document, deck: Document) -> tuple[Finding, ...]:
        """Ask the rules that stop a build; they are loaded only now."""
        if not self._options.is_checked:
            return ()
        from maghandout.check.failing import stops

        sheet = self.pipeline.sheet(selection, handout, deck)
        return stops(sheet, allows_expired=self._options.allows_expired)
