"""How well are similar records found? Keyword BM25, more-like-this, vectors, hybrid, on judged and cited documents.

python benchmarks/retrieval.py --json benchmarks/results/retrieval.json

The official files beside the checkout (`../shared/data`) become one corpus; each record gets its vector (about half an
hour on a busy machine, once). Questions are records that cite others of the corpus: what they cite is to be found,
their numbers are hidden from every route. Half of the questions (by a digest of the right) served to choose constants;
the figures are of the other half, unless a table says otherwise.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from math import log2
from pathlib import Path
from typing import Any

import numpy as np
from machine import Report, arguments
from retrieval_languages import cross_language

import zhihang as zh
from zhihang.corpus.building import add
from zhihang.corpus.vectors.encoding import encode
from zhihang.search.similar.fusion import fused
from zhihang.text.tokens import tokens

SHARED = Path(__file__).parents[2] / "shared" / "data"
FOLDERS = (
    "retrieval-judgements", "exports/derwent", "exports/espacenet", "exports/lens-2015", "exports/lens-2021",
    "exports/lens-2024", "exports/thomson-innovation", "us-patent-grants", "us-patent-applications", "us-ppubs",
    "ep-fulltext", "docdb", "epo-ops", "citation-corpus", "cn-patents", "st36-marec", "tw-patents", "jp-patents",
)  # fmt: skip
DEEP, SHALLOW, RESAMPLES = 100, 10, 2_000
Ranking = list[str]


@dataclass(frozen=True)
class Topic:
    """A question: a record, and the rights that are to be found."""

    id: str
    right: str
    relevant: frozenset[str]
    product: str

    @property
    def is_test(self) -> bool:
        """Whether it belongs to the half that no constant was chosen on."""
        return blake2b(self.right.encode(), digest_size=1).digest()[0] % 2 == 1


class Routes:
    """The four ways to ask, each giving rights in order."""

    def __init__(self, corpus: zh.Corpus) -> None:
        self.corpus = corpus

    def keywords(self, record: Any, *, with_abstract: bool = True) -> Ranking:
        """All words of the title and the abstract, as a person would type them, ranked by relevance (BM25)."""
        texts = [*record.title.values()]
        if with_abstract:
            texts += [paragraph for paragraphs in record.abstract.values() for paragraph in paragraphs]
        return self.typed(" ".join(texts), record.right_id)

    def typed(self, text: str, right: str = "") -> Ranking:
        words = list(dict.fromkeys(word for word in tokens(text) if len(word) > 1))
        if not words:
            return []
        asked = " or ".join(f'"{word}"' for word in words)
        rows = self.corpus.search(f"ti,ab,clm=({asked})").page(0, DEEP + 40, sort="relevance")
        return _rights((row.row["right_id"] for row in rows), right)

    def similar(self, record: Any) -> dict[str, Ranking]:
        """More-like-this, vectors, and both fused as `Corpus.similar` does it (of three hundred hits each)."""
        found: dict[str, list[str]] = {}
        rights: dict[str, str] = {}
        for by in ("terms", "vectors"):
            hits = self.corpus.similar(record.id, by=by, limit=3 * DEEP, fold="document").hits  # type: ignore[arg-type]
            found[by] = [hit.id for hit in hits]
            rights |= {hit.id: hit.row["right_id"] for hit in hits}
        found["hybrid"] = [key for key, _ in fused(found)]
        return {by: _rights((rights[key] for key in keys), record.right_id) for by, keys in found.items()}


def _rights(found: Iterable[str], own: str) -> Ranking:
    return [right for right in dict.fromkeys(found) if right != own][:DEEP]


class Material:
    """The corpus of the benchmark and its questions."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def make(self) -> None:
        """The corpus and its vectors; what is there already is not made again."""
        add(self.folder, [SHARED / name for name in FOLDERS])
        encode(self.folder)

    @cached_property
    def corpus(self) -> zh.Corpus:
        return zh.open_corpus(self.folder)

    def topics(self) -> list[Topic]:
        """US and European documents that cite other rights of the corpus; one document of each right."""
        sql = (
            "SELECT c.id, c.right_id, c.office, list(DISTINCT d.right_id), min(v.product) FROM citation_pairs p "
            "JOIN records c ON c.ord = p.citing_ord JOIN records d ON d.ord = p.cited_ord "
            "JOIN provenance v ON v.ord = c.ord AND v.n = (SELECT min(n) FROM provenance x WHERE x.ord = c.ord) "
            "WHERE c.right_id <> d.right_id AND c.office IN ('US', 'EP') GROUP BY ALL ORDER BY c.id"
        )
        rows = self.corpus.editions[0].edition.tables.ask(sql).fetchall()
        first: dict[str, Topic] = {}
        for identifier, right, _, relevant, product in rows:
            first.setdefault(right, Topic(identifier, right, frozenset(relevant), product))
        return list(first.values())


def gain(ranking: Ranking, relevant: frozenset[str]) -> float:
    """nDCG@10, every relevant right worth the same."""
    found = sum(1 / log2(rank + 1) for rank, right in enumerate(ranking[:SHALLOW], 1) if right in relevant)
    best = sum(1 / log2(rank + 1) for rank in range(1, min(len(relevant), SHALLOW) + 1))
    return found / best


def recall(ranking: Ranking, relevant: frozenset[str]) -> float:
    """The share of the relevant rights among the first hundred."""
    return len(relevant & set(ranking[:DEEP])) / len(relevant)


def interval(values: Sequence[float], of: Callable[[list[float]], float] | None = None) -> tuple[float, float]:
    """The middle 95 % of the mean over resampled questions."""
    chance = random.Random(20261122)
    size = len(values)
    mean = of or (lambda some: sum(some) / len(some))
    means = sorted(mean([values[chance.randrange(size)] for _ in range(size)]) for _ in range(RESAMPLES))
    return means[int(0.025 * RESAMPLES)], means[int(0.975 * RESAMPLES) - 1]


def ratio_interval(ours: Sequence[float], theirs: Sequence[float]) -> tuple[float, float]:
    """The same for the ratio of two means over the same questions."""
    chance = np.random.default_rng(20261122)
    picked = chance.integers(0, len(ours), (RESAMPLES, len(ours)))
    ratios = np.asarray(ours)[picked].mean(axis=1) / np.maximum(np.asarray(theirs)[picked].mean(axis=1), 1e-9)
    return float(np.quantile(ratios, 0.025)), float(np.quantile(ratios, 0.975))


NAMES = {
    "title": "keywords (BM25), words of the title",
    "keywords": "keywords (BM25), words of title and abstract",
    "terms": "more-like-this",
    "vectors": "vectors",
    "hybrid": "hybrid",
}


def answers(routes: Routes, topics: Sequence[Topic]) -> dict[str, list[Ranking]]:
    """What each route finds for each question."""
    found: dict[str, list[Ranking]] = {name: [] for name in NAMES}
    for topic in topics:
        record = routes.corpus.record(topic.id)
        found["title"].append(routes.keywords(record, with_abstract=False))
        found["keywords"].append(routes.keywords(record))
        for by, ranking in routes.similar(record).items():
            found[by].append(ranking)
    return found


def citation_table(report: Report, name: str, topics: Sequence[Topic], found: dict[str, list[Ranking]]) -> None:
    """Gain and recall of each route, with intervals, and the gain beside that of keywords."""
    gains = {
        route: [gain(r, t.relevant) for r, t in zip(rankings, topics, strict=True)] for route, rankings in found.items()
    }
    base = gains["keywords"]
    rows = []
    for route, rankings in found.items():
        recalls = [recall(r, t.relevant) for r, t in zip(rankings, topics, strict=True)]
        low, high = ratio_interval(gains[route], base)
        ratio = sum(gains[route]) / max(sum(base), 1e-9)
        beside = "" if route == "keywords" else f"{ratio:.2f} ({low:.2f}–{high:.2f})"
        rows.append([NAMES[route], _spread(gains[route]), _spread(recalls), beside])
    report.table(name, ["route", "nDCG@10", "recall@100", "nDCG to keywords"], rows)


def _spread(values: Sequence[float]) -> str:
    low, high = interval(values)
    return f"{sum(values) / len(values):.3f} ({low:.3f}–{high:.3f})"


def judged(report: Report, routes: Routes) -> None:
    """The one judged question, with the lists of both judges."""
    folder = SHARED / "retrieval-judgements" / "patsnap-nus"
    rows = list(routes.corpus.search("id=*").page(0, 10**6, sort="id"))
    known = {f"{row.row['office']}{row.row['number']}": row.row["right_id"] for row in rows}  # judges name no kinds
    known |= {row.id: row.row["right_id"] for row in rows}
    text = " ".join(re.sub("<[^>]+>", " ", (folder / "queries-a" / "q1.xml").read_text("utf-8")).split())
    rankings = {"keywords": routes.typed(text)}
    for by in ("terms", "vectors", "hybrid"):
        hits = routes.corpus.similar(text=text, by=by, limit=DEEP).hits  # type: ignore[arg-type]
        rankings[by] = [hit.row["right_id"] for hit in hits]
    rows = []
    for route, ranking in rankings.items():
        row = [NAMES[route] if route != "keywords" else "keywords (BM25), the words of the question"]
        for judge in ("queries-a", "queries-b"):
            good = _judgements(folder / judge / "q1-qrels+ve.txt", known)
            bad = _judgements(folder / judge / "q1-qrels-ve.txt", known)
            wrong = sum(1 for right in ranking[:SHALLOW] if right in bad)
            row += [f"{gain(ranking, good):.2f}", f"{recall(ranking, good):.2f}", str(wrong)]
        rows.append(row)
    columns = [
        "route",
        *(f"{what} ({judge})" for judge in "ab" for what in ("nDCG@10", "recall@100", "rejected in 10")),
    ]
    report.table("The judged question", columns, rows)


def _judgements(path: Path, known: dict[str, str]) -> frozenset[str]:
    return frozenset(known[line] for line in path.read_text("ascii").split() if line in known)


def main() -> None:
    """Makes the corpus, asks, prints and saves."""
    parser = arguments("retrieval", __doc__)
    parser.add_argument("--part", choices=("all", "test", "train"), default="all", help="which questions are asked")
    parser.add_argument("--made", action="store_true", help="the corpus and its vectors are there")
    options = parser.parse_args()
    material = Material(options.folder / "retrieval")
    if not options.made:
        material.make()
    topics = material.topics()
    parts = {"test": [t for t in topics if t.is_test], "train": [t for t in topics if not t.is_test]}
    settings = {"records": material.corpus.info()["corpora"][0]["records"], "test": len(parts["test"]),
                "train": len(parts["train"])}  # fmt: skip
    report = Report("retrieval", settings, options.commit)
    routes = Routes(material.corpus)
    for name in ("test", "train") if options.part == "all" else (options.part,):
        chosen = parts[name]
        label = "no constant was chosen on them" if name == "test" else "constants were chosen on them"
        citation_table(report, f"{len(chosen)} citing documents ({label})", chosen, answers(routes, chosen))
    if options.part != "train":
        judged(report, routes)
        cross_language(report, material.corpus)
    report.save(options.json)


if __name__ == "__main__":
    main()
