"""Where contests are held: folders, rounds, and who runs in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from maghandout.cache import VARIABLE
from tests.benchmarks.peers import Peer, Sources, ours
from tests.benchmarks.race import Absent, Contestant, Result, race

_ENV = "/usr/bin/env"


class Ground(Struct, frozen=True):
    """Where, how often and how long contests are held."""

    folder: Path
    rounds: int
    rows: int
    """How many people get a copy from this program."""
    on_round: Callable[[int], None]

    def race(self, contestants: Sequence[Contestant]) -> dict[str, Result]:
        """Return the results by the names of the contestants."""
        return {result.name: result for result in race(contestants, self.rounds, self.on_round)}

    def ours(self, name: str, *arguments: str, is_cold: bool = True) -> Contestant:
        """Return this program with arguments, writing to a folder of its own."""
        folder = self.output(name)
        return Contestant(name, (ours(*arguments, "--out", str(folder)),), folder, is_cold)

    def peer(self, name: str, peers: Iterable[Peer], topics: Iterable[Sources]) -> Contestant:
        """Return peers that make each of the topics, one after another."""
        folder = self.output(name)
        makers = tuple(peers)
        commands = [
            command for topic in topics for peer in makers for command in peer.commands(topic, folder)
        ]
        return Contestant(name, tuple(commands), folder)

    def other(self, name: str, *command: str) -> Contestant:
        """Return a command whose last word, the folder to write to, is added here."""
        folder = self.output(name)
        return Contestant(name, ((*command, str(folder)),), folder)

    def output(self, name: str) -> Path:
        """Return the folder that a contestant writes to."""
        return self.folder / "out" / "".join(letter if letter.isalnum() else "-" for letter in name)


def without_cache(contestant: Contestant) -> Contestant:
    """Return this program, run as if it had never run before."""
    commands = tuple((_ENV, f"{VARIABLE}=", *command) for command in contestant.commands)
    return replace(contestant, commands=commands)


def absent(peers: Iterable[Peer]) -> tuple[Absent, ...]:
    """Return the peers that cannot run here."""
    return tuple(
        Absent(peer.name, f"{peer.missing} not installed") for peer in dict.fromkeys(peers) if peer.missing
    )
