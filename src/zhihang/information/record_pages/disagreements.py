"""Where the sources of a record differ 来源说法不一: the value that is shown, and what another source says instead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import msgspec

from zhihang.library import Corpus
from zhihang.messages import Language
from zhihang.reporting.bibliography.naming import product_name
from zhihang.reporting.bibliography.sheet import field_label


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One key on which sources differ; `language`: that of the text, where it has one; `kept` is empty where nothing
    could be kept."""

    label: str
    language: str
    kept: str
    kept_by: str
    other: str
    other_by: str
    other_file: str


def disagreements(corpus: Corpus, record_id: str, right: str, language: Language) -> list[Disagreement]:
    """Every recorded disagreement about the record of an id, key by key."""
    found: list[Disagreement] = []
    for opened in corpus.editions:
        tables = opened.edition.tables
        ords = tables.ords_of_ids([record_id])
        rows = tables.arrow(ords, None, "conflicts").to_pylist() if len(ords) else []
        found += [_disagreement(row, right, language) for row in sorted(rows, key=lambda row: row["key"])]
    return found


def _disagreement(row: dict[str, Any], right: str, language: Language) -> Disagreement:
    key, _, text_language = row["key"].partition(".")
    return Disagreement(
        field_label(key, right, language),
        text_language,
        _readable(row["kept"]),
        product_name(row["kept_product"], language) if row["kept_product"] else "",
        _readable(row["other"]),
        product_name(row["other_product"], language),
        row["other_file"],
    )


def _readable(shown: str) -> str:
    """A value as it is kept (JSON, perhaps cut off) in plain words."""
    try:
        return _plain(msgspec.json.decode(shown))
    except msgspec.DecodeError:  # cut off: its signs are left out
        return re.sub(r'"?[\[\]{}]+"?|"', "", shown.replace('","', "; ")).strip()


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_plain(each)}" for name, each in value.items() if each not in (None, "", [], {}))
    if isinstance(value, list):
        return "; ".join(map(_plain, value))
    return str(value)
