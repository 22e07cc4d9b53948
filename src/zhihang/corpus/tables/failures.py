"""What engines and the file system throw while an edition is built, told as errors of the corpus."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

from zhihang.errors import CorpusError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_FULL_WORDS = ("no space left", "disk quota", "could not write", "max_temp_directory_size")


@contextmanager
def clear_failures(root: Path) -> Iterator[None]:
    """Raise CorpusError `DISK_FULL`, `WORKER` or `ENGINE` for what goes wrong below; the old edition stays."""
    try:
        yield
    except BrokenProcessPool as error:
        raise CorpusError("WORKER", room="corpus", path=str(root)) from error
    except OSError as error:
        raise _told(root, error.strerror or str(error), error.errno in _FULL) from error
    except (duckdb.Error, pa.ArrowException) as error:
        raise _told(root, str(error), False) from error
    except ValueError as error:
        # the index engine tells of a full disk in a ValueError's words; any other is a fault of the program
        if not _is_full(str(error)):
            raise
        raise _told(root, str(error), True) from error


def _is_full(reason: str) -> bool:
    return any(word in reason.lower() for word in _FULL_WORDS)


def _told(root: Path, reason: str, full: bool) -> CorpusError:
    if full or _is_full(reason):
        return CorpusError("DISK_FULL", room="corpus", path=str(root), reason=reason)
    return CorpusError("ENGINE", room="corpus", path=str(root), reason=reason)
