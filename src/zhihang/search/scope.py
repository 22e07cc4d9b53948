"""Which field is meant? Names of fields and sub-fields as typed, and the field under which values are read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, TypeAlias

from zhihang.corpus.fields import Field, field_names, fields
from zhihang.corpus.plan import FieldRef
from zhihang.messages import Language
from zhihang.text.folding import fold

ValueType: TypeAlias = Literal["text", "key", "date", "int", "num", "class", "cset", "loc", "nice", "vienna", "elem"]

DEFAULT_FIELD = "bi"
JOINS = ("cites", "citedby", "fam", "xfam")


@dataclass(frozen=True, slots=True)
class SubField:
    """One sub-field of an element field 子字段, such as the date of an event."""

    element: str
    name: str
    names: tuple[str, ...]
    type: str
    values: str


@dataclass(frozen=True, slots=True)
class Scope:
    """The fields under which values are read.

    `element` names the element field whose braces stand around; `is_default` is the field nobody wrote.
    """

    fields: tuple[FieldRef, ...]
    type: ValueType
    element: str | None = None
    is_default: bool = False

    @property
    def is_text(self) -> bool:
        """Whether its values are words."""
        return self.type == "text"

    def label(self, language: Language) -> str:
        """The name of the first field, for people."""
        ref = self.fields[0]
        return ref.code if self.element else fields()[ref.code].label(language)


DEFAULT_SCOPE = Scope((FieldRef(DEFAULT_FIELD),), "text", is_default=True)


@cache
def subfields(element: str) -> dict[str, SubField]:
    """Folded name → sub-field of one element field."""
    table: dict[str, SubField] = {}
    for line in (resources.files("zhihang.search") / "subfields.tsv").read_text("utf-8").splitlines():
        owner, _, rest = line.partition("\t")
        if owner == element:
            name, others, kind, values = rest.split("\t")
            names = (name, *others.split())
            for written in names:
                table[fold(written)] = SubField(element, name, names, kind, values)
    return table


def field_of(name: str) -> tuple[Field, str | None] | None:
    """The field that a name with or without a language suffix means.

    >>> field, language = field_of("Title.en")
    >>> field.code, language
    ('ti', 'en')
    """
    folded = fold(name)
    code = field_names().get(folded)
    if code is not None:
        return fields()[code], None
    base, dot, language = folded.rpartition(".")
    code = field_names().get(base) if dot else None
    return (fields()[code], language) if code is not None else None


def value_type(field: Field) -> ValueType:
    """How values of a field are read; a group reads like its first member."""
    kind = fields()[field.members[0]].type if field.type == "group" else field.type
    if field.code == "cset":
        return "cset"
    return "text" if kind in {"text", "name"} else kind  # type: ignore[return-value]  # groups are resolved above


def subfield_type(subfield: SubField) -> ValueType:
    """How values of a sub-field are read."""
    return "text" if subfield.type == "name" else subfield.type  # type: ignore[return-value]  # text of the table


def field_codes(refs: tuple[FieldRef, ...]) -> set[str]:
    """The plain fields behind field references, groups opened."""
    table = fields()
    codes: set[str] = set()
    for ref in refs:
        field = table.get(ref.code)
        codes.update(field.members if field is not None and field.type == "group" else (ref.code,))
    return codes
