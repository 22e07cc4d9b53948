"""Ranges of days 日期范围 as each system writes them; both ends are included, an open end stays open."""

from __future__ import annotations

from zhihang.search.dates import day_after

Bound = str | int | None


def written_range(form: str, name: str, low: Bound, high: Bound) -> str:
    """A range of days in a system's form.

    >>> written_range("day.month.year", "DP", "2019-01-01", None)
    'DP:[01.01.2019 TO *]'
    >>> written_range("before after", "priority", None, "2018-12-31")
    'before:priority:20190101'
    """
    first, last = (None if bound is None else str(bound) for bound in (low, high))
    match form:
        case "within":
            return _within(name, first, last)
        case "before after":
            ends = [f"after:{name}:{_digits(first)}"] if first is not None else []
            if last is not None:
                ends.append(f"before:{name}:{_digits(day_after(last))}")
            return " ".join(ends)
        case "day.month.year":
            return f"{name}:[{_turned(first)} TO {_turned(last)}]"
        case "iso brackets":
            return f"{name}:[{first or '*'} TO {last or '*'}]"
        case "iso colon":
            return _colon(name, first, last)
        case _:
            return _colon(name, first and _digits(first), last and _digits(last))


def _within(name: str, low: str | None, high: str | None) -> str:
    if low is not None and high is not None:
        return f'{name} within "{_digits(low)} {_digits(high)}"'
    return f"{name}>={_digits(low)}" if low is not None else f"{name}<={_digits(high or '')}"


def _colon(name: str, low: str | None, high: str | None) -> str:
    if low is not None and high is not None:
        return f"{name}={low}:{high}"
    return f"{name}>={low}" if low is not None else f"{name}<={high}"


def _digits(day: str) -> str:
    return day.replace("-", "")


def _turned(day: str | None) -> str:
    return "*" if day is None else ".".join(reversed(day.split("-")))
