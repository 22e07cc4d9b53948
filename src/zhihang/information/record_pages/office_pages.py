"""Links to the offices' own pages: `office_pages.tsv` says which address needs which form of a number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from urllib.parse import quote

from zhihang.errors import ZhihangError
from zhihang.messages import Language
from zhihang.records.record import Record
from zhihang.standards.numbers import document_number


@dataclass(frozen=True, slots=True)
class OfficePage:
    """A page outside this machine 官方页面: its names, its address, its number (empty: a start page).

    `is_seen`: whether such addresses were seen elsewhere; the table says where and when.
    """

    en: str
    zh: str
    url: str
    number: str
    is_seen: bool = True

    def name(self, language: Language) -> str:
        """What it is called."""
        return self.zh if language == "zh" else self.en


def office_pages(record: Record) -> list[OfficePage]:
    """The offices' pages of a record; none whose number the record does not hold."""
    return [page for line in _table() if (page := _page(line, record))]


@cache
def _table() -> tuple[Mapping[str, str], ...]:
    text = (resources.files("zhihang.information.record_pages") / "office_pages.tsv").read_text("utf-8")
    header, *lines = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return tuple(dict(zip(header, line, strict=True)) for line in lines)


def _page(line: Mapping[str, str], record: Record) -> OfficePage | None:
    if line["office"] not in ("*", record.office) or record.right not in line["rights"].split():
        return None
    number = "" if line["number"] == "search" else _number(line["number"], record)
    if not number and line["number"] != "search":
        return None
    url = line["url"].format(quote(number, safe=""))
    return OfficePage(line["name_en"], line["name_zh"], url, number, line["seen"] == "yes")


def _number(form: str, record: Record) -> str:
    """The number in the form an address needs, empty where the record has none."""
    if form == "uk_mark":
        digits = re.sub(r"\D", "", record.application_number or "")
        return f"UK{digits:0>11}" if digits else ""
    if form in ("application", "registration"):
        written = record.application_number if form == "application" else record.registration_number
        bare = (written or "").removeprefix(record.office)
        return bare if re.fullmatch(r"[0-9-]+", bare) else ""
    if record.is_right:
        return ""
    if form == "document":
        return record.number if record.number.isdecimal() else ""
    try:
        parts = (document_number(record.office, record.number, record.kind or "").docdb or "").split(".")
    except ZhihangError:
        return ""
    return "".join(parts[:2] if form == "docdb_plain" else parts)
