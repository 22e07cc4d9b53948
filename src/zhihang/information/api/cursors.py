"""Cursors: where a list goes on. An edition never changes, so a cursor into its records never skips or repeats one."""

from __future__ import annotations

import hashlib
from typing import Any, Final

from django.core import signing

from zhihang.errors import UsageError

_SALT: Final = "zhihang.api.cursor"


def question_of(*said: object) -> str:
    """What a cursor belongs to: the same question has the same name.

    >>> question_of("ti=a", "pd") == question_of("ti=a", "pd"), question_of("ti=a") == question_of("ti=b")
    (True, False)
    """
    return hashlib.sha256(repr(said).encode("utf-8", "replace")).hexdigest()[:16]


def cursor_of(question: str, offset: int, edition: str = "") -> str:
    """The cursor of the next page."""
    return signing.dumps([question, offset, edition], salt=_SALT, compress=True)


def place_of(cursor: str, question: str) -> tuple[int, str]:
    """Offset and edition of a cursor. Raises UsageError `CURSOR`: not one of ours, or of another question."""
    try:
        said: Any = signing.loads(cursor, salt=_SALT)
    except signing.BadSignature:
        raise UsageError("CURSOR", room="information") from None
    if said[0] != question:
        raise UsageError("CURSOR", room="information")
    return int(said[1]), str(said[2])
