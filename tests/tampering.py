"""Built files changed by hand, as a person with the right program could change them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pikepdf

from maghandout.carried import _letters_of, _read_codes, _Unpacker
from maghandout.render.seals import PIECE
from tests.planted import Edit

TRAIL = "trail"
"""What an edit names to change the trail; to find nothing and put nothing takes it away."""
_CARRIER = "customXml/item1.xml"


def tampered(data: bytes, edit: Edit) -> bytes:
    """Return a built file with one thing changed.

    Raises:
        ValueError: it does not say what is to be changed.
    """
    return _pdf(data, edit) if data.startswith(b"%PDF") else _pptx(data, edit)


def _pdf(data: bytes, edit: Edit) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        what, _, number = edit.file.partition(" page ")
        if number:
            _change_page(pdf, what, int(number) - 1, edit)
        elif edit.file == "alternative text":
            _change_alternatives(pdf, edit)
        elif edit.file == "words read out":
            _tag(pdf, pikepdf.Name.P).ActualText = edit.put
        elif edit.file == "tags":
            del pdf.Root.StructTreeRoot
        elif edit.file == TRAIL and not edit.find:
            del pdf.Root.PieceInfo
        elif edit.file == TRAIL:
            stream = pdf.Root.PieceInfo[PIECE].Private.Trail
            stream.write(edit.done_to(stream.read_bytes().decode("utf-8")).encode("utf-8"))
        else:
            raise ValueError(f"a PDF has no {edit.file!r}")
        buffer = io.BytesIO()
        pdf.save(buffer)
        return buffer.getvalue()


def _change_page(pdf: pikepdf.Pdf, what: str, number: int, edit: Edit) -> None:
    page = pdf.pages[number]
    match what:
        case "note on":
            _add_note(pdf, page, edit.put)
        case "drawing of":
            drawn = page.obj.Contents.read_bytes().decode("latin-1")
            page.obj.Contents.write(edit.done_to(drawn).encode("latin-1"))
        case "lower half of":
            left, bottom, right, top = page.cropbox.as_list()
            page.obj.CropBox = [left, (bottom + top) / 2, right, top]
        case "links of":
            _change_link(page, edit)
        case "words of":
            _change_words(pdf, page, edit)
        case "all of":
            del pdf.pages[number]
        case _:
            raise ValueError(f"a page has no {what!r}")


def _change_link(page: pikepdf.Page, edit: Edit) -> None:
    """Let the first link that leads to an address lead elsewhere."""
    for annotation in page.obj.Annots:
        address = str(annotation.get("/A", pikepdf.Dictionary()).get("/URI", ""))
        if edit.find in address:
            annotation.A.URI = pikepdf.String(edit.done_to(address))
            return
    raise ValueError(f"no link leads to {edit.find!r}")


def _change_words(pdf: pikepdf.Pdf, page: pikepdf.Page, edit: Edit) -> None:
    """Let the page draw other letters, each as its font has it."""
    fonts = {key: _letters_of(font, _Unpacker("x.pdf")) for key, font in page.obj.Resources.Font.items()}
    font: dict[int, str] = {}
    drawn, is_done = [], False
    for instruction in pikepdf.parse_content_stream(page):
        assert isinstance(instruction, pikepdf.ContentStreamInstruction)
        operands, operator = list(instruction.operands), str(instruction.operator)
        if operator == "Tf":
            font = fonts[str(operands[0])]
        if operator == "Tj" and not is_done and edit.find in (words := _read_codes(operands[0], font)):
            codes = {letter: code for code, letter in font.items()}
            operands = [pikepdf.String(bytes(codes[letter] for letter in edit.done_to(words)))]
            is_done = True
        drawn.append((operands, instruction.operator))
    if not is_done:
        raise ValueError(f"{edit.file} no longer says {edit.find!r} in one piece")
    page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(drawn))


def _change_alternatives(pdf: pikepdf.Pdf, edit: Edit) -> None:
    """Let the first figure be told otherwise to those who cannot see it; to find nothing takes it away."""
    figure = _tag(pdf, pikepdf.Name.Figure)
    words = edit.done_to(str(figure.Alt))
    if edit.find:
        figure.Alt = words
    else:
        del figure.Alt


def _tag(pdf: pikepdf.Pdf, role: pikepdf.Name) -> pikepdf.Dictionary:
    """Return the first element of the structure tree that has a role."""
    for element in pdf.objects:
        if isinstance(element, pikepdf.Dictionary) and element.get("/S") == role:
            return element
    raise ValueError(f"nothing is tagged {role}")


def _add_note(pdf: pikepdf.Pdf, page: pikepdf.Page, words: str) -> None:
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.FreeText,
        Rect=[72, 700, 540, 740],
        Contents=words,
        DA="/Helv 13 Tf 0 g",
    )
    if "/Annots" not in page.obj:
        page.obj.Annots = pikepdf.Array()
    page.obj.Annots.append(pdf.make_indirect(note))


def _pptx(data: bytes, edit: Edit) -> bytes:
    members = _members(data)
    if edit.file.endswith(".xlsx"):
        sheet = "xl/worksheets/sheet1.xml"
        members[edit.file] = _zip(_edited(_members(members[edit.file]), sheet, edit))
        return _zip(members)
    name = _CARRIER if edit.file == TRAIL else _part(members, edit)
    if (edit.file == TRAIL and not edit.find) or (not edit.find and not edit.put):
        del members[name]
        return _zip(members)
    return _zip(_edited(members, name, edit))


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _edited(members: Mapping[str, bytes], name: str, edit: Edit) -> dict[str, bytes]:
    return {**members, name: edit.done_to(members[name].decode("utf-8")).encode("utf-8")}


def _zip(members: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return buffer.getvalue()


def _part(members: Mapping[str, bytes], edit: Edit) -> str:
    """Return the first part of a folder that says what is to be found, or the part of that name."""
    wanted = edit.find.encode("utf-8")
    for name in sorted(members):
        if name == edit.file or (name.startswith(f"{edit.file}/") and wanted in members[name]):
            return name
    raise ValueError(f"{edit.file} no longer says {edit.find!r}")
