"""In which encoding is a delimited file written? Byte-order mark, then what the bytes can be, then what they say.

Files carry no declaration. The order of the questions: a byte-order mark; zero bytes at every other place (UTF-16
without mark); valid UTF-8; UTF-8 with few damaged places; GB18030 if what it gives is mostly everyday Chinese; else
Windows-1252, which holds all of printable Latin-1. The whole file is looked at, in pieces, since its first megabyte
may be plain ASCII.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from functools import cache
from typing import BinaryIO

PIECE = 1 << 20
_SAMPLE = 4 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
REPLACEMENT = "\ufffd"


@dataclass(slots=True)
class _Evidence:
    """What the bytes of a file say about UTF-8: well-formed characters beyond ASCII, damaged places, and the lines
    that hold bytes beyond ASCII."""

    characters: int = 0
    damaged: int = 0
    beyond_ascii: bytes = b""


def encoding_of(stream: BinaryIO) -> str:
    """The encoding of a seekable file, as Python names it; the stream is left at its beginning.

    Decoding with the answer never fails when errors are replaced; a replaced character is then a place that is
    damaged in the file itself.
    """
    stream.seek(0)
    head = stream.read(PIECE)
    marked = _by_mark(head) or _by_zero_bytes(head)
    stream.seek(0)
    if marked:
        return marked
    evidence = _utf8_evidence(stream)
    stream.seek(0)
    if not evidence.damaged or evidence.damaged * 50 < evidence.characters:
        return "utf-8"
    return "gb18030" if _is_chinese(evidence.beyond_ascii) else "cp1252"


def _by_mark(head: bytes) -> str | None:
    return next((name for mark, name in _MARKS if head.startswith(mark)), None)


def _by_zero_bytes(head: bytes) -> str | None:
    """UTF-16 without a mark: the high bytes of its ASCII characters are zero."""
    sample = head[: len(head) // 2 * 2]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 5 < len(sample) // 2 or not sample:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _utf8_evidence(stream: BinaryIO) -> _Evidence:
    evidence = _Evidence()
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    while piece := stream.read(PIECE):
        _weigh(decoder.decode(piece), evidence)
        if not piece.isascii() and len(evidence.beyond_ascii) < _SAMPLE:
            evidence.beyond_ascii += b"\n".join(line for line in piece.splitlines() if not line.isascii())
    _weigh(decoder.decode(b"", final=True), evidence)
    return evidence


def _weigh(text: str, evidence: _Evidence) -> None:
    if not text.isascii():
        damaged = text.count(REPLACEMENT)
        evidence.damaged += damaged
        evidence.characters += len(text) - len(text.encode("ascii", "ignore")) - damaged


def _is_chinese(sample: bytes) -> bool:
    """Whether bytes read as GB18030 give mostly characters of its oldest part (GB 2312): accented Latin letters read
    so give rare characters, because their second byte is an ASCII letter."""
    text = sample.decode("gb18030", "replace")
    beyond = [character for character in text if not character.isascii()]
    everyday = sum(1 for character in beyond if _in_gb2312(character))
    return everyday * 10 >= len(beyond) * 7


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def decode_sample(data: bytes, encoding: str) -> str:
    """The text of a file's first bytes; a character cut at the end is left out."""
    return codecs.getincrementaldecoder(encoding)("replace").decode(data)


def encoded_once(text: str) -> str:
    """A text whose UTF-8 was taken for Windows-1252 and encoded again, read once more; any other as it is.

    Only a text all of whose letters are such bytes is read again: where one letter is right as it stands, all are.

    >>> encoded_once("G\u00c3\u00bcnter"), encoded_once("G\u00fcnter")
    ('Günter', 'Günter')
    """
    if text.isascii():
        return text
    try:
        return bytes(_windows()[letter] for letter in text).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return text


@cache
def _windows() -> dict[str, int]:
    """Letter → byte of Windows-1252; the five bytes that it leaves open stand for themselves."""
    return {bytes([byte]).decode("cp1252", "ignore") or chr(byte): byte for byte in range(256)}
