"""A logo file to a `Logo`: a small RGB picture on white, without transparency and without its file's notes.

A file is measured before it is read and its picture before it is decoded, so that neither a mistaken path nor
a bomb of pixels fills memory. What a file is, its content says, never its name. Colours are taken as they
stand; colour profiles are not applied.
"""

from __future__ import annotations

import io
import stat
import struct
import warnings
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from maghandout.diagnostics import Origin
from maghandout.errors import BrandError, HandoutError
from maghandout.model.brand import Logo
from maghandout.svg import rasterize, read_svg

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

WIDEST = 1000
HIGHEST = 400
"""Pixels of what is printed: more than 300 to the inch at the size of a page's head."""

LARGEST_BYTES = 5 * 1024 * 1024
LARGEST_SVG_BYTES = 1024 * 1024
MOST_PIXELS = 25_000_000
MOST_EMBEDDED_PIXELS = 4_000_000
LEAST_SIDE = 32
PALEST = 240
"""The darkest grey, of 255, of a picture that nobody sees on white."""
MOST_STRETCHED = 20
"""Times that a logo may be as long as it is high, or as high as it is long."""

_KINDS = (
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a WebP picture"),
    (b"BM", "a BMP picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"%PDF", "a PDF"),
    (b"%!PS", "a PostScript file"),
    (b"8BPS", "a Photoshop file"),
    (b"PK\3\4", "a ZIP archive"),
    (b"\x1f\x8b", "a compressed file"),
)
"""How the files begin that people take for logos."""
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"

_BROKEN = (OSError, SyntaxError, ValueError, EOFError, LookupError, TypeError, struct.error, zlib.error)
"""What Pillow raises for a file that is cut short or damaged."""


class LogoFile(Struct, frozen=True):
    """A file that a brand names as its logo."""

    name: str
    """As the brand says it, from the brand's own folder."""
    path: Path
    shown: str
    origin: Origin
    """Where the brand names it."""

    def error(self, message: str, hint: str = "") -> HandoutError:
        """Return the error for something about the file."""
        return BrandError.at(self.origin, f"logo: {self.name!r} {message}", hint)


def load_logo(file: LogoFile) -> Logo:
    """Read a logo.

    Raises:
        BrandError: it is missing, too large, no PNG, JPEG or SVG, damaged, or an SVG that is not all shapes.
    """
    data = _read(file)
    if not data.startswith((_PNG, _JPEG)):
        data = _drawn(_svg_text(data, file), file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's, of notes that are not printed anyway
            picture = _open(data, file)
            return _logo(_on_white(picture), file)
    except _BROKEN as error:
        raise file.error("is damaged or cut short", "save it again") from error


def _read(file: LogoFile) -> bytes:
    try:
        status = file.path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise file.error("is a folder, expected a file")
        if not stat.S_ISREG(status.st_mode):
            raise file.error("is not a regular file")
        _check_bytes(status.st_size, LARGEST_BYTES, file)
        data = file.path.read_bytes()
    except FileNotFoundError as error:
        hint = "its path starts at the folder of the brand file"
        raise file.error("is not found", hint) from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise file.error(f"cannot be read: {reason}") from error
    if not data:
        raise file.error("is empty")
    return data


def _check_bytes(size: int, most: int, file: LogoFile) -> None:
    if size > most:
        found, limit = size / 1024 / 1024, most // 1024 // 1024
        hint = f"save it smaller: {WIDEST} pixels are wide enough"
        raise file.error(f"is too large: {found:.1f} MB, at most {limit} MB are read", hint)


def _svg_text(data: bytes, file: LogoFile) -> str:
    """Return the text of an SVG, or say what the file is instead."""
    hint = "save it as PNG, JPEG or SVG"
    for start, kind in _KINDS:
        if data.startswith(start):
            raise file.error(f"is {kind}, expected PNG, JPEG or SVG", hint)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise file.error("is not PNG, JPEG or SVG", hint) from error
    if "\0" in text or not text.lstrip().startswith("<"):
        kind = "not" if "\0" in text else "text, expected"
        raise file.error(f"is {kind} PNG, JPEG or SVG", hint)
    _check_bytes(len(data), LARGEST_SVG_BYTES, file)
    return text


def _drawn(text: str, file: LogoFile) -> bytes:
    """Return the PNG of an SVG."""
    drawing = read_svg(text, file.shown)
    try:
        sizes = [_header(picture).size for picture in drawing.pictures]
    except _BROKEN as error:
        raise file.error("embeds a picture that is damaged", "save it again") from error
    pixels = sum(width * height for width, height in sizes)
    if pixels > MOST_EMBEDDED_PIXELS:
        found, most = pixels / 1_000_000, MOST_EMBEDDED_PIXELS // 1_000_000
        raise file.error(f"embeds {found:.0f} million pixels, at most {most} million are read")
    try:
        return rasterize(drawing, WIDEST, HIGHEST)
    except ValueError as error:
        hint = "give its <svg> a viewBox of its real size, or save it as a PNG"
        raise file.error(f"cannot be drawn: {error}", hint) from error


def _header(data: bytes) -> ImageFile:
    """Open a PNG or JPEG without decoding it.

    Pillow's `Image.open` would warn of many pixels, or fail, before it said how many.
    """
    from PIL.JpegImagePlugin import JpegImageFile
    from PIL.PngImagePlugin import PngImageFile

    opened = PngImageFile if data.startswith(_PNG) else JpegImageFile
    return opened(io.BytesIO(data))


def _open(data: bytes, file: LogoFile) -> ImageFile:
    """Open a picture whose size can be printed."""
    picture = _header(data)
    width, height = picture.size
    size = f"{width} x {height} pixels"
    if width * height > MOST_PIXELS:
        message = f"has {size}, at most {MOST_PIXELS // 1_000_000} million are read"
        raise file.error(message, f"save it smaller: {WIDEST} pixels are wide enough")
    if min(width, height) < LEAST_SIDE:
        raise file.error(f"has {size}, expected at least {LEAST_SIDE} each way")
    if max(width, height) > MOST_STRETCHED * min(width, height):
        times = f"more than {MOST_STRETCHED} times as long one way as the other"
        raise file.error(f"has {size}, {times}", "cut it to the logo itself")
    return picture


def _on_white(picture: ImageFile) -> Image:
    """Return the picture in RGB on white, the way up that its camera noted, no larger than is printed."""
    from PIL import Image, ImageOps

    upright: Image.Image = ImageOps.exif_transpose(picture)
    if upright.mode.startswith("I"):  # 16 bits of grey, which Pillow would clip rather than scale
        upright = upright.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if upright.has_transparency_data:
        colors = upright.convert("RGBA")
        flat = Image.new("RGB", colors.size, "white")
        flat.paste(colors, mask=colors.getchannel("A"))
    else:
        flat = upright.convert("RGB")
    scale = min(WIDEST / flat.width, HIGHEST / flat.height, 1)
    size = max(round(flat.width * scale), 1), max(round(flat.height * scale), 1)
    return flat.resize(size, Image.Resampling.LANCZOS)


def _logo(picture: Image, file: LogoFile) -> Logo:
    from PIL import Image

    darkest, _ = picture.convert("L").getextrema()
    if isinstance(darkest, tuple) or darkest > PALEST:
        raise file.error("is blank on white paper", "choose the version for a light ground")
    clean = Image.new("RGB", picture.size)  # holds no profile, date or place of a camera
    clean.paste(picture)
    png = io.BytesIO()
    clean.save(png, "PNG", compress_level=9)
    return Logo(png.getvalue(), *clean.size)
