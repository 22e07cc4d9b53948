"""Numbers of applications with the year in full in front and no leading zeros (`FR19849606A`, `IN2014DN502A`).

Derwent and the lists that are made with it write them so, whatever the office does; `year_first.tsv` says what they
mean. A number of an office that is not in the list is read as its office writes it.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from zhihang.standards.numbers import ApplicationNumber, application_number


def year_first(text: str) -> ApplicationNumber:
    """The application that is meant. Raises InvalidNumber.

    >>> year_first("FR19849606A").joined, year_first("KR20123609A").joined, year_first("US11563045").joined
    ('FR8409606', 'KR20120003609', 'US11563045')
    """
    for pattern, spelled in _spellings().get(text[:2], ()):
        match = pattern.fullmatch(text[2:])
        if match is not None:
            number = spelled.format(text, *match.groups())
            return application_number(number, "WO" if number.startswith("PCT/") else text[:2])
    return application_number(text)


@cache
def _spellings() -> dict[str, list[tuple[re.Pattern[str], str]]]:
    lines = (resources.files(__package__) / "year_first.tsv").read_text("utf-8").splitlines()
    found: dict[str, list[tuple[re.Pattern[str], str]]] = {}
    for line in [line for line in lines if not line.startswith("#")][1:]:
        office, pattern, spelled = line.split("\t")
        found.setdefault(office, []).append((re.compile(pattern), spelled))
    return found
