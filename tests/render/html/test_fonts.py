import base64
import io

import pytest
from fontTools.ttLib import TTFont

from maghandout.render.html.fonts import Face, embedded, measure


def _font(face: Face, characters: str) -> TTFont:
    head, _, data = embedded(face, characters).partition(",")
    assert head == "data:font/woff;base64"
    return TTFont(io.BytesIO(base64.b64decode(data)))


@pytest.mark.parametrize("face", Face)
def test_a_copy_holds_the_characters_asked_for_and_no_others(face: Face) -> None:
    font = _font(face, "Magnesium 350")

    assert font.flavor == "woff"
    assert set(font.getBestCmap()) == {ord(character) for character in "Magnesium 350"}


def test_a_copy_carries_the_notices_but_not_the_reserved_name() -> None:
    names = {record.nameID: record.toUnicode() for record in _font(Face.REGULAR, "a")["name"].names}

    assert set(names) == {0, 13, 14}
    assert "SIL Open Font License" in names[13]


def test_a_character_that_the_face_lacks_is_left_to_the_browser() -> None:
    assert set(_font(Face.BOLD, "a漢").getBestCmap()) == {ord("a")}


def test_a_copy_is_small() -> None:
    ascii_ = "".join(map(chr, range(0x20, 0x7F)))

    assert len(embedded(Face.REGULAR, ascii_)) < 16_000


def test_widths_follow_size_and_weight() -> None:
    assert measure("mm", 10, False) == pytest.approx(2 * measure("m", 10, False))
    assert measure("m", 20, False) == pytest.approx(2 * measure("m", 10, False))
    assert measure("m", 10, True) > measure("m", 10, False)


def test_a_character_without_a_width_counts_as_one_em() -> None:
    assert measure("漢", 10, False) == 10
