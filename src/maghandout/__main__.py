"""`python -m maghandout`, and the program `maghandout`."""

from __future__ import annotations

import gc


def main() -> None:
    """Run the command line.

    The process is short and frees nothing that matters before it ends: collecting garbage on the way costs
    more time than it saves memory. The commands are loaded here alone, as processes that help import this
    module and need none of them.
    """
    gc.disable()
    from maghandout.cli import cli

    try:
        cli(prog_name="maghandout")
    finally:
        gc.freeze()  # so that the end does not look through everything once more


if __name__ == "__main__":
    main()
