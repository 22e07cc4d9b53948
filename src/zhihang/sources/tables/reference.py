"""The reference page of mappings, `docs/reference/mappings.md`: keys that a column fills, and the shipped mappings.

`python -m zhihang.sources.tables.reference > docs/reference/mappings.md` writes it; a test compares.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from zhihang.sources.tables.keys import GROUPS, keys
from zhihang.sources.tables.loading import shipped_mappings
from zhihang.sources.tables.mapping import Column, Mapping, spellings

_INTRODUCTION = """# Table mappings

Generated from the shipped mappings; do not edit. How to write one: [Map a table](../how-to/map-a-table.md).

A column's key decides how its cells are read. A wrong cell is a counted problem with row and column; the rest of the
row is kept, and the cell as printed stands in `other.<key>_as_printed`.
"""


def reference_page() -> str:
    """The whole page."""
    parts = [_INTRODUCTION, "## Keys that a column fills\n", *_keys(), "\n## Shipped mappings\n"]
    return "\n".join([*parts, *(line for mapping in shipped_mappings() for line in _mapping(mapping))]).rstrip() + "\n"


def _keys() -> Iterator[str]:
    yield "| key | meaning | 含义 | pieces of an item |"
    yield "|---|---|---|---|"
    for key in keys().values():
        groups = ", ".join(sorted(GROUPS[key.key])) if key.key in GROUPS else ""
        yield f"| `{key.key}` | {key.en} | {key.zh} | {groups} |"


def _mapping(mapping: Mapping) -> Iterator[str]:
    yield f"### `{mapping.product}`\n"
    yield f"{mapping.title['en']} · {mapping.title['zh']}\n"
    if mapping.note:
        yield f"{mapping.note['en']}\n"
    yield from mapping_lines(mapping)


def mapping_lines(mapping: Mapping) -> Iterator[str]:
    """How a mapping recognises its tables, the columns it reads and those it leaves aside."""
    yield f"Recognised by {_recognised(mapping)}"
    for name, pattern in mapping.only.items():
        yield f"Rows where {_names(name)} is not `{_plain(pattern)}` are told and passed over."
    for table, patterns in mapping.others.items():
        cells = ", ".join(f"{_names(name)} is `{_plain(pattern)}`" for name, pattern in patterns.items())
        yield f"Rows of another table, left aside by its name: {table}, where {cells}."
    constants = {"office": mapping.office, "right": mapping.right, **mapping.constants}
    told = ", ".join(f"`{name}` = {value}" for name, value in constants.items() if value)
    yield f"Unless a column says otherwise: {told}. A row is a {mapping.level}.\n"
    yield "| column | key | reading |"
    yield "|---|---|---|"
    for column in mapping.columns:
        yield f"| {_names(column.header)} | `{column.key}` | {_reading(column)} |"
    yield ""
    if mapping.aside:
        yield from ("| left aside | reason | in Chinese |", "|---|---|---|")
    for aside in mapping.aside:
        yield f"| {_names(aside.header)} | {aside.reason['en']} | {aside.reason['zh']} |"
    yield ""


def _recognised(mapping: Mapping) -> str:
    """By what a table is recognised, as a sentence."""
    if mapping.layout == "lines":
        return f"its lines: `{_plain(mapping.line)}`."
    if mapping.names:
        cells = ", ".join(f"{name} `{_plain(pattern)}`" for name, pattern in mapping.recognise.cells.items())
        return f"its cells, having no header row: {', '.join(mapping.names)}, with {cells}."
    asked = "; ".join(_names(header) for header in mapping.recognise.headers)
    if mapping.layout == "json":
        return f"the keys of its JSON objects: {asked}."
    return f"its header row, one of the first {mapping.recognise.within}: {asked}."


def _plain(pattern: str) -> str:
    return pattern.replace("|", "\\|")


def _names(header: str | tuple[str, ...]) -> str:
    return " / ".join(name.replace("|", "\\|") or "(no name)" for name in spellings(header))


_FORMS = {
    "docdb": "as DOCDB writes it",
    "dated": "as databases write it, by its date",
    "year_first": "the year in front",
}


def _reading(column: Column) -> str:
    """How the cells of a column are read, beyond what its key says."""
    separators = " ".join(f"`{each.encode('unicode_escape').decode('ascii')}`" for each in _ascii(column))
    said = {
        f"list at {separators}": column.split,
        "rewritten": column.replace,
        "taken apart": column.item,
        _FORMS.get(column.form, ""): column.form != "printed",
        "the spelling with a date is the claim": column.spellings,
        f"year from {column.year}": column.year,
        f"century from {column.century}": column.century,
        f"where two years are left, the one of {column.numbered}": column.numbered,
        "where there is one of each": column.alone,
        f"{len(column.values)} words known": column.values,
        column.order.replace("_", " "): column.order != "iso",
        f"language {column.language}": column.language,
        (column.kind or "").replace("_", " "): column.kind,
    }
    fixed = [f"{piece} {value}" for piece, value in column.fixed.items()]
    return ", ".join([*(text for text, is_so in said.items() if is_so), *fixed]).replace("|", "\\|")


def _ascii(column: Column) -> Iterator[str]:
    """Separators that a reader recognises on paper; full-width ones go with their plain form."""
    yield from (each for each in column.split if each.isascii())


if __name__ == "__main__":
    sys.stdout.write(reference_page())
