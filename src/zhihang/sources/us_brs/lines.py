"""The lines of BRS text: a tag of two to five capitals, a blank, a value; lines that begin with blanks go on.

A document begins with a line `number, kind, date, application, size` parted by tabs and its title, and then a line
`*** BRS DOCUMENT BOUNDARY ***`. Files that lack the first lines are parted at the second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from zhihang.records.problem import Problem
from zhihang.sources.encoding import to_utf8
from zhihang.sources.source import Chunk, Place
from zhihang.sources.splitting import LARGEST_DOCUMENT

BOUNDARY = "*** BRS DOCUMENT BOUNDARY ***"
_BOUNDARY = BOUNDARY.encode()
_OPENING = re.compile(rb"[A-Z]{0,2}\d{5,8}\t[A-Z]\d?\t\d{8}\t\d+\t\d+\s*")
_FIELD = re.compile(r"([A-Z]{2,5})(?: (.*)|$)")


def split(stream: BinaryIO, place: Place) -> Iterator[Chunk | Problem]:
    """One patent each."""
    lines: list[bytes] = []
    begin, size, is_inside = 1, 0, False
    for number, line in enumerate(_lines(stream), 1):
        is_boundary = line.rstrip() == _BOUNDARY
        if lines and (_OPENING.fullmatch(line) or (is_boundary and is_inside)):
            yield from _document(lines, begin, size, place)
            lines, size, is_inside = [], 0, False
        if not lines:
            begin = number
        is_inside = is_inside or is_boundary
        size += len(line)
        if size <= LARGEST_DOCUMENT:
            lines.append(line)
    if lines:
        yield from _document(lines, begin, size, place)


def _document(lines: list[bytes], begin: int, size: int, place: Place) -> Iterator[Chunk | Problem]:
    if size > LARGEST_DOCUMENT:
        yield place.problem("document-too-large", begin, f"{size} bytes", fatal=True)
    elif any(line.rstrip() == _BOUNDARY for line in lines):
        yield Chunk(position=begin, data=b"".join(lines))
    elif any(line.strip() for line in lines):
        yield place.problem("junk", begin, b"".join(lines).strip().decode("utf-8", "replace"))


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    rest = b""
    while True:
        block = stream.read(1 << 16)
        pieces = (rest + block).splitlines(keepends=True)
        rest = pieces.pop() if pieces and block else b""
        yield from pieces
        if not block:
            break


def fields(chunk: Chunk) -> tuple[list[tuple[str, str]], str | None]:
    """Tags and values of one document in order, and what had to be assumed of its characters."""
    data, assumed = to_utf8(chunk.data, None)
    found: list[tuple[str, str]] = []
    _, _, inside = data.decode("utf-8", "replace").partition(BOUNDARY)
    for line in inside.splitlines():
        match = _FIELD.fullmatch(line.rstrip())
        if match is not None:
            found.append((match[1], (match[2] or "").strip()))
        elif line.strip() and found:
            tag, value = found[-1]
            found[-1] = (tag, f"{value} {line.strip()}".strip())
        elif line.strip():
            found.append(("", line.strip()))
    return found, assumed
