"""The perceptual hash of a picture: 64 bits that stay nearly the same when it is scaled, recoloured or saved again.

It is the pHash of the ImageHash library: the picture in grey, 32 by 32, its discrete cosine transform, the 8 by 8
lowest frequencies compared with their median. Two pictures are as far apart as their hashes differ in bits (0 to 64).
"""

from __future__ import annotations

import base64
import binascii
import io
import warnings
from typing import TYPE_CHECKING, Final

from zhihang.errors import UsageError

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_BYTES: Final = 64_000_000
MOST_PIXELS: Final = 100_000_000
"""Larger pictures are not unpacked: a small file may claim any size."""
HASH_DIGITS: Final = 16


def decoded(text: str) -> bytes:
    """The picture that stands in a file as base64. Raises UsageError `NO_PICTURE` where it is none."""
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise UsageError("NO_PICTURE", room="sources", reason="base64") from error


def picture_hash(picture: bytes) -> str:
    """The hash, 16 hexadecimal digits. Raises UsageError `NO_PICTURE` for what is none, or one that is too large."""
    import PIL.Image
    from imagehash import phash

    if len(picture) > MOST_BYTES:
        raise UsageError("NO_PICTURE", room="sources", reason=f"{len(picture)} bytes")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # Pillow warns of what may be a bomb
            with PIL.Image.open(io.BytesIO(picture)) as opened:
                width, height = opened.size
                if width * height > MOST_PIXELS:
                    raise UsageError("NO_PICTURE", room="sources", reason=f"{width} x {height}")
                return str(phash(_on_white(opened)))
    except (PIL.UnidentifiedImageError, OSError, ValueError, SyntaxError, Warning) as error:
        raise UsageError("NO_PICTURE", room="sources", reason=str(error) or type(error).__name__) from error


def _on_white(opened: Image) -> Image:
    """Without transparency: what lies behind a sign on paper is white."""
    import PIL.Image

    if opened.mode not in ("RGBA", "LA", "PA") and "transparency" not in opened.info:
        return opened
    layer = opened.convert("RGBA")
    return PIL.Image.alpha_composite(PIL.Image.new("RGBA", layer.size, "white"), layer)


def distance(one: str, other: str) -> int:
    """In how many of 64 bits two hashes differ.

    >>> distance("ffffffffffffffff", "fffffffffffffffe")
    1
    """
    return (int(one, 16) ^ int(other, 16)).bit_count()
