"""`python -m maghandout`, and the program `maghandout`."""

from __future__ import annotations

import gc

from maghandout.cli import cli


def main() -> None:
    """Run the command line.

    The process is short and frees nothing that matters before it ends: collecting garbage on the way costs
    more time than it saves memory.
    """
    gc.disable()
    cli(prog_name="maghandout")


if __name__ == "__main__":
    main()
