"""How much room a text takes, by the widths of its characters.

It breaks lines between words alone, where office programs break after hyphens too, so that a text never needs
more lines than counted here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import groupby

from msgspec.structs import replace

from maghandout.render.deck.metrics import Face
from maghandout.render.deck.model import Line, Rise, Run, Style

SMALL = 0.67
"""Size of raised and lowered characters against the others."""
_SLACK = 0.5
"""Points that a line stays short of its room, for what programs round."""


def width(text: str, size: float, style: Style, *, is_strong: bool = False) -> float:
    """Return the width of characters in one line, in points."""
    return _width(_shown(text, style), style.face, is_strong) * size / 1000


@lru_cache(maxsize=8192)
def line_count(runs: tuple[Run, ...], size: float, room: float, style: Style) -> int:
    """Return how many lines some runs take in a width; a word that is wider than it is broken."""
    room -= _SLACK
    lines, line, word = 1, 0.0, 0.0
    for run in runs:
        scale = (size if run.rise is Rise.NONE else size * SMALL) / 1000
        is_strong = run.is_strong or style.is_strong
        space = _width(" ", style.face, is_strong) * scale
        text = _shown(run.text, style)
        for number, (piece, units) in enumerate(_words(text, style.face, is_strong)):
            if number:
                line, word = line + word + space, 0.0
            wide = units * scale
            for part in (wide,) if word + wide <= room else _letters(piece, scale, style.face, is_strong):
                word += part
                if line + word > room and line > 0:
                    lines, line = lines + 1, 0.0
                if word > room:
                    lines, word = lines + 1, part
    return lines


def _letters(word: str, scale: float, face: Face, is_strong: bool) -> list[float]:
    return [_width(letter, face, is_strong) * scale for letter in word]


def height(line: Line, room: float, style: Style) -> float:
    """Return the height of a paragraph in a width, the space above it left out."""
    lines = line_count(line.runs, line.size, room - indent(line, style), style)
    return lines * line.size * style.face.leading * style.spacing


def indent(line: Line, style: Style) -> float:
    """Return how far the text of a paragraph is set in, in points."""
    if line.number:
        return max(line.size * 2.0, style.hanging)
    return (style.hanging or line.size) if line.bullet or line.is_continued else 0


def gap_of(line: Line, style: Style) -> float:
    """Return the space above a paragraph."""
    return style.gap if line.gap is None else line.gap


def total_height(lines: Iterable[Line], wide: float, style: Style) -> float:
    """Return the height of a frame with paragraphs below each other, its insets and all gaps included."""
    left, top, right, bottom = style.insets
    room = wide - left - right
    return top + bottom + sum(height(line, room, style) + gap_of(line, style) for line in lines)


def longest_word(line: Line, style: Style) -> float:
    """Return the width of the widest word of a paragraph, which no column should be narrower than."""
    return _longest(_shown(line.text, style), style.face) * line.size / 1000


def break_line(line: Line, wide: float, most: float, style: Style) -> Iterator[Line]:
    """Yield a paragraph in parts no higher than `most`, cut between words, later parts marked as going on.

    A word that is longer than a line is cut between its characters.
    """
    left, top, right, bottom = style.insets
    room = wide - left - right
    most -= top + bottom + gap_of(line, style)

    def fits(tried: Line, runs: tuple[Run, ...]) -> bool:
        return height(replace(tried, runs=runs), room, style) <= most

    if fits(line, line.runs):
        yield replace(line, runs=_joined(run for run in line.runs if run.text))
        return
    pieces = [piece for run in line.runs for piece in _pieces(run)]
    shown, start = line, 0
    while start < len(pieces):
        end = _end(pieces, start, partial(fits, shown))
        yield replace(shown, runs=_joined(pieces[start:end]))
        is_item = bool(line.bullet or line.number or line.is_continued)
        shown, start = replace(line, bullet="", number=0, is_continued=is_item), end


def _end(pieces: Sequence[Run], start: int, fits: Callable[[tuple[Run, ...]], bool]) -> int:
    """Return where the longest row of pieces from `start` on ends that fits, one piece at least."""
    step = 64
    while start + step < len(pieces) and fits(_joined(pieces[start : start + step])):
        step *= 2
    low, high = start + 1, min(start + step, len(pieces))
    while low < high:
        middle = (low + high + 1) // 2
        if fits(_joined(pieces[start:middle])):
            low = middle
        else:
            high = middle - 1
    return low


def _pieces(run: Run, most: int = 60) -> Iterator[Run]:
    """Yield the words of a run with the spaces behind them, and overlong words in parts."""
    words = run.text.split(" ")
    for number, word in enumerate(words):
        spaced = word if number + 1 == len(words) else f"{word} "
        for at in range(0, len(spaced), most):
            yield replace(run, text=spaced[at : at + most])


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return runs with neighbours that look alike made one."""
    alike = [tuple(group) for _, group in groupby(runs, _look)]
    return tuple(replace(group[0], text="".join(run.text for run in group)) for group in alike)


def _look(run: Run) -> tuple[object, ...]:
    return run.is_strong, run.is_emphasis, run.rise, run.tone, run.target


def _shown(text: str, style: Style) -> str:
    return text.upper() if style.is_caps else text


@lru_cache(maxsize=4096)
def _longest(text: str, face: Face) -> float:
    return max((_width(word, face, True) for word in text.split()), default=0.0)


@lru_cache(maxsize=4096)
def _words(text: str, face: Face, is_strong: bool) -> tuple[tuple[str, float], ...]:
    return tuple((word, _width(word, face, is_strong)) for word in text.split(" "))


@lru_cache(maxsize=16384)
def _width(text: str, face: Face, is_strong: bool) -> float:
    return face.width(text, is_strong=is_strong)
