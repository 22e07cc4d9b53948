"""Sort keys: one unsigned number a record whose order is the display order.

The first 18 bits are the date, the last 46 a prefix of the id that keeps its order. Records whose keys are equal are
told apart by their ids, so the order is exact: keys only have to be non-decreasing (`key(a) <= key(b)` for `a < b`).
Absent dates come last in both directions.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from zhihang.records.dates import interval

_EPOCH = date(1600, 1, 1).toordinal()
_LAST_DAY = (1 << 18) - 1
ID_BITS = 46
_PLACES = 9
_MAXIMUM_PREFIX = (1 << ID_BITS) - 1


def day_number(iso: str) -> int:
    """Days since 1600-01-01 of a whole day."""
    return date.fromisoformat(iso).toordinal() - _EPOCH


def month_number(iso: str) -> int:
    """Months since year 0 of `2019-06`."""
    return int(iso[:4]) * 12 + int(iso[5:7]) - 1


def _digit(character: str) -> int:
    if character.isdigit() and character.isascii():
        return ord(character) - ord("0") + 2
    return 1 if character < "0" else 12


@lru_cache(maxsize=16)
def id_prefix(identifier: str) -> int:
    """The first eleven characters of an id in 46 bits, in the order of the ids.

    Two letters of the office in base 28, then nine places in base 13: end, a sign before the digits, ten digits,
    anything after them. What follows a place that is no digit is not looked at.
    """
    value = 0
    exact = True
    for index in range(2):
        letter = identifier[index : index + 1] if exact else ""
        exact = "A" <= letter <= "Z"
        value = value * 28 + (ord(letter) - ord("A") + 1 if exact else 27 if letter > "Z" else 0)
    for index in range(2, 2 + _PLACES):
        character = identifier[index : index + 1] if exact else ""
        place = _digit(character) if character else 0
        exact = 2 <= place <= 11
        value = value * 13 + place
    return min(value, _MAXIMUM_PREFIX)


def date_key(value: str | None, identifier: str, *, descending: bool) -> int:
    """The sort key of a date (its first day where it is a month or a year) and an id."""
    if value is None:
        day = _LAST_DAY
    else:
        day = day_number(interval(value)[0])
        day = _LAST_DAY - 1 - day if descending else day
    return day << ID_BITS | id_prefix(identifier)


def day_of(number: int) -> date:
    """The day of a day number."""
    return date.fromordinal(number + _EPOCH)
