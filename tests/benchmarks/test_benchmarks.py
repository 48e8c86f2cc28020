"""Races are timed, in turn, and what they find is printed with its aim."""

from __future__ import annotations

import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

from tests.benchmarks import ground, people
from tests.benchmarks.ground import Ground, absent
from tests.benchmarks.peers import Peer
from tests.benchmarks.race import SCRIPTS, Absent, Contestant, Lap, Result, race, together
from tests.benchmarks.report import Aim, Entry, Outcome, Table, least, lines, most

SPIN = "import time; start = time.process_time()\nwhile time.process_time() - start < 0.05: pass"


def _contestant(folder: Path, name: str, code: str) -> Contestant:
    return Contestant(name, ((sys.executable, "-I", "-S", "-c", code),), folder / name)


def _result(name: str, *walls: float) -> Result:
    return Result(name, tuple(Lap(wall, wall / 2, 10) for wall in walls), 204_800)


def test_a_race_times_each_contestant_in_every_round_but_the_first(tmp_path: Path) -> None:
    rounds: list[int] = []
    spinning = _contestant(tmp_path, "spinning", SPIN)
    holding = _contestant(tmp_path, "holding", "held = b'x' * 60_000_000")

    spun, held = race([spinning, holding], 2, rounds.append)

    assert rounds == [0, 1, 2]
    assert (len(spun.laps), len(held.laps)) == (2, 2)
    assert 0.05 <= spun.processor_s < 1
    assert spun.memory_mb < 30 < 57 < held.memory_mb < 100


def test_each_lap_of_a_cold_contestant_has_a_new_folder(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    code = f"open({str(folder / 'x')!r}, 'x').write('four')"

    (result,) = race([Contestant("new", ((sys.executable, "-c", code),), folder)], 2)

    assert result.size == 4
    assert [path.stat().st_size for path in tmp_path.glob("aside-*/out/x")] == [0, 0]


def test_the_folder_is_kept_for_a_contestant_that_is_not_cold(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    code = f"open({str(folder / 'x')!r}, 'a').write('four')"

    (result,) = race([Contestant("again", ((sys.executable, "-c", code),), folder, is_cold=False)], 2)

    assert result.size == 12


def test_a_contestant_that_fails_stops_the_race(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError, match="returned non-zero exit status 1"):
        race([_contestant(tmp_path, "failing", "raise SystemExit(3)")], 1)


def test_two_results_are_added_round_by_round() -> None:
    both = together("both", _result("a", 1, 9, 2), _result("b", 10, 20, 30))

    assert [lap.wall_s for lap in both.laps] == [11, 29, 32]
    assert (both.wall_s, both.processor_s, both.memory_mb, both.size) == (29, 14.5, 10, 409_600)


def test_a_report_shows_times_ratios_rates_and_aims() -> None:
    first, second = Entry(_result("ours", 2, 1, 4), 1000), Entry(_result("theirs", 1, 1, 3), 100)
    aims = (most("a build", first, second, 0.25), least("a batch", first, second, 7.5))
    outcome = Outcome((Table("copies", first, (second,)),), aims, (Absent("them", "no them"),))

    told = list(lines(outcome))

    heads, *rows = (line.split() for line in told[:3])
    assert heads == ["copies", "ms", "least", "CPU", "ms", "MB", "KB", "ours/it", "least", "CPU", "per", "s"]
    assert rows == [
        ["ours", "2,000", "1,000", "1,000", "10", "0", "1.00", "1.00", "1.00", "500"],
        ["theirs", "1,000", "1,000", "500", "10", "2", "0.20", "0.10", "0.20", "100"],
    ]
    assert told[3:] == [
        "",
        "skipped: them (no them)",
        "met: a build, times theirs: found 0.20 (least 0.10, CPU 0.20), aim at most 0.25",
        "missed: a batch, times the rate of theirs: found 5.00 (least 10.00, CPU 5.00), aim at least 7.5",
    ]


@pytest.mark.parametrize(
    ("found", "is_most", "is_met"), [(1.0, True, True), (1.1, True, False), (0.9, False, False)]
)
def test_an_aim_is_met_at_its_limit(found: float, is_most: bool, is_met: bool) -> None:
    assert Aim("x", found, 1.0, is_most).is_met is is_met


def test_a_peer_that_is_not_installed_is_named_with_what_it_needs() -> None:
    def nothing() -> str:
        return ""

    peer = Peer("a peer", (nothing,), lambda _, __: ())

    assert absent([peer, peer]) == (Absent("a peer", "nothing not installed"),)


def test_a_command_that_the_program_lacks_is_skipped_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "ours", lambda *_: (sys.executable, "-c", "raise SystemExit(2)"))

    outcome = people.batch(Ground(tmp_path, 1, 3, lambda _: None))

    assert outcome == Outcome((), (), (Absent("maghandout batch", "this program has no such command"),))


def test_plain_copying_writes_as_many_bytes_as_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = "import sys, pathlib\nout = pathlib.Path(sys.argv[-1])"
    code += "\nfor name, size in (('a.pdf', 10), ('b.pdf', 30)): (out / name).write_bytes(bytes(size))"
    monkeypatch.setattr(ground, "ours", lambda *words: (sys.executable, "-c", code, *words))
    monkeypatch.setattr(people, "ours", lambda *_: (sys.executable, "-c", ""))

    (table,) = people.batch(Ground(tmp_path, 1, 2, lambda _: None)).tables

    assert [entry.result.size for entry in (table.ours, *table.others)] == [40] * 4


def test_made_up_people_have_names_of_their_own_and_a_value_for_each_line() -> None:
    found = list(islice(people.made_up(), 300))

    assert len({person["name"] for person in found}) == 300
    assert list(found[0]) == ["name", "date", "dose", "when", "visit", "phone"]


@pytest.mark.parametrize("way", people.WAYS)
def test_plain_copies_have_the_same_bytes_at_the_same_depth(way: str, tmp_path: Path) -> None:
    source, names, folder = tmp_path / "a.pdf", tmp_path / "names.txt", tmp_path / "out"
    source.write_bytes(b"the bytes")
    names.write_text("one.pdf\nin/two.pdf\n", encoding="utf-8")

    command = [sys.executable, str(SCRIPTS / "plain_copies.py"), way, str(source), str(names), str(folder)]
    subprocess.run(command, check=True)

    assert [(folder / name).read_bytes() for name in ("one.pdf", "in/two.pdf")] == [b"the bytes"] * 2
