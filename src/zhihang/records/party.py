"""Parties 当事人: who applied, owns, created, represents, examines."""

from __future__ import annotations

import msgspec


class Party(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A person or organization 当事人 as the source names it.

    `country`: ST.3 code; `region`: as published (`CN-12`, a state); `address`: one line; `id`: a number of the party
    itself (unified social credit code and the like), with `id_type` where the source says which; `also`: other
    spellings of the same name that the source gives (in full, in the original script).
    """

    name: str
    country: str | None = None
    region: str | None = None
    city: str | None = None
    address: str | None = None
    id: str | None = None
    id_type: str | None = None
    role: str | None = None
    language: str | None = None
    also: tuple[str, ...] = ()
