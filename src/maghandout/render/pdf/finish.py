"""A PDF as ReportLab leaves it to one that PDF/UA-1 and PDF/A-2a accept, packed small.

What is added is in the file for programs: the structure tree, form appearances, metadata, the output
intent. The pages look the same as before.
"""

from __future__ import annotations

import datetime
import functools
import io
import re
import zlib
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pikepdf
from msgspec import Struct
from pikepdf import Array, Dictionary, Name

from maghandout.render.pageseals import seal_of_page, seal_of_tags
from maghandout.render.pdf.forms import finish_form
from maghandout.render.pdf.tags import Element, write_structure
from maghandout.render.seals import PIECE, seal_of

_MAPPED = re.compile(rb"<([0-9A-F]{2})> <([0-9A-F]{4,})>")
_BLOCK = re.compile(rb"<00> <[0-9A-F]+>\nendcodespacerange.*endbfchar", re.DOTALL)
_MOST_MAPPED = 100
"""Codes in one block of a character map (Adobe technical note 5014)."""
_PRINTED = 4
"""The flag of an annotation that prints."""
_NO_CHARACTER = b"0000"
_RETURN = b"\r"
_ENTRIES = ("/MarkInfo", "/ViewerPreferences", "/OutputIntents", "/AcroForm")
"""Of the catalog. Packing fails about once in 60 times, and anew after each change."""
_EXTENSION = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
"""PDF/A knows no schema of PDF/UA, so a file that follows both must describe it (ISO 19005-2, 6.6.2.3)."""


class Metadata(Struct, frozen=True):
    """What a file says of itself."""

    title: str
    description: str
    author: str
    language: str
    date: datetime.date


def finish(
    data: bytes, root: Element, metadata: Metadata, trail: bytes = b"", *, is_packed: bool = True
) -> bytes:
    """Return the file with its structure tree, form, metadata, output intent and trail, packed or not."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        finish_form(pdf)
        write_structure(pdf, root)
        _mend_pages(pdf)
        _mend_character_maps(pdf)
        _describe(pdf, metadata)
        if trail:
            _carry(pdf, trail, metadata.date)
        return _packed(pdf) if is_packed else _unpacked(pdf)


def _unpacked(pdf: pikepdf.Pdf) -> bytes:
    buffer = io.BytesIO()
    pdf.save(buffer, static_id=True, compress_streams=False)
    return buffer.getvalue()


def _packed(pdf: pikepdf.Pdf) -> bytes:
    """Return the file, small, with no stream that ends in a carriage return.

    What qpdf itself packs changes with the number of objects: one more entry of the catalog becomes one.
    """
    pad(pdf)
    for entry in ("", *_ENTRIES):
        if entry in pdf.Root:
            pdf.Root[entry] = pdf.make_indirect(pdf.Root[entry])
        buffer = io.BytesIO()
        pdf.save(
            buffer,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            recompress_flate=True,
            deterministic_id=True,
            min_version="1.7",
        )
        if _RETURN + b"\nendstream" not in buffer.getvalue():
            break
    return buffer.getvalue()


def pad(pdf: pikepdf.Pdf) -> None:
    """Pad the streams that would end in a carriage return when they are packed.

    Such a byte and the line feed after it look like one end of line, so that a strict reader finds the stream
    too short. The last byte of a packed stream comes from its checksum, which a byte more of padding changes.
    """
    for found in pdf.objects:
        if isinstance(found, pikepdf.Stream):
            data = found.read_bytes()
            if zlib.adler32(data) & 0xFF == ord(_RETURN):
                found.write(data + b"\n")
                if "/Length1" in found:
                    found.Length1 += 1


def _mend_pages(pdf: pikepdf.Pdf) -> None:
    """Drop the empty transition that ReportLab gives every page, and make links print."""
    for page in pdf.pages:
        if "/Trans" in page.obj:
            del page.obj.Trans
        for annotation in page.obj.get("/Annots", ()):
            annotation.F = _PRINTED


def _mend_character_maps(pdf: pikepdf.Pdf) -> None:
    """Leave unused codes out of the fonts' maps to Unicode; ReportLab maps them to U+0000."""
    for found in pdf.objects:
        if isinstance(found, pikepdf.Dictionary) and "/ToUnicode" in found:
            text = found.ToUnicode.read_bytes()
            pairs = _MAPPED.findall(text.partition(b"endcodespacerange")[2])
            blocks = b"\n".join(_blocks([pair for pair in pairs if pair[1] != _NO_CHARACTER]))
            found.ToUnicode.write(_BLOCK.sub(b"<00> <FF>\nendcodespacerange\n" + blocks, text))


def _blocks(pairs: list[tuple[bytes, bytes]]) -> Iterator[bytes]:
    for start in range(0, len(pairs), _MOST_MAPPED):
        part = pairs[start : start + _MOST_MAPPED]
        lines = b"\n".join(b"<%s> <%s>" % pair for pair in part)
        yield b"%d beginbfchar\n%s\nendbfchar" % (len(part), lines)


def _describe(pdf: pikepdf.Pdf, metadata: Metadata) -> None:
    """Write the metadata stream, which must agree with the information dictionary, and the output intent."""
    for key in ("/Keywords", "/Trapped"):
        if key in pdf.docinfo:
            del pdf.docinfo[key]
    packet = pdf.make_stream(packet_of(metadata).encode())
    packet.Type, packet.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = packet
    pdf.Root.OutputIntents = output_intents(pdf)


def output_intents(pdf: pikepdf.Pdf) -> pikepdf.Array:
    """Return what says which colours are meant."""
    profile = pdf.make_stream(_srgb())
    profile.N = 3
    return Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier=pikepdf.String("sRGB IEC61966-2.1"),
                Info=pikepdf.String("sRGB IEC61966-2.1"),
                DestOutputProfile=profile,
            )
        ]
    )


def _carry(pdf: pikepdf.Pdf, trail: bytes, date: datetime.date) -> None:
    """Keep the trail, and the seals of it, the pages and the tags, where a program keeps its own.

    That is ISO 32000-1, 14.5; an attached file would have to be PDF/A itself (ISO 19005-2, 6.8).
    """
    seals = [*(seal_of_page(page, _content(page)) for page in pdf.pages), seal_of_tags(pdf)]
    private = Dictionary(
        Trail=pdf.make_stream(trail),
        Seal=pikepdf.String(seal_of(trail)),
        Seals=Array(map(pikepdf.String, seals)),
    )
    changed = pikepdf.String(f"D:{date:%Y%m%d}000000+00'00'")
    pdf.Root.PieceInfo = Dictionary({PIECE: Dictionary(LastModified=changed, Private=private)})


def _content(page: pikepdf.Page) -> bytes:
    content = page.obj.Contents
    parts = content.as_list() if isinstance(content, Array) else [content]
    return b"\n".join(part.read_bytes().rstrip() for part in parts)


def packet_of(metadata: Metadata) -> str:
    """Return the XMP packet (ISO 16684-1): what the file is, and the standards it follows."""
    texts = (metadata.title, metadata.description, metadata.author, metadata.language)
    title, description, author, language = (escape(text, quote=False) for text in texts)
    date = f"{metadata.date:%Y-%m-%d}T00:00:00+00:00"
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" \
xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" \
xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{description}</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:CreatorTool>{author}</xmp:CreatorTool><pdf:Producer>{author}</pdf:Producer>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
{_EXTENSION}
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


@functools.cache
def _srgb() -> bytes:
    """Return an sRGB profile by Little CMS, its date of creation fixed."""
    return Path(__file__).with_name("srgb.icc").read_bytes()
