"""What holds patients' data shows none of it, whoever prints it."""

from __future__ import annotations

import pytest

from maghandout.batch.rows import Row
from maghandout.batch.unseen import Unseen
from maghandout.batch.work import Chunk, Copy, Done, Made, Parcel
from tests.batch.tables import MARKER

COPY = Copy(1, f"{MARKER}.pdf", 0, {"name": MARKER})
PARCEL = Parcel(b"hash", b"an original")


@pytest.mark.parametrize(
    "value",
    [
        Row(1, (MARKER,)),
        COPY,
        Chunk((PARCEL,), (COPY,)),
        Made(COPY, PARCEL, MARKER.encode()),
        Done(((0, MARKER.encode()),)),
        PARCEL,
    ],
    ids=lambda value: type(value).__name__,
)
def test_it_shows_its_type_alone(value: Unseen) -> None:
    assert repr(value) == str(value) == f"<{type(value).__name__}>"
    assert value.__rich_repr__() == []


def test_parcels_of_one_original_are_one() -> None:
    assert {PARCEL, Parcel(b"hash", b"packed otherwise")} == {PARCEL}
    assert Parcel(b"another", b"an original") != PARCEL
