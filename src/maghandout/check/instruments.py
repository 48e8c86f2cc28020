"""What every report must say of the two instruments that the rules are drawn from.

It holds words and limits alone; the rules stand in `pemat` and `clarity`.
"""

from __future__ import annotations

NOTICE = (
    "informed by PEMAT-P (AHRQ) and the CDC Clear Communication Index; "
    "an automated adaptation, not an official score"
)
"""Stands with every score: neither instrument was made for a program to fill in."""

CLARITY_PASSES = 90
"""Points of 100 from which the CDC index counts as passed (its FAQ, cdc.gov/ccindex)."""

MOST_ITEMS = 7
"""Items of a list before a break (CDC Clear Communication Index, item 8)."""
