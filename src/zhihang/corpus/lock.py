"""One builder at a time: the lock of a corpus.

The lock is the operating system's (`flock`), so it ends with the process that holds it, however that ends; the file's
text only tells others who that is. A text left by a dead process therefore locks nobody out.
"""

from __future__ import annotations

import fcntl
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from zhihang.errors import CorpusLocked


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """Who builds: user, process, host, since when (UTC)."""

    who: str
    pid: int
    host: str
    since: str


def _self() -> Holder:
    who = os.environ.get("USER") or os.environ.get("LOGNAME") or str(os.getuid())
    since = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    return Holder(who=who, pid=os.getpid(), host=socket.gethostname(), since=since)


def holder(path: Path) -> Holder | None:
    """Who the lock file names, if that can be read."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Holder)
    except (OSError, msgspec.MsgspecError):
        return None


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock. Raises CorpusLocked, naming the holder, when somebody else does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _refusal(path) from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, msgspec.json.encode(_self()), 0)
        yield
        os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def _refusal(path: Path) -> CorpusLocked:
    found = holder(path) or Holder(who="?", pid=0, host="?", since="?")
    return CorpusLocked(
        "LOCKED", room="corpus", path=str(path.parent), who=found.who, pid=found.pid, host=found.host, since=found.since
    )
