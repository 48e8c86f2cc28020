"""One topic from a cold start: the handout and its deck, against the programs that make one or the other."""

from __future__ import annotations

from collections.abc import Mapping

from tests.benchmarks.ground import Ground, absent, without_cache
from tests.benchmarks.peers import (
    PANDOC_PDF,
    PANDOC_PPTX,
    PDF_PEERS,
    PPTX_PEERS,
    WEASYPRINT_PDF,
    Peer,
    write_sources,
)
from tests.benchmarks.race import Result, together
from tests.benchmarks.report import Entry, Outcome, Table, most

TOPIC = "back-pain"
PAIRS = ((PANDOC_PDF, PANDOC_PPTX, 1.0), (WEASYPRINT_PDF, PANDOC_PPTX, 0.3))
"""What makes the PDF, what the deck, and how many times as long as both of them a build may take."""
_BOTH, _PDF, _PPTX = "maghandout", "maghandout, PDF alone", "maghandout, PPTX alone"
_NO_CACHE = "maghandout, nothing cached"


def cold(ground: Ground) -> Outcome:
    """Return what one topic takes from a cold start, with every peer that is installed."""
    sources = write_sources(TOPIC, ground.folder / "sources")
    peers = [peer for peer in (*PDF_PEERS, *PPTX_PEERS) if not peer.missing]
    results = ground.race(
        [
            ground.ours(_BOTH, "build", TOPIC),
            without_cache(ground.ours(_NO_CACHE, "build", TOPIC)),
            ground.ours(_PDF, "build", TOPIC, "--format", "pdf"),
            ground.ours(_PPTX, "build", TOPIC, "--format", "pptx"),
            *(ground.peer(peer.name, [peer], [sources]) for peer in peers),
        ]
    )
    both = Entry(results[_BOTH])
    pairs = [
        (_pair(results, pdf, pptx), limit) for pdf, pptx, limit in PAIRS if not pdf.missing + pptx.missing
    ]
    tables = (
        Table(f"{TOPIC}, PDF and PPTX", both, (Entry(results[_NO_CACHE]), *(pair for pair, _ in pairs))),
        Table(f"{TOPIC}, PDF", Entry(results[_PDF]), _entries(results, PDF_PEERS)),
        Table(f"{TOPIC}, PPTX", Entry(results[_PPTX]), _entries(results, PPTX_PEERS)),
    )
    aims = tuple(most("a cold build", both, pair, limit) for pair, limit in pairs)
    return Outcome(tables, aims, absent((*PDF_PEERS, *PPTX_PEERS)))


def _pair(results: Mapping[str, Result], pdf: Peer, pptx: Peer) -> Entry:
    name = f"{pdf.name}; {pptx.name}"
    return Entry(together(name, results[pdf.name], results[pptx.name]))


def _entries(results: Mapping[str, Result], peers: tuple[Peer, ...]) -> tuple[Entry, ...]:
    return tuple(Entry(results[peer.name]) for peer in peers if peer.name in results)
