"""Delivered paths, opened: plain files, folders, and archives within archives, in one fixed order.

A member is named `outer.zip!inner.xml`. Archives are recognised by content. What is unpacked is streamed and counted:
a member longer than the setting `max_member_size`, or a file whose unpacked members exceed `max_ratio` times its own
size, is a problem and not read further. Encrypted, damaged, empty and unreadable files are problems; links and names
that lead out of the archive are never followed, since nothing is written under their names.
"""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import lzma
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from zhihang.config import number_value
from zhihang.records.problem import Problem

HEAD = 1 << 16
"""Bytes that are looked at to recognise a file."""

DEEPEST = 8
"""How many archives may stand within each other."""

_FREE = 64 << 20
_SPOOL = 32 << 20
_BLOCK = 1 << 20
_WORKBOOK = "[Content_Types].xml"
_OFFICE = {_WORKBOOK, "mimetype"}
DAMAGE = (zipfile.BadZipFile, zlib.error, tarfile.TarError, lzma.LZMAError, EOFError, OSError, ValueError)
"""What the unpackers raise for damaged data; `ValueError` comes from names and sizes that cannot be."""


class TooLarge(OSError):
    """Unpacking was stopped: more came out than the settings allow."""


@dataclass(slots=True)
class Budget:
    """What may still be unpacked from one delivered file."""

    left: float


class Counted(io.RawIOBase):
    """A stream that is counted and summed up while it is read, from its beginning once.

    `size` and `sha256` are those of what has been read; `drain` reads the rest.
    """

    def __init__(self, stream: BinaryIO, limit: float = float("inf"), budget: Budget | None = None) -> None:
        super().__init__()
        self._stream = stream
        self._limit = limit
        self._budget = budget
        self._hash = hashlib.sha256()
        self._head = b""
        self.size = 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def head(self) -> bytes:
        """The first 64 KB, which are still to be read."""
        while len(self._head) < HEAD:
            block = self._take(HEAD - len(self._head))
            if not block:
                break
            self._head += block
        return self._head

    def read(self, size: int | None = -1) -> bytes:
        """Up to `size` bytes; all that is left for -1."""
        if size is None or size < 0:
            return b"".join(iter(lambda: self.read(_BLOCK), b""))
        if self._head:
            data, self._head = self._head[:size], self._head[size:]
            return data
        return self._take(size)

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # the stub names the buffer protocol
        """Fills a buffer."""
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def _take(self, size: int) -> bytes:
        data = self._stream.read(size)
        self.size += len(data)
        self._hash.update(data)
        if self.size > self._limit:
            raise TooLarge(f"more than {self._limit:.0f} bytes")
        if self._budget is not None:
            self._budget.left -= len(data)
            if self._budget.left < 0:
                raise TooLarge("unpacks to more than the allowed multiple of its size")
        return data

    def drain(self) -> None:
        """Reads what is left, so that size and sum are those of the whole."""
        while self.read(_BLOCK):
            pass

    @property
    def sha256(self) -> str:
        """The sum of what has been read, in hex."""
        return self._hash.hexdigest()


@dataclass(slots=True)
class Delivered:
    """One file of a delivery, plain by now: its name, and its stream, which lives until the next one is asked for."""

    name: str
    path: Path
    stream: Counted = field(repr=False)

    @property
    def head(self) -> bytes:
        """The first 64 KB, by which it is recognised."""
        return self.stream.head()

    @property
    def binary(self) -> BinaryIO:
        """The stream in the type that readers take."""
        return cast(BinaryIO, self.stream)


def walk(paths: Iterable[Path]) -> Iterator[Delivered | Problem]:
    """Every file below the paths, archives opened, in the order of their names."""
    for path in sorted(set(paths)):
        if path.is_dir():
            for file in sorted(entry for entry in path.rglob("*") if not entry.is_dir()):
                yield from _file(file, str(file.relative_to(path.parent)))
        else:
            yield from _file(path, path.name)


def _file(path: Path, name: str) -> Iterator[Delivered | Problem]:
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            budget = Budget(max(size * number_value("max_ratio"), _FREE))
            yield from _opened(Delivered(name, path, Counted(stream)), budget, 0)
    except OSError as error:
        yield Problem(file=name, code="unreadable", detail=_reason(error), fatal=True)


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__


def _opened(delivered: Delivered, budget: Budget, depth: int) -> Iterator[Delivered | Problem]:
    """The file itself, or what is in it where it is an archive."""
    try:
        head = delivered.head
        form = _form(head)
        if not head:
            yield Problem(file=delivered.name, code="empty", fatal=True)
        elif form == "plain":
            yield delivered
        elif depth >= DEEPEST:
            yield Problem(file=delivered.name, code="too-deep", detail=str(depth), fatal=True)
        else:
            yield from _UNPACK[form](delivered, budget, depth)
    except TooLarge as error:
        yield Problem(file=delivered.name, code="too-large", detail=str(error), fatal=True)
    except DAMAGE as error:
        yield Problem(file=delivered.name, code="archive-damaged", detail=_reason(error), fatal=True)


def _form(head: bytes) -> str:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        first = head[30 : 30 + int.from_bytes(head[26:28], "little")].decode("ascii", "replace")
        return "plain" if first in _OFFICE or first.startswith(("xl/", "_rels/")) else "zip"
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.startswith(b"BZh") and head[4:10] == b"1AY&SY":
        return "bzip2"
    if head.startswith(b"\xfd7zXZ\0"):
        return "xz"
    return "tar" if head[257:262] == b"ustar" else "plain"


def _inner(stream: BinaryIO, outer: Delivered, name: str, budget: Budget) -> Delivered:
    return Delivered(f"{outer.name}!{name}", outer.path, Counted(stream, number_value("max_member_size"), budget))


def _unzipped(outer: Delivered, budget: Budget, depth: int) -> Iterator[Delivered | Problem]:
    with tempfile.SpooledTemporaryFile(max_size=_SPOOL) as spool:
        while block := outer.stream.read(_BLOCK):
            spool.write(block)
        spool.seek(0)
        with zipfile.ZipFile(cast(BinaryIO, spool)) as archive:
            if _is_office(archive):
                spool.seek(0)
                yield Delivered(outer.name, outer.path, Counted(cast(BinaryIO, spool)))
                return
            for member in sorted(archive.infolist(), key=lambda member: member.filename):
                if member.is_dir():
                    continue
                if member.flag_bits & 1:
                    yield Problem(file=f"{outer.name}!{member.filename}", code="encrypted", fatal=True)
                    continue
                yield from _zip_member(archive, member, outer, budget, depth)


def _zip_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, outer: Delivered, budget: Budget, depth: int
) -> Iterator[Delivered | Problem]:
    name = f"{outer.name}!{member.filename}"
    if _leads_out(member.filename):
        yield Problem(file=name, code="path", detail=member.filename)
    try:
        with archive.open(member) as stream:
            yield from _opened(_inner(cast(BinaryIO, stream), outer, member.filename, budget), budget, depth + 1)
    except NotImplementedError as error:  # zipfile's word for a compression it does not know
        yield Problem(file=name, code="compression", detail=str(error), fatal=True)
    except (*DAMAGE, RuntimeError) as error:
        yield Problem(file=name, code="archive-damaged", detail=_reason(error), fatal=True)


def _is_office(archive: zipfile.ZipFile) -> bool:
    """Whether the archive is one office document, whatever stands first in it: it lists the types of its parts."""
    names = archive.namelist()
    return _WORKBOOK in names and any(name.startswith(("xl/", "word/", "ppt/")) for name in names)


def _leads_out(name: str) -> bool:
    pure = PurePosixPath(name.replace("\\", "/"))
    return pure.is_absolute() or ".." in pure.parts or (len(name) > 1 and name[1] == ":")


def _untarred(outer: Delivered, budget: Budget, depth: int) -> Iterator[Delivered | Problem]:
    """Members in the order of the archive, which is read as a stream."""
    with tarfile.open(fileobj=outer.binary, mode="r|") as archive:
        for member in archive:
            name = f"{outer.name}!{member.name}"
            if _leads_out(member.name):
                yield Problem(file=name, code="path", detail=member.name)
            if member.islnk() or member.issym():
                yield Problem(file=name, code="link", detail=member.linkname)
            stream = archive.extractfile(member) if member.isreg() else None
            if stream is not None:
                yield from _opened(_inner(cast(BinaryIO, stream), outer, member.name, budget), budget, depth + 1)


def _single(outer: Delivered, budget: Budget, depth: int) -> Iterator[Delivered | Problem]:
    """The one stream inside `.gz`, `.bz2`, `.xz`, named without that ending."""
    name = PurePosixPath(outer.name.rpartition("!")[2]).name
    stem, dot, ending = name.rpartition(".")
    inner = {"tgz": f"{stem}.tar", "tbz2": f"{stem}.tar", "txz": f"{stem}.tar"}.get(ending, stem if dot else name)
    with _decompressed(outer) as stream:
        yield from _opened(_inner(cast(BinaryIO, stream), outer, inner, budget), budget, depth + 1)


def _decompressed(outer: Delivered) -> gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile:
    form = _form(outer.head)
    if form == "gzip":
        return gzip.GzipFile(fileobj=outer.binary)
    return bz2.BZ2File(outer.binary) if form == "bzip2" else lzma.LZMAFile(outer.binary)


_UNPACK = {"zip": _unzipped, "tar": _untarred, "gzip": _single, "bzip2": _single, "xz": _single}


def checksum(path: Path) -> str:
    """The sha256 of a delivered file as it lies there. Raises OSError."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
