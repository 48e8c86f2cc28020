"""Whether numbers may be drawn the way they are asked to be, and in which order.

A figure shows only what its numbers mean: people are whole, there are 100 of them, and bars that are ranked
measure one thing.
"""

from __future__ import annotations

from dataclasses import replace

from maghandout.errors import TemplateError
from maghandout.model.document import PEOPLE_DRAWN, Chart, ChartKind


def drawable(chart: Chart) -> Chart:
    """Return a chart with its categories in the order of drawing.

    Raises:
        TemplateError: its numbers cannot be drawn that way; at the chart's origin.
    """
    match chart.kind:
        case ChartKind.ICONS:
            _check_people(chart)
            return chart
        case ChartKind.RANKED:
            return _ranked(chart)
        case ChartKind.BARS:
            return chart


def _check_people(chart: Chart) -> None:
    for at, category in enumerate(chart.categories):
        counts = [series.values[at] for series in chart.series]
        for count in counts:
            if count < 0 or count != int(count):
                message = f"{category!r}: {count:g} of {PEOPLE_DRAWN} people cannot be drawn"
                raise TemplateError.at(chart.origin, message, "people are whole: round in the plain words")
        if sum(counts) > PEOPLE_DRAWN:
            message = f"{category!r}: the numbers add up to {sum(counts):g}, more than {PEOPLE_DRAWN} people"
            raise TemplateError.at(chart.origin, message)


def _ranked(chart: Chart) -> Chart:
    if len(chart.series) != 1:
        message = f"ranked bars show one column, found {len(chart.series)}"
        raise TemplateError.at(chart.origin, message, "name the column with 'columns: [...]'")
    series = chart.series[0]
    order = sorted(range(len(chart.categories)), key=lambda at: -series.values[at])
    values = tuple(series.values[at] for at in order)
    categories = tuple(chart.categories[at] for at in order)
    return replace(chart, categories=categories, series=(replace(series, values=values),))
