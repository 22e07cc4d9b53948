"""How long an analyst waits: from the text of a query to 20 finished rows, by type of query.

    python benchmarks/queries.py --size 1000000 --json benchmarks/results/queries.json

The corpus of so many made-up records is built once into the folder (`--size` says which) and used again. Everything is
warm: each query is asked once unmeasured. Times include parsing, planning, the exact total and the rows.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
from asking import KINDS, drawn, expert_query
from corpora import corpus_of
from machine import Report, arguments, percentile, verdict

from zhihang.library import Corpus

ROWS = 20
FIELDS = ("ab", "tac")
TWO_FIFTHS = "pd=2011..2025"
"""15 of the 36 years of the made-up records."""
COUNT_GOAL, FACETS_GOAL, IDS_GOAL, GROUPED_GOAL = 40, 150, 1_000, 1_000
REPEATED = 5


def describe(corpus: Corpus, report: Report, number: int, seconds: float | None) -> None:
    """How large the corpus is, and how long it took where it was built now."""
    edition = corpus.editions[0].edition
    index, tables = (size_of(folder) for folder in (edition.index_directory, edition.tables_directory))
    speed = ("built before", "") if seconds is None else (seconds, number / seconds)
    columns = ("records", "MB of index", "MB of tables", "index segments", "seconds to build", "records/s")
    row = (number, index, tables, int(corpus.editions[0].reader.searcher.num_segments), *speed)
    report.table("The corpus", columns, [row])


def size_of(folder: Path) -> float:
    """Megabytes of the files of a folder."""
    return sum(path.stat().st_size for path in folder.iterdir()) / 1e6


def milliseconds(work: Callable[[], Any]) -> tuple[float, Any]:
    """How long something takes, and what it gives."""
    begun = time.perf_counter()
    result = work()
    return (time.perf_counter() - begun) * 1000, result


def page_of(corpus: Corpus, query: str) -> int:
    """20 rows by date, and the total."""
    result = corpus.search(query)
    rows = [row.row for row in result.page(0, ROWS)]
    assert len(rows) == min(ROWS, result.total)
    return result.total


def total_of(corpus: Corpus, query: str) -> int:
    """The total alone."""
    return corpus.search(query).total


def by_type(corpus: Corpus, report: Report, number: int) -> None:
    """Pages and counts of each type, in one field and in three together."""
    rows = []
    counts: list[float] = []
    for kind in KINDS:
        times: dict[str, list[float]] = {}
        hits: list[int] = []
        mine: list[float] = []
        for field in FIELDS if "class" not in kind.name and "date" not in kind.name else FIELDS[:1]:
            queries = [expert_query(kind.name, field, words) for words in drawn(kind, number)]
            for query in queries:
                page_of(corpus, query)
            answers = [milliseconds(partial(page_of, corpus, query)) for query in queries]
            times[field] = [taken for taken, _ in answers]
            hits += [total for _, total in answers]
            mine += [milliseconds(partial(total_of, corpus, query))[0] for query in queries]
        counts += mine
        worst = max(percentile(taken, 0.95) for taken in times.values())
        cells = [cell for field in FIELDS for cell in _middle_and_most(times.get(field))]
        rows.append((kind.name, int(statistics.median(hits)), max(hits), *cells, percentile(mine, 0.95),
                     kind.goal, verdict(worst, kind.goal)))  # fmt: skip
    columns = ("type", "hits, median", "most hits", "ab p50", "ab p95", "tac p50", "tac p95", "count p95", "goal p95",
               "reached at this size (slower field)")  # fmt: skip
    report.table(f"Milliseconds from query text to {ROWS} rows, {number} queries a type and field", columns, rows)
    report.table(
        "Count, all types together, milliseconds",
        ("p50", "p95", "goal p95", "reached"),
        [
            (
                percentile(counts, 0.5),
                percentile(counts, 0.95),
                COUNT_GOAL,
                verdict(percentile(counts, 0.95), COUNT_GOAL),
            )
        ],
    )


def _middle_and_most(times: list[float] | None) -> tuple[float | str, float | str]:
    return ("", "") if times is None else (percentile(times, 0.5), percentile(times, 0.95))


def in_bulk(corpus: Corpus, report: Report) -> None:
    """Facets, ids, and ids in the column engine."""
    everything = corpus.search("pd=1990..2025").ids()
    tables = corpus.editions[0].edition.tables
    total = corpus.search(TWO_FIFTHS).total

    def facets() -> Any:
        return corpus.search(TWO_FIFTHS).facets(["cc", "pd", "ipc"])

    def ids() -> Any:
        return corpus.search(TWO_FIFTHS).ids()

    def grouped() -> Any:
        sql = (
            "SELECT office, substr(publication_date, 1, 4) AS year, count(*) AS n "
            "FROM wanted w JOIN records r ON r.id = w.id GROUP BY ALL"
        )
        answer = tables.ask(sql, wanted=pa.table({"id": everything})).fetchall()
        assert sum(row[2] for row in answer) == len(everything)
        return answer

    rows = []
    for name, work, number, goal in (
        ("three facets (office, year, subclass)", facets, total, FACETS_GOAL),
        ("ids out, as Arrow", ids, total, IDS_GOAL),
        ("ids into DuckDB, joined and grouped", grouped, len(everything), GROUPED_GOAL),
    ):
        work()
        times = [milliseconds(work)[0] for _ in range(REPEATED)]
        worst = max(times)
        rows.append((name, number, percentile(times, 0.5), worst, goal, verdict(worst, goal)))
    report.table(
        f"Many records at once, milliseconds, {REPEATED} times",
        ("what", "records", "p50", "worst", "goal", "reached"),
        rows,
    )


def main() -> None:
    """Builds what is missing and asks."""
    parser = arguments("queries", __doc__)
    parser.add_argument("--size", type=int, default=50_000, help="records of the corpus")
    parser.add_argument("--queries", type=int, default=40, help="queries of each type and field")
    options = parser.parse_args()
    report = Report("queries", {"records": options.size, "queries": options.queries}, options.commit)
    corpus, seconds = corpus_of(options.folder, options.size)
    describe(corpus, report, options.size, seconds)
    by_type(corpus, report, options.queries)
    in_bulk(corpus, report)
    report.save(options.json)


if __name__ == "__main__":
    main()
