from __future__ import annotations

import base64
import io
import os
import random
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from maghandout.diagnostics import Origin
from maghandout.errors import BrandError
from maghandout.logo import LogoFile, load_logo
from maghandout.model.brand import Logo
from tests.folders import Folder
from tests.logos import picture, png, saved, svg

SMALLER = "save it smaller: 1000 pixels are wide enough"
KINDS = "save it as PNG, JPEG or SVG"
DRAWABLE = "give its <svg> a viewBox of its real size, or save it as a PNG"
AGAIN = "save it again"


def _load(folder: Path, content: bytes, name: str = "logo.png") -> Logo:
    path = folder / name
    path.write_bytes(content)
    return load_logo(LogoFile(name, path, name, Origin("brand.yaml", 2)))


def _image(logo: Logo) -> Image.Image:
    image = Image.open(io.BytesIO(logo.png))
    assert (image.format, image.mode, image.size) == ("PNG", "RGB", (logo.width, logo.height))
    assert image.info == {}
    return image


def _is_near(found: object, expected: tuple[int, int, int]) -> bool:
    return isinstance(found, tuple) and all(abs(a - b) < 30 for a, b in zip(found, expected, strict=True))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png_of(width: int, height: int, bits: int, color: int, *chunks: bytes) -> bytes:
    """Return a PNG of its own making: what Pillow cannot write."""
    header = struct.pack(">IIBBBBB", width, height, bits, color, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + b"".join(chunks) + _chunk(b"IEND", b"")


class TestGoodPictures:
    @pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L", "LA", "1"])
    def test_every_kind_of_png_becomes_rgb(self, tmp_path: Path, mode: str) -> None:
        image = _image(_load(tmp_path, saved(picture(80, 40).convert(mode))))

        assert image.size == (80, 40)
        assert _is_near(image.getpixel((79, 39)), (255, 255, 255))

    @pytest.mark.parametrize("mode", ["RGB", "CMYK", "L"])
    def test_every_kind_of_jpeg_becomes_rgb(self, tmp_path: Path, mode: str) -> None:
        image = _image(_load(tmp_path, saved(picture(80, 40).convert(mode), "JPEG", quality=95)))

        assert _is_near(image.getpixel((75, 35)), (255, 255, 255))
        assert mode == "L" or _is_near(image.getpixel((10, 10)), (254, 0, 0))

    @pytest.mark.parametrize("mode", ["RGBA", "LA", "PA"])
    def test_what_shines_through_becomes_white(self, tmp_path: Path, mode: str) -> None:
        clear = Image.new("RGBA", (80, 40), (0, 0, 0, 0))
        clear.paste((0, 0, 0, 255), (0, 0, 40, 40))
        content = saved(clear.quantize() if mode == "PA" else clear.convert(mode))

        image = _image(_load(tmp_path, content))

        assert image.getpixel((10, 10)) == (0, 0, 0)
        assert image.getpixel((70, 10)) == (255, 255, 255)

    def test_a_colour_that_stands_for_nothing_becomes_white(self, tmp_path: Path) -> None:
        content = saved(picture(80, 40), transparency=(255, 0, 0))

        image = _image(_load(tmp_path, content))

        assert image.getpixel((10, 10)) == (255, 255, 255)
        assert image.getpixel((60, 10)) == (0, 0, 255)

    @pytest.mark.parametrize("clear", [b"", _chunk(b"tRNS", b"\xff\xff")])
    def test_sixteen_bits_of_grey_are_scaled(self, tmp_path: Path, clear: bytes) -> None:
        rows = b"".join(b"\0" + b"\0\0" * 20 + b"\x80\0" * 20 + b"\xff\xff" * 20 for _ in range(40))

        image = _image(_load(tmp_path, _png_of(60, 40, 16, 0, clear, _chunk(b"IDAT", zlib.compress(rows)))))

        assert [image.getpixel((x, 20)) for x in (5, 30, 55)] == [(0,) * 3, (127,) * 3, (255,) * 3]

    def test_sixteen_bits_of_colour_are_scaled(self, tmp_path: Path) -> None:
        rows = b"".join(b"\0" + b"\xff\xff\0\0\0\0" * 40 for _ in range(40))

        image = _image(_load(tmp_path, _png_of(40, 40, 16, 2, _chunk(b"IDAT", zlib.compress(rows)))))

        assert image.getpixel((5, 5)) == (255, 0, 0)

    def test_a_camera_turned_round_is_turned_back(self, tmp_path: Path) -> None:
        exif = Image.Exif()
        exif[0x0112] = 6
        exif[0x010E] = "a secret place"

        logo = _load(tmp_path, saved(picture(80, 40), "JPEG", exif=exif, quality=95))

        assert (logo.width, logo.height) == (40, 80)
        assert _is_near(_image(logo).getpixel((35, 5)), (254, 0, 0))
        assert b"secret" not in logo.png

    def test_notes_and_profiles_are_left_out(self, tmp_path: Path) -> None:
        logo = _load(tmp_path, saved(picture(80, 40), dpi=(300, 300), icc_profile=b"profile"))

        assert _image(logo).info == {}

    @pytest.mark.parametrize(
        ("size", "printed"),
        [
            ((80, 40), (80, 40)),
            ((3000, 1500), (800, 400)),
            ((4000, 400), (1000, 100)),
            ((50, 900), (22, 400)),
        ],
    )
    def test_a_large_picture_is_made_smaller(
        self, tmp_path: Path, size: tuple[int, int], printed: tuple[int, int]
    ) -> None:
        logo = _load(tmp_path, png(*size))

        assert (logo.width, logo.height) == printed

    def test_the_same_file_gives_the_same_bytes(self, tmp_path: Path) -> None:
        content = png(900, 700)

        assert _load(tmp_path, content) == _load(tmp_path, content)

    def test_the_content_counts_and_not_the_name(self, tmp_path: Path) -> None:
        assert _load(tmp_path, saved(picture(80, 40), "JPEG"), "logo.svg").width == 80

    def test_an_svg_is_drawn_as_large_as_is_printed(self, tmp_path: Path) -> None:
        body = '<rect width="50" height="40" fill="#f00"/><circle cx="75" cy="20" r="10" fill="#00f"/>'

        logo = _load(tmp_path, svg(body).encode(), "logo.svg")

        image = _image(logo)
        assert image.size == (1000, 400)
        assert [image.getpixel((x, 200)) for x in (20, 750, 990)] == [
            (255, 0, 0),
            (0, 0, 255),
            (255, 255, 255),
        ]
        assert _load(tmp_path, svg(body).encode(), "logo.svg") == logo

    def test_a_picture_embedded_in_an_svg_is_drawn(self, tmp_path: Path) -> None:
        logo = _load(tmp_path, svg(_embedded(png(100, 40))).encode(), "logo.svg")

        assert _is_near(_image(logo).getpixel((100, 200)), (255, 0, 0))


def _embedded(content: bytes) -> str:
    data = base64.b64encode(content).decode()
    return f'<image width="100" height="40" xlink:href="data:image/png;base64,{data}"/>'


BOMB = _png_of(30000, 30000, 8, 0, _chunk(b"IDAT", zlib.compress(b"\0" * 1000)))
BAD = [
    ("a GIF", saved(picture(80, 40), "GIF"), "is a GIF picture, expected PNG, JPEG or SVG", KINDS),
    ("a WebP", saved(picture(80, 40), "WEBP"), "is a WebP picture, expected PNG, JPEG or SVG", KINDS),
    ("a BMP", saved(picture(80, 40), "BMP"), "is a BMP picture, expected PNG, JPEG or SVG", KINDS),
    ("a TIFF", saved(picture(80, 40), "TIFF"), "is a TIFF picture, expected PNG, JPEG or SVG", KINDS),
    ("a PDF", b"%PDF-1.7\n", "is a PDF, expected PNG, JPEG or SVG", KINDS),
    ("text", b"my logo", "is text, expected PNG, JPEG or SVG", KINDS),
    ("binary", b"\0\1\2\3", "is not PNG, JPEG or SVG", KINDS),
    ("bytes", b"\xfe\xff\2\3", "is not PNG, JPEG or SVG", KINDS),
    ("empty", b"", "is empty", ""),
    ("cut short", png(400, 300)[:-300], "is damaged or cut short", AGAIN),
    ("a head only", png(400, 300)[:20], "is damaged or cut short", AGAIN),
    ("a cut JPEG", saved(picture(400, 300), "JPEG")[:900], "is damaged or cut short", AGAIN),
    ("a JPEG's head", b"\xff\xd8\xff\xe0", "is damaged or cut short", AGAIN),
    ("a bomb", BOMB, "has 30000 x 30000 pixels, at most 25 million are read", SMALLER),
    ("many pixels", png(5001, 5000), "has 5001 x 5000 pixels, at most 25 million are read", SMALLER),
    ("small", png(31, 64), "has 31 x 64 pixels, expected at least 32 each way", ""),
    (
        "stretched",
        png(700, 32),
        "has 700 x 32 pixels, more than 20 times as long one way as the other",
        "cut it to the logo itself",
    ),
    (
        "white",
        saved(Image.new("RGBA", (80, 40), "#ffffff80")),
        "is blank on white paper",
        "choose the version for a light ground",
    ),
    (
        "a large SVG",
        svg(f"<!--{2**20 * 'x'}-->").encode(),
        "is too large: 1.0 MB, at most 1 MB are read",
        SMALLER,
    ),
    ("an empty SVG", svg("").encode(), "is blank on white paper", "choose the version for a light ground"),
    (
        "an SVG of no size",
        svg("<path/>", 'width="0" height="5"').encode(),
        "cannot be drawn: SVG has an invalid size",
        DRAWABLE,
    ),
    (
        "an SVG that resvg panics on",
        svg('<circle r="1e38"/>', "").encode(),
        "cannot be drawn: resvg fails on a number in it",
        DRAWABLE,
    ),
    (
        "an embedded bomb",
        svg(_embedded(BOMB)).encode(),
        "embeds 900 million pixels, at most 4 million are read",
        "",
    ),
    ("embedded text", svg(_embedded(b"x")).encode(), "embeds a picture that is damaged", AGAIN),
]


class TestBadPictures:
    @pytest.mark.parametrize(
        ("content", "message", "hint"), [case[1:] for case in BAD], ids=[case[0] for case in BAD]
    )
    def test_it_is_told_and_nothing_is_written(
        self, folder: Folder, content: bytes, message: str, hint: str
    ) -> None:
        folder.write({"brand.yaml": "name: x\nlogo: art/logo.png\n", "art/logo.png": content})

        result = folder.build()

        said = f"brand.yaml:2: logo: 'art/logo.png' {message}\n" + (f"  hint: {hint}\n" if hint else "")
        assert (result.exit_code, result.stdout, result.stderr) == (1, "", said)
        assert folder.outputs() == []

    def test_a_huge_file_is_refused_unread(self, folder: Folder) -> None:
        folder.write({"brand.yaml": "logo: logo.png"})
        with (folder.path / "logo.png").open("wb") as stream:
            stream.truncate(100 * 1024 * 1024)

        result = folder.build()

        said = "brand.yaml:1: logo: 'logo.png' is too large: 100.0 MB, at most 5 MB are read\n"
        assert (result.exit_code, result.stderr) == (1, f"{said}  hint: {SMALLER}\n")

    def test_what_is_no_file_is_told(self, folder: Folder) -> None:
        os.mkfifo(folder.path / "pipe")
        (folder.path / "art").mkdir()
        said = {}

        for name in ("pipe", "art", "no.png", "https://example.org/logo.png", 299 * "x"):
            folder.write({"brand.yaml": f"logo: {name}"})
            said[name] = folder.build().stderr.splitlines()[0].removeprefix(f"brand.yaml:1: logo: {name!r} ")

        assert list(said.values()) == [
            "is not a regular file",
            "is a folder, expected a file",
            "is not found",
            "is not found",
            "cannot be read: File name too long",
        ]

    @pytest.mark.parametrize("kind", ["PNG", "JPEG"])
    def test_a_damaged_file_is_read_or_told_and_never_a_bug(self, tmp_path: Path, kind: str) -> None:
        chance = random.Random(7)
        whole = saved(picture(64, 40), kind)
        said = set()

        for _ in range(300):
            content = bytearray(whole)
            for _ in range(chance.randrange(1, 8)):
                content[chance.randrange(8, len(content))] = chance.randrange(256)
            try:
                _load(tmp_path, bytes(content))
            except BrandError as error:
                said.add(str(error).splitlines()[0])

        assert "brand.yaml:2: logo: 'logo.png' is damaged or cut short" in said
        assert all(line.startswith("brand.yaml:2: logo: 'logo.png' ") for line in said)
