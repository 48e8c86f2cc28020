"""Whether numbers may be drawn the way they are asked to be, and in which order.

A figure shows only what its numbers mean: people are whole, there are 100 of them, parts add up to 100, and
bars that are ranked measure one thing.
"""

from __future__ import annotations

from msgspec.structs import replace

from maghandout.errors import TemplateError
from maghandout.model.document import PEOPLE_DRAWN, Chart, ChartKind
from maghandout.model.library import PARTS

_ROUNDING = 1.0
"""What rounding each part may take from the whole or add to it."""


def drawable(chart: Chart, measure: str) -> Chart:
    """Return a chart with its categories in the order of drawing; `measure` is that of its table.

    Raises:
        TemplateError: its numbers cannot be drawn that way; at the chart's origin.
    """
    if measure == PARTS:
        _check_parts(chart)
    match chart.kind:
        case ChartKind.ICONS:
            _check_people(chart)
            return chart
        case ChartKind.RANKED:
            return _ranked(chart)
        case ChartKind.BARS:
            return chart


def _check_parts(chart: Chart) -> None:
    for at, category in enumerate(chart.categories):
        total = sum(series.values[at] for series in chart.series)
        if abs(total - PEOPLE_DRAWN) > _ROUNDING:
            message = f"{category!r}: its parts add up to {total:g}, expected {PEOPLE_DRAWN}"
            raise TemplateError.at(chart.origin, message, "name every part, or leave out measure=parts")


def _check_people(chart: Chart) -> None:
    for at, category in enumerate(chart.categories):
        counts = [series.values[at] for series in chart.series]
        for count in counts:
            if not 0 <= count <= PEOPLE_DRAWN or count != int(count):
                message = f"{category!r}: {count:g} of {PEOPLE_DRAWN} people cannot be drawn"
                raise TemplateError.at(chart.origin, message, "people are whole: round in the plain words")


def _ranked(chart: Chart) -> Chart:
    if len(chart.series) != 1:
        message = f"ranked bars show one column, found {len(chart.series)}"
        raise TemplateError.at(chart.origin, message, "name the column with 'columns: [...]'")
    series = chart.series[0]
    order = sorted(range(len(chart.categories)), key=lambda at: -series.values[at])
    values = tuple(series.values[at] for at in order)
    categories = tuple(chart.categories[at] for at in order)
    return replace(chart, categories=categories, series=(replace(series, values=values),))
