"""A `brand.yaml` to a `Brand`, every problem of the file and its logo told at once.

Whether the citation style and the language's words exist is for the pipeline, which knows who has them.
"""

from __future__ import annotations

import math
from pathlib import Path

from maghandout.contrast import LEAST, contrast, grounds, nearest_passing, parse_color, tint
from maghandout.diagnostics import Finding
from maghandout.errors import BrandError, HandoutError
from maghandout.logo import LogoFile, load_logo
from maghandout.model.brand import Brand, Logo
from maghandout.model.document import LONGEST_ADDRESS
from maghandout.model.options import Paper
from maghandout.textfile import read_text
from maghandout.yamlfile import Fields, Scalar, parse, raise_problems

LONGEST = {"name": 60, "phone": 20, "address": 100, "emergency": 20, "reviewer": 80, "logo": 300}
"""Characters that a field may have: what fits its place on a page."""


def read_brand(path: Path, shown: str) -> Brand:
    """Read a brand file, which messages call `shown`.

    Raises:
        FileError, YamlError, BrandError: the last with every problem of the file and its logo.
    """
    text = read_text(path, shown)
    if all(not line.strip() or line.lstrip().startswith("#") for line in text.splitlines()):
        return Brand()  # as `maghandout init` writes it
    problems: list[Finding] = []
    fields = Fields(parse(text, shown), "brand", problems)
    accent = _accent(fields)
    brand = Brand(
        name=_text(fields, "name"),
        phone=_number_to_call(fields, "phone"),
        address=_text(fields, "address"),
        emergency=_number_to_call(fields, "emergency"),
        url=fields.web_address("url", LONGEST_ADDRESS),
        logo=_logo(fields, path, shown),
        accent=accent,
        accent_tint=tint(accent) if accent else "",
        reviewer=_text(fields, "reviewer"),
        language=fields.language("language"),
        paper=_paper(fields),
        citation_style=fields.text("style"),
        language_at=fields.origin_of("language"),
        citation_style_at=fields.origin_of("style"),
    )
    fields.finish()
    raise_problems(problems, BrandError)
    return brand


def logo_of(path: Path) -> tuple[Path, ...]:
    """Return the logo that a brand file names; none where it names none or cannot be read."""
    try:
        fields = Fields(parse(read_text(path, path.name), path.name), "brand", [])
    except HandoutError:
        return ()
    name = fields.text("logo")
    return (path.parent / name,) if name else ()


def _text(fields: Fields, key: str) -> str:
    """Read text of a length that can be printed; empty when it is absent or too long."""
    return _short(fields, key, fields.text(key))


def _short(fields: Fields, key: str, text: str) -> str:
    if len(text) <= LONGEST[key]:
        return text
    message = f"brand: {key!r}: found {len(text)} characters, expected at most {LONGEST[key]}"
    fields.problem(fields.origin_of(key), message)
    return ""


def _number_to_call(fields: Fields, key: str) -> str:
    """Read a telephone number, which may stand without quotes."""
    node = fields.node(key)
    if isinstance(node, Scalar) and node.kind == "a number":
        return _short(fields, key, node.value)
    text = _text(fields, key)
    if text and not any(letter.isdecimal() for letter in text):
        fields.problem(fields.origin_of(key), f"brand: {key!r}: not a number to call: {text!r}")
    return text


def _paper(fields: Fields) -> Paper | None:
    paper = fields.choice("paper", Paper)
    return Paper(paper) if paper else None


def _accent(fields: Fields) -> str:
    """Read a colour that can be read on white and on its own tint; empty when it is absent or wrong."""
    node = fields.node("accent")
    if node is None:
        return ""
    if not isinstance(node, Scalar) or node.kind == "nothing":
        message = f"brand: 'accent': expected a colour, found {node.kind}"
        fields.problem(
            node.origin, message, 'write it in quotes, as "#06585f": without them, # begins a comment'
        )
        return ""
    color = parse_color(node.value)
    if not color:
        message = f"brand: 'accent': not a colour: {node.value[:40]!r}"
        fields.problem(node.origin, message, 'write it as "#rrggbb", in quotes')
    for words, ground in grounds(color) if color else ():
        ratio = contrast(color, ground)
        if ratio < LEAST:
            found = math.floor(ratio * 10) / 10
            message = f"brand: the accent {color} has a contrast of {found}:1 on {words}, needs {LEAST:g}:1"
            fields.problem(node.origin, message, f"the nearest that passes is {nearest_passing(color)}")
            break
    return color


def _logo(fields: Fields, brand: Path, shown: str) -> Logo | None:
    """Read the logo, whose path starts at the brand file's folder; None when it is absent or wrong."""
    name = _text(fields, "logo")
    if not name:
        return None
    file = LogoFile(
        name, brand.parent / name, (Path(shown).parent / name).as_posix(), fields.origin_of("logo")
    )
    try:
        return load_logo(file)
    except BrandError as error:
        fields.problems.extend(error.findings)
        return None
