"""Values of a record as a page shows them: text, what qualifies it, and the query that finds more of the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from zhihang.errors import ZhihangError
from zhihang.messages import Language, room_texts, text
from zhihang.records.links import InternationalApplication, Priority, Related
from zhihang.records.marks import Image, Layout
from zhihang.records.party import Party
from zhihang.records.record import Record
from zhihang.reporting.bibliography.class_titles import class_title
from zhihang.reporting.bibliography.naming import value_name
from zhihang.search.conditions import condition, quoted
from zhihang.standards import kinds, languages, locarno, nice, vienna


@dataclass(frozen=True, slots=True)
class Value:
    """One value: its text, a grey qualifier, its language, the query that finds its like; `is_first`: the main one."""

    text: str
    note: str = ""
    language: str = ""
    query: str = ""
    is_first: bool = False


Reader = Callable[[Record, Language], list[Value]]


def values_of(record: Record, key: str, language: Language) -> list[Value]:
    """The values of a key; none where the record has none."""
    found = getattr(record, key)
    if found is None or found == () or found == {}:
        return []
    if key in _READERS:
        return _READERS[key](record, language)
    texts = found if isinstance(found, tuple) else (found,)
    field = _FIELD_OF_KEY.get(key, "")
    return [Value(str(each), query=condition(field, [str(each)]) if field else "") for each in texts]


_FIELD_OF_KEY: Final = {
    "industries": "nic",
    "national_classes": "natc",
    "species": "spc",
    "upov": "upov",
    "gi_type": "gtyp",
    "product": "gprod",
    "work_type": "wtyp",
    "listing": "",
}
_FIELD_OF_PARTY: Final = {
    "applicants": "pa",
    "owners": "ow",
    "inventors": "in",
    "agents": "ag",
    "agent_persons": "agp",
    "examiner": "ex",
    "users": "gusr",
}


def word(code: str, language: Language) -> str:
    """A code of the record model (`continuation`, `examiner`) in words; as it stands where no text is known."""
    found = room_texts("reporting").get(f"word-{code}")
    return found[language] if found else code.replace("_", " ")


def _noted(language: Language, *parts: str | None) -> str:
    """What qualifies a value, in one line."""
    return text("reporting", "COMMA", language).join(part for part in parts if part)


def _parties(key: str) -> Reader:
    def read(record: Record, language: Language) -> list[Value]:
        parties: tuple[Party, ...] = getattr(record, key)
        return [_party(party, _FIELD_OF_PARTY[key], language) for party in parties]

    return read


def _party(party: Party, field: str, language: Language) -> Value:
    country = value_name("cc", party.country, language) if party.country else None
    place = party.address if party.address and party.city and party.city in party.address else None
    note = _noted(
        language,
        place or party.address,
        None if place else party.city,
        party.region,
        country,
        f"{party.id_type or text('reporting', 'ID', language)} {party.id}" if party.id else None,
        word(party.role, language) if party.role else None,
    )
    return Value(party.name, note, party.language or "", f"{field}=={quoted(party.name)}")


def _office(record: Record, language: Language) -> list[Value]:
    return [Value(value_name("cc", record.office, language), query=condition("cc", [record.office]))]


def _kind(record: Record, language: Language) -> list[Value]:
    known = kinds.kind(record.office, record.kind or "")
    return [
        Value(record.kind or "", known.name(language) if known else "", query=condition("kind", [record.kind or ""]))
    ]


def _language(record: Record, language: Language) -> list[Value]:
    return [Value(_language_name(record.language or "", language))]


def _language_name(code: str, language: Language) -> str:
    try:
        return languages.name(code, language)
    except ZhihangError:
        return code


def _ipc(record: Record, language: Language) -> list[Value]:
    first = record.ipc_first or ""
    symbols = dict.fromkeys([first, *record.ipc] if first else record.ipc)
    return [
        Value(symbol, class_title("ipc", symbol), query=condition("ipc", [symbol]), is_first=symbol == first)
        for symbol in symbols
    ]


def _cpc(record: Record, language: Language) -> list[Value]:
    return [Value(symbol, class_title("cpc", symbol), query=condition("cpc", [symbol])) for symbol in record.cpc]


def _cset(record: Record, language: Language) -> list[Value]:
    return [Value(" + ".join(symbols), query=f"cset={quoted(', '.join(symbols))}") for symbols in record.cset]


def _named(key: str, field: str, name: Callable[[str, Language], str]) -> Reader:
    def read(record: Record, language: Language) -> list[Value]:
        return [
            Value(code, _name(name, code, language), query=condition(field, [code])) for code in getattr(record, key)
        ]

    return read


def _name(name: Callable[[str, Language], str], code: str, language: Language) -> str:
    try:
        return name(code, language)
    except (ZhihangError, KeyError):
        return ""


def _priorities(record: Record, language: Language) -> list[Value]:
    return [_priority(each, language) for each in record.priorities]


def _priority(each: Priority, language: Language) -> Value:
    number = each.number or each.raw or "–"
    raw = each.raw if each.raw and each.raw != number else None
    return Value(
        number,
        _noted(language, each.date, each.office, each.kind, raw),
        query=f"pr={quoted(number)}" if each.number else "",
    )


def _related(record: Record, language: Language) -> list[Value]:
    return [_relation(each, language) for each in record.related]


def _relation(each: Related, language: Language) -> Value:
    number = each.number or each.document or "–"
    note = _noted(
        language,
        word(each.kind, language),
        word(each.relation, language) if each.relation else None,
        each.date,
        each.document if each.document != number else None,
        each.status,
        each.of,
    )
    return Value(number, note, query=f"num={quoted(number)}" if number != "–" else "")


def _pct(record: Record, language: Language) -> list[Value]:
    pct = record.pct or InternationalApplication()
    entry = f"{text('reporting', 'NATIONAL_ENTRY', language)} {pct.national_entry}" if pct.national_entry else None
    found = []
    if pct.application or pct.filing_date:
        found.append(Value(pct.application or "–", _noted(language, pct.filing_date, entry)))
    if pct.publication or pct.publication_date:
        found.append(Value(pct.publication or "–", _noted(language, pct.publication_date)))
    return found or [Value(entry or "–")]


def _layout(record: Record, language: Language) -> list[Value]:
    layout = record.layout or Layout()
    fields = {"lstr": layout.structure, "ltec": layout.technology, "lfun": layout.function}
    return [Value(value, query=condition(field, [value])) for field, value in fields.items() if value]


def _images(record: Record, language: Language) -> list[Value]:
    images: Iterable[Image] = record.images
    return [Value(image.file, word(image.kind, language) if image.kind else "") for image in images]


_READERS: Final[dict[str, Reader]] = {
    **{key: _parties(key) for key in _FIELD_OF_PARTY},
    "office": _office,
    "kind": _kind,
    "language": _language,
    "ipc": _ipc,
    "cpc": _cpc,
    "cset": _cset,
    "locarno": _named("locarno", "loc", lambda code, language: locarno.name(code[:2], language)),
    "nice": _named("nice", "nice", nice.name),
    "vienna": _named("vienna", "vienna", lambda code, language: vienna.name(code.split(".")[0], language)),
    "priorities": _priorities,
    "related": _related,
    "pct": _pct,
    "layout": _layout,
    "images": _images,
}
