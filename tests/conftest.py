"""What every test folder shares: where the repository is, and when a test may be skipped."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = REPOSITORY.parent / "shared"
"""The briefs and the original articles; not part of the repository, so they may be missing."""

REQUIRE_ALL = "MAGHANDOUT_REQUIRE_ALL"
"""The environment variable that turns every skip for a missing thing into a failure."""


def require_or_skip(condition: bool, reason: str) -> None:
    """Skip the test when the condition does not hold; fail it when everything is required."""
    if condition:
        return
    if os.environ.get(REQUIRE_ALL):
        pytest.fail(f"{REQUIRE_ALL} is set, but {reason}")
    pytest.skip(reason)
