"""What happened to a right: events, status, designations."""

from __future__ import annotations

import msgspec

from zhihang.records.dates import PartialDate


class Event(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One legal event 法律事件.

    `code`: as the office prints it; `category`: one letter of the INPADOC scheme when the source or a table says so;
    `office`: the office that reports it; `detail`: further fields as the source names them.
    """

    date: PartialDate | None = None
    code: str | None = None
    category: str | None = None
    text: str | None = None
    office: str | None = None
    effective: PartialDate | None = None
    detail: dict[str, str] = {}


class Status(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The legal status 法律状态 that a source states, with its date: a value of the one list and the source's words.

    `value` is `UNASSIGNED` where the source says something that the list has no place for; an absent status means
    that the source is silent.
    """

    value: str
    date: PartialDate | None = None
    raw: str | None = None


class Designation(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A designated office 指定国 of an international or regional right, with what became of it there."""

    office: str
    status: str | None = None
    date: PartialDate | None = None
    kind: str | None = None
