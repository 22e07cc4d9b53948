"""The fields of the index, in one function. A change of anything here raises `SCHEMA_VERSION`: old indexes are rebuilt.

* One text field for each text or name field of the field table, tokens with positions, not stored.
* `code`: one raw field for everything that matches whole: keys (`cc:cn`), numbers (`pn:EP1000000`), presence
  (`has:ab`), languages (`in:ti.en`), whole values (`eq:pa:…`), classes with what is above them (`ipc<H01L`).
* Whole days and counts as numbers; months and years of partial dates in columns of their own.
* Sort keys, facet columns, and the row that a result list shows.
"""

from __future__ import annotations

from typing import Any

import tantivy

from zhihang.corpus.values import CLASSES, DATES, INTEGERS, TEXTS

SCHEMA_VERSION = 1

TEXT_FIELDS: tuple[str, ...] = (*TEXTS, "mkpy")
FACET_FIELDS: tuple[str, ...] = ("right", "cc", "kind", "lang", "status", "ipc", "cpc", "nice", "loc")
"""Facets counted by the engine; ipc and cpc at subclass level. Any other key field is counted by the tables."""
FACET_YEARS: tuple[str, ...] = ("pd", "ad")
SORT_FIELDS: tuple[str, ...] = ("pd", "ad")
"""Sorted by the engine; other sort fields by the tables."""

CODE = "code"
ORD = "ord"
ID = "id"
ROW = "row"
ANALYZER = "zhihang"
GAP_WORD = "\n" * 8
"""What stands at the last position between two values. No query meets it: tokens hold no line end, the engine's regular
expressions do not match one, and it is further from any word than a fuzzy search goes."""


def schema() -> Any:
    """The engine's schema."""
    builder = tantivy.SchemaBuilder()
    for code in TEXT_FIELDS:
        builder.add_text_field(code, tokenizer_name=ANALYZER, index_option="position")
    builder.add_text_field(CODE, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(ID, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field(ORD, indexed=True, fast=True)
    for code in DATES:
        for part in ("day", "month", "year"):
            builder.add_integer_field(f"{part}_{code}", fast=True)
    for code in INTEGERS:
        builder.add_integer_field(f"int_{code}", fast=True)
    for code in CLASSES:
        builder.add_unsigned_field(f"class_{code}", fast=True)
    builder.add_unsigned_field("sort_id", fast=True)
    for code in SORT_FIELDS:
        builder.add_unsigned_field(f"sort_{code}_asc", fast=True)
        builder.add_unsigned_field(f"sort_{code}_desc", fast=True)
    for code in FACET_FIELDS:
        builder.add_text_field(f"facet_{code}", tokenizer_name="raw", fast=True, index_option="basic")
    for code in FACET_YEARS:
        builder.add_integer_field(f"facet_{code}", fast=True)
    builder.add_bytes_field(ROW, stored=True)
    return builder.build()


def analyzer() -> Any:
    """How the engine reads a token stream: cut at blanks."""
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()


def open_index(directory: str) -> Any:
    """An index that exists, ready to be read or written. Tokenizers are registered at each open."""
    index = tantivy.Index.open(directory)
    index.register_tokenizer(ANALYZER, analyzer())
    return index


def create_index(directory: str) -> Any:
    """A new, empty index in a folder that exists."""
    index = tantivy.Index(schema(), directory)
    index.register_tokenizer(ANALYZER, analyzer())
    return index
