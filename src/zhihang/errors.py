"""What can go wrong, as one tree.

    ZhihangError                 500   the root: nothing else is raised on purpose
    ├── UsageError               400   what was asked cannot be done as asked; the message says how to mend it
    │   ├── QueryError           400   a query that cannot be read: code, position, length, expected, repair
    │   ├── InvalidNumber        400   a document, application or registration number that cannot be one
    │   ├── InvalidCode          400   a code (office, kind, class, status) that its list does not know
    │   └── NotFound             404   what was named is not here
    ├── SourceError              422   an official file that cannot be read at all
    ├── CorpusError              409   an edition that cannot be used or built
    │   ├── CorpusLocked         409   somebody else is building; says who and since when
    │   └── CorpusOutdated       409   written by an older schema; says how to rebuild
    ├── RuleError                422   rule data or a history that contradicts itself
    ├── Forbidden                403   the actor may not do this; says who can grant it
    └── TimeLimitExceeded        503   a query passed the time limit of the settings

An error is a `code`, `fields` that fill its message, and an `http_status` read from the class when it is used.
The texts live in the `messages/*.yaml` of the room that raises it, in English and Chinese (see `zhihang.messages`).
Problems found *inside* input files are not exceptions but counted values: `zhihang.records.problem.Problem`.
"""

from __future__ import annotations

from typing import Any, ClassVar


class ZhihangError(Exception):
    """The root: a code, the fields of its message, and the room whose messages explain it.

    >>> error = NotFound("N001", number="EP1000000A1", room="corpus")
    >>> error.code, error.fields["number"], error.http_status
    ('N001', 'EP1000000A1', 404)
    """

    http_status: ClassVar[int] = 500

    def __init__(self, code: str, *, room: str = "", **fields: Any) -> None:
        super().__init__(code)
        self.code = code
        self.room = room
        self.fields = fields

    def __str__(self) -> str:
        detail = ", ".join(f"{name}={value!r}" for name, value in self.fields.items())
        return f"{self.code}({detail})"


class UsageError(ZhihangError):
    """What was asked cannot be done as asked."""

    http_status = 400


class QueryError(UsageError):
    """A query that cannot be read. Raised with its position; see query language §6."""

    def __init__(
        self,
        code: str,
        position: int,
        length: int = 1,
        *,
        expected: tuple[str, ...] = (),
        repair: str | None = None,
        **fields: Any,
    ) -> None:
        super().__init__(code, room="search", **fields)
        self.position = position
        self.length = length
        self.expected = expected
        self.repair = repair
        self.query = ""
        """The query as typed, where the asker's side knows it."""


class InvalidNumber(UsageError):
    """Not a number of its office; `fields` may carry `expected` (the right check digit)."""


class InvalidCode(UsageError):
    """A code its list does not know; `fields` carries `value` and the nearest known `suggestions`."""


class NotFound(UsageError):
    """What was named is not here."""

    http_status = 404


class SourceError(ZhihangError):
    """An official file that cannot be read at all."""

    http_status = 422


class CorpusError(ZhihangError):
    """An edition that cannot be used or built."""

    http_status = 409


class CorpusLocked(CorpusError):
    """Somebody else is building this corpus."""


class CorpusOutdated(CorpusError):
    """Written by another version of the schema; `zhihang corpus rebuild` mends it."""


class RuleError(ZhihangError):
    """Rule data or a history that contradicts itself."""

    http_status = 422


class Forbidden(ZhihangError):
    """The actor may not do this."""

    http_status = 403


class TimeLimitExceeded(ZhihangError):
    """A query passed the time limit of the settings."""

    http_status = 503
