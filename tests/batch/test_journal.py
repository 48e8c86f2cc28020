"""The journal: what was committed is there again, nothing else, and it names nobody."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from maghandout.batch import journal as module
from maghandout.batch.journal import Mark, open_journal, remove
from maghandout.errors import BatchError
from tests.batch.tables import MARKER

SETTINGS = b"settings"
MARK = Mark(done=2, chain=b"c", written=1, rejected=1, rejects_bytes=9, output=b"o")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal"


def test_what_was_committed_is_there_again(path: Path) -> None:
    with open_journal(path, SETTINGS) as journal:
        assert (journal.reached, journal.start) == (Mark(), Mark())
        journal.commit(MARK)

    with open_journal(path, SETTINGS) as journal:
        assert (journal.reached, journal.start) == (MARK, MARK)


def test_after_a_restart_of_the_machine_it_begins_again_and_still_knows_its_rows(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_journal(path, SETTINGS) as journal:
        journal.commit(MARK)
    monkeypatch.setattr(module, "_boot", lambda: "another")

    with open_journal(path, SETTINGS) as journal:
        assert (journal.reached, journal.start) == (MARK, Mark())


def test_a_name_belongs_to_the_row_that_has_it_first(path: Path) -> None:
    with open_journal(path, SETTINGS) as journal:
        found = [journal.taken_by("A.pdf", 1), journal.taken_by("a.pdf", 2), journal.taken_by("A.pdf", 1)]

    assert found == [1, 1, 1]


def test_names_and_rows_leave_no_word_in_it(path: Path) -> None:
    with open_journal(path, SETTINGS) as journal:
        for row in range(1000):
            journal.taken_by(f"{MARKER} {row}.pdf", row)
        journal.commit(Mark(1, journal.link(b"", [MARKER])))
        found = b"".join(file.read_bytes() for file in path.parent.iterdir())

    assert len(found) > 16_000
    assert MARKER.encode() not in found


def test_the_hash_of_rows_tells_no_value_from_another(path: Path) -> None:
    with open_journal(path, SETTINGS) as journal:
        links = [
            journal.link(b"", cells) for cells in (["a", "b"], ["ab"], ["ab", None], ["ab", ""], ["", "ab"])
        ]

    assert len(set(links)) == len(links)


def test_it_is_for_its_owner_alone(path: Path) -> None:
    with open_journal(path, SETTINGS) as journal:
        journal.commit(MARK)
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}

    assert modes == {"journal": 0o600, "journal-wal": 0o600}


def test_it_is_removed_with_all_that_belongs_to_it(path: Path) -> None:
    with open_journal(path, SETTINGS) as journal:
        journal.commit(MARK)
        remove(path)

    assert list(path.parent.iterdir()) == []


def test_two_runs_at_once_are_told(path: Path) -> None:
    with open_journal(path, SETTINGS), pytest.raises(BatchError) as caught, open_journal(path, SETTINGS):
        pass

    assert str(caught.value) == f"{path}: another run works on this batch"


def test_another_batch_is_told(path: Path) -> None:
    with open_journal(path, SETTINGS):
        pass

    with pytest.raises(BatchError) as caught, open_journal(path, b"others"):
        pass

    assert str(caught.value) == (
        f"{path}: the batch was begun with other settings or columns\n"
        "  hint: run the command as it was then, or begin a new batch in another place"
    )


def test_what_is_no_journal_is_told(path: Path) -> None:
    path.write_bytes(b"no database" * 100)

    with pytest.raises(BatchError) as caught, open_journal(path, SETTINGS):
        pass

    assert str(caught.value) == f"{path}: is not the journal of a batch"
