"""Processes that help do one thing after the other, and are gone when they are no longer wanted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from maghandout.children import Child, open_pool
from maghandout.diagnostics import Origin
from maghandout.errors import RenderError

PROGRAM = """
import os, time
from maghandout.children import Child
from tests.test_children import nothing
if __name__ == "__main__":
    children = [Child(nothing), Child(nothing)]
    print(*(child.submit(os.getpid)() for child in children), flush=True)
    time.sleep(60)
"""


def nothing() -> None:
    """Get ready for nothing."""


def _fail() -> None:
    raise RenderError.at(Origin("a.yaml", 3), "no room")


def _stumble() -> float:
    return 1 / 0


class OddError(Exception):
    """An error with two arguments, of which it keeps one."""

    def __init__(self, one: str, _: str) -> None:
        super().__init__(one)


def _stumble_oddly() -> None:
    raise OddError("one", "two")


def _return_oddly() -> object:
    return lambda: None


def _wait_for_the_end_of(pid: int) -> bool:
    """Wait for a process to end, and tell whether it did; one that nobody asks for counts as ended."""
    for _ in range(500):
        try:
            state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.01)
    return False


class TestChild:
    def test_tasks_are_done_one_after_the_other(self) -> None:
        child = Child(nothing)

        results = [child.submit(partial(pow, 2, power)) for power in range(5)]

        assert [result() for result in results] == [1, 2, 4, 8, 16]
        assert [result() for result in reversed(results)] == [16, 8, 4, 2, 1]
        child.close()

    def test_results_that_nobody_asks_for_stand_in_nobodys_way(self) -> None:
        child = Child(nothing)
        megabytes = bytes(5_000_000)

        child.submit(partial(bytes.upper, megabytes))
        last = child.submit(partial(bytes.upper, megabytes))

        assert len(last()) == 5_000_000
        child.close()

    def test_what_a_task_raises_is_raised_where_its_result_is_asked_for(self) -> None:
        child = Child(nothing)

        failed, next_one = child.submit(_fail), child.submit(os.getpid)

        with pytest.raises(RenderError) as caught:
            failed()
        assert str(caught.value) == "a.yaml:3: no room"
        assert next_one() != os.getpid()
        child.close()

    def test_a_bug_tells_the_lines_of_the_other_process(self) -> None:
        child = Child(nothing)

        failed = child.submit(_stumble)

        with pytest.raises(ZeroDivisionError) as caught:
            failed()
        assert ", in _stumble" in caught.value.__notes__[0]
        child.close()

    @pytest.mark.parametrize("task", [_stumble_oddly, _return_oddly])
    def test_what_cannot_come_back_is_told_in_words(self, task: Callable[[], object]) -> None:
        child = Child(nothing)

        failed, next_one = child.submit(task), child.submit(os.getpid)

        with pytest.raises(Exception, match=r"OddError|pickle") as caught:
            failed()
        assert type(caught.value) is not TypeError
        assert next_one() != os.getpid()
        child.close()

    def test_what_keeps_it_from_getting_ready_is_told_by_every_task(self) -> None:
        child = Child(_stumble)

        for _ in range(2):
            with pytest.raises(ZeroDivisionError):
                child.submit(os.getpid)()
        child.close()

    @pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the system lists no processes")
    def test_a_large_result_that_nobody_asks_for_keeps_no_process(self) -> None:
        child = Child(nothing)
        pid = child.submit(os.getpid)()
        before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208

        child.submit(partial(bytes, 5_000_000))
        child.close()

        assert _wait_for_the_end_of(pid)
        assert len(os.listdir("/proc/self/fd")) < before  # noqa: PTH208

    def test_a_process_that_ends_early_is_told(self) -> None:
        child = Child(nothing)

        result = child.submit(partial(os._exit, 1))

        message = "a process that made topics ended before it was done"
        with pytest.raises(RenderError, match=message):
            result()
        with pytest.raises(RenderError, match=message):
            child.submit(os.getpid)()

    @pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the system lists no processes")
    def test_it_ends_when_it_is_closed(self) -> None:
        child = Child(nothing)
        pid = child.submit(os.getpid)()

        child.close()
        child.close()

        assert _wait_for_the_end_of(pid)

    @pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the system lists no processes")
    def test_all_end_with_a_process_that_is_killed(self) -> None:
        with subprocess.Popen([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, text=True) as parent:
            assert parent.stdout
            pids = [int(pid) for pid in parent.stdout.readline().split()]

            parent.send_signal(signal.SIGKILL)

        assert len(pids) == 2
        assert all(map(_wait_for_the_end_of, pids))


class TestPool:
    def test_processes_prepare_first(self, tmp_path: Path) -> None:
        with open_pool(1, partial(os.chdir, tmp_path)) as pool:
            assert pool.submit(os.getcwd).result() == str(tmp_path)

    @pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the system lists no threads")
    @pytest.mark.parametrize(("threads", "expected"), [(0, "fork"), (1, "spawn")])
    def test_a_copy_is_made_of_a_process_with_one_thread_alone(self, threads: int, expected: str) -> None:
        program = (
            "import threading; from maghandout.children import _context; wait = threading.Event(); "
            f"[threading.Thread(target=wait.wait).start() for _ in range({threads})]; "
            "print(_context().get_start_method()); wait.set()"
        )

        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

        assert done.stdout.strip() == expected

    def test_ctrl_c_is_left_to_the_process_that_leads(self) -> None:
        with open_pool(1) as pool:
            assert pool.submit(partial(signal.getsignal, signal.SIGINT)).result() == signal.SIG_IGN
            assert threading.active_count() > 1
