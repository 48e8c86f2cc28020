"""A finished handout to its original, of which personal copies are made: laid out once, written many times.

What is learned here once is all that `tails.tail` must know to write a copy. Nothing here knows of rows,
files or the command line.
"""

from __future__ import annotations

import functools
import io
import re

import pikepdf
from pikepdf import Dictionary, Name

from maghandout.render.pdf.appearances import COMPOSITE
from maghandout.render.pdf.faces import composite_font, widths
from maghandout.render.pdf.finish import pad
from maghandout.render.pdf.forms import line_of
from maghandout.render.pdf.objects import Held, hold
from maghandout.render.pdf.tails import About, Original, Slot

_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF\n\Z")
_TITLE = re.compile(rb'(?<=<dc:title><rdf:Alt><rdf:li xml:lang="x-default">)[^<]*')
_DOCUMENT = b"""<xmpMM:DocumentID xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">xmp.did:%s</xmpMM:DocumentID>\
<xmpMM:InstanceID xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">xmp.iid:"""
_COPIED = b"<xmpMM:InstanceID"
_INSTANCE_END = b"</xmpMM:InstanceID>\n"


def read_original(data: bytes) -> Original:
    """Learn of a finished handout what its copies need.

    Raises:
        ValueError: it is no PDF that `finish` wrote, or is a copy itself.
    """
    end = _END.search(data, max(0, len(data) - 100))
    if end is None:
        raise ValueError("not a finished PDF: it does not end in a cross-reference section")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        trailer, size = pdf.trailer, int(pdf.trailer.Size)
        if trailer.get("/Type") != Name.XRef:
            raise ValueError("not a finished PDF: its cross-references are no stream")
        fields = list(pdf.Root.get("/AcroForm", Dictionary()).get("/Fields", pikepdf.Array()).as_list())
        fields.sort(key=lambda widget: int(widget.StructParent))  # the order of reading
        fonts = pdf.Root.AcroForm.DR.Font if fields else Dictionary()
        identity = bytes(trailer.ID.as_list()[0])
        return Original(
            data,
            str(pdf.docinfo.get("/Title", "")),
            tuple(map(_slot, fields)),
            _about(pdf, identity),
            widths(),
            b"<< /Font %d 0 R >>" % fonts.objgen[0],
            _added(fonts, size) if fields else (),
            identity,
            pdf.Root.objgen[0],
            size,
            int(end[1]),
        )


def _slot(widget: pikepdf.Object) -> Slot:
    drawn = widget.AP.N
    look = Dictionary({key: drawn[key] for key in ("/Type", "/Subtype", "/BBox")})
    kept = Dictionary({key: entry for key, entry in widget.items() if key not in ("/V", "/DA", "/AP")})
    opened = _opened(widget, kept) + b" /AP << /N %d 0 R >>" % drawn.objgen[0]
    return Slot(line_of(widget), widget.objgen[0], opened, drawn.objgen[0], _opened(drawn, look))


def _opened(found: pikepdf.Object, entries: pikepdf.Dictionary) -> bytes:
    """Return the beginning of an object with some entries, which more can follow."""
    return b"%d 0 obj\n%s" % (found.objgen[0], entries.unparse().rstrip().removesuffix(b">>").rstrip())


def _about(pdf: pikepdf.Pdf, identity: bytes) -> About:
    """Cut what the file says of itself around its title.

    Raises:
        ValueError: it says nothing, or in another way than `finish`.
    """
    packet = pdf.Root.get("/Metadata")
    parts = _TITLE.split(packet.read_bytes()) if isinstance(packet, pikepdf.Stream) else []
    if packet is None or len(parts) != 2 or not pdf.docinfo.is_indirect:
        raise ValueError("not a finished PDF: its metadata have no title")
    if _COPIED in parts[0]:
        raise ValueError("not an original: it is a copy itself")
    dictionary = Dictionary({key: entry for key, entry in pdf.docinfo.items() if key != "/Title"})
    before, after = parts
    before, element, opened = before.rpartition(b"<dc:title>")
    return About(
        pdf.docinfo.objgen[0],
        _opened(pdf.docinfo, dictionary),
        packet.objgen[0],
        _opened(packet, Dictionary(Type=Name.Metadata, Subtype=Name.XML)),
        (before + _DOCUMENT % identity.hex().encode(), _INSTANCE_END + element + opened, after),
    )


def _added(fonts: pikepdf.Object, size: int) -> tuple[tuple[int, bytes], ...]:
    """Return the objects that add the composite font to the fonts of a form."""
    if f"/{COMPOSITE}" in fonts:
        return ()
    opened = _opened(fonts, Dictionary(dict(fonts.items())))
    entry = b" /%s %d 0 R >>\nendobj\n" % (COMPOSITE.encode(), size)
    return ((fonts.objgen[0], opened + entry), *_numbered(size))


def _numbered(first: int) -> tuple[tuple[int, bytes], ...]:
    """Return the objects of the composite font, itself the first, numbered from `first` on."""
    numbers = {held.number: first + place for place, held in enumerate(_composite())}
    return tuple((numbers[held.number], held.written(numbers)) for held in _composite())


@functools.cache
def _composite() -> tuple[Held, ...]:
    with pikepdf.new() as pdf:
        font = composite_font(pdf)
        pad(pdf)
        return hold([font])
