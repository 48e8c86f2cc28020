"""A reader that does not come back."""

from __future__ import annotations

import time


def read(*_: object) -> None:
    time.sleep(60)
