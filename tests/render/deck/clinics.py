"""Decks such as clinics have: a 4:3 one in other looks, and one with next to nothing in it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pptx
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Inches, Pt

_DEFAULT = Path(pptx.__file__).parent / "templates" / "default.pptx"
_COLORS = {"dk2": "3B1F2B", "lt2": "F4EFE6", "accent1": "7A1F3D", "accent2": "B35C00", "hlink": "7A1F3D"}

Edit = Callable[[str, str], str]
"""Changes the text of a member, by its name."""


def edited(data: bytes, edit: Edit, added: dict[str, bytes] | None = None) -> bytes:
    """Return a package with every XML member changed, and further members in it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith((".xml", ".rels")):
                content = edit(name, content.decode()).encode()
            target.writestr(zipfile.ZipInfo(name), content)
        for name, content in (added or {}).items():
            target.writestr(zipfile.ZipInfo(name), content)
    return packed.getvalue()


def narrow() -> bytes:
    """Return a 4:3 deck in Times and wine red, with two slides of its own."""
    presentation = Presentation(str(_DEFAULT))
    for number in range(2):
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])
        slide.shapes.title.text = f"Old slide {number}"
        slide.notes_slide.notes_text_frame.text = "Old notes"
    return edited(_saved(presentation), _wine)


def _wine(name: str, text: str) -> str:
    if name == "ppt/theme/theme1.xml":
        text = re.sub(r'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*', r"\1Times New Roman", text)
        for key, color in _COLORS.items():
            text = re.sub(
                rf"<a:{key}>.*?</a:{key}>", f'<a:{key}><a:srgbClr val="{color}"/></a:{key}>', text, flags=re.S
            )
    return text


def odd() -> bytes:
    """Return a wide dark deck in Verdana that has a title and a text, under names that say nothing."""
    presentation = Presentation(str(_DEFAULT))
    presentation.slide_width, presentation.slide_height = Inches(12), Inches(7.5)
    kept = {"Title and Content": "Folie 7", "Title Only": "Blatt B"}
    for layout in tuple(presentation.slide_layouts):
        if layout.name in kept:
            layout._element.cSld.set("name", kept[layout.name])
            layout._element.attrib.pop("type", None)
        else:
            presentation.slide_layouts.remove(layout)
    return edited(_saved(presentation), _dark)


def _dark(name: str, text: str) -> str:
    if name.startswith("ppt/theme/"):
        text = re.sub(r'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*', r"\1Verdana", text)
    if name.startswith("ppt/slideMasters/slideMaster"):
        text = text.replace(
            'bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2"', 'bg1="dk1" tx1="lt1" bg2="dk2" tx2="lt2"'
        )
    if name.startswith("ppt/slideLayouts/slideLayout"):
        text = text.replace('<p:ph idx="1"/>', '<p:ph type="body" idx="1"/>')
        text = re.sub(
            r"<p:sp>(?:(?!</p:sp>).)*type=\"(?:ftr|dt)\"(?:(?!</p:sp>).)*</p:sp>", "", text, flags=re.S
        )
    return text


def unfurnished(*names: str) -> bytes:
    """Return a 4:3 deck some of whose layouts, or all, have no place for footers and slide numbers."""
    presentation = Presentation(str(_DEFAULT))
    for layout in presentation.slide_layouts:
        for shape in tuple(layout.placeholders):
            is_foot = shape.placeholder_format.type in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
            if is_foot and (not names or layout.name in names):
                shape._element.getparent().remove(shape._element)
    return _saved(presentation)


def squat() -> bytes:
    """Return a 4:3 deck with one layout, whose place for text has room for a line."""
    presentation = Presentation(str(_DEFAULT))
    for layout in tuple(presentation.slide_layouts):
        if layout.name != "Title and Content":
            presentation.slide_layouts.remove(layout)
    body = presentation.slide_layouts[0].placeholders[1]
    body.left, body.top, body.width, body.height = Pt(36), Pt(126), Pt(300), Pt(80)
    return _saved(presentation)


def portrait() -> bytes:
    """Return a deck that was turned upright while its layouts stayed as they were."""
    presentation = Presentation(str(_DEFAULT))
    presentation.slide_width, presentation.slide_height = Pt(540), Pt(960)
    return _saved(presentation)


def _saved(presentation: pptx.presentation.Presentation) -> bytes:
    buffer = io.BytesIO()
    presentation.save(buffer)
    return buffer.getvalue()
