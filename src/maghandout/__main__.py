"""`python -m maghandout`, and the program `maghandout`."""

from __future__ import annotations

import gc

from maghandout.shortlived import prepare


def main() -> None:
    """Run the command line.

    The commands are loaded here alone, as processes that help import this module and need none of them.
    """
    prepare()
    from maghandout.cli import cli

    try:
        cli(prog_name="maghandout")
    finally:
        gc.freeze()  # so that the end does not look through everything once more


if __name__ == "__main__":
    main()
