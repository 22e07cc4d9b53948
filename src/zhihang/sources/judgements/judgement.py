"""A person's word on names: the same applicant, another one, not to be decided, a member of a group, taken back."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

import msgspec

from zhihang.records.dates import PartialDate
from zhihang.records.provenance import Provenance

Verdict: TypeAlias = Literal["same", "different", "unsure", "member", "withdrawn"]
VERDICTS: Final[tuple[Verdict, ...]] = ("same", "different", "unsure", "member", "withdrawn")


class Named(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, order=True):
    """A name as published 公布名称, and where it is meant: everywhere, for parties of a country, in records of an
    office, in one record (its id or that of its right)."""

    name: str
    country: str | None = None
    office: str | None = None
    record: str | None = None


class Judgement(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One line of a file of judgements 名称判定.

    `same`: both names are one applicant, and `name` is how it is to be called; `different`; `unsure`: looked at and
    left open; `member`: `name` belongs to `group` from `since` to `until`, both days included, absent ones open;
    `withdrawn`: takes back the line whose `id` is `withdraws`, or all earlier ones on these names.
    `by`, `when`, `why`: who said so, on which day, for what reason.
    """

    verdict: Verdict
    name: Named
    other: Named | None = None
    group: str | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    by: str
    when: PartialDate
    why: str | None = None
    id: str | None = None
    withdraws: str | None = None
    provenance: Provenance | None = None
