"""The perceptual hash: near for the same picture in other clothes, far for another, an error for what is none."""

from __future__ import annotations

import base64
import io
import struct
import zlib

import pytest
from PIL import Image, ImageDraw

from zhihang.errors import UsageError
from zhihang.sources.pictures import decoded, distance, picture_hash


def drawn(
    shape: str, *, size: int = 256, mode: str = "RGB", colour: str = "black", ground: str = "white"
) -> Image.Image:
    """A sign: a ring with a bar, or three stars of lines."""
    picture = Image.new("RGB", (size, size), ground)
    pen = ImageDraw.Draw(picture)
    unit = size // 16
    if shape == "ring":
        pen.ellipse((2 * unit, 2 * unit, 14 * unit, 14 * unit), outline=colour, width=2 * unit)
        pen.rectangle((7 * unit, 4 * unit, 9 * unit, 12 * unit), fill=colour)
    else:
        for place in range(3):
            pen.polygon(
                [
                    ((1 + 5 * place) * unit, 14 * unit),
                    ((3 + 5 * place) * unit, unit),
                    ((5 + 5 * place) * unit, 14 * unit),
                ],
                fill=colour,
            )
    return picture.convert(mode)


def saved(picture: Image.Image, form: str = "PNG", **options: object) -> bytes:
    sink = io.BytesIO()
    picture.save(sink, form, **options)
    return sink.getvalue()


RING = picture_hash(saved(drawn("ring")))


@pytest.mark.parametrize(
    ("said", "picture"),
    [
        ("smaller", saved(drawn("ring", size=64))),
        ("saved with loss", saved(drawn("ring"), "JPEG", quality=30)),
        ("in grey", saved(drawn("ring", mode="L"))),
        ("in another colour", saved(drawn("ring", colour="navy", ground="ivory"))),
        ("one bit a pixel", saved(drawn("ring", mode="1"), "TIFF")),
    ],
)
def test_the_same_sign_is_near(said: str, picture: bytes) -> None:
    assert distance(RING, picture_hash(picture)) <= 10, said


def test_another_sign_is_far() -> None:
    assert distance(RING, picture_hash(saved(drawn("stars")))) >= 20


def test_behind_transparency_lies_white() -> None:
    clear = drawn("ring").convert("RGBA")
    clear.putalpha(drawn("ring", mode="L").point(lambda light: 255 - light))
    assert distance(RING, picture_hash(saved(clear))) <= 2


def claimed(width: int, height: int) -> bytes:
    """The first chunks of a PNG of any size."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))


@pytest.mark.parametrize(
    "data", [b"", b"no picture", claimed(60_000, 60_000), claimed(12_000, 12_000), saved(drawn("ring"))[:90]]
)
def test_what_is_no_picture_or_too_large(data: bytes) -> None:
    with pytest.raises(UsageError, match="NO_PICTURE"):
        picture_hash(data)


def test_base64() -> None:
    assert decoded(base64.b64encode(b"abc").decode() + "\n") == b"abc"
    with pytest.raises(UsageError, match="NO_PICTURE"):
        decoded("***")
