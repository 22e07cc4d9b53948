"""Where each field came from."""

from __future__ import annotations

import msgspec

from zhihang.records.dates import PartialDate


class Provenance(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One delivery 来源 that filled fields of a record.

    `product`: the official product (`us-grant-xml`); `file`: its name inside the delivery, archive members after `!`;
    `position`: where the record begins there (line, row, or byte offset, as the product counts); `delivered`: the
    date of the delivery; `fields`: the record keys taken from it.
    """

    product: str
    file: str
    position: int | None = None
    delivered: PartialDate | None = None
    fields: tuple[str, ...] = ()
