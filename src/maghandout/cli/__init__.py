"""The command line."""

from maghandout.cli import batch, library, make, review
from maghandout.cli.app import cli

__all__ = ["batch", "cli", "library", "make", "review"]
