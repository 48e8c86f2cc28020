"""The command line."""

from maghandout.cli import library, make, review
from maghandout.cli.app import cli

__all__ = ["cli", "library", "make", "review"]
