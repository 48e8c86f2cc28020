import pytest

from maghandout.model.document import Chart, ChartKind, Series
from maghandout.model.library import Certainty
from maghandout.render.figures import Arrow, Drawing, Person, Rectangle, Words
from maghandout.render.html.figures import chart_pictures, level_picture
from maghandout.render.html.fonts import measure
from maghandout.render.html.markup import Element, elements
from maghandout.render.html.markup import words as said
from maghandout.render.html.narrow import draw_narrow
from maghandout.render.html.svg import write_drawing
from maghandout.theme import Tone
from tests.render.html.pages import HERE, theme, words

WIDTH_PT = 216.0
COLORS = theme().colors


def _shapes(drawing: Drawing, alt: str = "") -> list[tuple[str, dict[str, str]]]:
    svg = write_drawing(drawing, COLORS, alt, "x")
    return [(found.name, dict(found.attributes)) for found in elements(svg)]


def _bars(unit: str, *series: tuple[float, ...], names: tuple[str, ...] = ("Beans", "Nuts")) -> Drawing:
    made = tuple(Series(f"Set {at}", values) for at, values in enumerate(series))
    return draw_narrow(Chart(words("x"), names, made, unit, (), HERE), WIDTH_PT, 12, measure)


def _outlines(drawing: Drawing) -> list[Rectangle]:
    return [shape for shape in drawing.shapes if isinstance(shape, Rectangle)]


class TestSvg:
    def test_shapes_of_one_look_share_a_path(self) -> None:
        shapes = (Rectangle(0, 0, 2, 1, Tone.INK), Rectangle(4, 0, 1.5, 1, Tone.INK))

        _, *found = _shapes(Drawing(10, 5, shapes))

        assert found == [("path", {"d": "M0 0h2v1h-2zM4 0h1.5v1h-1.5z", "fill": COLORS.ink})]

    def test_a_line_is_drawn_in_its_own_colour(self) -> None:
        _, (_, path) = _shapes(Drawing(10, 5, (Rectangle(0, 0, 2, 1, Tone.ACCENT_TINT, Tone.ACCENT),)))

        assert (path["fill"], path["stroke"]) == (COLORS.accent_tint, COLORS.accent)

    def test_people_who_count_are_filled_and_the_rest_are_hollow(self) -> None:
        people = tuple(Person(at * 6, 0, 10, is_filled=at < 2) for at in range(5))

        _, *found = _shapes(Drawing(30, 10, people))

        assert [path["fill"] for _, path in found] == [COLORS.accent, COLORS.paper]
        assert [path["d"].count("M") for _, path in found] == [2, 3]

    def test_an_arrow_has_three_corners(self) -> None:
        _, (_, path) = _shapes(Drawing(10, 10, (Arrow(0, 0, 10, is_down=True),)))

        assert path["d"] == "M0 0L10 0 5 8z"

    def test_words_keep_their_place_size_and_weight(self) -> None:
        _, (name, text) = _shapes(Drawing(10, 10, (Words(1, 9.004, "x", 12, True, Tone.MUTED),)))

        assert (name, text) == (
            "text",
            {"x": "1", "y": "9", "font-size": "12", "font-weight": "700", "fill": COLORS.muted},
        )

    def test_a_drawing_without_words_is_hidden_from_readers_of_the_page(self) -> None:
        (_, silent), *_ = _shapes(Drawing(10, 5, ()))
        (_, spoken), *_ = _shapes(Drawing(10, 5, ()), "Two bars.")

        assert silent["viewBox"] == "0 0 10 5"
        assert (silent.get("aria-hidden"), silent.get("role")) == ("true", None)
        assert (spoken["role"], spoken["aria-label"], spoken.get("aria-hidden")) == ("img", "Two bars.", None)


class TestNarrow:
    def test_a_bar_stands_below_its_name_and_number(self) -> None:
        drawing = _bars("mg", (10, 20))

        said = [shape.text for shape in drawing.shapes if isinstance(shape, Words)]

        assert said == ["Beans: 10 mg", "Nuts: 20 mg"]
        first, second = _outlines(drawing)
        assert second.width == pytest.approx(2 * first.width)

    def test_long_words_are_wrapped_within_the_drawing(self) -> None:
        drawing = _bars(
            "points on the insomnia score of the day", (4, 2), names=("Magnesium glycinate", "None")
        )

        lines = [shape for shape in drawing.shapes if isinstance(shape, Words)]

        assert len(lines) == 4
        assert all(measure(line.text, line.size, False) <= WIDTH_PT for line in lines)
        assert all(0 <= line.baseline <= drawing.height for line in lines)

    def test_a_word_wider_than_the_drawing_is_broken(self) -> None:
        drawing = _bars("mg", (10, 20), names=("w" * 200, "Nuts"))

        lines = [shape for shape in drawing.shapes if isinstance(shape, Words)]

        assert "".join(line.text for line in lines[:-1]) == f"{'w' * 200}: 10 mg"
        assert all(measure(line.text, line.size, False) <= WIDTH_PT for line in lines)

    def test_a_second_series_is_outlined_and_named(self) -> None:
        drawing = _bars("mg", (10, 20), (30, 45))

        assert [bar.line for bar in _outlines(drawing)] == [None, Tone.ACCENT, None, Tone.ACCENT]
        assert drawing.shapes[0] == Words(0, 12, "Beans, Set 0: 10 mg", 12)

    @pytest.mark.parametrize("values", [(0, 0), (-5, 5), (-5, -10)])
    def test_bars_never_leave_the_drawing(self, values: tuple[float, float]) -> None:
        drawing = _bars("mg", values)

        for bar in _outlines(drawing):
            assert bar.left >= 0
            assert bar.width >= 0
            assert bar.left + bar.width <= WIDTH_PT

    def test_a_name_keeps_clear_of_the_bar_below_it(self) -> None:
        drawing = _bars("mg", (10, 20))

        name, bar = drawing.shapes[:2]

        assert isinstance(name, Words)
        assert isinstance(bar, Rectangle)
        assert bar.top - name.baseline > 0.4 * name.size


class TestPeople:
    def test_each_hundred_is_drawn_once_in_one_picture_of_both(self) -> None:
        series = (Series("a", (7, 25)),)
        chart = Chart(words("x"), ("New", "Old"), series, "of 100", (), HERE, ChartKind.ICONS)

        (picture,) = chart_pictures(chart, theme())

        assert isinstance(picture, Element)
        assert dict(picture.attributes) == {"class": "people", "role": "img", "aria-label": chart.alt}
        assert list(said(picture)) == ["New: 7 of 100", "Old: 25 of 100"]
        drawn = [dict(found.attributes) for found in elements(picture) if found.name == "path"]
        assert [path["d"].count("M") for path in drawn] == [7, 93, 25, 75]


def test_boxes_of_certainty_are_square() -> None:
    (boxes, *_) = [
        found for found in elements(level_picture(Certainty.HIGH, theme())) if found.name == "path"
    ]

    assert dict(boxes.attributes)["d"].startswith("M0.5 0.5h8v8h-8z")


def test_a_drawing_is_one_element() -> None:
    assert isinstance(write_drawing(Drawing(1, 1, ()), COLORS, "", "x"), Element)
