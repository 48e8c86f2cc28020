"""`python -m maghandout`, and the program `maghandout`."""

from __future__ import annotations

import gc
import signal
import sys
from types import FrameType

from maghandout.shortlived import prepare


def main() -> None:
    """Run the command line.

    The commands are loaded here alone, as processes that help import this module and need none of them.
    """
    prepare()
    interrupts = _Interrupts()
    try:
        from maghandout.cli import cli

        cli(prog_name="maghandout")
    except (Exception, KeyboardInterrupt) as error:
        if interrupts.came:
            sys.exit("Aborted!")
        if not isinstance(error, OSError) or not _is_of_saying(error):
            raise
        sys.stdout = None  # else Python tries it once more
        sys.exit(f"standard output: cannot be written: {error.strerror or error}")
    finally:
        gc.freeze()  # so that the end does not look through everything once more


def _is_of_saying(error: OSError) -> bool:
    """Tell whether an error is one of writing to standard output, which click does for all commands."""
    from traceback import walk_tb

    *_, (frame, _) = walk_tb(error.__traceback__)
    return str(frame.f_globals["__name__"]) == "click.utils"


class _Interrupts:
    """Knows whether Ctrl-C was pressed, whatever a library makes of the exception that comes of it."""

    def __init__(self) -> None:
        self.came = False
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, self._note)

    def _note(self, number: int, frame: FrameType | None) -> None:
        self.came = True
        signal.default_int_handler(number, frame)


if __name__ == "__main__":
    main()
