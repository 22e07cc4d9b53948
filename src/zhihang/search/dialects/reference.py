"""The reference page of the dialects: its tables, made from the same data that the readers and printers use.

`python -m zhihang.search.dialects.reference` writes them into `docs/reference/dialects.md` again.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from zhihang.corpus.fields import fields
from zhihang.messages import LANGUAGES, room_texts, text
from zhihang.search.dialects.printing import print_as
from zhihang.search.dialects.system import Dialect, FieldName, dialect, dialects
from zhihang.search.parser import parse

PAGE = "docs/reference/dialects.md"
MARK = "°"
TABLES = ("examples", "signs", "fields", "losses")
_EXAMPLES = (
    "ti=battery and (pa=catl or pa=byd)",
    'ti="solid electrolyte"',
    "ab=(anode near/3 coating)",
    "ab=(anode adj/3 coating)",
    "clm=(anode same/s coating)",
    "clm=(anode same/c coating)",
    "ti=(batter* near/3 cell)",
    "ti=colo?r",
    "ti=*fluor*",
    "ti=a1 xor ti=b1",
    "not ti=lead",
    "pd=2019..2021",
    "cpc=H01M10/0525/low",
    "status=active",
)


def with_tables(page: str) -> str:
    """A page with the tables between its marks replaced by the present ones."""
    for name in TABLES:
        start, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
        before, _, rest = page.partition(start)
        _, _, after = rest.partition(end)
        page = f"{before}{start}\n{table(name)}\n{end}{after}"
    return page


def table(name: str) -> str:
    """One table as Markdown."""
    rows = {"examples": _examples, "signs": _signs, "fields": _fields, "losses": _losses}[name]()
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows)


def _systems() -> list[Dialect]:
    return [dialect(key) for key in dialects()]


def _heading(*first: str) -> Iterator[list[str]]:
    """The heading of a table with a column for every system."""
    yield [*first, *(known.system.system for known in _systems())]
    yield ["---"] * (len(first) + len(dialects()))


def _examples() -> Iterator[list[str]]:
    yield ["native", "for", "text", "lost"]
    yield ["---"] * 4
    for query in _EXAMPLES:
        for key in dialects():
            printed = print_as(parse(query).tree, key)
            lost = ", ".join(f"{loss.code} {loss.effect}" for loss in printed.losses)
            yield [f"`{query}`", f"`{key}`", f"`{printed.text}`", lost]


def _signs() -> Iterator[list[str]]:
    yield from _heading("construct")
    yield ["words side by side", *(_sign(known, "implicit", known.system.implicit) for known in _systems())]
    yield ["order of AND and OR", *(known.system.order.replace("_", " ") for known in _systems())]
    yield ["a word without a field", *(f"`{','.join(known.system.bare)}`" for known in _systems())]
    for name in ("and", "or", "not", "xor"):
        yield [name.upper(), *(_sign(known, name, known.system.signs.get(name, "")) for known in _systems())]
    yield ["NEAR/n", *(_sign(known, "near", known.system.near) for known in _systems())]
    yield ["ADJ/n", *(_sign(known, "adj", known.system.adj) for known in _systems())]
    for unit in ("s", "p", "c"):
        yield [f"SAME/{unit}", *(_sign(known, unit, known.system.same.get(unit, "")) for known in _systems())]
    for sign in "*?#":
        yield [f"`{sign}`", *(_sign(known, sign, known.system.wildcards.get(sign, "")) for known in _systems())]
    yield ["left truncation", *(_sign(known, "left", _yes(known.system.left_truncation)) for known in _systems())]
    complex_ = (_sign(known, "complex", _yes(known.system.operands == "any")) for known in _systems())
    yield ["OR, truncation, phrase in a proximity", *complex_]


def _yes(is_so: bool) -> str:
    return "yes" if is_so else ""


def _sign(known: Dialect, construct: str, written: str) -> str:
    if not written:
        return ""
    shown = f'`"a b"~{"{between}"}`' if written == "slop" else written if written == "yes" else f"`{written}`"
    return shown + (MARK if construct in known.system.unverified else "")


def _fields() -> Iterator[list[str]]:
    yield from _heading("field")
    for code in fields():
        cells = [_names(known, code) for known in _systems()]
        if any(cells):
            yield [f"`{code}`", *cells]


def _names(known: Dialect, code: str) -> str:
    named = [name for name in known.names if any(ref.code == code for ref in name.fields)]
    return " ".join(f"`{_written(name)}`{'' if name.is_confirmed else MARK}" for name in named)


def _written(name: FieldName) -> str:
    return f"before:{name.name}:" if name.use == "date" else name.name


def _losses() -> Iterator[list[str]]:
    yield ["code", "meaning", ""]
    yield ["---"] * 3
    for code in sorted(room_texts("search")):
        if code[0] == "L" and code[1:].isdigit():
            words = (text("search", code, language, clause="…", finds="…") for language in LANGUAGES)
            yield [code, *words]


if __name__ == "__main__":
    path = Path(sys.argv[1] if len(sys.argv) > 1 else PAGE)
    path.write_text(with_tables(path.read_text("utf-8")), "utf-8")
