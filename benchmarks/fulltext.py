"""Weekly files of US full text by rule, for the ingest benchmark: XML v4.5, patent-like words, always the same.

python benchmarks/fulltext.py FOLDER 500        # megabytes; prints the rate
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from vocabulary import Vocabulary

SUBCLASSES = (
    "H01M",
    "H01L",
    "H04L",
    "H04W",
    "G06F",
    "G06N",
    "A61K",
    "A61P",
    "B60L",
    "C08F",
    "C07D",
    "B01D",
    "F16H",
    "G01N",
)
PARAGRAPHS, PARAGRAPH = 70, 100
"""Paragraphs of a description and words of each; with claims and all the rest some 60 KB of XML a document."""
CLAIMS, CLAIM, ABSTRACT, TITLE = 16, 45, 110, 9
WORDS = PARAGRAPHS * PARAGRAPH + CLAIMS * CLAIM + ABSTRACT + TITLE
FILE_BYTES = 64_000_000
HERE = Path(__file__).parent
DOCUMENT = (HERE / "fulltext-document.xml").read_text("utf-8")
HEAD = (HERE / "fulltext-head.xml").read_text("utf-8").rstrip("\n")
"""The skeleton of a document, with places for what differs."""
_FIRST_NUMBER = 92_000_000
_BATCH = 200
"""Documents whose words are drawn at once."""


def write_full_text(folder: Path, megabytes: float, *, seed: int = 1) -> list[Path]:
    """Writes US grants until there are so many megabytes (10^6 bytes) of XML, 64 MB a file; gives the files."""
    folder.mkdir(parents=True, exist_ok=True)
    left, documents = int(megabytes * 1_000_000), _documents(seed)
    written: list[Path] = []
    while left > 0:
        path = folder / f"ipg-{len(written) + 1:03d}.xml"
        size = 0
        with path.open("wb") as file:
            while size < min(FILE_BYTES, left):
                size += file.write(next(documents))
        left -= size
        written.append(path)
    return written


def _documents(seed: int) -> Iterator[bytes]:
    """Documents without end."""
    vocabulary = Vocabulary("en", seed=7)
    random = np.random.default_rng(seed)
    capital = np.array([word.capitalize() for word in vocabulary.words], dtype=object)
    ending = np.array([f"{word}." for word in vocabulary.words], dtype=object)
    # word numbers as often as their probability says: drawing from it is faster than searching the cumulative one
    chances = np.searchsorted(vocabulary.cumulative, (np.arange(1 << 22) + 0.5) / (1 << 22)).astype(np.int32)
    serial = 0
    while True:
        drawn = chances[random.integers(0, len(chances), _BATCH * WORDS)]
        words = vocabulary.words[drawn]
        # sentences of 12 to 30 words: the last word of each with its full stop, the one after it with a capital
        ends = np.cumsum(random.integers(12, 30, _BATCH * WORDS // 12))
        ends = ends[ends < len(words) - 1]
        words[ends] = ending[drawn[ends]]
        words[ends + 1] = capital[drawn[ends + 1]]
        for start in range(0, _BATCH * WORDS, WORDS):
            serial += 1
            yield _document(serial, words[start : start + WORDS].tolist(), random).encode()


def _document(serial: int, words: list[str], random: np.random.Generator) -> str:
    place = PARAGRAPHS * PARAGRAPH
    paragraphs = "\n".join(
        f'<p id="p-{number:04d}" num="{number:04d}">{_joined(words, number * PARAGRAPH, PARAGRAPH)}</p>'
        for number in range(PARAGRAPHS)
    )
    claims = "\n".join(_claim(number, _joined(words, place + number * CLAIM, CLAIM)) for number in range(CLAIMS))
    place += CLAIMS * CLAIM
    head = _head(serial, random, title=_joined(words, place + ABSTRACT, TITLE))
    return DOCUMENT.format(head=head, abstract=_joined(words, place, ABSTRACT), paragraphs=paragraphs, claims=claims)


def _joined(words: list[str], start: int, count: int) -> str:
    return " ".join(words[start : start + count])


def _claim(number: int, text: str) -> str:
    reference = f'The subject of <claim-ref idref="CLM-00001">claim 1</claim-ref>, {text}' if number else text
    place = f"{number + 1:05d}"
    return f'<claim id="CLM-{place}" num="{place}"><claim-text>{number + 1}. {reference}</claim-text></claim>'


def _head(serial: int, random: np.random.Generator, *, title: str) -> str:
    year, month, day, group, subgroup, owner, first, second = (
        int(random.integers(low, high))
        for low, high in ((2005, 2026), (1, 13), (1, 29), (1, 40), (0, 90), (0, 50_000), (0, 9_000), (0, 9_000))
    )
    subclass = SUBCLASSES[int(random.zipf(1.5)) % len(SUBCLASSES)]
    return HEAD.format(
        number=_FIRST_NUMBER + serial, application=f"39{serial % 1_000_000:06d}", title=title, owner=owner,
        date=f"{year}{month:02d}{day:02d}", filed=f"{year - 2}{month:02d}{day:02d}", given=owner % 97,
        family=owner % 977, section=subclass[0], main=subclass[1:3], letter=subclass[3], group=group,
        subgroup=f"{subgroup:02d}", first=_FIRST_NUMBER + first, second=_FIRST_NUMBER + second,
    )  # fmt: skip


if __name__ == "__main__":
    begun = time.perf_counter()
    files = write_full_text(Path(sys.argv[1]), float(sys.argv[2]))
    seconds, size = time.perf_counter() - begun, sum(file.stat().st_size for file in files) / 1e6
    print(f"{len(files)} files, {size:.0f} MB in {seconds:.1f} s: {size / seconds:.0f} MB/s")
