from __future__ import annotations

import pytest

from maghandout.compose.charts import drawable
from maghandout.diagnostics import Origin
from maghandout.errors import TemplateError
from maghandout.model.document import Chart, ChartKind, Series, Text

HERE = Origin("handouts/t.yaml", 5)


def _chart(kind: ChartKind, *columns: tuple[float, ...]) -> Chart:
    names = tuple(f"row {number}" for number in range(len(columns[0])))
    series = tuple(Series(f"column {number}", values) for number, values in enumerate(columns))
    return Chart((Text("Title"),), names, series, "", (), HERE, kind)


def _said(chart: Chart, measure: str = "") -> str:
    with pytest.raises(TemplateError) as error:
        drawable(chart, measure)
    return str(error.value)


def test_bars_stay_as_they_are() -> None:
    chart = _chart(ChartKind.BARS, (-1.5, 200))

    assert drawable(chart, "") == chart


def test_ranked_bars_come_from_the_largest_to_the_smallest() -> None:
    chart = drawable(_chart(ChartKind.RANKED, (2, -1, 30)), "")

    assert (chart.categories, chart.series[0].values) == (("row 2", "row 0", "row 1"), (30, 2, -1))


def test_ranked_bars_of_two_columns_are_told() -> None:
    said = _said(_chart(ChartKind.RANKED, (1,), (2,)))

    message = "handouts/t.yaml:5: ranked bars show one column, found 2"
    assert said == f"{message}\n  hint: name the column with 'columns: [...]'"


@pytest.mark.parametrize("counts", [(0,), (100,), (42, 7)])
def test_whole_people_of_a_hundred_can_be_drawn(counts: tuple[float, ...]) -> None:
    chart = _chart(ChartKind.ICONS, counts)

    assert drawable(chart, "") == chart


@pytest.mark.parametrize(("count", "shown"), [(41.6, "41.6"), (-1, "-1"), (0.5, "0.5"), (101, "101")])
def test_people_that_are_no_whole_people_are_told(count: float, shown: str) -> None:
    said = _said(_chart(ChartKind.ICONS, (count,)))

    message = f"handouts/t.yaml:5: 'row 0': {shown} of 100 people cannot be drawn"
    assert said == f"{message}\n  hint: people are whole: round in the plain words"


def test_groups_of_a_hundred_each_may_be_many() -> None:
    chart = _chart(ChartKind.ICONS, (60, 0), (55, 100))

    assert drawable(chart, "people") == chart


@pytest.mark.parametrize("kind", [ChartKind.BARS, ChartKind.ICONS])
@pytest.mark.parametrize(("parts", "total"), [((60.0, 41.5), "101.5"), ((60, 30), "90")])
def test_parts_that_do_not_add_up_are_told(kind: ChartKind, parts: tuple[float, ...], total: str) -> None:
    said = _said(_chart(kind, *((part,) for part in parts)), "parts")

    message = f"handouts/t.yaml:5: 'row 0': its parts add up to {total}, expected 100"
    assert said == f"{message}\n  hint: name every part, or leave out measure=parts"


def test_parts_may_be_rounded() -> None:
    chart = _chart(ChartKind.BARS, (33.3,), (33.3,), (33.3,))

    assert drawable(chart, "parts") == chart
