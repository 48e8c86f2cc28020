"""The browser that pages are opened in, and the rules of axe-core; both are system programs' work."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.conftest import require_or_skip

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""What keeps Chromium from calling home, and lets root start it."""
AXE = "axe-core@4"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return the system's Chromium, started once."""
    program = shutil.which("chromium")
    require_or_skip(program is not None, "Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe(request: pytest.FixtureRequest) -> str:
    """Return the program of axe-core, which npm brings once into pytest's cache."""
    cache = request.config.cache
    assert cache is not None, "pytest's cache plugin is off"
    folder = Path(cache.mkdir("axe-core"))
    program = folder / "node_modules" / "axe-core" / "axe.min.js"
    if not program.is_file():
        npm = shutil.which("npm")
        require_or_skip(npm is not None, "npm is not installed")
        command = [
            npm or "",
            "install",
            "--prefix",
            str(folder),
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
        ]
        done = subprocess.run(
            [*command, AXE], capture_output=True, encoding="utf-8", timeout=120, check=False
        )
        require_or_skip(done.returncode == 0, f"npm cannot install {AXE}: {done.stderr.strip()[-200:]}")
    return program.read_text(encoding="utf-8")
