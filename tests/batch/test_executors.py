"""Chunks come back in order, whoever makes them and whoever is ended meanwhile."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from pathlib import Path

import pytest
from msgspec import Struct

from maghandout.batch.executors import in_order, pool_of
from maghandout.batch.work import Chunk, Copy, Done, Parcel, Writer
from maghandout.errors import BatchError
from tests.batch.tables import MARKER, patients
from tests.folders import ARTICLE, TOPIC, Folder, program, run_program


class Task(Struct, frozen=True):
    """A chunk that tells itself from others."""

    chunk: Chunk


TASKS = [Task(Chunk((), (Copy(number, "", 0, {}),))) for number in range(6)]


class Fragile:
    """A pool whose futures break as often as it is told."""

    most = 2

    def __init__(self, breaks: int) -> None:
        self.breaks, self.mended = breaks, 0

    def submit(self, _: Writer | None, chunk: Chunk) -> Future[Done]:
        future: Future[Done] = Future()
        if self.breaks and chunk is TASKS[1].chunk:
            self.breaks -= 1
            future.set_exception(BrokenProcessPool())
        else:
            future.set_result(Done(rejects=((chunk.copies[0].row, ""),)))
        return future

    def mend(self) -> None:
        self.mended += 1


def test_a_chunk_that_broke_its_process_is_made_again() -> None:
    pool = Fragile(2)

    found = [(task, done.rejects[0][0]) for task, done in in_order(pool, None, TASKS)]

    assert found == [(task, number) for number, task in enumerate(TASKS)]
    assert pool.mended == 2


def test_a_chunk_that_breaks_every_process_stops_the_batch() -> None:
    with pytest.raises(BatchError) as caught:
        list(in_order(Fragile(9), None, TASKS))

    assert str(caught.value) == (
        "batch: 3 times, what made copies was ended before it was done\n"
        "  hint: memory may be short: give fewer --jobs"
    )


def test_a_bug_tells_where_and_nothing_of_a_patient() -> None:
    chunk = Chunk((Parcel(b"", b"no pickle"),), (Copy(1, MARKER, 0, {"name": MARKER}),))

    with pool_of(1, "") as pool, pytest.raises(RuntimeError) as caught:
        pool.submit(None, chunk).result()

    assert re.match(r"UnpicklingError while a chunk was made\n.*work\.py", str(caught.value), re.DOTALL)
    assert MARKER not in f"{caught.value!r}{chunk}{chunk.copies}"


def test_a_process_that_is_ended_loses_nothing(folder: Folder) -> None:
    folder.write({"rows.csv": patients(2000)})
    with subprocess.Popen(program("batch", "t", "rows.csv", "--out", "a", "--jobs", "2")) as process:
        while not list((folder.path / "a").glob("*.pdf")):
            time.sleep(0.01)
        _end_a_child(process.pid)

    assert process.returncode == 0
    assert len(list((folder.path / "a").iterdir())) == 2000


def _end_a_child(pid: int) -> None:
    """End a process that writes copies, as a system short of memory does."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    if not children.exists():
        pytest.skip("the system does not list the children of a process")
    workers = [
        int(child)
        for child in children.read_text(encoding="ascii").split()
        if b"resource_tracker" not in Path(f"/proc/{child}/cmdline").read_bytes()
    ]
    os.kill(workers[0], signal.SIGKILL)


class TestDask:
    @pytest.fixture
    def scheduler(self, folder: Folder) -> Iterator[tuple[str, list[subprocess.Popen[str]]]]:
        """Start a scheduler and two workers, which log all that they do; return its address and them."""
        pytest.importorskip("distributed", reason="needs dask.distributed")
        with ExitStack() as stack:
            log = stack.enter_context((folder.path / "log").open("w", encoding="utf-8"))

            def start(*arguments: str) -> subprocess.Popen[str]:
                words = [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]]
                process = subprocess.Popen(words, cwd=folder.path, stderr=log, stdout=log, text=True)
                stack.callback(process.wait)
                stack.callback(process.kill)
                return process

            start(
                "scheduler",
                "--port",
                "0",
                "--host",
                "127.0.0.1",
                "--no-dashboard",
                "--scheduler-file",
                "s.json",
            )
            workers = [
                start(
                    "worker", "--scheduler-file", "s.json", "--nthreads", "1", "--no-nanny", "--no-dashboard"
                )
                for _ in range(2)
            ]
            yield _address(folder.path / "log"), workers

    def test_a_worker_that_is_ended_loses_nothing_and_no_log_names_a_patient(
        self, folder: Folder, scheduler: tuple[str, list[subprocess.Popen[str]]]
    ) -> None:
        address, workers = scheduler
        folder.write({"rows.csv": patients(4000)})

        arguments = ("batch", "t", "rows.csv", "--out", "a", "--scheduler", address)
        with subprocess.Popen(program(*arguments), stderr=subprocess.PIPE, text=True) as process:
            while process.poll() is None and not list((folder.path / "a").glob("*.pdf")):
                time.sleep(0.01)
            workers[0].kill()
            _, told = process.communicate(timeout=60)

        assert process.returncode == 0, told
        assert told == "4,000 copies in a\n"
        names = {path.name for path in (folder.path / "a").iterdir()}
        assert names == {f"t-{row:06}.pdf" for row in range(1, 4001)}
        assert MARKER not in told + (folder.path / "log").read_text(encoding="utf-8")

    def test_a_cluster_of_our_own_writes_the_same_bytes(self, folder: Folder) -> None:
        pytest.importorskip("distributed", reason="needs dask.distributed")
        folder.write({"rows.csv": patients(600)})

        run_program(folder.path, "batch", "t", "rows.csv", "--out", "a", "--jobs", "1")
        done = run_program(
            folder.path, "batch", "t", "rows.csv", "--out", "b", "--jobs", "2", "--scheduler", "local"
        )

        assert (done.returncode, done.stderr) == (0, "600 copies in b\n")
        one, two = ({path.name: path.read_bytes() for path in Path(name).iterdir()} for name in "ab")
        assert one == two

    def test_a_scheduler_that_does_not_answer_is_told_and_nothing_is_begun(self, folder: Folder) -> None:
        pytest.importorskip("distributed", reason="needs dask.distributed")
        folder.write({"rows.csv": patients(1)})

        done = run_program(folder.path, "batch", "t", "rows.csv", "--scheduler", "nosuch://127.0.0.1:1")

        assert done.returncode == 1
        assert done.stderr.splitlines() == [
            "--scheduler: no scheduler answers at 'nosuch://127.0.0.1:1'",
            "  hint: such as tcp://10.0.0.1:8786",
        ]
        assert not (folder.path / "out").exists()


def _address(log: Path) -> str:
    for _ in range(600):
        found = re.search(r"Scheduler at:\s+(tcp://\S+)", log.read_text(encoding="utf-8"))
        if found:
            return found[1]
        time.sleep(0.05)
    raise AssertionError(log.read_text(encoding="utf-8"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.chdir(tmp_path)
    return Folder(tmp_path, {"handouts/t.yaml": TOPIC, "seeds/art.md": ARTICLE})
