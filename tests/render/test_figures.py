"""Drawings say what their numbers say: lengths in proportion, people counted, words within the drawing."""

from __future__ import annotations

import itertools

import pypdfium2
import pytest
import segno
from msgspec.structs import replace

from maghandout.compose.charts import drawable
from maghandout.diagnostics import Origin
from maghandout.errors import RenderError
from maghandout.model.document import PEOPLE_DRAWN, Chart, ChartKind, QrCode, Series, Strip, Text
from maghandout.render.figures import (
    Arrow,
    Drawing,
    Person,
    Rectangle,
    Words,
    draw_chart,
    draw_code,
    draw_strip,
)
from maghandout.theme import Tone
from tests.render.pdf.pages import drawn

HERE = Origin("handouts/t.yaml", 1)
SIZE = 12.0
WIDTH = 400.0
ADDRESS = "https://example.org/magnesium?a=1&b=2"


def _measure(text: str, size: float, is_strong: bool) -> float:
    """Return a width at which every letter is as wide as half its height, strong ones a little wider."""
    return len(text) * size * (0.55 if is_strong else 0.5)


def _chart(*values: float, kind: ChartKind = ChartKind.BARS, unit: str = "mg") -> Chart:
    names = tuple(f"Row {number}" for number in range(len(values)))
    return Chart((Text("Title"),), names, (Series("now", values),), unit, (), HERE, kind)


def _two(*values: tuple[float, float], kind: ChartKind = ChartKind.BARS) -> Chart:
    names = tuple(f"Row {number}" for number in range(len(values)))
    now, then = (tuple(pair[at] for pair in values) for at in (0, 1))
    return Chart((Text("Title"),), names, (Series("now", now), Series("then", then)), "", (), HERE, kind)


def _strip(*steps: str) -> Strip:
    return Strip((Text("Title"),), tuple((Text(step),) for step in steps), (), HERE)


def _draw(chart: Chart, width: float = WIDTH) -> Drawing:
    return draw_chart(chart, width, SIZE, _measure)


def _rectangles(drawing: Drawing) -> list[Rectangle]:
    return [shape for shape in drawing.shapes if isinstance(shape, Rectangle)]


def _bars(drawing: Drawing) -> list[Rectangle]:
    """Return the bars, in the order of drawing."""
    return [shape for shape in _rectangles(drawing) if shape.fill is not Tone.MUTED]


def _zero(drawing: Drawing) -> float:
    """Return where the line of zero stands."""
    (line,) = [shape for shape in _rectangles(drawing) if shape.fill is Tone.MUTED]
    return line.left + line.width / 2


def _words(drawing: Drawing) -> list[Words]:
    return [shape for shape in drawing.shapes if isinstance(shape, Words)]


def _texts(drawing: Drawing) -> list[str]:
    return [words.text for words in _words(drawing)]


def _outside(drawing: Drawing) -> list[object]:
    """Return the shapes that do not stand within the drawing."""
    slack = 0.01
    found: list[object] = []
    for shape in drawing.shapes:
        match shape:
            case Rectangle():
                edges = shape.left, shape.top, shape.left + shape.width, shape.top + shape.height
            case Words():
                wide = _measure(shape.text, shape.size, shape.is_strong)
                edges = shape.left, shape.baseline - shape.size, shape.left + wide, shape.baseline
            case Person():
                edges = shape.left, shape.top, shape.left + shape.width, shape.top + shape.height
            case Arrow():
                across, down = zip(*shape.corners, strict=True)
                edges = min(across), min(down), max(across), max(down)
        left, top, right, bottom = edges
        if left < -slack or top < -slack or right > drawing.width + slack or bottom > drawing.height + slack:
            found.append(shape)
    return found


class TestBars:
    def test_lengths_are_in_proportion_from_a_common_zero(self) -> None:
        drawing = _draw(_chart(10, 20, 5, 0))

        unit = _bars(drawing)[0].width / 10
        assert [bar.width / unit for bar in _bars(drawing)] == pytest.approx([10, 20, 5, 0])
        assert {round(bar.left, 6) for bar in _bars(drawing)} == {round(_zero(drawing), 6)}

    def test_what_is_less_than_nothing_goes_left_of_zero(self) -> None:
        drawing = _draw(_chart(10, -5))

        up, down = _bars(drawing)
        assert (up.left, down.left + down.width) == pytest.approx((_zero(drawing), _zero(drawing)))
        assert down.width == pytest.approx(up.width / 2)

    def test_bars_that_all_are_less_than_nothing_end_at_zero(self) -> None:
        drawing = _draw(_chart(-10, -5))

        assert [bar.left + bar.width for bar in _bars(drawing)] == pytest.approx([_zero(drawing)] * 2)

    def test_each_number_stands_beside_its_bar_with_its_unit(self) -> None:
        drawing = _draw(_chart(1000, 2.5))

        numbers = [words for words in _words(drawing) if words.is_strong]
        assert [words.text for words in numbers] == ["1,000 mg", "2.5 mg"]
        for words, bar in zip(numbers, _bars(drawing), strict=True):
            assert words.left > bar.left + bar.width
            assert bar.top < words.baseline < bar.top + bar.height

    def test_two_columns_are_told_apart_without_colour(self) -> None:
        drawing = _draw(_two((1, 2), (3, 4)))

        assert _texts(drawing) == ["Row 0", "now", "1", "then", "2", "Row 1", "now", "3", "then", "4"]
        assert [bar.line for bar in _bars(drawing)] == [None, Tone.ACCENT, None, Tone.ACCENT]

    def test_names_of_two_lines_stand_apart(self) -> None:
        name = "Magnesium in the whole of the compound"
        chart = Chart((), (name, name), (Series("now", (1, 2)),), "", (), HERE)

        names = [words.baseline for words in _words(_draw(chart)) if not words.is_strong]

        first, second, third, fourth = names
        assert second - first == pytest.approx(fourth - third)
        assert third - second > 1.25 * (second - first)

    def test_nothing_but_zeros_is_drawn_without_length(self) -> None:
        assert [bar.width for bar in _bars(_draw(_chart(0, 0)))] == [0, 0]


class TestRanked:
    def test_the_longest_bar_comes_first(self) -> None:
        drawing = _draw(drawable(_chart(2, 30, -1, 10, kind=ChartKind.RANKED), ""))

        widths = [bar.width for bar in _bars(drawing)][:3]
        assert widths == sorted(widths, reverse=True)
        assert [text for text in _texts(drawing) if text.startswith("Row")] == [
            "Row 1",
            "Row 3",
            "Row 0",
            "Row 2",
        ]

    def test_equal_ones_keep_their_order(self) -> None:
        chart = drawable(_chart(5, 7, 5, kind=ChartKind.RANKED), "")

        assert chart.categories == ("Row 1", "Row 0", "Row 2")


class TestIcons:
    @pytest.mark.parametrize("count", [0, 1, 42, 99, 100])
    def test_as_many_of_a_hundred_people_are_filled(self, count: int) -> None:
        people = [
            shape for shape in _draw(_chart(count, kind=ChartKind.ICONS)).shapes if isinstance(shape, Person)
        ]

        assert (len(people), sum(person.is_filled for person in people)) == (PEOPLE_DRAWN, count)

    def test_each_group_has_its_own_hundred_and_its_number_in_words(self) -> None:
        drawing = _draw(_chart(34, 33, kind=ChartKind.ICONS, unit="of 100"))

        people = [shape for shape in drawing.shapes if isinstance(shape, Person)]
        filled = [
            sum(person.is_filled for person in people[at : at + PEOPLE_DRAWN]) for at in (0, PEOPLE_DRAWN)
        ]
        assert (len(people), filled) == (2 * PEOPLE_DRAWN, [34, 33])
        assert " ".join(_texts(drawing)) == "Row 0: 34 of 100 Row 1: 33 of 100"

    def test_a_quarter_of_the_people_fills_a_quarter_of_the_width(self) -> None:
        drawing = _draw(_chart(25, kind=ChartKind.ICONS))
        people = [shape for shape in drawing.shapes if isinstance(shape, Person)]

        filled = {round(person.left, 3) for person in people if person.is_filled}
        hollow = {round(person.left, 3) for person in people if not person.is_filled}

        assert (len(filled), len(hollow)) == (5, 15)
        assert max(filled) < min(hollow)

    def test_the_outline_of_a_person_is_within_the_drawing(self) -> None:
        drawing = _draw(_chart(25, kind=ChartKind.ICONS))
        people = [shape for shape in drawing.shapes if isinstance(shape, Person)]

        assert min(person.left for person in people) >= 0.45
        assert max(person.top + person.height for person in people) <= drawing.height - 0.45

    def test_no_person_covers_another(self) -> None:
        drawing = _draw(_two((1, 2), (3, 4), kind=ChartKind.ICONS))
        people = [shape for shape in drawing.shapes if isinstance(shape, Person)]

        places = {(round(person.left, 3), round(person.top, 3)) for person in people}
        rows = [sorted(left for left, top in places if top == row) for row in {top for _, top in places}]

        assert len(places) == len(people)
        assert all(right - left >= people[0].width for row in rows for left, right in itertools.pairwise(row))

    def test_two_groups_stand_side_by_side_where_there_is_room(self) -> None:
        wide, narrow = (_draw(_chart(1, 2, kind=ChartKind.ICONS), width) for width in (500, 250))

        assert wide.height < narrow.height


class TestStrip:
    def test_steps_stand_side_by_side_with_arrows_between(self) -> None:
        drawing = draw_strip(_strip("One", "Two", "Three"), WIDTH, SIZE, _measure)

        boxes, arrows = _rectangles(drawing), [shape for shape in drawing.shapes if isinstance(shape, Arrow)]
        assert len({box.top for box in boxes}) == 1
        assert [arrow.is_down for arrow in arrows] == [False, False]
        assert all(
            left.left + left.width < arrow.left < right.left
            for (left, right), arrow in zip(itertools.pairwise(boxes), arrows, strict=True)
        )

    def test_steps_that_would_be_too_narrow_stand_below_each_other(self) -> None:
        drawing = draw_strip(_strip("A first step", "Unforeseeableness", "A third"), 250, SIZE, _measure)

        boxes, arrows = _rectangles(drawing), [shape for shape in drawing.shapes if isinstance(shape, Arrow)]
        assert {box.left for box in boxes} == {0}
        assert [arrow.is_down for arrow in arrows] == [True, True]
        assert all(
            high.top + high.height < arrow.top < low.top
            for (high, low), arrow in zip(itertools.pairwise(boxes), arrows, strict=True)
        )

    @pytest.mark.parametrize("width", [150, 400])
    def test_words_stand_within_their_box(self, width: float) -> None:
        drawing = draw_strip(
            _strip("A step of some words", "Two", "And a third of more"), width, SIZE, _measure
        )

        box = Rectangle(0, 0, 0, 0, Tone.PAPER)
        for shape in drawing.shapes:
            if isinstance(shape, Rectangle):
                box = shape
            elif isinstance(shape, Words):
                right = shape.left + _measure(shape.text, shape.size, False)
                assert box.left <= shape.left < right <= box.left + box.width
                assert box.top < shape.baseline < box.top + box.height


class TestCode:
    def test_every_module_is_drawn(self) -> None:
        drawing = draw_code(QrCode(ADDRESS, (), HERE), 100)
        expected = [[bool(module) for module in row] for row in segno.make_qr(ADDRESS, error="m").matrix]
        module = 100 / (len(expected) + 8)

        def is_dark(row: int, column: int) -> bool:
            across, down = (column + 4.5) * module, (row + 4.5) * module
            return any(
                dark.left < across < dark.left + dark.width and dark.top < down < dark.top + dark.height
                for dark in _rectangles(drawing)
            )

        side = range(len(expected))
        assert [[is_dark(row, column) for column in side] for row in side] == expected

    def test_it_has_its_quiet_zone(self) -> None:
        drawing = draw_code(QrCode(ADDRESS, (), HERE), 100)
        module = min(dark.height for dark in _rectangles(drawing))

        for dark in _rectangles(drawing):
            assert dark.left >= 4 * module - 1e-6
            assert dark.left + dark.width <= 100 - 4 * module + 1e-6
            assert 4 * module - 1e-6 <= dark.top <= 100 - 5 * module + 1e-6

    def test_a_phone_sees_it_on_the_page(self) -> None:
        expected = [[bool(module) for module in row] for row in segno.make_qr(ADDRESS, error="m").matrix]

        pdf = drawn(QrCode(ADDRESS, (Text("More"),), HERE))

        with pypdfium2.PdfDocument(pdf.data) as document:
            page = document[0]
            image = page.render(scale=8).to_pil().convert("L").point(lambda dot: 255 * (dot < 128))
        within = image.crop((0, 8 * 60, image.width // 2, 8 * 140)).getbbox()
        assert within is not None
        left, top, right, _ = within
        step = (right - left) / len(expected)
        side = range(len(expected))
        seen = [
            [
                image.getpixel((left + int((column + 0.5) * step), 8 * 60 + top + int((row + 0.5) * step)))
                == 255
                for column in side
            ]
            for row in side
        ]
        assert seen == expected

    def test_an_address_of_more_letters_than_a_phone_reads_is_told(self) -> None:
        with pytest.raises(RenderError) as error:
            draw_code(QrCode(f"https://example.org/{'x' * 3000}", (), HERE), 100)

        message = "the address 'https://example.org/xxxxxxxxxxxxxxxxxxxx'... is too long for a code"
        hint = "at most 200 letters can be read by a phone"
        assert str(error.value) == f"handouts/t.yaml:1: {message}\n  hint: {hint}"

    def test_the_longest_address_has_modules_that_print(self) -> None:
        drawing = draw_code(QrCode("https://example.org/".ljust(200, "x"), (), HERE), 76)

        assert min(dark.height for dark in _rectangles(drawing)) / 72 * 25.4 > 0.33


_LONG = "A name of a great many words that needs more than one line to say what it says"


class TestEdges:
    @pytest.mark.parametrize("width", [200, 324, 504])
    @pytest.mark.parametrize(
        "chart",
        [
            _chart(1, 1_000_000),
            _chart(-1_000, 1_000),
            _chart(*range(12)),
            _two((1, -2), (30, 4)),
            _chart(50, 50, kind=ChartKind.ICONS, unit="of 100 people"),
            _two((10, 20), (30, 40), kind=ChartKind.ICONS),
            Chart((), (_LONG, "B"), (Series("now", (1, 2)),), "mg a day", (), HERE),
            Chart((), (_LONG,), (Series("before", (1,)), Series("after", (2,))), "%", (), HERE),
            Chart((), (_LONG,), (Series("now", (1,)),), "of 100", (), HERE, ChartKind.ICONS),
            Chart((), ("w" * 80, "B"), (Series("now", (1, 2)),), "", (), HERE),
            Chart((), ("w" * 80,), (Series("now", (1,)), Series("then", (2,))), "", (), HERE),
            Chart((), ("w" * 200,), (Series("now", (1,)),), "of 100", (), HERE, ChartKind.ICONS),
        ],
    )
    def test_nothing_leaves_a_chart(self, chart: Chart, width: float) -> None:
        assert _outside(_draw(chart, width)) == []

    @pytest.mark.parametrize("width", [200, 324, 504])
    @pytest.mark.parametrize(
        "strip",
        [
            _strip("One", "Two"),
            _strip(*["A step of some words"] * 5),
            _strip(_LONG, "Two", _LONG),
            _strip("w" * 200, "Two"),
        ],
    )
    def test_nothing_leaves_a_strip(self, strip: Strip, width: float) -> None:
        assert _outside(draw_strip(strip, width, SIZE, _measure)) == []

    @pytest.mark.parametrize(("name", "unit"), [("w" * 80, ""), ("Magnesium " * 9, ""), ("now", "mg " * 40)])
    def test_words_that_leave_no_room_for_bars_are_told(self, name: str, unit: str) -> None:
        chart = Chart((), ("A",), (Series(name, (1,)), Series("then", (2,))), unit, (), HERE)

        with pytest.raises(RenderError) as error:
            _draw(chart)

        message = "handouts/t.yaml:1: the words of the chart leave no room for its bars"
        assert str(error.value) == f"{message}\n  hint: use shorter names, or a shorter unit"


class TestWords:
    def test_the_description_of_bars_is_made_from_the_numbers(self) -> None:
        chart = replace(_chart(1234.5, -2), name="Bar chart")

        assert chart.alt == "Bar chart. Row 0: 1,234.5 mg; Row 1: -2 mg."

    def test_the_description_of_two_columns_names_them(self) -> None:
        assert _two((1, 2)).alt == "Row 0 (now): 1; Row 0 (then): 2."

    def test_the_description_of_people_counts_them(self) -> None:
        chart = _chart(34, kind=ChartKind.ICONS, unit="of 100")

        assert chart.alt == "Row 0 (now): 34 of 100."

    def test_the_description_of_steps_numbers_them(self) -> None:
        strip = replace(_strip("Eat.", "Sleep."), name="Steps")

        assert strip.alt == "Steps. 1. Eat. 2. Sleep."

    @pytest.mark.parametrize(
        ("value", "words"),
        [(123456789012, "123,456,789,012"), (1e-7, "0.0000001"), (7.50, "7.5"), (-0.25, "-0.25")],
    )
    def test_numbers_are_written_out(self, value: float, words: str) -> None:
        assert _chart(value, unit="").words_of(value) == words
