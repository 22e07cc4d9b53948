"""A made-up corpus whose files carry pictures: US designs with drawings beside them in archives, New Zealand marks with
the picture inside their file. Nothing in it is real."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from tests.made_corpus import Document, us_document

from zhihang.corpus.building import add


def drawn(shape: str, *, size: int = 200, form: str = "PNG", mode: str = "RGB", **options: object) -> bytes:
    """A ring, or a cross."""
    picture = Image.new("RGB", (size, size), "white")
    pen = ImageDraw.Draw(picture)
    unit = size // 16
    if shape == "ring":
        pen.ellipse((2 * unit, 2 * unit, 14 * unit, 14 * unit), outline="black", width=2 * unit)
    else:
        pen.rectangle((7 * unit, unit, 9 * unit, 15 * unit), fill="black")
        pen.rectangle((unit, 7 * unit, 15 * unit, 9 * unit), fill="black")
    sink = io.BytesIO()
    picture.convert(mode).save(sink, form, **options)
    return sink.getvalue()


TIFF = drawn("ring", size=1200, form="TIFF", mode="1", compression="group4")
CROSS = drawn("cross", form="JPEG")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def grant(number: str, *files: str, kind: str = "B2") -> bytes:
    """A US grant that names drawings."""
    document = Document(number, kind, "20200107", (f"39{number[-6:]}", "20180301"), "Bracket", "Alder Cells Inc.")
    figures = "".join(f'<figure id="F{n}"><img id="I{n}" file="{file}"/></figure>' for n, file in enumerate(files))
    drawings = f'<drawings id="DRAWINGS">{figures}</drawings></us-patent-grant>'
    return us_document(document, "grant").replace("</us-patent-grant>", drawings).encode()


def mark(number: int, picture: bytes | str) -> bytes:
    """A New Zealand application whose file holds its picture."""
    image = picture if isinstance(picture, str) else base64.b64encode(picture).decode()
    return json.dumps(
        {
            "binder": {"id": 0, "domains": "TM", "fa": "opposition", "fafd": "", "applicationNo": number,
                       "redParty": "Nobody Ltd"},
            "applicant": {"id": 1, "name": "Ring Makers Ltd", "address": "Postal : 1 Road (NZ)"},
            "classifications": [{"classId": 9, "description": "Batteries"}],
            "trademark": {"name": f"RING {number}", "type": "Image", "image": image},
        }
    ).encode()  # fmt: skip


def zipped(members: dict[str, bytes]) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return sink.getvalue()


def write_picture_files(folder: Path) -> Path:
    """An archive of a week with an archive for each grant, a grant delivered loose with its drawing, and two marks."""
    folder.mkdir(parents=True, exist_ok=True)
    first = zipped({"US1/US1.XML": grant("91000101", "us1-d1.tif", "US1-D2.TIF"), "US1/US1-D1.TIF": TIFF})
    second = zipped({"US2/US2.XML": grant("91000102", "US2-D1.JPG"), "US2/pictures/US2-D1.JPG": CROSS})
    (folder / "week.zip").write_bytes(zipped({"a/US1.ZIP": first, "a/US2.ZIP": second}))
    (folder / "loose.xml").write_bytes(grant("91000103", "loose-D1.PNG", "evil.svg", "broken.png"))
    (folder / "loose-D1.png").write_bytes(drawn("ring"))
    (folder / "evil.svg").write_bytes(SVG)
    (folder / "broken.png").write_bytes(drawn("ring")[:90])
    (folder / "nz-1.json").write_bytes(mark(9100001, drawn("ring")))
    (folder / "nz-2.json").write_bytes(mark(9100002, drawn("cross")))
    return folder


@pytest.fixture(scope="session")
def picture_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus of these files."""
    folder = tmp_path_factory.mktemp("pictures")
    add(folder / "corpus", [write_picture_files(folder / "files")], jobs=1)
    return folder / "corpus"
