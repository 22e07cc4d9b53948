"""One claim that a cell spells several times: as its office prints it, in EPODOC's form, in DOCDB's form with a date.

PATENTSCOPE shows the priorities of the EPO's collection so: `563045  , US20060563045  , 56304506 2006-11-24 US`. The
item with the date is the claim. EPODOC's form beside it tells more than DOCDB's number alone (the letter of a
provisional application, `WO` of an international one), so it becomes the claim's number; every other spelling of the
same application goes. What is no spelling of a dated item stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from zhihang.sources.tables.cells import Item

_INTERNATIONAL = re.compile(r"WO(?P<year>(?:19|20)\d{2})(?P<office>[A-Z]{2})(?P<serial>\d{3,6})")
_NATIONAL = re.compile(r"(?P<office>[A-Z]{2})(?P<year>(?:19|20)\d{2})(?P<letters>[A-Z]{0,2})(?P<serial>\d{3,8})[A-Z]?")
_BARE = re.compile(r"(?P<letters>[A-Z]{0,2})(?P<serial>\d{3,12})(?: P)?")


@dataclass(frozen=True, slots=True)
class _Spelling:
    """What a spelling says: office and year where it states them, letters before the serial, serial."""

    serial: int
    letters: str = ""
    office: str = ""
    year: str = ""

    def is_of(self, item: Item) -> bool:
        """Whether a dated item means the same application: DOCDB puts the year in front, behind, or nowhere."""
        number = re.sub(r"[^A-Z0-9]", "", item.get("number", "").upper())
        match = re.fullmatch(r"([A-Z]*)(\d+)", number)
        if match is None or match[1] not in ("", self.letters) or self.office not in ("", item.get("office", "")):
            return False
        digits, short = match[2], (self.year or item.get("date", ""))[2:4] or "?"
        forms = {digits, digits.removesuffix(short)}
        if self.year:
            forms |= {digits.removeprefix(self.year), digits.removeprefix(short)}
        return self.serial in {int(form) for form in forms if form}


def united(items: Sequence[Item]) -> list[Item]:
    """The items of a cell, each application once."""
    claims = [item for item in items if item.get("date")]
    if not claims:
        return list(items)
    better: dict[int, Item] = {}
    spelled: set[int] = set()
    for pattern in (_INTERNATIONAL, _NATIONAL, _BARE):
        for place, item in enumerate(items):
            match = None if item.get("date") or place in spelled else pattern.fullmatch(item.get("number", ""))
            claim = next((claim for claim in claims if match and _spelling(match).is_of(claim)), None)
            if match and claim:
                spelled.add(place)
                if pattern is not _BARE:
                    better.setdefault(id(claim), _named(claim, match[0], is_international=pattern is _INTERNATIONAL))
    return [better.get(id(item), item) for place, item in enumerate(items) if place not in spelled]


def _named(claim: Item, number: str, *, is_international: bool) -> Item:
    """The claim under the number of a spelling that says more."""
    return {**claim, "number": number, **({"office": "WO"} if is_international else {})}


def _spelling(match: re.Match[str]) -> _Spelling:
    said = match.groupdict()
    return _Spelling(int(said["serial"]), said.get("letters") or "", said.get("office") or "", said.get("year") or "")
