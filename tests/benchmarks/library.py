"""The whole library: every topic to PDF and PPTX at once, and again when nothing has changed."""

from __future__ import annotations

from tests.benchmarks.ground import Ground, absent
from tests.benchmarks.peers import PANDOC_PDF, PANDOC_PPTX, write_sources
from tests.benchmarks.report import Aim, Entry, Outcome, Table, most
from tests.topics import TOPICS

PAIR = (PANDOC_PDF, PANDOC_PPTX)
LIMIT, UP_TO_DATE_LIMIT_S = 0.25, 0.2
_ALL, _AGAIN = "maghandout build --all", "maghandout build --all, up to date"


def library(ground: Ground) -> Outcome:
    """Return what all topics take, with pandoc run for each topic where it is installed."""
    contestants = [ground.ours(_ALL, "build", "--all"), ground.ours(_AGAIN, "build", "--all", is_cold=False)]
    missing = absent(PAIR)
    pair = f"{'; '.join(peer.name for peer in PAIR)}, {len(TOPICS)} times"
    if not missing:
        topics = [write_sources(topic, ground.folder / "sources") for topic in TOPICS]
        contestants.append(ground.peer(pair, PAIR, topics))
    results = ground.race(contestants)
    ours, again = Entry(results[_ALL]), Entry(results[_AGAIN])
    others = tuple(Entry(results[name]) for name in (pair,) if name in results)
    aims = (
        *(most("build --all", ours, other, LIMIT) for other in others),
        Aim("build --all when all is up to date, in seconds", again.wall_s, UP_TO_DATE_LIMIT_S),
    )
    return Outcome((Table(f"{len(TOPICS)} topics, PDF and PPTX", ours, (again, *others)),), aims, missing)
