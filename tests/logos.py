"""Logos for tests, made on the spot."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw


def picture(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Return a picture whose left half is red and whose right half is blue, on white."""
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width // 2 - 1, height - 1), "red")
    draw.rectangle((width // 2, 0, width - 1, height // 2), "blue")
    return image.convert(mode)


def saved(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    """Return a picture as a file."""
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def png(width: int, height: int) -> bytes:
    """Return a PNG file."""
    return saved(picture(width, height))


def svg(body: str, attributes: str = 'viewBox="0 0 100 40"') -> str:
    """Return an SVG whose body begins on its second line."""
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"<svg {spaces} {attributes}>\n{body}\n</svg>\n"
