from __future__ import annotations

import subprocess
import sys

from maghandout.check import layout
from maghandout.check.failing import STOPPING
from maghandout.check.report import FAILING


def test_every_rule_that_finds_errors_stops_a_build_but_those_that_need_its_pages() -> None:
    assert tuple(rule for rule in FAILING if rule not in layout.RULES) == STOPPING


def test_rules_that_only_warn_are_not_loaded() -> None:
    listed = "import sys, maghandout.check.failing; print(*sys.modules)"
    warning = {"agreement", "amounts", "clarity", "numeracy", "pemat", "phrases", "wording"}

    told = subprocess.run([sys.executable, "-c", listed], capture_output=True, check=True, text=True)

    assert {f"maghandout.check.{name}" for name in warning} & {*told.stdout.split()} == set()
