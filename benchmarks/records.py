"""Made-up records by rule, patent-like, half of them Chinese: the same on every machine for one seed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import numpy as np
from vocabulary import Vocabulary, parts

from zhihang.records.dates import PartialDate
from zhihang.records.links import Citation
from zhihang.records.party import Party
from zhihang.records.record import Record

SUBCLASSES = parts("subclass")
BLOCK = 500
"""Records that are made from one seed, so that blocks can be made in any order by any process."""


class Size(NamedTuple):
    """Words of the texts of a record: title, abstract; claims and words of each; paragraphs and words of each."""

    title: int
    abstract: int
    claims: int
    claim: int
    paragraphs: int
    paragraph: int

    @property
    def lengths(self) -> list[int]:
        """The words of each text, in this order."""
        return [self.title, self.abstract, *[self.claim] * self.claims, *[self.paragraph] * self.paragraphs]


SHORT = {"en": Size(10, 110, 6, 45, 0, 0), "zh": Size(10, 130, 6, 55, 0, 0)}
"""Title, abstract and claims: some 3.1 KB of text a record."""
LONG = {"en": Size(10, 110, 8, 45, 40, 90), "zh": Size(10, 130, 8, 55, 40, 110)}
"""With a description: some 33 KB."""


@cache
def vocabulary(language: str) -> Vocabulary:
    """The words of a language; they do not depend on any seed."""
    return Vocabulary(language, seed=7)


def records(count: int, sizes: dict[str, Size] = SHORT, seed: int = 1) -> Iterator[Record]:
    """`count` records, alternately English (US grants) and Chinese (CN grants)."""
    for first in range(0, count, BLOCK):
        yield from block(first, min(BLOCK, count - first), sizes, seed)


def block(first: int, count: int, sizes: dict[str, Size], seed: int) -> Iterator[Record]:
    """The records from serial number `first` on."""
    random = np.random.default_rng((seed, first))
    for language in ("en", "zh"):
        vocabulary(language).random = np.random.default_rng((seed, first, ord(language[0])))
    for serial in range(first, first + count):
        language = "en" if serial % 2 == 0 else "zh"
        yield record(serial, language, sizes[language], random)


def record(serial: int, language: str, size: Size, random: np.random.Generator) -> Record:
    """One record."""
    title, abstract, *rest = vocabulary(language).texts(size.lengths)
    office = "US" if language == "en" else "CN"
    year, month, day, cited, other, first, last = random.integers(0, 1 << 30, 7).tolist()
    number, date = str(10_000_000 + serial), f"-{month % 12 + 1:02d}-{day % 28 + 1:02d}"
    symbols = _symbols(random)
    words = vocabulary("en").words
    names = [" ".join(words[1000 + (pick + place * 7919) % 20_000] for place in (0, 1)) for pick in (first, last)]
    description = tuple(rest[size.claims :])
    return Record(
        id=f"{office}{number}B2",
        right_id=f"{office}-PA-{number}",
        right="patent",
        office=office,
        number=number,
        kind="B2",
        language=language,
        application_number=f"{office}{number}",
        filing_date=PartialDate(f"{1988 + year % 36}{date}"),
        publication_date=PartialDate(f"{1990 + year % 36}{date}"),
        title={language: title},
        abstract={language: (abstract,)},
        claims={language: tuple(rest[: size.claims])},
        independent_claims={language: (1,)},
        description={language: description} if description else {},
        claim_count=size.claims,
        applicants=(Party(name=f"Applicant {int(random.zipf(1.3)) % 50_000}", country=office),),
        inventors=tuple(Party(name=name) for name in names),
        ipc=symbols,
        ipc_first=symbols[0],
        citations=tuple(Citation(number=f"{office}{10_000_000 + pick % 1_000_000}B2") for pick in (cited, other)),
    )


def _symbols(random: np.random.Generator) -> tuple[str, ...]:
    """One to four classes, few of them very frequent."""
    count = 1 + int(random.integers(0, 4))
    subclasses, groups = random.zipf(1.5, count).tolist(), random.integers(0, 1 << 30, (count, 2)).tolist()
    return tuple(
        dict.fromkeys(
            f"{SUBCLASSES[subclass % len(SUBCLASSES)]} {1 + group % 39}/{subgroup % 90:02d}"
            for subclass, (group, subgroup) in zip(subclasses, groups, strict=True)
        )
    )


def text_bytes(record: Record) -> int:
    """Bytes of the texts that are searched."""
    texts = [*record.title.values()]
    for by_language in (record.abstract, record.claims, record.description):
        texts.extend(paragraph for paragraphs in by_language.values() for paragraph in paragraphs)
    return sum(len(text.encode()) for text in texts)
