"""The same bytes to many files: `plain_copies.py write|copyfile SOURCE NAMES FOLDER`.

`write` reads the source once and writes it again and again, `copyfile` has the system copy it each time. Each
line of NAMES is the path of a file below FOLDER.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path


def main(way: str, source: Path, names: Path, folder: Path) -> None:
    """Write the copies."""
    paths = [folder / name for name in names.read_text(encoding="utf-8").splitlines()]
    for parent in {path.parent for path in paths}:
        parent.mkdir(parents=True, exist_ok=True)
    data = source.read_bytes()
    for path in paths:
        if way == "write":
            path.write_bytes(data)
        else:
            shutil.copyfile(source, path)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4]))
