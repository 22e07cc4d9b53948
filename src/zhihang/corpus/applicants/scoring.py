"""How strongly two profiles point to one applicant: evidence of the names and of what stands around them, added up."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import resources

from zhihang.corpus.applicants import organizations, people
from zhihang.corpus.applicants.evidence import Evidence, evidence, weights
from zhihang.corpus.applicants.profiles import Profile

SHOWN = 3
"""How many shared values a reason names."""
COMMON, EVERYWHERE = "surname-common", "surname-everywhere"
_RARITY = ((2, "surname-rare"), (8, "surname-known"), (25, "surname-frequent"))
_ORDER = (*(code for _, code in _RARITY), COMMON, EVERYWHERE)


class Surnames:
    """How common surnames are: by the number of different first given names that go with each here, and by the lists of
    the most frequent ones (`common_surnames.tsv`), since a small corpus shows few of the people who share them."""

    def __init__(self, names: Iterable[str]) -> None:
        self._given: dict[str, set[str]] = {}
        for name in names:
            for reading in people.readings(name)[:1]:
                self._given.setdefault(reading.surname, set()).update(reading.given[:1])

    def rarity(self, name: str) -> str:
        """`surname-rare` … `surname-common`, the evidence that sharing the surname of a name gives;
        `surname-everywhere` where it is one of the most frequent of a country."""
        if any(reading.surname in _listed() for reading in people.readings(name)[:1]):
            return EVERYWHERE
        number = max((len(self._given.get(reading.surname, ())) for reading in people.readings(name)), default=0)
        return next((code for most, code in _RARITY if number <= most), COMMON)


@cache
def _listed() -> frozenset[str]:
    lines = (resources.files(__package__) / "common_surnames.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return frozenset(surname for _, _, surnames in rows for surname in surnames.split())


def reasons(one: Profile, two: Profile, surnames: Surnames) -> tuple[Evidence, ...] | None:
    """What speaks for and against; None where the names have nothing in common."""
    kind = one.kind
    codes = (people if kind == "person" else organizations).compared(one.name, two.name)
    if codes is None:
        return None
    if kind == "person":
        codes.append(max(surnames.rarity(one.name), surnames.rarity(two.name), key=_ORDER.index))
    return (*(evidence(kind, code) for code in codes), *_around(one, two))


def score(found: Iterable[Evidence]) -> float:
    """The bits of all reasons together."""
    return round(sum(each.weight for each in found), 2)


def _around(one: Profile, two: Profile) -> Iterable[Evidence]:
    """Evidence of what is known beside the names; silence of either side says nothing."""
    if one.places & two.places:
        yield evidence(one.kind, "record-shared", str(len(one.places & two.places)))
    for code, mine, theirs in (
        ("parties-shared", one.parties, two.parties),
        ("classes-shared", one.classes, two.classes),
        ("city-same", one.cities, two.cities),
        ("address-same", one.addresses, two.addresses),
    ):
        if shared := sorted(mine & theirs):
            yield evidence(one.kind, code, ", ".join(shared[:SHOWN]))
    if one.ids and two.ids:
        shared = sorted(one.ids & two.ids)
        yield evidence(one.kind, "id-same" if shared else "id-other", ", ".join(shared[:SHOWN]))
    if one.countries and two.countries:
        shared = sorted(one.countries & two.countries)
        code = "country-same" if shared else "country-other"
        if code in weights(one.kind):
            yield evidence(one.kind, code, ", ".join(shared or sorted(one.countries ^ two.countries)))
