from __future__ import annotations

import pytest

from maghandout.check.doses import doses_in


@pytest.mark.parametrize(
    ("words", "doses"),
    [
        ("Take 350 mg a day.", [350]),
        ("Take 100-200 mg.", [100, 200]),
        ("Take 1,000 milligrams or 0.5 g.", [1000, 500]),
        ("Take 300,000 mcg.", [300]),
        ("Take four hundred mg.", [400]),
        ("Take a hundred and fifty mg.", [150]),
        ("Take 150 mg twice a day.", [300]),
        ("Take 100 mg with food, 3 times a day.", [300]),
        ("Take 200 mg twice daily.", [400]),
        ("Take 200 mg, 2 times daily.", [400]),
        ("Take 2 tablets of 100 mg twice a day.", [400]),
        ("Take two pills of 100 mg three times a day.", [600]),
        ("Take two pills of 100 mg.", [200]),
        ("Take 2 pills. One has 100 mg.", [100]),
        ("Take one pill of 250 mg a day.", [250]),
        ("Take 250 mg every day for 3 days.", [250]),
        ("In 2 studies, 400 people took part.", []),
    ],
)
def test_amounts_are_told_in_mg_a_day(words: str, doses: list[float]) -> None:
    assert list(doses_in(words)) == doses
