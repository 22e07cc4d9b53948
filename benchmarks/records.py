"""Made-up records by rule, patent-like, half of them Chinese: the same on every machine for one seed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from vocabulary import Vocabulary

from zhihang.records.dates import PartialDate
from zhihang.records.links import Citation
from zhihang.records.party import Party
from zhihang.records.record import Record

SUBCLASSES = "H01M H01L H04L H04W G06F G06N A61K A61P B60L C08F C07D B01D F16H G01N H02J B29C".split()
SIZES = {"en": (10, 110, 8, 45, 4, 90), "zh": (10, 130, 8, 55, 4, 110)}
"""Words of title and abstract; claims and words of each; paragraphs and words of each. About 6 KB a record."""


def records(count: int, seed: int = 1) -> Iterator[Record]:
    """`count` records, alternately English (US grants) and Chinese (CN grants)."""
    vocabularies = {"en": Vocabulary("en", seed=7), "zh": Vocabulary("zh", seed=7)}
    for vocabulary in vocabularies.values():
        vocabulary.random = np.random.default_rng(seed)
    random = np.random.default_rng(seed + 1)
    for index in range(count):
        language = "en" if index % 2 == 0 else "zh"
        yield record(seed * 10_000_000 + index, language, vocabularies[language], random)


def record(serial: int, language: str, vocabulary: Vocabulary, random: np.random.Generator) -> Record:
    """One record."""
    title, abstract, claims, claim, paragraphs, paragraph = SIZES[language]
    office = "US" if language == "en" else "CN"
    year, month, day = int(random.integers(1990, 2026)), int(random.integers(1, 13)), int(random.integers(1, 29))
    number = str(10_000_000 + serial)
    symbols = tuple(
        f"{SUBCLASSES[int(random.zipf(1.5)) % len(SUBCLASSES)]} {int(random.integers(1, 40))}/{int(random.integers(0, 90)):02d}"
        for _ in range(int(random.integers(1, 5)))
    )
    applicant = f"Applicant {int(random.zipf(1.3)) % 50_000}"
    return Record(
        id=f"{office}{number}B2",
        right_id=f"{office}-PA-{number}",
        right="patent",
        office=office,
        number=number,
        kind="B2",
        language=language,
        application_number=f"{office}{number}",
        filing_date=PartialDate(f"{year - 2}-{month:02d}-{day:02d}"),
        publication_date=PartialDate(f"{year}-{month:02d}-{day:02d}"),
        title={language: vocabulary.text(title)},
        abstract={language: (vocabulary.text(abstract),)},
        claims={language: tuple(vocabulary.text(claim) for _ in range(claims))},
        independent_claims={language: (1,)},
        description={language: tuple(vocabulary.text(paragraph) for _ in range(paragraphs))},
        claim_count=claims,
        applicants=(Party(name=applicant, country=office),),
        inventors=tuple(Party(name=" ".join(Vocabulary.draw(vocabulary, 2))) for _ in range(2)),
        ipc=symbols,
        ipc_first=symbols[0],
        citations=tuple(
            Citation(number=f"{office}{10_000_000 + int(random.integers(0, 1_000_000))}B2") for _ in range(2)
        ),
    )


def text_bytes(record: Record) -> int:
    """Bytes of the texts that are searched."""
    texts = [*record.title.values()]
    for by_language in (record.abstract, record.claims, record.description):
        texts.extend(paragraph for paragraphs in by_language.values() for paragraph in paragraphs)
    return sum(len(text.encode()) for text in texts)
