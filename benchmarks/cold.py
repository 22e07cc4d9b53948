"""How long `zhihang count` takes from nothing: a new process, its imports, the corpus opened, the answer printed.

python benchmarks/cold.py --json benchmarks/results/cold.json
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path

from corpora import corpus_of
from machine import Report, arguments, percentile, verdict

GOAL = 0.7
QUERIES = ("battery", "tac=(battery NEAR/5 separator) and pd>=2010", "ipc=H01M and cc=CN")
FORBIDDEN = ("pyarrow", "duckdb", "django")


def seconds(command: list[str]) -> tuple[float, float]:
    """Wall time and processor time of a command; the second does not depend on what else the machine does."""
    used, begun = processor(), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun, processor() - used


def processor() -> float:
    """Processor seconds of all commands so far."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def loaded(corpus: Path) -> str:
    """Which of the modules that a count must not need it loads."""
    script = (
        "import sys; from zhihang.cli.command import run\n"
        f"sys.argv = ['zhihang', 'count', 'battery', '--corpus', {str(corpus)!r}]\n"
        "try: run()\nexcept SystemExit: pass\n"
        f"print(*(name for name in {FORBIDDEN!r} if name in sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    return done.stderr.strip() or "none"


def main() -> None:
    """Runs it often."""
    parser = arguments("cold", __doc__)
    parser.add_argument("--size", type=int, default=2_000, help="records of the corpus")
    parser.add_argument("--times", type=int, default=15, help="processes a query")
    options = parser.parse_args()
    report = Report("cold", {"records": options.size, "times": options.times}, options.commit)
    corpus_of(options.folder, options.size)
    corpus = options.folder / f"records-{options.size}"
    zhihang = str(Path(sys.executable).parent / "zhihang")
    bare = percentile([seconds([sys.executable, "-c", "pass"])[1] for _ in range(options.times)], 0.5)
    rows = []
    for query in QUERIES:
        measured = [seconds([zhihang, "count", query, "--corpus", str(corpus)]) for _ in range(options.times)]
        times, used = [wall for wall, _ in measured], percentile([cpu for _, cpu in measured], 0.5)
        worst = percentile(times, 0.95)
        cells = (min(times), percentile(times, 0.5), worst, used, used / bare)
        rows.append((f"`{query}`", *cells, GOAL, verdict(worst, GOAL)))
    report.table(
        f"Seconds of `zhihang count` as a process of its own, {options.size:,} records, {options.times} times",
        ("query", "least", "p50", "p95", "processor p50", "to an empty Python process", "goal p95", "reached"),
        rows,
    )
    report.table("Heavy modules that a count loads", ("of", "loaded"), [(", ".join(FORBIDDEN), loaded(corpus))])
    report.save(options.json)


if __name__ == "__main__":
    main()
