"""Where one document ends and the next begins: XML files are cut without being parsed, in constant memory.

Files of many documents are cut at their declarations (`<?xml`, or `<!DOCTYPE` where a document has none); files of one
document with many elements are cut element by element. Damage in one chunk costs no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from zhihang.records.problem import Problem
from zhihang.sources.encoding import Utf8Reader, declared
from zhihang.sources.source import Chunk, Place

LARGEST_DOCUMENT = 256 << 20
"""Bytes of the longest single document or element that is read; a longer one is a problem and is passed over."""

_START = re.compile(rb"<\?xml\s|<!DOCTYPE\s")
_LOOK_BACK = 64
_ELEMENT = re.compile(rb"<[A-Za-z_]")
_NAMESPACE = re.compile(rb"\bxmlns(?::[\w.-]+)?\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_TAGS = re.compile(rb"<!--(?:.*?-->|.*)|<\?(?:.*?\?>|.*)|<[^<>]*>", re.DOTALL)
_OPEN = re.compile(rb"<([A-Za-z_][\w.:-]*)[^<>]*(?<!/)>")


def lines(data: bytes) -> int:
    """Line ends in `data`: `\\n`, or `\\r` where that is all there is."""
    return data.count(b"\n") or data.count(b"\r")


class _Buffer:
    """What has been read and not yet given out, with the line where it begins; grows no further than the limit."""

    def __init__(self, stream: BinaryIO) -> None:
        self.reader = Utf8Reader(stream)
        self.data = bytearray()
        self.line = 1
        self.dropped = 0

    def more(self) -> bool:
        """Reads one block; False at the end."""
        block = self.reader.block()
        self.data += block
        return bool(block)

    def take(self, length: int) -> bytes:
        """The first `length` bytes, which are then gone."""
        data = bytes(self.data[:length])
        del self.data[:length]
        self.line += lines(data)
        return data

    def shed(self) -> None:
        """Forgets all but the end of what is too long to be kept."""
        self.dropped += len(self.take(len(self.data) - _LOOK_BACK))

    @property
    def encoding(self) -> str:
        """What the bytes are now, where the stream itself told: UTF-8, carried over."""
        return "" if self.reader.encoding in (None, "utf-8") else "utf-8"


def split_documents(stream: BinaryIO, place: Place) -> Iterator[Chunk | Problem]:
    """The documents of a file, in order, each whole."""
    buffer = _Buffer(stream)
    line, searched = 1, 1
    while True:
        match = _next_start(buffer.data, searched)
        if match is not None:
            yield from _document(buffer, match, line, place)
            line, searched = buffer.line, 1
            continue
        searched = max(1, len(buffer.data) - _LOOK_BACK)
        if len(buffer.data) > LARGEST_DOCUMENT:
            buffer.shed()
            searched = 1
        if not buffer.more():
            break
    yield from _document(buffer, len(buffer.data), line, place)
    if buffer.reader.damaged:
        yield place.problem("encoding", detail=f"bytes that are not {buffer.reader.encoding} became U+FFFD")


def _next_start(data: bytearray, searched: int) -> int | None:
    """Where the next document begins, if that can be seen: a declaration, or a doctype after an element."""
    element: re.Match[bytes] | None = None
    for number, match in enumerate(_START.finditer(data, searched)):
        if match[0].startswith(b"<?"):
            return match.start()
        element = _ELEMENT.search(data) if number == 0 else element
        if element is not None and element.start() < match.start():
            return match.start()
    return None


def _document(buffer: _Buffer, length: int, line: int, place: Place) -> Iterator[Chunk | Problem]:
    data = buffer.take(length)
    size, buffer.dropped = len(data) + buffer.dropped, 0
    if size > LARGEST_DOCUMENT:
        yield place.problem("document-too-large", line, f"{size} bytes", fatal=True)
    elif not _ELEMENT.search(data):
        if data.strip(b"\xef\xbb\xbf \t\r\n\0"):
            yield place.problem("junk", line, data.strip().decode("utf-8", "replace"))
    else:
        junk = re.match(rb"\s*([^<\s][^<]*)", data)
        if junk:
            yield place.problem("junk", line, junk[1].decode("utf-8", "replace"))
            line += lines(junk[0])
            data = data[junk.end() :]
        yield Chunk(position=line, data=data, context={"encoding": buffer.encoding} if buffer.encoding else {})


def split_elements(
    stream: BinaryIO, place: Place, name: str, *, passing: tuple[str, ...] = ()
) -> Iterator[Chunk | Problem]:
    """Each element `name` (any prefix) of a file, in order; `context` keeps the encoding and the namespaces above it.

    What stands outside of these elements is a problem when it is text; tags around them are passed over, and so is
    the text of the elements named in `passing`.
    """
    yield from _Elements(stream, place, name, passing).chunks()


class _Elements:
    """The walk over the elements of one long document."""

    def __init__(self, stream: BinaryIO, place: Place, name: str, passing: tuple[str, ...]) -> None:
        names = b"|".join(re.escape(each.encode()) for each in passing) or rb"(?!)"
        self.passing = re.compile(rb"(<(?:[\w.-]+:)?(" + names + rb")\b[^<>]*>)[^<>]*(?=</)")
        tag = rb"(?:[A-Za-z_][\w.-]*:)?" + re.escape(name.encode())
        self.start = re.compile(rb"<" + tag + rb"(?=[\s/>])")
        self.edge = re.compile(rb"</" + tag + rb"\s*>|<" + tag + rb"(?=[\s/>])")
        self.buffer = _Buffer(stream)
        self.place = place
        self.context: dict[str, str] = {}
        self.encoding = ""
        self.above: list[bytes] = []

    def chunks(self) -> Iterator[Chunk | Problem]:
        """Gaps and elements in turn."""
        while True:
            start = self._find(self.start, 0)
            if start is None:
                break
            yield from self._gap(start.start())
            yield from self._element()
        yield from self._end()

    def _find(self, pattern: re.Pattern[bytes], begin: int) -> re.Match[bytes] | None:
        searched = begin
        while True:
            match = pattern.search(self.buffer.data, searched)
            if match is not None and match.end() < len(self.buffer.data):
                return match
            searched = max(begin, len(self.buffer.data) - _LOOK_BACK * 4)
            if len(self.buffer.data) > LARGEST_DOCUMENT:
                self.buffer.shed()
                begin = searched = 0
            if not self.buffer.more():
                return pattern.search(self.buffer.data, searched)

    def _gap(self, length: int) -> Iterator[Problem]:
        line = self.buffer.line
        gap = self.passing.sub(rb"\1", self.buffer.take(length))
        self._note_context(gap)
        rest = _TAGS.sub(b" ", gap).strip(b"\xef\xbb\xbf \t\r\n")
        if rest:
            yield self.place.problem("junk", line, rest.decode("utf-8", "replace"))

    def _note_context(self, gap: bytes) -> None:
        for tag in _TAGS.findall(gap):
            if tag.startswith(b"</"):
                self.above = self.above[:-1]
            elif _OPEN.fullmatch(tag):
                self.above.append(tag)
        # the declaration nearest to the element holds, where several tags above it declare the same prefix
        spaces = {space.partition(b"=")[0].strip(): space for tag in self.above for space in _NAMESPACE.findall(tag)}
        self.context = {"namespaces": b" ".join(spaces.values()).decode("utf-8", "replace")} if spaces else {}
        self.encoding = self.buffer.encoding or declared(gap) or self.encoding
        if self.encoding:
            self.context["encoding"] = self.encoding

    def _element(self) -> Iterator[Chunk | Problem]:
        line = self.buffer.line
        length = self._length()
        data = self.buffer.take(length)
        size, self.buffer.dropped = len(data) + self.buffer.dropped, 0
        if size > LARGEST_DOCUMENT:
            yield self.place.problem("document-too-large", line, f"{size} bytes", fatal=True)
        else:
            yield Chunk(position=line, data=data, context=self.context)

    def _length(self) -> int:
        """To the end tag; to the next start where the end tag is missing; all there is where the file is cut."""
        closing = self._find(re.compile(rb">"), 1)
        if closing is not None and self.buffer.data[closing.start() - 1 : closing.start()] == b"/":
            return closing.end()
        edge = self._find(self.edge, 1)
        if edge is None:
            return len(self.buffer.data)
        return edge.end() if edge[0].startswith(b"</") else edge.start()

    def _end(self) -> Iterator[Problem]:
        yield from self._gap(len(self.buffer.data))
        if self.above:
            name = self.above[-1].decode("utf-8", "replace")
            yield self.place.problem("truncated", self.buffer.line, f"no end of {name}")
        if self.buffer.reader.damaged:
            yield self.place.problem(
                "encoding", detail=f"bytes that are not {self.buffer.reader.encoding} became U+FFFD"
            )
