"""What could not be read, as a counted value."""

from __future__ import annotations

import msgspec


class Problem(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One place in a delivered file that could not be read as it should 问题.

    `code` is a message code of the room `sources`; `detail` is what stood there, shortened; `position` as in
    `Provenance`; `record` names the record where one could still be made. A fatal problem cost its record.
    """

    file: str
    code: str
    position: int | None = None
    detail: str = ""
    record: str | None = None
    product: str | None = None
    fatal: bool = False
