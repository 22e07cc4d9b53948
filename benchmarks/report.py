"""The page of figures: the results of the last runs set into `performance.md`.

python benchmarks/report.py            # writes docs/reference/performance.md
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from machine import RESULTS

TEMPLATE = Path(__file__).parent / "performance.md"
PAGE = Path(__file__).parents[1] / "docs" / "reference" / "performance.md"
LEFT = frozenset({"what", "type", "peer", "query", "of", "XML", "goal", "reached", "loaded"})


def main() -> None:
    """Writes the page."""
    page = TEMPLATE.read_text("utf-8")
    for path in sorted(RESULTS.glob("*.json")):
        page = page.replace(f"{{{{{path.stem}}}}}", section(json.loads(path.read_text("utf-8"))))
    PAGE.write_text(page, "utf-8")


def section(content: dict[str, Any]) -> str:
    """The tables of one benchmark, and on what they were measured."""
    pieces = ["*" + " · ".join(f"{key} {value}" for key, value in content["machine"].items()) + "*"]
    for name, table in content["tables"].items():
        pieces.append(f"**{name}**\n\n{markdown(table['columns'], table['rows'])}")
    return "\n\n".join(pieces)


def markdown(columns: list[str], rows: list[list[str]]) -> str:
    """A table; numbers stand on the right."""
    rule = ["---" if column in LEFT else "---:" for column in columns]
    lines = [columns, rule, *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    main()
