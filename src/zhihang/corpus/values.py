"""The values of a record's fields: what the index stores, what a plain scan looks at, what an export prints.

One function per type of the field table. Semantics: query language §4.1–4.6. Derived fields (`nfc`, `nfam`, `fam`,
`citedby`, `pan`, `grp`) are computed across records and live in tables; they have no values here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from zhihang.records.party import Party
from zhihang.records.record import Record, Texts
from zhihang.standards.classes import is_symbol
from zhihang.standards.technology import fields_of
from zhihang.text.folding import fold

UNDETERMINED = "und"
CITING = frozenset({"patent", "utility_model"})


@dataclass(frozen=True, slots=True)
class TextValue:
    """One value of a text or name field: phrases and proximity never leave it."""

    text: str
    language: str = UNDETERMINED


Values: TypeAlias = Iterable[TextValue]


def _paragraphs(texts: Texts) -> Iterator[TextValue]:
    for language, paragraphs in texts.items():
        for paragraph in paragraphs:
            yield TextValue(paragraph, language)


def _titles(record: Record) -> Iterator[TextValue]:
    for language, title in record.title.items():
        yield TextValue(title, language)
    if record.mark and record.mark.text and record.mark.text not in record.title.values():
        yield TextValue(record.mark.text)


def _independent_claims(record: Record) -> Iterator[TextValue]:
    for language, numbers in record.independent_claims.items():
        claims = record.claims.get(language, ())
        for number in numbers:
            if 1 <= number <= len(claims):
                yield TextValue(claims[number - 1], language)


def _names(parties: Iterable[Party]) -> Iterator[TextValue]:
    """Each spelling that the source gives of a name is a value."""
    for party in parties:
        for name in (party.name, *party.also):
            yield TextValue(name, party.language or UNDETERMINED)


def _plain(*texts: str | None) -> Iterator[TextValue]:
    for text in texts:
        if text:
            yield TextValue(text)


def parties_with_addresses(record: Record) -> tuple[Party, ...]:
    """Parties whose country, region, id and address the applicant fields read: applicants, else owners."""
    return record.applicants or record.owners


TEXTS: dict[str, Callable[[Record], Values]] = {
    "ti": _titles,
    "ab": lambda r: _paragraphs(r.abstract),
    "clm": lambda r: _paragraphs(r.claims),
    "iclm": _independent_claims,
    "desc": lambda r: _paragraphs(r.description),
    "pa": lambda r: _names(r.applicants),
    "ow": lambda r: _names(r.owners),
    "in": lambda r: _names(r.inventors),
    "ag": lambda r: _names(r.agents),
    "agp": lambda r: _names(r.agent_persons),
    "ex": lambda r: _names(r.examiner),
    "gusr": lambda r: _names(r.users),
    "addr": lambda r: _plain(*(party.address for party in (*r.applicants, *r.owners))),
    "mk": lambda r: _plain(r.mark.text if r.mark else None),
    "gds": lambda r: (TextValue(g.text, g.language or UNDETERMINED) for g in r.goods_services if g.text),
    "dscl": lambda r: _plain(*(r.mark.disclaimer if r.mark else ())),
    "trl": lambda r: _plain(*(r.mark.translation if r.mark else ())),
    "clr": lambda r: _plain(*(r.mark.colors if r.mark else ())),
    "spc": lambda r: _plain(r.species),
    "area": lambda r: _plain(r.area),
    "npl": lambda r: _plain(*(c.text for c in r.citations)),
    "evx": lambda r: _plain(*(e.text for e in r.events)),
}
"""Text and name fields with their values; `mkpy` and `mkfz` are derived from `mk` by the index."""


def _some(values: Iterable[str | None]) -> Iterator[str]:
    return (value for value in values if value)


KEYS: dict[str, Callable[[Record], Iterable[str]]] = {
    "id": lambda r: (r.id,),
    "cc": lambda r: (r.office,),
    "kind": lambda r: _some((r.kind,)),
    "right": lambda r: (r.right,),
    "lang": lambda r: _some((r.language,)),
    "pacc": lambda r: _some(p.country for p in parties_with_addresses(r)),
    "pareg": lambda r: _some(p.region for p in parties_with_addresses(r)),
    "paid": lambda r: _some(p.id for p in parties_with_addresses(r)),
    "prcc": lambda r: _some(p.office for p in r.priorities),
    "ds": lambda r: (d.office for d in r.designations),
    "natc": lambda r: r.national_classes,
    "nic": lambda r: r.industries,
    "nice": lambda r: r.nice,
    "loc": lambda r: r.locarno,
    "vienna": lambda r: r.vienna,
    "sg": lambda r: _some(g.group for g in r.goods_services),
    "mkt": lambda r: _some((r.mark.type if r.mark else None,)),
    "mkf": lambda r: r.mark.features if r.mark else (),
    "upov": lambda r: _some((r.upov,)),
    "brd": lambda r: _some((r.breeder_reference,)),
    "gtyp": lambda r: _some((r.gi_type,)),
    "gprod": lambda r: _some((r.product,)),
    "wtyp": lambda r: _some((r.work_type,)),
    "ver": lambda r: _some((r.version,)),
    "lstr": lambda r: _some((r.layout.structure if r.layout else None,)),
    "ltec": lambda r: _some((r.layout.technology if r.layout else None,)),
    "lfun": lambda r: _some((r.layout.function if r.layout else None,)),
    "prn": lambda r: _some((r.preliminary_number,)),
    "famid": lambda r: _some((r.family.source_id if r.family else None,)),
    "status": lambda r: _some((r.status.value if r.status else None,)),
    "cstatus": lambda r: _some((r.computed_status.value if r.computed_status else None,)),
    "evc": lambda r: _some(e.category for e in r.events),
}
"""Fields whose values are whole, folded codes."""

DATES: dict[str, Callable[[Record], Iterable[str]]] = {
    "pd": lambda r: _some((r.publication_date,)),
    "ad": lambda r: _some((r.filing_date,)),
    "gd": lambda r: _some((r.grant_date,)),
    "rd": lambda r: _some((r.registration_date,)),
    "opd": lambda r: _some((r.opposition_publication_date,)),
    "prd": lambda r: _some(p.date for p in r.priorities),
    "eprd": lambda r: _some((earliest_priority_date(r),)),
    "exd": lambda r: _some((r.expiry_date,)),
    "sed": lambda r: _some((r.examination_date,)),
    "nped": lambda r: _some((r.pct.national_entry if r.pct else None,)),
    "fud": lambda r: _some((r.first_use_date,)),
    "crd": lambda r: _some((r.creation_date,)),
    "evd": lambda r: _some(e.date for e in r.events),
}
"""Date fields; values may be a year or a month."""


def earliest_priority_date(record: Record) -> str | None:
    """The earliest claimed priority, else the filing date; only of patents, utility models and designs."""
    if record.right not in {"patent", "utility_model", "design"}:
        return None
    dates = [priority.date for priority in record.priorities if priority.date]
    return min(dates) if dates else record.filing_date


NUMBERS: dict[str, Callable[[Record], Iterable[str]]] = {
    "pn": lambda r: _publication_numbers(r),
    "ap": lambda r: _some((r.application_number,)),
    "rn": lambda r: _some((r.registration_number,)),
    "pr": lambda r: _some(p.number for p in r.priorities),
    "num": lambda r: (
        *_publication_numbers(r),
        *_some((r.id, r.application_number, r.registration_number, r.international_registration)),
    ),
    "pctan": lambda r: _some((r.pct.application if r.pct else None,)),
    "pctpn": lambda r: _some((r.pct.publication if r.pct else None,)),
    "par": lambda r: _some(link.number for link in r.related if link.kind == "parent"),
    "ir": lambda r: _some((r.international_registration,)),
    "cites": lambda r: _some(c.number for c in r.citations),
}
"""Number fields in the joined form of `standards`, or as printed where they cannot be read."""


def _publication_numbers(record: Record) -> Iterator[str]:
    if not record.is_right:
        yield f"{record.office}{record.number}{record.kind or ''}"


_KIND_END = re.compile(r"(?<=\d)[A-Z]\d?$")


def without_kind(number: str) -> str:
    """A joined number without its kind code: `EP1000000A1` → `EP1000000`."""
    return _KIND_END.sub("", number)


def spellings(number: str, office: str) -> set[str]:
    """What a query may write for a number of a record: with and without kind, with and without its office.

    >>> sorted(spellings("EP1000000A1", "EP"))
    ['EP1000000', 'EP1000000A1']
    >>> sorted(spellings("78787878", "US"))
    ['78787878', 'US78787878']
    """
    found = {number, without_kind(number)}
    if not number[:2].isalpha():
        found |= {f"{office}{spelling}" for spelling in found}
    return found


CLASSES: dict[str, Callable[[Record], Iterable[str]]] = {
    "ipc": lambda r: r.ipc,
    "ipcm": lambda r: _some((r.ipc_first,)),
    "cpc": lambda r: r.cpc,
}
"""Classification fields; symbols as `H01L 21/02`."""

INTEGERS: dict[str, Callable[[Record], Iterable[int]]] = {
    "ncl": lambda r: () if r.claim_count is None else (r.claim_count,),
    "nct": lambda r: (len(r.citations),) if r.right in CITING and not r.is_right else (),
    "npa": lambda r: (len(r.applicants),) if r.applicants else (),
    "nin": lambda r: (len(r.inventors),) if r.inventors else (),
    "npg": lambda r: () if r.pages is None else (r.pages,),
    "tf": lambda r: technology_fields(r),
}
"""Counts and numbers that the record itself shows; absent when the source is silent."""


def technology_fields(record: Record) -> tuple[int, ...]:
    """The technology fields (1 to 35) of the record's IPC symbols, each once; what is no symbol has none."""
    return fields_of(symbol for symbol in record.ipc if is_symbol(symbol))


def key_values(record: Record, code: str) -> list[str]:
    """The folded values of a key field."""
    return [fold(value).strip() for value in KEYS[code](record)]


def field_values(record: Record, code: str) -> list[str]:
    """The values of a plain field as text, as an export or a table shows them; nothing for derived fields."""
    if code in TEXTS:
        return [value.text for value in TEXTS[code](record)]
    for table in (KEYS, DATES, NUMBERS, CLASSES):
        if code in table:
            return list(dict.fromkeys(table[code](record)))
    if code == "cset":
        return [", ".join(combination) for combination in record.cset]
    if code in INTEGERS:
        return [str(number) for number in INTEGERS[code](record)]
    return []
