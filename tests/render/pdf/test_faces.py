"""The faces that are cut down ahead of time hold the outlines and widths of the face that they come from."""

from __future__ import annotations

import io
from collections.abc import Iterable

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from maghandout.render.pdf.faces import COMPOSITE, SIMPLE, Program, program
from maghandout.render.pdf.fonts import REGULAR, file_of
from tests.form_faces import programs

FACES = (SIMPLE, COMPOSITE)


def _outlines(font: TTFont, glyphs: Iterable[str]) -> list[list[object]]:
    found: list[list[object]] = []
    drawn = font.getGlyphSet()
    for glyph in glyphs:
        pen = DecomposingRecordingPen(drawn)
        drawn[glyph].draw(pen)
        found.append(pen.value)
    return found


def _measures(face: Program) -> tuple[object, ...]:
    return face.name, face.box, face.ascent, face.descent, face.capitals


@pytest.mark.parametrize("name", FACES)
def test_a_face_has_the_outlines_of_the_whole_one(name: str) -> None:
    face = program(name)
    with TTFont(file_of(REGULAR)) as whole, TTFont(io.BytesIO(face.data)) as cut:
        letters = sorted(face.glyphs)
        expected = _outlines(whole, (whole.getBestCmap()[ord(letter)] for letter in letters))

        assert _outlines(cut, (cut.getGlyphName(face.glyphs[letter]) for letter in letters)) == expected


@pytest.mark.parametrize("name", FACES)
def test_a_face_is_what_cutting_gives(name: str) -> None:
    face, cut = program(name), programs()[name]

    assert (face.glyphs, face.widths, _measures(face)) == (cut.glyphs, cut.widths, _measures(cut))
