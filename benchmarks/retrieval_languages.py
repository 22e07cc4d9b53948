"""Does a Chinese question find its English counterpart, and the other way round? By vectors, without any training here.

Two sets. *Records*: those of the corpus that have a title or an abstract in both languages; the question is one
version, what is to be found the other, among all records. *Headings*: names of classes in both languages (technology
fields, Nice, Locarno, Vienna), among all records and all headings. The encoder was never shown any of them by us.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

import numpy as np
from machine import Report
from numpy.typing import NDArray

from zhihang.corpus.vectors.encoder import encoder
from zhihang.corpus.vectors.encoding import vectors_of
from zhihang.corpus.vectors.nearest import script_of
from zhihang.corpus.vectors.passage import cut
from zhihang.records.record import from_json

FIRST = 20
TABLES = {"technology_fields": "number", "nice": "class", "locarno": "class", "vienna": "category"}
Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Pair:
    """The same in both languages; `ord` is the record that has it, None for a heading."""

    en: str
    zh: str
    ord: int | None = None


def heading_pairs() -> list[Pair]:
    """Names of classes."""
    pairs = []
    for name in TABLES:
        text = (resources.files("zhihang.standards") / f"{name}.tsv").read_text("utf-8")
        lines = [line for line in text.splitlines() if not line.startswith("#")]
        pairs += [Pair(row["en"], row["zh"]) for row in csv.DictReader(lines, delimiter="\t")]
    return pairs


def record_pairs(texts: Any) -> list[Pair]:
    """Records with a title or an abstract in both languages, told by their script."""
    pairs = []
    for ord_, data in texts:
        record = from_json(data)
        values = [*record.title.values(), *(each for some in record.abstract.values() for each in some)]
        chinese = " ".join(value for value in values if script_of(value))
        english = " ".join(value for value in values if not script_of(value))
        if len(chinese) >= 6 and len(english) >= 12 and record.language not in {"ja", "ko"}:
            pairs.append(Pair(cut(english), cut(chinese), ord_))
    return pairs


class Pool:
    """What is searched: the vectors of all records, those of the pairs' own records replaced by one version."""

    def __init__(self, vectors: Any, pairs: Sequence[Pair], version: str) -> None:
        self.means: Matrix = vectors.means
        place = {int(ord_): row for row, ord_ in enumerate(vectors.ords)}
        matrix = np.concatenate([block for _, block in vectors.blocks()])
        scripts = vectors.scripts.copy()
        texts = [getattr(pair, version) for pair in pairs]
        made = encoder().passages(texts)
        own = [place[pair.ord] for pair in pairs if pair.ord is not None]
        for row, vector, text in zip(own, made, texts, strict=False):
            matrix[row], scripts[row] = vector, script_of(text)
        if not own:
            matrix = np.concatenate([matrix, made])
            scripts = np.concatenate([scripts, [script_of(text) for text in texts]])
            own = list(range(len(scripts) - len(texts), len(scripts)))
        self.targets = own
        self.raw = matrix
        self.centred = _unit(matrix - self.means[scripts])

    def ranks(self, questions: Sequence[str], *, is_centred: bool = True) -> list[int]:
        """The rank of each question's counterpart."""
        asked = encoder().questions(list(questions))
        if is_centred:
            asked = _unit(asked - self.means[[script_of(text) for text in questions]])
        scores = asked @ (self.centred if is_centred else self.raw).T
        return [int((row > row[target]).sum()) + 1 for row, target in zip(scores, self.targets, strict=True)]


def _unit(matrix: Matrix) -> Matrix:
    unit: Matrix = matrix / np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-6)
    return unit


def cross_language(report: Report, corpus: Any) -> None:
    """The share of counterparts among the first 20, both ways, with and without taking off the mean of the script."""
    edition = corpus.editions[0].edition
    vectors = vectors_of(edition)
    if vectors is None:
        raise SystemExit("encode the corpus first")
    sets = {"records": record_pairs(edition.tables.texts(edition.tables.every().to_pylist())),
            "headings": heading_pairs()}  # fmt: skip
    rows = []
    for name, pairs in sets.items():
        for asked, found in (("zh", "en"), ("en", "zh")):
            pool = Pool(vectors, pairs, found)
            questions = [getattr(pair, asked) for pair in pairs]
            ranks, plain = pool.ranks(questions), pool.ranks(questions, is_centred=False)
            rows.append([name, f"{asked} → {found}", len(pairs), len(pool.centred), _share(ranks), _share(plain)])
    report.table(
        f"Counterparts in the other language among the first {FIRST}",
        ["what", "question → found", "pairs", "among", "found", "without taking off means"], rows,
    )  # fmt: skip


def _share(ranks: Sequence[int]) -> str:
    """The share of ranks that count, with Wilson's 95 % interval."""
    size, share, z = len(ranks), sum(rank <= FIRST for rank in ranks) / len(ranks), 1.96
    middle = (share + z * z / (2 * size)) / (1 + z * z / size)
    half = z / (1 + z * z / size) * float(np.sqrt(share * (1 - share) / size + z * z / (4 * size * size)))
    return f"{share:.0%} ({middle - half:.0%}–{middle + half:.0%})"
