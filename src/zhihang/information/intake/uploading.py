"""How an upload comes in: straight to the disk, counted and summed up on its way, never more than is allowed.

The whole request is refused before its body is read where it says that it is too long.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any, BinaryIO, Final

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

from zhihang import config
from zhihang.errors import UsageError
from zhihang.information.intake.storing import Received, free_bytes, incoming, safe_name

_BESIDE: Final = 1 << 20  # bytes of a request that are not files
_RESERVE: Final = 64 << 20  # bytes of the disk that stay free, so that a build can still say that it is full


class TooMuch(Exception):
    """More came in than the setting allows, or than the disk takes."""


class ToDisk(FileUploadHandler):
    """Writes each uploaded file below the upload folder. What was written for a request that fails is removed."""

    chunk_size = 1 << 20

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.received: list[Received] = []
        self._most = int(config.number_value("largest_upload"))
        self._whole = 0
        self._stream: BinaryIO | None = None
        self._is_cut = False

    def new_file(self, *args: Any, **options: Any) -> None:
        """A file begins."""
        super().new_file(*args, **options)
        self._path, self._sum, self._size = incoming(), hashlib.sha256(), 0
        self._stream = self._path.open("wb")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """A piece of it. Raises TooMuch."""
        assert self._stream is not None  # a file has begun
        self._whole += len(raw_data)
        if self._whole > self._most:
            raise TooMuch
        self._size += len(raw_data)
        self._sum.update(raw_data)
        self._stream.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile[bytes]:
        """It ends."""
        assert self._stream is not None  # a file has begun
        self._stream.close()
        self._stream = None
        received = Received(self._path, safe_name(str(self.file_name)), self._size, self._sum.hexdigest())
        self.received.append(received)
        return UploadedFile(BytesIO(), received.name, size=received.size)  # the request closes a stream at its end

    def upload_interrupted(self) -> None:
        """The sender went away in the middle of a file."""
        self._is_cut = True
        self.remove_all()

    def read(self) -> None:
        """Read the form and its files now. Raises UnreadablePostError where they broke off."""
        assert self.request is not None  # it was given
        _ = self.request.POST
        if self._is_cut:
            raise UnreadablePostError

    def remove_all(self) -> None:
        """Forget what came in."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None
            self._path.unlink(missing_ok=True)
        for each in self.received:
            each.path.unlink(missing_ok=True)


def require_room(request: HttpRequest) -> None:
    """Refuse a request that is too long, or longer than the disk takes, before its body is read.

    Raises UsageError `UPLOAD_TOO_LARGE`, `UPLOAD_NO_ROOM`.
    """
    said = request.META.get("CONTENT_LENGTH") or "0"
    length = int(said) if said.isdecimal() and len(said) < 20 else 0
    if length > config.number_value("largest_upload") + _BESIDE:
        raise _too_large()
    if length + _RESERVE > free_bytes():
        raise UsageError("UPLOAD_NO_ROOM", room="information")


@contextmanager
def uploads(request: HttpRequest) -> Iterator[ToDisk]:
    """While the block lasts the request's files go to the disk; where it fails they are removed again.

    Must begin before anything asks for the request's form. Raises UsageError `UPLOAD_TOO_LARGE`, `UPLOAD_NO_ROOM`,
    `UPLOAD_TOO_MANY`, `UPLOAD_BROKEN`.
    """
    require_room(request)
    handler = ToDisk(request)
    request.upload_handlers = [handler]
    try:
        yield handler
    except TooMuch:
        raise _too_large() from None
    except TooManyFilesSent:
        raise UsageError("UPLOAD_TOO_MANY", room="information") from None
    except (UnreadablePostError, MultiPartParserError, RequestDataTooBig):
        raise UsageError("UPLOAD_BROKEN", room="information") from None
    except OSError as error:
        raise UsageError("UPLOAD_NO_ROOM", room="information") from error
    finally:
        handler.remove_all()  # what was taken in was moved away by then


def _too_large() -> UsageError:
    return UsageError("UPLOAD_TOO_LARGE", room="information", most=int(config.number_value("largest_upload")))
