"""The embedded fonts: how wide they are, whatever is installed beside them."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import pytest

from maghandout.model.document import Block, Citation, Paragraph, SourceEntry, Sources, Text
from maghandout.render.pdf.fonts import BOLD, REGULAR, register, width
from tests.conftest import REPOSITORY
from tests.render.pdf.pages import HERE, drawn

_WITHOUT = (
    "import sys; sys.modules['_rl_accel'] = None; "
    "from tests.render.pdf.test_fonts import digest; print(digest())"
)


def digest() -> str:
    """Return the hash of a handout with links at many places."""
    words = [*"abcdefghijkl"]
    cited: list[Block] = [
        Paragraph((Text(" ".join(words[:count])), Citation(("a#b",), (1, 2, 3))), HERE)
        for count in range(1, len(words))
    ]
    entries = tuple(SourceEntry(number, (Text("Source"),), ()) for number in (1, 2, 3))
    return hashlib.sha256(drawn(*cited, Sources(entries, HERE)).data).hexdigest()


def test_a_file_does_not_depend_on_what_makes_reportlab_faster() -> None:
    command = [sys.executable, "-c", _WITHOUT]

    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == digest()


@pytest.mark.parametrize("font", [REGULAR, BOLD])
def test_words_are_as_wide_as_their_letters(font: str) -> None:
    register()

    whole, letters = width("Magnesium 350 mg", font, 12), [width(x, font, 12) for x in "Magnesium 350 mg"]

    assert whole == pytest.approx(sum(letters))


def test_the_same_word_has_the_width_of_its_size_and_its_face() -> None:
    register()

    small, large, bold = width("mg", REGULAR, 10), width("mg", REGULAR, 20), width("mg", BOLD, 10)

    assert (large == pytest.approx(2 * small), bold > small) == (True, True)
