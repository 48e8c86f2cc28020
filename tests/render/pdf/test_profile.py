"""The colour profile that every PDF carries is sRGB."""

from __future__ import annotations

import io
from importlib.resources import files

import pytest
from PIL import Image, ImageCms

PROFILE = files("maghandout.render.pdf").joinpath("srgb.icc").read_bytes()


def test_it_says_what_it_is() -> None:
    profile = ImageCms.ImageCmsProfile(io.BytesIO(PROFILE))

    assert ImageCms.getProfileDescription(profile) == "sRGB built-in\n"
    assert PROFILE[24:36] == bytes.fromhex("07d000010001000000000000")


@pytest.mark.parametrize("color", [(0, 0, 0), (255, 255, 255), (17, 99, 102), (163, 61, 15), (1, 128, 254)])
def test_it_means_the_colours_of_little_cms(color: tuple[int, int, int]) -> None:
    picture = Image.new("RGB", (1, 1), color)
    ours, theirs = ImageCms.ImageCmsProfile(io.BytesIO(PROFILE)), ImageCms.createProfile("sRGB")

    found = ImageCms.profileToProfile(picture, ours, ImageCms.createProfile("LAB"), outputMode="LAB")
    expected = ImageCms.profileToProfile(picture, theirs, ImageCms.createProfile("LAB"), outputMode="LAB")

    assert found
    assert expected
    assert found.getpixel((0, 0)) == expected.getpixel((0, 0))
