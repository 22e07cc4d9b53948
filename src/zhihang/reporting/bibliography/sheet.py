"""The page of one record: its bibliography row by row with INID codes, its texts, and where each field comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from itertools import groupby
from typing import Final

from zhihang.errors import ZhihangError
from zhihang.messages import Language, room_texts
from zhihang.records.events import Event
from zhihang.records.marks import Goods
from zhihang.records.provenance import Provenance
from zhihang.records.record import Record, Texts
from zhihang.reporting.bibliography.claim_tree import ClaimTree, claim_tree
from zhihang.reporting.bibliography.naming import product_name, value_name
from zhihang.reporting.bibliography.values import Value, values_of
from zhihang.standards import inid, kinds, languages, nice, rights
from zhihang.standards.numbers import application_number, document_number

BLOCKS: Final = frozenset(
    {
        "id", "right_id", "right", "title", "abstract", "claims", "independent_claims", "description", "mark",
        "goods_services", "designations", "citations", "cited_by", "family", "status", "computed_status", "events",
        "other", "provenance", "ipc_first",
    }
)  # fmt: skip
"""Keys that a page shows in a block of their own, not as a row of the bibliography."""

_STANDARD_COLUMN: Final = {"ST.9": "st9", "ST.60": "st60", "ST.80": "st80"}
_TEXT_PAGE: Final = 120_000
_LISTS: Final = frozenset({"ipc", "cpc", "national_classes", "industries", "images"})


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the bibliography: INID code (or none), label, values, the deliveries it comes from."""

    key: str
    code: str
    label: str
    values: tuple[Value, ...]
    sources: tuple[int, ...]

    @property
    def is_list(self) -> bool:
        """Whether the values stand side by side: symbols and file names."""
        return self.key in _LISTS


@dataclass(frozen=True, slots=True)
class Source:
    """One delivery that filled fields, with its number on the page and the product in words."""

    number: int
    entry: Provenance
    product: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NumberForm:
    """One way to write a number of the record."""

    series: str
    form: str
    text: str


@dataclass(frozen=True, slots=True)
class GoodsClass:
    """The goods and services of one Nice class."""

    number: str
    name: str
    entries: tuple[Goods, ...]


@cache
def rows_table() -> tuple[Mapping[str, str], ...]:
    """The rows of the bibliography in their order: `rows.tsv`."""
    path = resources.files("zhihang.reporting.bibliography") / "rows.tsv"
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    header = lines[0].split("\t")
    return tuple(dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:])


class RecordSheet:
    """A record as its page shows it, in the reader's language; `text_language`: that of the long texts, if chosen."""

    def __init__(self, record: Record, language: Language, text_language: str = "") -> None:
        self.record = record
        self.language = language
        self._text_language = text_language

    # what it is

    @property
    def right(self) -> str:
        """The kind of right in words."""
        return (
            rights.name(self.record.right, self.language) if self.record.right in rights.rights() else self.record.right
        )

    @property
    def kind(self) -> str:
        """What the kind code says, in words."""
        known = kinds.kind(self.record.office, self.record.kind) if self.record.kind else None
        return known.name(self.language) if known else self.right

    @property
    def shows_right(self) -> bool:
        """Whether the kind's words leave the right unsaid."""
        return self.right.casefold() not in self.kind.casefold()

    @property
    def shown_number(self) -> str:
        """The number as the office prints it; the id where no form is known."""
        record = self.record
        if record.is_right:
            number = record.registration_number or record.application_number or record.number
            return f"{record.office} {number.removeprefix(record.office)}"
        try:
            return document_number(record.office, record.number, record.kind or "").original
        except ZhihangError:
            return record.id

    @cached_property
    def titles(self) -> list[tuple[str, str]]:
        """Language and title, the record's own language first."""
        own = self.record.language or ""
        return sorted(self.record.title.items(), key=lambda pair: (pair[0] != own, pair[0]))

    # rows

    @cached_property
    def rows(self) -> list[Row]:
        """Every row of the bibliography that the record fills."""
        column = _STANDARD_COLUMN[inid.standard_of(self.record.right)]
        found: dict[str, Row] = {}
        for line in rows_table():
            key = line["key"]
            if key in found or (line["rights"] and self.record.right not in line["rights"].split()):
                continue
            values = values_of(self.record, key, self.language)
            if values:
                found[key] = Row(key, line[column], line[self.language], tuple(values), self.sources_of(key))
        return list(found.values())

    # texts

    @cached_property
    def text_languages(self) -> list[str]:
        """The languages of abstract, claims and description."""
        record = self.record
        return sorted({*record.abstract, *record.claims, *record.description})

    @cached_property
    def text_language(self) -> str:
        """The one that is shown: chosen, else the reader's, else the record's, else the first."""
        known = self.text_languages
        wanted = (self._text_language, self.language, self.record.language or "")
        return next((code for code in wanted if code in known), known[0] if known else "")

    def language_name(self, code: str) -> str:
        """A language in words."""
        try:
            return languages.name(code, self.language)
        except ZhihangError:
            return code

    @cached_property
    def text_tabs(self) -> list[tuple[str, str]]:
        """The languages of the long texts with their names."""
        return [(code, self.language_name(code)) for code in self.text_languages]

    def _shown_in(self, texts: Texts) -> str:
        """The language a text is shown in: the chosen one, or another where the text is not there in that."""
        if self.text_language in texts or not texts:
            return self.text_language
        own = self.record.language or ""
        return own if own in texts else min(texts)

    @cached_property
    def abstract_language(self) -> str:
        """The language of the abstract that is shown."""
        return self._shown_in(self.record.abstract)

    @property
    def abstract(self) -> tuple[str, ...]:
        """Its paragraphs."""
        return self.record.abstract.get(self.abstract_language, ())

    @cached_property
    def claims_language(self) -> str:
        """The language of the claims that are shown."""
        return self._shown_in(self.record.claims)

    @cached_property
    def claims(self) -> ClaimTree:
        """The claims as they hang together."""
        return claim_tree(self.record, self.claims_language)

    @cached_property
    def description_language(self) -> str:
        """The language of the description that is shown."""
        return self._shown_in(self.record.description)

    @property
    def description(self) -> tuple[str, ...]:
        """Its paragraphs."""
        return self.record.description.get(self.description_language, ())

    def description_page(self, first: int) -> tuple[list[tuple[int, str]], int]:
        """Paragraphs from the `first` (counted from 1) with their numbers, and where to go on (0: nowhere)."""
        shown: list[tuple[int, str]] = []
        size = 0
        for number in range(max(first, 1), len(self.description) + 1):
            if shown and size > _TEXT_PAGE:
                return shown, number
            shown.append((number, self.description[number - 1]))
            size += len(self.description[number - 1])
        return shown, 0

    # blocks

    @cached_property
    def goods(self) -> list[GoodsClass]:
        """Goods and services by class, in the order of the record."""
        entries = sorted(self.record.goods_services, key=lambda each: _class_order(each.class_ or ""))
        return [
            GoodsClass(number, self._nice_name(number), tuple(group))
            for number, group in groupby(entries, key=lambda each: each.class_ or "")
        ]

    @cached_property
    def events(self) -> list[Event]:
        """Events, the latest first; those without a date at the end."""
        return sorted(self.record.events, key=lambda each: each.date or "", reverse=True)

    def _nice_name(self, number: str) -> str:
        return nice.name(number, self.language) if nice.is_class(number) else ""

    @cached_property
    def number_forms(self) -> list[NumberForm]:
        """The record's numbers in every form that is known."""
        return [*self._document_forms(), *self._application_forms()]

    def _document_forms(self) -> list[NumberForm]:
        record = self.record
        if record.is_right:
            return [NumberForm("right", "id", record.right_id)]
        forms = [NumberForm("document", "id", record.id)]
        try:
            number = document_number(record.office, record.number, record.kind or "")
        except ZhihangError:
            return forms
        found = {"original": number.original, "docdb": number.docdb, "epodoc": number.epodoc}
        return [*forms, *(NumberForm("document", form, text) for form, text in found.items() if text)]

    def _application_forms(self) -> list[NumberForm]:
        record = self.record
        if not record.application_number:
            return []
        forms = [NumberForm("application", "id", record.application_number)]
        year = (record.filing_date or "")[:4]
        try:
            number = application_number(record.application_number, year=int(year) if year else None)
        except ZhihangError:
            return forms
        found = {"original": number.original, "docdb": number.docdb, "epodoc": number.epodoc}
        return [*forms, *(NumberForm("application", form, text) for form, text in found.items() if text)]

    @cached_property
    def other(self) -> list[tuple[str, str]]:
        """What no other key holds, under the source's own names."""
        return [(name, "; ".join(values)) for name, values in self.record.other.items()]

    # where it comes from

    @cached_property
    def sources(self) -> list[Source]:
        """The deliveries, numbered in the order of the record."""
        return [
            Source(number, entry, product_name(entry.product, self.language), self._labels(entry.fields))
            for number, entry in enumerate(self.record.provenance, start=1)
        ]

    @property
    def products(self) -> list[str]:
        """The official products in words, each once."""
        return list(dict.fromkeys(source.product for source in self.sources))

    def sources_of(self, key: str) -> tuple[int, ...]:
        """The numbers of the deliveries that filled a key."""
        return tuple(number for number, entry in enumerate(self.record.provenance, start=1) if key in entry.fields)

    @cached_property
    def block_sources(self) -> dict[str, tuple[int, ...]]:
        """The same for the keys that have a block of their own."""
        return {key: self.sources_of(key) for key in BLOCKS}

    def _labels(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self._label(key) for key in keys)

    def _label(self, key: str) -> str:
        return field_label(key, self.record.right, self.language)

    @property
    def office(self) -> str:
        """The office in words."""
        return value_name("cc", self.record.office, self.language)


def field_label(key: str, right: str, language: Language) -> str:
    """What a key of a record of that kind of right is called, as a row or as a block of its own."""
    for line in rows_table():
        if line["key"] == key and (not line["rights"] or right in line["rights"].split()):
            return line[language]
    return block_label(key, language)


def block_label(key: str, language: Language) -> str:
    """What a block is called: the text of its key, or the key."""
    found = room_texts("reporting").get(f"block-{key}")
    return found[language] if found else key


def _class_order(number: str) -> int:
    """Classes by number, entries without one at the end."""
    return int(number) if number.isdecimal() else 1000
