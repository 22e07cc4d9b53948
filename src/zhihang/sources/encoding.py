"""Which characters a file holds: byte-order marks, UTF-16, and declarations that are not true.

Everything below works on UTF-8: a stream in UTF-16 or UTF-32 is carried over while it is read; a document whose
declaration is wrong is read as what it is, and a problem says what was assumed.
"""

from __future__ import annotations

import codecs
import io
import re
from typing import BinaryIO

BLOCK = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SHAPES = ((b"<\0?\0", "utf-16-le"), (b"\0<\0?", "utf-16-be"), (b"<\0!\0", "utf-16-le"), (b"\0<\0!", "utf-16-be"))
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.:-]+)[\"']")
_HIGH = re.compile(rb"[\x80-\xff]+")
_EVERYDAY = re.compile(rb"(?:[\xa1-\xa3\xb0-\xd7][\xa1-\xfe])+")
_FEWEST_PAIRS = 6
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs", "us-ascii": "utf-8"}
_AS_UTF8 = frozenset({"utf-8", "utf8", "utf-16", "utf16", "utf-16-le", "utf-16-be", "us-ascii", "ascii"})


def _western(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are not UTF-8, as the Western characters that they are in Windows-1252 (else Latin-1)."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in wrong), error.end


codecs.register_error("zhihang-western", _western)


def marked(head: bytes) -> tuple[str | None, int]:
    """The encoding that a byte-order mark (or the shape of `<?`) tells, and the length of the mark."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name, len(mark)
    for shape, name in _SHAPES:
        if head.startswith(shape):
            return name, 0
    return None, 0


class Utf8Reader(io.RawIOBase):
    """A stream as UTF-8: without its byte-order mark, and carried over from UTF-16 or UTF-32.

    `encoding`: the encoding that was sure (None: the documents' own declarations decide); `damaged`: whether some
    bytes were no characters in it and became U+FFFD.
    """

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream
        self._pending = _filled(stream, 4)
        self.encoding, length = marked(self._pending)
        self.damaged = False
        self._pending = self._pending[length:]
        wide = self.encoding not in (None, "utf-8")
        self._decoder = codecs.getincrementaldecoder(self.encoding or "utf-8")("replace") if wide else None

    def readable(self) -> bool:
        """Yes."""
        return True

    def block(self) -> bytes:
        """The next block in UTF-8, empty at the end."""
        data, self._pending = self._pending + self._stream.read(BLOCK), b""
        if self._decoder is None:
            return data
        text = self._decoder.decode(data, final=not data)
        while data and not text:
            data = self._stream.read(BLOCK)
            text = self._decoder.decode(data, final=not data)
        if "�" in text:
            self.damaged = True
        return text.encode("utf-8", "replace")


def _filled(stream: BinaryIO, length: int) -> bytes:
    data = b""
    while len(data) < length:
        more = stream.read(length - len(data))
        if not more:
            break
        data += more
    return data


def declared(data: bytes) -> str | None:
    """The encoding that a document's declaration names, in small letters."""
    match = _DECLARED.match(data.lstrip())
    return match[1].decode("ascii").lower() if match else None


def to_utf8(data: bytes, name: str | None) -> tuple[bytes, str | None]:
    """The bytes in UTF-8, and what had to be assumed where `name` (default UTF-8) is not true of them.

    >>> to_utf8("café".encode("latin-1"), "utf-8")
    (b'caf\\xc3\\xa9', 'declared utf-8, read as windows-1252 where it is not')
    """
    name = name or "utf-8"
    if data.isascii():
        return data, None
    try:
        wider = _WIDER.get(name, name)
        if name in _AS_UTF8:
            data.decode("utf-8")
            return data, None
        return data.decode(wider).encode("utf-8"), None
    except (UnicodeDecodeError, LookupError):
        text, assumed = _assumed(data)
        return text.encode("utf-8", "replace"), f"declared {name}, read as {assumed}"


def _assumed(data: bytes) -> tuple[str, str]:
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    if _is_chinese(data):
        try:
            return data.decode("gb18030"), "gb18030"
        except UnicodeDecodeError:
            pass
    return data.decode("utf-8", "zhihang-western"), "windows-1252 where it is not"


def _is_chinese(data: bytes) -> bool:
    """Whether bytes above 127 are pairs of everyday Chinese (GB 2312: signs and the common characters).

    Western letters stand alone, or in pairs that are rare characters; a handful of pairs decides nothing.
    """
    high = _HIGH.findall(data[: 1 << 18])
    common = sum(len(match[0]) for run in high for match in _EVERYDAY.finditer(run))
    return common >= 2 * _FEWEST_PAIRS and common >= 0.8 * sum(map(len, high))
