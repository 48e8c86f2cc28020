"""Run commands one after another and say what they took: `stopwatch.py`, commands in JSON on standard input.

A process by itself on the standard library alone: the peak memory of a child counts from what its parent
holds when it starts it (Linux, `exec_mmap`), so the parent must be small.
"""

from __future__ import annotations

import json
import os
import sys
import time


def timed(command: list[str]) -> list[float]:
    """Return seconds on the wall, seconds of processor, and the peak of the largest process in KiB.

    Raises:
        SystemExit: it failed; its words are on standard error already.
    """
    silent = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    started = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=silent)
    _, status, used = os.wait4(child, 0)
    wall = time.perf_counter() - started
    if code := os.waitstatus_to_exitcode(status):
        raise SystemExit(f"exit code {code} of {' '.join(command)}")
    return [wall, used.ru_utime + used.ru_stime, used.ru_maxrss]


if __name__ == "__main__":
    json.dump([timed(command) for command in json.load(sys.stdin)], sys.stdout)
