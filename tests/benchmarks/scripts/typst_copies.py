"""A typst file to one copy for each person, in one process: `typst_copies.py FONTS SOURCE PEOPLE FOLDER`.

The people are a JSON list of values by the name of the field; the file reads them from `sys.inputs`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import typst


def main(fonts: str, source: str, people: Path, folder: Path) -> None:
    """Write the copies."""
    compiler = typst.Compiler(source, font_paths=[fonts], ignore_system_fonts=True)
    for number, values in enumerate(json.loads(people.read_text(encoding="utf-8"))):
        compiler.compile(output=str(folder / f"{number}.pdf"), sys_inputs=values)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
