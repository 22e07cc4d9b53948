"""The field table as a page: what `docs/reference/query-language.md` shows, made from the table itself.

`python -m zhihang.search.field_table` writes it into the page again.
"""

from __future__ import annotations

import sys
from pathlib import Path

from zhihang.corpus.fields import RIGHT_LETTERS, Field, fields
from zhihang.search.scope import subfields

START, END = "<!-- fields: begin -->", "<!-- fields: end -->"


def field_table() -> str:
    """All fields as a Markdown table."""
    lines = ["| code | names | INID | type | rights | example |", "|---|---|---|---|---|---|"]
    lines.extend(_line(field) for field in fields().values())
    return "\n".join(lines)


def _line(field: Field) -> str:
    names = " · ".join(filter(None, (" ".join(field.english), " ".join(field.chinese))))
    return f"| `{field.code}` | {names} | {field.inid} | {_kind(field)} | {_rights(field)} | `{field.example}` |"


def _kind(field: Field) -> str:
    if field.type == "group":
        return f"group of {' '.join(field.members)}"
    if field.type == "elem":
        return f"element: {' '.join(dict.fromkeys(found.name for found in subfields(field.code).values()))}"
    return field.type


def _rights(field: Field) -> str:
    letters = [letter for letter, right in RIGHT_LETTERS.items() if right in field.rights]
    return "all" if len(letters) == len(RIGHT_LETTERS) else " ".join(letters)


def with_table(page: str) -> str:
    """A page with the table between its marks replaced by the present one."""
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}\n{field_table()}\n{END}{after}"


if __name__ == "__main__":
    path = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/reference/query-language.md")
    path.write_text(with_table(path.read_text("utf-8")), "utf-8")
