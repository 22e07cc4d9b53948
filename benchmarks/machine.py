"""On what, and when: the line that stands beside every figure; figures on the screen and in a JSON file."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sqlite3
import subprocess
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

FOLDER = Path("/var/tmp/zhihang-bench")
RESULTS = Path(__file__).parent / "results"
ENGINES = ("tantivy", "duckdb", "pyarrow", "lxml", "msgspec")


def machine() -> dict[str, Any]:
    """Date, cores, memory, other load, Python and the versions of the engines."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "date": time.strftime("%Y-%m-%d %H:%M", time.gmtime()),
        "cores": len(os.sched_getaffinity(0)),
        "memory": f"{memory / 2**30:.0f} GB",
        "load at the start": f"{os.getloadavg()[0]:.1f}",
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        **{name: version(name) for name in ENGINES},
    }


def arguments(benchmark: str, description: str | None) -> argparse.ArgumentParser:
    """The options that every benchmark has."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where corpora and files are made")
    parser.add_argument("--commit", default="", help="what is measured, where that is not the checkout it stands in")
    parser.add_argument("--json", type=Path, help=f"where the figures go, as benchmarks/results/{benchmark}.json")
    return parser


def _commit() -> str:
    done = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, cwd=RESULTS.parent)
    return done.stdout.strip() or "unknown"


class Report:
    """The figures of one run, as tables."""

    def __init__(self, benchmark: str, settings: dict[str, Any], commit: str = "") -> None:
        about = machine() | {"commit": commit or _commit()}
        self.content: dict[str, Any] = {"benchmark": benchmark, "machine": about, "settings": settings, "tables": {}}
        print(" · ".join(f"{key} {value}" for key, value in self.content["machine"].items()), flush=True)

    def table(self, name: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """One more table; printed at once."""
        self.content["tables"][name] = {"columns": list(columns), "rows": [list(map(shown, row)) for row in rows]}
        cells = [list(columns), *([shown(cell) for cell in row] for row in rows)]
        widths = [max(len(row[place]) for row in cells) for place in range(len(columns))]
        print(f"\n{name}")
        for row in cells:
            print("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)), flush=True)

    def save(self, path: Path | None) -> None:
        """Write the figures where they were asked for."""
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(self.content, indent=1, ensure_ascii=False) + "\n", "utf-8")


def shown(cell: Any) -> str:
    """A cell for people: three digits of a number."""
    if not isinstance(cell, float):
        return f"{cell:,}" if isinstance(cell, int) else str(cell)
    return f"{cell:,.0f}" if abs(cell) >= 100 else f"{cell:.1f}" if abs(cell) >= 10 else f"{cell:.2f}"


def verdict(value: float, goal: float, *, least: bool = False) -> str:
    """Whether a goal is reached, and the ratio of the figure to it."""
    reached = value >= goal if least else value <= goal
    return f"{'met' if reached else 'missed'} ({value / goal:.2f} of it)"


def percentile(values: Sequence[float], share: float) -> float:
    """The value that so large a share of the values does not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -(-int(share * len(ordered) * 1000) // 1000) - 1)]
