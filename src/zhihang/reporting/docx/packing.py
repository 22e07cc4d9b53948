"""Packing a DOCX: parts of the frame, the body as it is made, pictures. The same report gives the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from shutil import copyfileobj
from typing import BinaryIO, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_BODY: Final = "word/document.xml"
_RELATIONS: Final = "word/_rels/document.xml.rels"
_TYPES: Final = "[Content_Types].xml"
_IMAGE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_SPACES: Final = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}


def relation(number: int) -> str:
    """The name under which the body refers to a picture."""
    return f"rIdPicture{number}"


def section_of(frame: bytes) -> str:
    """The properties of the page as the frame states them."""
    with ZipFile(BytesIO(frame)) as parts:
        found = re.search(r"<w:sectPr.*</w:sectPr>", parts.read(_BODY).decode("utf-8"), re.DOTALL)
    return found[0] if found else "<w:sectPr/>"


def pack(target: BinaryIO, frame: bytes, body: Iterable[str], pictures: Sequence[Path], created: datetime) -> None:
    """Write the file. `body`: what stands in the body, its last piece the properties of the last section."""
    with ZipFile(BytesIO(frame)) as parts, ZipFile(target, "w", ZIP_DEFLATED) as made:
        for name in parts.namelist():
            with made.open(_named(name, created), "w", force_zip64=True) as part:
                if name == _BODY:
                    part.writelines(piece.encode("utf-8") for piece in _whole(body))
                else:
                    part.write(_completed(name, parts.read(name), pictures))
        for path in pictures:
            with made.open(_named(f"word/media/{path.name}", created), "w") as part, path.open("rb") as file:
                copyfileobj(file, part)


def _whole(body: Iterable[str]) -> Iterable[str]:
    spaces = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in _SPACES.items())
    yield f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document {spaces}><w:body>'
    yield from body
    yield "</w:body></w:document>"


def _completed(name: str, data: bytes, pictures: Sequence[Path]) -> bytes:
    """A part of the frame with what the pictures need."""
    if name == _RELATIONS:
        added = "".join(
            f'<Relationship Id="{relation(number)}" Type="{_IMAGE}" Target="media/{path.name}"/>'
            for number, path in enumerate(pictures, start=1)
        )
        return data.replace(b"</Relationships>", f"{added}</Relationships>".encode())
    if name == _TYPES:
        missing = [ending for ending in ("png", "jpeg") if f'Extension="{ending}"'.encode() not in data]
        known = "".join(f'<Default Extension="{ending}" ContentType="image/{ending}"/>' for ending in missing)
        return data.replace(b"<Override", known.encode() + b"<Override", 1)
    return data


def _named(name: str, day: datetime) -> ZipInfo:
    info = ZipInfo(name, (day.year, day.month, day.day, day.hour, day.minute, day.second))
    info.compress_type = ZIP_DEFLATED
    return info
