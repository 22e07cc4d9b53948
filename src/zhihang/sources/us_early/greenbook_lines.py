"""The lines of APS text: a tag of four places, a blank, a value; lines that begin with blanks go on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from zhihang.records.problem import Problem
from zhihang.sources.encoding import to_utf8
from zhihang.sources.source import Chunk, Place
from zhihang.sources.splitting import LARGEST_DOCUMENT

START = b"PATN"
_SECTION = re.compile(r"[A-Z]{4}")
_HEADER = (b"HHHHH",)


@dataclass(slots=True)
class Section:
    """A group of fields under one heading (`INVT`), in order; `line` where it begins."""

    name: str
    fields: list[tuple[str, str]] = field(default_factory=list)

    def first(self, tag: str) -> str:
        """The first value of a tag; empty where there is none."""
        return next((value for name, value in self.fields if name == tag), "")

    def every(self, tag: str) -> list[str]:
        """All values of a tag."""
        return [value for name, value in self.fields if name == tag and value.strip()]


def split(stream: BinaryIO, place: Place) -> Iterator[Chunk | Problem]:
    """One patent each: from `PATN` to the next. The header line of a tape is passed over."""
    lines: list[bytes] = []
    begin, size = 0, 0
    for number, line in enumerate(_lines(stream), 1):
        if line.rstrip() == START:
            if lines:
                yield Chunk(position=begin, data=b"".join(lines))
            lines, begin, size = [line], number, len(line)
        elif lines:
            size += len(line)
            if size > LARGEST_DOCUMENT:
                yield place.problem("document-too-large", begin, f"{size} bytes", fatal=True)
                lines = []
            else:
                lines.append(line)
        elif line.strip() and not line.startswith(_HEADER):
            yield place.problem("junk", number, line.strip().decode("utf-8", "replace"))
    if lines:
        yield Chunk(position=begin, data=b"".join(lines))


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    rest = b""
    while True:
        block = stream.read(1 << 16)
        pieces = (rest + block).splitlines(keepends=True)
        rest = pieces.pop() if pieces and block else b""
        yield from pieces
        if not block:
            break


def sections(chunk: Chunk) -> tuple[list[Section], str | None]:
    """The sections of one patent, and what had to be assumed of its characters."""
    data, assumed = to_utf8(chunk.data, None)
    found: list[Section] = []
    for line in data.decode("utf-8", "replace").splitlines():
        text = line.rstrip()
        if not text:
            continue
        if text[0] == " " or (not found and text != START.decode()):
            _go_on(found, text)
        elif _SECTION.fullmatch(text):
            found.append(Section(text))
        else:
            found[-1].fields.append((text[:4].rstrip(), text[5:]))
    return found, assumed


def _go_on(found: list[Section], text: str) -> None:
    if found and found[-1].fields:
        tag, value = found[-1].fields[-1]
        joint = "\n" if tag == "TBL" else " "
        found[-1].fields[-1] = (tag, f"{value}{joint}{text if tag == 'TBL' else text.strip()}")
