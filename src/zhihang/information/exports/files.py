"""Files as answers: what each format is called on the wire, and under which name it is saved."""

from __future__ import annotations

from typing import BinaryIO

from django.http import FileResponse

from zhihang.information.api.files import MEDIA_TYPES
from zhihang.information.exports.models import Export
from zhihang.library.exporting import ENDINGS


def file_response(row: Export, stream: BinaryIO) -> FileResponse:
    """The file of an export as an answer, under a name that says what it is."""
    name = f"zhihang-{row.edition[:12]}-{row.written}.{ENDINGS[row.format]}"
    return FileResponse(stream, as_attachment=True, filename=name, content_type=MEDIA_TYPES[row.format])
