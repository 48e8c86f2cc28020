"""The library as it stands in the repository, scanned once."""

from __future__ import annotations

import pytest

from maghandout.library.scan import scan
from maghandout.model.library import Library
from maghandout.project import find_project
from tests.conftest import REPOSITORY

DIGESTS = ("back-pain-guide", "inflammation-connection", "inflammation-link", "pain-review", "ten-benefits")
"""The seeds that digest an original article."""


@pytest.fixture(scope="session")
def library() -> Library:
    return scan(find_project(REPOSITORY))
