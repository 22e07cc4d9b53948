"""A delivered picture as pages and reports show it: unpacked, within bounds, and written anew as PNG.

Nothing of the delivered bytes is served: formats that browsers do not read (TIFF) become readable, and nothing that
hides in a file besides its pixels goes on. Limits are those of `zhihang.sources.pictures`.
"""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, Final, NamedTuple

from zhihang.errors import UsageError
from zhihang.sources.pictures import MOST_BYTES, MOST_PIXELS

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS: Final = ("PNG", "TIFF", "JPEG", "GIF", "BMP", "WEBP", "JPEG2000")
"""What is unpacked; vector graphics and whatever else may hold a program is not among these."""
MEDIA_TYPE: Final = "image/png"


class Rendered(NamedTuple):
    """A picture written anew: PNG bytes, and its width and height in pixels."""

    data: bytes
    width: int
    height: int


class Measured(NamedTuple):
    """What the head of a picture says: its media type, width and height in pixels."""

    media_type: str
    width: int
    height: int


def measured(picture: bytes) -> Measured:
    """Type and size, without unpacking. Raises UsageError `NO_PICTURE`."""
    import PIL.Image

    with _checked(picture) as opened:
        return Measured(PIL.Image.MIME.get(opened.format or "", "application/octet-stream"), *opened.size)


def rendered(picture: bytes, side: int | None = None) -> Rendered:
    """The picture, scaled down so that no side is longer than `side` pixels (never up).

    Raises UsageError `NO_PICTURE` for what is none, is damaged, or would unpack to too much.
    """
    import PIL.Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # Pillow warns of what may be a bomb
            with _checked(picture) as opened:
                shown = _in_colors(opened, side)
                if side is not None:
                    shown.thumbnail((side, side), PIL.Image.Resampling.LANCZOS)
                sink = io.BytesIO()
                shown.save(sink, "PNG")
    except (OSError, ValueError, SyntaxError, Warning) as error:
        raise UsageError("NO_PICTURE", room="sources", reason=str(error) or type(error).__name__) from error
    return Rendered(sink.getvalue(), *shown.size)


def _checked(picture: bytes) -> Image:
    """The picture opened, its pixels not yet unpacked."""
    import PIL.Image

    if len(picture) > MOST_BYTES:
        raise UsageError("NO_PICTURE", room="sources", reason=f"{len(picture)} bytes")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            opened = PIL.Image.open(io.BytesIO(picture), formats=FORMATS)
    except (PIL.UnidentifiedImageError, OSError, ValueError, SyntaxError, Warning) as error:
        raise UsageError("NO_PICTURE", room="sources", reason=str(error) or type(error).__name__) from error
    width, height = opened.size
    if width * height > MOST_PIXELS:
        opened.close()
        raise UsageError("NO_PICTURE", room="sources", reason=f"{width} x {height}")
    return opened


def _in_colors(opened: Image, side: int | None) -> Image:
    """In a form that scales well and that PNG holds, on white where it is transparent, as on paper; a drawing in two
    colors becomes grey where it is scaled."""
    import PIL.Image

    if "transparency" in opened.info or opened.mode in ("RGBA", "LA", "PA", "RGBa", "La"):
        layer = opened.convert("RGBA")
        return PIL.Image.alpha_composite(PIL.Image.new("RGBA", layer.size, "white"), layer).convert("RGB")
    if opened.mode == "1":
        return opened.convert("L") if side is not None and max(opened.size) > side else opened.copy()
    if opened.mode in ("L", "RGB"):
        return opened.copy()
    return opened.convert("L") if opened.mode.startswith("I") or opened.mode == "F" else opened.convert("RGB")
