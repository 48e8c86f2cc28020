"""Make README's pictures from built files: `python -m tests.pictures` (needs LibreOffice for the slide)."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image

from maghandout.build import build
from maghandout.model.options import Options
from maghandout.project import find_project
from tests.conftest import REPOSITORY

TOPIC = "back-pain"
SLIDE = 5
"""The slide that is shown, counted from 0."""
WIDTH_PX = 900
LARGEST_BYTES = 200 * 1024


def make(folder: Path) -> tuple[Path, ...]:
    """Build the topic and write `handout.png` and `slide.png` into a folder; return their paths."""
    with tempfile.TemporaryDirectory() as name:
        built = Path(name)
        build(find_project(REPOSITORY), [TOPIC], Options(folder=built))
        command = ["soffice", "--headless", "--convert-to", "pdf:impress_pdf_Export", "--outdir"]
        paths = [str(built / "deck"), str(built / f"{TOPIC}.pptx")]
        subprocess.run([*command, *paths], check=True, capture_output=True)
        return (
            _picture(built / f"{TOPIC}.pdf", 0, folder / "handout.png"),
            _picture(built / "deck" / f"{TOPIC}.pdf", SLIDE, folder / "slide.png"),
        )


def _picture(pdf: Path, page: int, target: Path) -> Path:
    with pypdfium2.PdfDocument(pdf) as document:
        sheet = document[page]
        image: Image.Image = sheet.render(scale=WIDTH_PX / sheet.get_width()).to_pil()
    target.parent.mkdir(exist_ok=True)
    image.convert("RGB").quantize(64, dither=Image.Dither.NONE).save(target, optimize=True)
    return target


def main() -> int:
    """Make the pictures; 1 when one is too large for a README."""
    paths = make(REPOSITORY / ".readme")
    sizes = {path.name: path.stat().st_size for path in paths}
    sys.stdout.write("".join(f"{name}: {size} bytes\n" for name, size in sizes.items()))
    return int(any(size > LARGEST_BYTES for size in sizes.values()))


if __name__ == "__main__":
    sys.exit(main())
