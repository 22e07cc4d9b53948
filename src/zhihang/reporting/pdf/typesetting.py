"""The type setter as a process of its own: a line of JSON says what to set, a line answers what went wrong.

    python -m zhihang.reporting.pdf.typesetting

It keeps what it learned of every page it set and gives nothing back, so a long report is set by several, one after
the other; and a page that would bring it down does not bring down who asked.
"""

from __future__ import annotations

import json
import sys
from typing import IO

import typst


def set_pages(order: dict[str, str | int], fonts: typst.Fonts) -> None:
    """Set one chunk. Keys: `root`, `template`, `data`, `output` (names in the root), `created` (seconds)."""
    root = str(order["root"])
    typst.compile(
        f"{root}/{order['template']}",
        f"{root}/{order['output']}",
        root=root,
        font_paths=fonts,
        format="pdf",
        sys_inputs={"chunk": str(order["data"])},
        timestamp=int(order["created"]),
        pdf_tags=False,
    )


def serve(orders: IO[str], answers: IO[str], folders: list[str]) -> None:
    """Set what is ordered until nothing more is."""
    fonts = typst.Fonts(font_paths=folders)
    for line in orders:
        answer = ""
        try:
            set_pages(json.loads(line), fonts)
        except typst.TypstError as error:
            answer = error.message or "?"
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    serve(sys.stdin, sys.stdout, sys.argv[1:])
