"""What the API is told and what it answers, as far as several operations share it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field, model_validator

LONGEST_QUERY = 100_000
MOST = 200
Number = Annotated[int, Field(ge=1, le=9_007_199_254_740_991)]
"""The number of a thing of ours."""
Limit = Annotated[int, Field(ge=1, le=MOST, description="How many on one page.")]
Sort = Literal[
    "pd", "ad", "prd", "gd", "rd", "exd", "id", "ti", "pa", "right", "cc", "kind", "lang", "ap", "status", "ncl", "nct",
    "nfc", "nfam", "relevance",
]  # fmt: skip
Order = Literal["asc", "desc"]
Level = Literal["document", "right", "simple", "extended"]
Format = Literal["csv", "xlsx", "ris", "bibtex", "jsonl", "parquet", "pdf", "docx"]
Cursor = Annotated[str, Field(max_length=2_000, description="`next` of the page before, for the same question.")]
Edition = Annotated[
    str, Field(max_length=2_000, description="Which edition, of several corpora joined with +; empty: the current one.")
]
Corpora = Annotated[
    str,
    Field(
        max_length=2_000,
        description="Keys of corpora (GET /corpora) with a comma between, unless editions are named; empty: the public "
        "one and those of the organization.",
    ),
]


def _require_text(value: Any) -> None:
    """Refuse what no text can hold: the character 0, halves of surrogate pairs."""
    if isinstance(value, str):
        if "\x00" in value or any("\ud800" <= character <= "\udfff" for character in value):
            raise ValueError("text holds a character that is none")
    elif isinstance(value, dict):
        for each in value.values():
            _require_text(each)
    elif isinstance(value, list | tuple):
        for each in value:
            _require_text(each)


class Told(Schema):
    """What a client tells: nothing unknown, no text that is none."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _texts(cls, data: Any) -> Any:
        inner = getattr(data, "_obj", data)
        _require_text(dict(inner) if hasattr(inner, "keys") else inner)
        return data


class Row(Schema):
    """One record of a list. What a source does not say is null."""

    id: str
    right: str
    office: str | None = None
    number: str | None = None
    kind: str | None = None
    title: str | None = None
    title_language: str | None = None
    applicants: list[str] = Field(default_factory=list, description="At most four; the record has all.")
    filing_date: str | None = None
    publication_date: str | None = None
    ipc: list[str] = Field(default_factory=list, description="At most three; the record has all.")
    status: str | None = Field(None, description="As stated by the source.")
    status_date: str | None = None
    corpus: str | None = Field(None, description="The key of its corpus, where several are asked.")


class Notice(Schema):
    """What the asker should know about how the query was read."""

    code: str
    position: int
    message: str


class RecordPage(Schema):
    """One page of records. `next` is null on the last page."""

    edition: str
    total: int = Field(description="Exactly how many records match.")
    groups: int | None = Field(None, description="How many rights or families, where the list is collapsed.")
    records: list[Row]
    next: str | None = Field(None, description="The cursor of the next page.")
    notices: list[Notice] = Field(default_factory=list)


class Count(Schema):
    """One value of a field with the number of records that have it."""

    value: str
    label: str = Field(description="In the language of Accept-Language.")
    count: int
