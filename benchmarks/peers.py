"""The same questions over the same records in what a user would take otherwise: SQLite FTS5 and PostgreSQL full text.

    python benchmarks/peers.py --size 200000 --json benchmarks/results/peers.json

Each gets our tokens at our positions, so that counts must be equal where it can express a question; a type that it
cannot express is left empty. Warm, one connection, no network: PostgreSQL is reached by a socket file.
"""

from __future__ import annotations

import math
import shutil
import time
from collections.abc import Iterator
from functools import partial
from typing import Any

from asking import KINDS, drawn, expert_query
from corpora import SEED, corpus_of
from machine import Report, arguments, percentile, verdict
from postgres import Postgres
from queries import page_of, size_of
from sqlite import Sqlite

from records import SHORT, records
from zhihang.library import Corpus
from zhihang.records.record import Record

FIELD = "tac"
FASTER, SLOWER = 5.0, 3.0
"""At least so many times as fast as PostgreSQL over the types; at most so many ms slower than the faster peer."""


def numbered(count: int) -> Iterator[tuple[int, Record]]:
    """The records of the corpus, with an ordinal each."""
    return enumerate(records(count, SHORT, SEED))


def ours(corpus: Corpus, kind: str, questions: list[tuple[str, ...]]) -> tuple[list[float], list[int]]:
    """Milliseconds and totals of our answers."""
    queries = [expert_query(kind, FIELD, words) for words in questions]
    for query in queries:
        page_of(corpus, query)
    return _timed([partial(page_of, corpus, query) for query in queries])


def theirs(peer: Any, kind: str, questions: list[tuple[str, ...]]) -> tuple[list[float], list[int]] | None:
    """Milliseconds and totals of a peer's answers; None where it cannot be asked."""
    asked = [peer.query(kind, FIELD, words) for words in questions]
    if None in asked:
        return None
    for condition, values in asked:
        peer.page(condition, values)
    return _timed([partial(peer.page, *pair) for pair in asked])


def _timed(works: list[Any]) -> tuple[list[float], list[int]]:
    times, totals = [], []
    for work in works:
        begun = time.perf_counter()
        totals.append(work())
        times.append((time.perf_counter() - begun) * 1000)
    return times, totals


def our_row(corpus: Corpus, count: int, seconds: float | None) -> tuple[Any, ...]:
    """What the corpus took and takes: making the records, deliveries, merging, tables and index."""
    edition = corpus.editions[0].edition
    size = size_of(edition.index_directory) + size_of(edition.tables_directory)
    speed = ("built before", "") if seconds is None else (seconds, count / seconds)
    return ("Zhihang, the whole edition", count, *speed, size)


def load(peers: list[Any], count: int, report: Report, ours: tuple[Any, ...]) -> None:
    """The records into each peer."""
    rows = [ours]
    for peer in peers:
        begun = time.perf_counter()
        peer.load(numbered(count))
        seconds = time.perf_counter() - begun
        rows.append((f"{peer.name} {peer.version}", count, seconds, count / seconds, peer.size()))
    columns = ("peer", "records", "seconds", "records/s", "MB of its database")
    report.table("Loading, indexes included", columns, rows)


def compare(corpus: Corpus, peers: list[Any], report: Report, number: int) -> None:
    """All types; then the geometric means."""
    rows: list[tuple[Any, ...]] = []
    ratios: dict[str, list[float]] = {peer.name: [] for peer in peers}
    late: list[str] = []
    for kind in KINDS:
        questions = drawn(kind, number, seed=17)
        mine, totals = ours(corpus, kind.name, questions)
        cells: list[Any] = [kind.name, sum(totals), percentile(mine, 0.5), percentile(mine, 0.95)]
        fastest = math.inf
        for peer in peers:
            answer = theirs(peer, kind.name, questions)
            if answer is None:
                cells += ["-", "-", "-", "-"]
                continue
            times, found = answer
            equal = sum(one == other for one, other in zip(totals, found, strict=True))
            ratio = percentile(times, 0.5) / percentile(mine, 0.5)
            ratios[peer.name].append(ratio)
            fastest = min(fastest, percentile(times, 0.95))
            cells += [percentile(times, 0.5), percentile(times, 0.95), ratio, f"{equal} of {number}"]
        slower = percentile(mine, 0.95) - fastest
        if slower > SLOWER:
            late.append(f"{kind.name} by {slower:.1f} ms")
        rows.append((*cells, "-" if math.isinf(fastest) else slower))
    heads = [head for peer in peers for head in (f"{peer.name} p50", "p95", "ratio of p50", "equal counts")]
    report.table(
        f"Milliseconds to the total and 20 rows by date, field {FIELD}, {number} questions a type",
        ("type", "hits of all", "Zhihang p50", "p95", *heads, "p95 slower than the faster peer by"),
        rows,
    )
    summary: list[tuple[Any, ...]] = []
    for peer in peers:
        mean = geometric(ratios[peer.name])
        judged = (FASTER, verdict(mean, FASTER, least=True)) if peer.name == Postgres.name else ("", "")
        summary.append((f"times as fast as {peer.name}, geometric mean of the types' p50", mean, *judged))
    told = "; ".join(late) or "none"
    summary.append(
        (f"types more than {SLOWER:g} ms slower at p95 than the faster peer", told, "none", "missed" if late else "met")
    )
    report.table("Together", ("what", "figure", "goal", "reached"), summary)


def geometric(values: list[float]) -> float:
    """The geometric mean."""
    return math.exp(sum(map(math.log, values)) / len(values))


def main() -> None:
    """Loads and asks, one peer after the other."""
    parser = arguments("peers", __doc__)
    parser.add_argument("--size", type=int, default=20_000, help="records")
    parser.add_argument("--queries", type=int, default=40, help="questions of each type")
    options = parser.parse_args()
    folder = options.folder / "peers"
    shutil.rmtree(folder, ignore_errors=True)
    corpus, seconds = corpus_of(options.folder, options.size)
    report = Report("peers", {"records": options.size, "queries": options.queries, "field": FIELD}, options.commit)
    peers: list[Any] = [Sqlite(folder / "sqlite.db"), Postgres(folder / "postgres")]
    try:
        load(peers, options.size, report, our_row(corpus, options.size, seconds))
        compare(corpus, peers, report, options.queries)
    finally:
        for peer in peers:
            peer.close()
    report.save(options.json)


if __name__ == "__main__":
    main()
