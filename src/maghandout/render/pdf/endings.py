"""A print run to the end of its file: the catalog and its trees, and the table of where everything stands."""

from __future__ import annotations

import itertools
import struct
import zlib
from collections.abc import Iterator

from maghandout.render.pdf.appearances import text_string
from maghandout.render.pdf.finish import Metadata, packet_of
from maghandout.render.pdf.objects import object_of, references, stream_of, with_length
from maghandout.render.pdf.runs import (
    ABOUT,
    CATALOG,
    ELEMENT,
    HEADER,
    OUTLINE,
    PACKET,
    PAGES,
    PARENTS,
    TREE,
    Run,
)
from maghandout.render.seals import PIECE

_ENTRY = struct.Struct(">BQH")
"""Of the table: the kind, then a place in the file, or the number of an object stream and a place in that."""


def write_end(run: Run, metadata: Metadata) -> bytes:
    """Return what stands after the last copy."""
    date = f"D:{metadata.date:%Y%m%d}000000+00'00'"
    objects = [
        _catalog(run, metadata.language, date),
        *_trees(run),
        object_of(ABOUT, _about(metadata, date)),
        stream_of(PACKET, packet_of(metadata).encode(), b" /Type /Metadata /Subtype /XML"),
        b"%d 0 obj\nnull\nendobj\n" % run.first,  # the entry of the outline after the last
    ]
    places = list(itertools.accumulate(map(len, objects), initial=run.end))
    return b"".join([*objects, _table(run, places)])


def _catalog(run: Run, language: str, date: str) -> bytes:
    labels = (b"%d << /S /D /P (%d-) >>" % (copy.page, place) for place, copy in enumerate(run.copies(), 1))
    parts = (
        b"/Type /Catalog /Pages %d 0 R /Outlines %d 0 R /PageMode /UseOutlines" % (PAGES, OUTLINE),
        b"/PageLabels << /Nums [%s] >>" % b" ".join(labels),
        b"/StructTreeRoot %d 0 R /MarkInfo << /Marked true >> /Lang %s" % (TREE, text_string(language)),
        b"/Metadata %d 0 R /OutputIntents %d 0 R" % (PACKET, run.shared.intents),
        b"/ViewerPreferences << /DisplayDocTitle true >>",
        b"/PieceInfo << %s << /LastModified (%s)" % (PIECE.encode(), date.encode()),
        b"/Private << /Copies %d >> >> >>" % len(run),
    )
    return object_of(CATALOG, b" ".join(parts))


def _trees(run: Run) -> Iterator[bytes]:
    """Yield the roots of the trees of pages, of structure, of parents and of the outline."""
    pages = [copy.first + page for copy in run.copies() for page in range(1, copy.mould.pages + 1)]
    yield object_of(PAGES, b"/Type /Pages /Count %d /Kids [%s]" % (len(pages), references(pages)))
    ends = (ELEMENT, PARENTS, len(pages))
    yield object_of(TREE, b"/Type /StructTreeRoot /K %d 0 R /ParentTree %d 0 R /ParentTreeNextKey %d" % ends)
    leaves = [copy.first + copy.mould.pages + 1 for copy in run.copies()]
    parts = references(leaf + 1 for leaf in leaves)
    yield object_of(ELEMENT, b"/Type /StructElem /S /Document /P %d 0 R /K [%s]" % (TREE, parts))
    yield object_of(PARENTS, b"/Kids [%s]" % references(leaves))
    entries = (next(run.copies()).first, run.last, len(run))
    yield object_of(OUTLINE, b"/Type /Outlines /First %d 0 R /Last %d 0 R /Count %d" % entries)


def _table(run: Run, places: list[int]) -> bytes:
    """Return the cross-reference stream and the end of the file; `places` are those of the last objects."""
    packer = zlib.compressobj()
    chunks = [packer.compress(entries) for entries in _entries(run, places)]
    packed = b"".join([*chunks, packer.flush()])
    number, digest = run.first + 1, run.digest[:16].hex().encode()
    entries = b" /Type /XRef /Size %d /Root %d 0 R /Info %d 0 R /ID [<%s> <%s>] /W [1 8 2]" % (
        number + 1,
        CATALOG,
        ABOUT,
        digest,
        digest,
    )
    table = with_length(number, entries + b" /Filter /FlateDecode", packed)
    return table + b"startxref\n%d\n%%%%EOF\n" % places[-1]


def _entries(run: Run, places: list[int]) -> Iterator[bytes]:
    """Yield the entries of the table in the order of the objects' numbers."""
    *fixed, null, table = places
    yield _ENTRY.pack(0, 0, 0xFFFF)
    yield b"".join(_ENTRY.pack(1, place, 0) for place in fixed)
    place = len(HEADER)
    for data in run.shared.objects:
        yield _ENTRY.pack(1, place, 0)
        place += len(data)
    lengths = iter(run.lengths)
    for copy in run.copies():
        objects = copy.mould.objects
        within = (objects - 1, *range(objects - 1))
        yield b"".join([_ENTRY.pack(2, copy.stream, index) for index in within])
        for _ in range(copy.mould.total - objects):
            yield _ENTRY.pack(1, place, 0)
            place += next(lengths)
    yield _ENTRY.pack(1, null, 0)
    yield _ENTRY.pack(1, table, 0)


def _about(metadata: Metadata, date: str) -> bytes:
    """Return the entries of the information dictionary, which must agree with the XMP packet."""
    author, when = text_string(metadata.author), text_string(date)
    return b"/Title %s /Subject %s /Author %s /Creator %s /Producer %s /CreationDate %s /ModDate %s" % (
        text_string(metadata.title),
        text_string(metadata.description),
        author,
        author,
        author,
        when,
        when,
    )
