from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maghandout.contrast import LEAST, WHITE, contrast, nearest_passing, parse_color, passes, tint

COLORS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def _lighter(color: str) -> str:
    """One step lighter in every channel."""
    return "#" + "".join(f"{min(int(color[at : at + 2], 16) + 1, 255):02x}" for at in (1, 3, 5))


@pytest.mark.parametrize(
    ("text", "color"),
    [
        ("#0d5c63", "#0d5c63"),
        ("#0D5C63", "#0d5c63"),
        ("#0aF", "#00aaff"),
        ("0d5c63", ""),
        ("#0d5c6", ""),
        ("#0d5c63ff", ""),
        ("teal", ""),
        ("#12345g", ""),
        ("#\u0661\u0662\u0663", ""),
        ("", ""),
    ],
)
def test_a_colour_is_three_or_six_digits(text: str, color: str) -> None:
    assert parse_color(text) == color


@pytest.mark.parametrize(
    ("color", "ratio"),
    [("#000000", 21.0), ("#ffffff", 1.0), ("#767676", 4.54), ("#595959", 7.0), ("#ff0000", 4.0)],
)
def test_the_contrast_is_that_of_wcag(color: str, ratio: float) -> None:
    assert contrast(color, WHITE) == pytest.approx(ratio, abs=0.01)
    assert contrast(WHITE, color) == contrast(color, WHITE)


def test_the_tint_is_mostly_white() -> None:
    assert tint("#000000") == "#e8e8e8"
    assert tint("#0d5c63") == "#e9f0f1"


def test_the_nearest_keeps_its_hue() -> None:
    assert nearest_passing("#00aaff") == "#005482"
    assert nearest_passing("#ffffff") == "#505050"


def test_a_colour_that_passes_on_white_may_fail_on_its_tint() -> None:
    assert contrast("#595959", WHITE) >= LEAST
    assert not passes("#595959")


@given(COLORS)
def test_the_nearest_passes_and_one_step_lighter_fails(color: str) -> None:
    nearest = nearest_passing(color)

    assert contrast(nearest, WHITE) >= LEAST
    assert contrast(nearest, tint(nearest)) >= LEAST
    assert nearest == color if passes(color) else not passes(_lighter(nearest))
