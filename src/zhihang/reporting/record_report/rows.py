"""The bibliography of a record in a report: rows with INID codes, those of marks and of goods included."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources

from zhihang.reporting.bibliography.naming import value_name
from zhihang.reporting.bibliography.sheet import RecordSheet
from zhihang.reporting.bibliography.values import word
from zhihang.reporting.blocks import Block, Heading, Line, Row, Rows, Run
from zhihang.reporting.record_report.lines import inid, muted, plain, said, side_by_side, value_lines

_WORDED = frozenset({"type", "features"})
"""Keys of a mark whose values are codes of ours."""


def bibliography(sheet: RecordSheet) -> Iterator[Block]:
    """Every row of the bibliography that the record fills."""
    rows = [Row(inid(row.code), row.label, value_lines(row.values, is_list=row.is_list)) for row in sheet.rows]
    if rows:
        yield Rows(tuple(rows))


@cache
def _mark_rows() -> tuple[Mapping[str, str], ...]:
    path = resources.files("zhihang.reporting.record_report") / "mark_rows.tsv"
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    header = lines[0].split("\t")
    return tuple(dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:])


def mark(sheet: RecordSheet) -> Iterator[Block]:
    """The sign of a trademark."""
    record = sheet.record
    if record.mark is None:
        return
    rows = []
    for line in _mark_rows():
        found = getattr(record.mark, line["key"])
        values = found if isinstance(found, tuple) else (found,) if found else ()
        if values:
            own = record.language or "" if line["key"] == "text" else ""
            worded = [word(each, sheet.language) if line["key"] in _WORDED else each for each in values]
            rows.append(Row(inid(line["code"]), line[sheet.language], tuple(plain(each, own) for each in worded)))
    if rows:
        yield Heading(said("HEADING_MARK", sheet.language), inid("540"))
        yield Rows(tuple(rows))


def goods(sheet: RecordSheet) -> Iterator[Block]:
    """Goods and services, the number of their class in the margin."""
    if not sheet.goods:
        return
    yield Heading(said("HEADING_GOODS", sheet.language), inid("511"))
    rows = []
    for group in sheet.goods:
        entries = side_by_side(
            (
                Run(entry.text or "–", entry.language or ""),
                *muted("".join(f" {each}" for each in (entry.group, entry.status) if each)),
            )
            for entry in group.entries
        )
        rows.append(Row(group.number or "–", group.name, (entries,)))
    yield Rows(tuple(rows))


def status(sheet: RecordSheet) -> Iterator[Block]:
    """The status as sources state it, with its date and the products that say so. Nothing is concluded here."""
    language, record = sheet.language, sheet.record
    rows = [Row("", said("STATUS_STATED", language), tuple(_status_lines(sheet)))]
    if record.computed_status is not None:
        words = value_name("status", record.computed_status.value, language)
        day = f"  {record.computed_status.date}" if record.computed_status.date else ""
        rows.append(Row("", said("STATUS_BY_SOURCE", language), ((Run(words), *muted(day)),)))
    yield Heading(said("HEADING_STATUS", language))
    yield Rows(tuple(rows))


def _status_lines(sheet: RecordSheet) -> Iterator[Line]:
    stated, language = sheet.record.status, sheet.language
    if stated is None:
        yield muted(said("STATUS_NOT_STATED", language))
        return
    day = said("STATUS_AS_OF", language, day=stated.date) if stated.date else said("STATUS_NO_DATE", language)
    yield (Run(value_name("status", stated.value, language), "", "strong"), *muted(f"  {day}"))
    if stated.raw:
        before, _, after = said("STATUS_WORDS", language, words="\0").partition("\0")
        yield (Run(before, "", "muted"), Run(stated.raw, sheet.record.language or ""), Run(after, "", "muted"))
    numbers = sheet.block_sources["status"]
    products = dict.fromkeys(source.product for source in sheet.sources if source.number in numbers)
    if products:
        yield muted("; ".join(products))


def numbers(sheet: RecordSheet) -> Iterator[Block]:
    """The numbers of the record in every form that is known."""
    series: dict[str, list[Line]] = {}
    for form in sheet.number_forms:
        named = said("NUMBER_ID", sheet.language) if form.form == "id" else word(form.form, sheet.language)
        line = (Run(form.text), Run(f" {named}", "", "muted"))
        series.setdefault(word(form.series, sheet.language), []).append(line)
    yield Heading(said("HEADING_NUMBERS", sheet.language))
    yield Rows(tuple(Row("", label, (side_by_side(lines),)) for label, lines in series.items()))


def other(sheet: RecordSheet) -> Iterator[Block]:
    """What no other key holds, under the source's own names."""
    if sheet.other:
        yield Heading(said("HEADING_OTHER", sheet.language))
        yield Rows(tuple(Row("", name, (plain(words),)) for name, words in sheet.other))
