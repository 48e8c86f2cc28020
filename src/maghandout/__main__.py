"""`python -m maghandout`, and the program `maghandout`."""

from __future__ import annotations

from maghandout.cli import cli


def main() -> None:
    """Run the command line."""
    cli(prog_name="maghandout")


if __name__ == "__main__":
    main()
