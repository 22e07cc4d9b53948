"""The field table 字段表: every field of the query language once, with its names, its type and the record key it reads.

`fields.tsv` holds one line a field: code, English names, Chinese names, INID, type, rights, members (of a group) or
sub-fields (of an element), the key of the record it reads (`cli.md`), an example. Names are folded before they are
compared, so `國際分類`, `Title` and `inid54` all lead to their field.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, TypeAlias, cast

from zhihang.text.folding import fold

FieldType: TypeAlias = Literal[
    "text", "name", "key", "date", "int", "num", "class", "loc", "nice", "vienna", "group", "elem"
]

RIGHT_LETTERS = {
    "P": "patent",
    "U": "utility_model",
    "D": "design",
    "T": "trademark",
    "C": "copyright",
    "L": "layout_design",
    "V": "plant_variety",
    "G": "geographical_indication",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field 字段.

    `members`: the fields of a group, or the sub-fields of an element. `key`: the key of the record whose values it
    holds. `rights`: the kinds of right that can carry it.
    """

    code: str
    english: tuple[str, ...]
    chinese: tuple[str, ...]
    inid: str
    type: FieldType
    rights: frozenset[str]
    members: tuple[str, ...]
    key: str
    example: str

    @property
    def names(self) -> tuple[str, ...]:
        """Every way to write the field in a query, the code first."""
        inid = (f"inid{self.inid}",) if self.inid else ()
        return (self.code, *self.english, *self.chinese, *inid)

    def label(self, language: str) -> str:
        """The field's name for people."""
        if language == "zh" and self.chinese:
            return self.chinese[0]
        return (self.english[0] if self.english else self.code).replace("_", " ")


@cache
def fields() -> dict[str, Field]:
    """All fields by code, in the order of the reference."""
    table: dict[str, Field] = {}
    for line in (resources.files("zhihang.corpus") / "fields.tsv").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        code, english, chinese, inid, kind, rights, members, key, example = line.split("\t")
        letters = RIGHT_LETTERS if rights == "all" else rights
        table[code] = Field(
            code=code,
            english=tuple(english.split()),
            chinese=tuple(chinese.split()),
            inid=inid,
            type=cast(FieldType, kind),
            rights=frozenset(RIGHT_LETTERS[letter] for letter in letters),
            members=tuple(members.split()),
            key=key,
            example=example,
        )
    return table


@cache
def field_names() -> dict[str, str]:
    """Folded name → field code, over all codes, names and INID numbers."""
    return {fold(name): field.code for field in fields().values() for name in field.names}


def members(code: str) -> tuple[str, ...]:
    """The plain fields that a group stands for; a plain field stands for itself."""
    field = fields()[code]
    return field.members if field.type == "group" else (code,)
