"""JSON as a stream of chunks: lines of values, and answers whose lists hold the records.

A file is read as values that follow each other (JSON lines, or one answer). Where a value holds one of the named lists,
each member of it is a chunk and the rest, its lists emptied, follows as a chunk of its own (`context["part"]` is
`envelope`); a value without such a list is one chunk. `position` is the line of a value, the running number of a
member. Memory holds one member at a time; what is not JSON is a problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from zhihang.records.problem import Problem
from zhihang.sources.encoding import Utf8Reader
from zhihang.sources.source import Chunk, Place
from zhihang.sources.splitting import LARGEST_DOCUMENT, lines

ENVELOPE = "envelope"
_SIGN = re.compile(rb'["{}\[\],:]')
_STRING = re.compile(rb'"(?>[^"\\]+|\\.)*+"', re.DOTALL)
_CLOSES = {b"}": b"{", b"]": b"["}


def split_json(stream: BinaryIO, place: Place, lists: tuple[str, ...] = ()) -> Iterator[Chunk | Problem]:
    """The values of a file, or the members of the named lists: keys joined by `.`, the empty one a list on top."""
    yield from _Values(stream, place, lists).chunks()


class _Values:
    """The walk over the signs of JSON."""

    def __init__(self, stream: BinaryIO, place: Place, lists: tuple[str, ...]) -> None:
        self.reader = Utf8Reader(stream)
        self.place = place
        self.lists = {tuple(each.split(".")) if each else () for each in lists}
        self.data = bytearray()
        self.at = 0
        self.line = 1
        self.member = 0
        self.start_line = 1
        self.stack: list[bytes] = []
        self.keys: list[str] = []
        self.naming = False
        self.target: int | None = None
        self.envelope = bytearray()
        self.has_lists = False

    def chunks(self) -> Iterator[Chunk | Problem]:
        """Values, members and envelopes in order."""
        while self._next_sign():
            sign = bytes(self.data[self.at : self.at + 1])
            if sign == b'"':
                if not self._string():
                    break
            elif sign in b",:":
                self.naming = sign == b"," and bool(self.stack) and self.stack[-1] == b"{"
                self.at += 1
            elif sign in b"{[":
                yield from self._open(sign)
            else:
                yield from self._close(sign)
            if len(self.data) + len(self.envelope) > LARGEST_DOCUMENT:
                yield self.place.problem("document-too-large", self.line, fatal=True)
                return
        yield from self._end()

    def _next_sign(self) -> bool:
        while True:
            found = _SIGN.search(self.data, self.at)
            if found is not None:
                self.at = found.start()
                return True
            self.at = len(self.data)
            if not self._more():
                return False

    def _more(self) -> bool:
        block = self.reader.block()
        self.data += block
        return bool(block)

    def _string(self) -> bool:
        while True:
            found = _STRING.match(self.data, self.at)
            if found is not None:
                break
            if len(self.data) > LARGEST_DOCUMENT or not self._more():
                return False
        if self.naming and self.keys:
            self.keys[-1] = found[0][1:-1].decode("utf-8", "replace")
        self.at = found.end()
        return True

    def _take(self, length: int) -> bytes:
        data = bytes(self.data[:length])
        del self.data[:length]
        self.at -= length
        self.line += lines(data)
        return data

    def _junk(self, data: bytes, line: int) -> Iterator[Problem]:
        rest = data.strip(b"\xef\xbb\xbf \t\r\n,\0")
        if rest:
            yield self.place.problem("junk", line, rest.decode("utf-8", "replace"))

    def _open(self, sign: bytes) -> Iterator[Problem]:
        line = self.line
        if not self.stack:
            yield from self._junk(self._take(self.at), line)
            self.start_line, self.has_lists = self.line, False
            self.envelope.clear()
        elif self.target == len(self.stack):
            yield from self._junk(self._take(self.at), line)
        self.at += 1
        path = tuple(key for key in self.keys if key)
        self.stack.append(sign)
        self.keys.append("")
        self.naming = sign == b"{"
        if sign == b"[" and self.target is None and path in self.lists:
            self.target, self.has_lists = len(self.stack), True
            self.envelope += self._take(self.at)

    def _close(self, sign: bytes) -> Iterator[Chunk | Problem]:
        if not self.stack or self.stack[-1] != _CLOSES[sign]:
            yield from self._broken()
            return
        self.stack.pop()
        self.keys.pop()
        self.naming = False
        if self.target is not None and len(self.stack) == self.target - 1:
            yield from self._junk(self._take(self.at), self.line)
            self.target = None
        self.at += 1
        if self.target is not None and len(self.stack) == self.target:
            self.member += 1
            yield Chunk(position=self.member, data=self._take(self.at))
        elif not self.stack:
            yield self._whole(self._take(self.at))

    def _whole(self, data: bytes) -> Chunk:
        if not self.has_lists:
            return Chunk(position=self.start_line, data=data)
        return Chunk(position=self.start_line, data=bytes(self.envelope) + data, context={"part": ENVELOPE})

    def _broken(self) -> Iterator[Problem]:
        """Signs that do not pair: all up to the next line is given up."""
        line = self.line
        end = self.data.find(b"\n", self.at)
        while end < 0 and len(self.data) < LARGEST_DOCUMENT and self._more():
            end = self.data.find(b"\n", self.at)
        self.at = len(self.data) if end < 0 else end + 1
        yield self.place.problem("damaged-json", line, self._take(self.at).decode("utf-8", "replace"), fatal=True)
        self.stack, self.keys, self.target = [], [], None

    def _end(self) -> Iterator[Problem]:
        if self.stack:
            yield self.place.problem("truncated", self.line, f"no end of {self.stack[-1].decode()}", fatal=True)
        else:
            yield from self._junk(bytes(self.data), self.line)
        if self.reader.damaged:
            yield self.place.problem("encoding", detail=f"bytes that are not {self.reader.encoding} became U+FFFD")
