"""The other systems 其他系统: their field names, operators and abilities, as the tables beside this module state them.

`systems.yaml`, `fields.tsv` and `operators.tsv` follow the query language reference (§3, §7); what a system's own help
does not confirm is marked there and stays marked in everything printed with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

import msgspec

from zhihang.corpus.plan import FieldRef
from zhihang.errors import UsageError
from zhihang.messages import read_yaml
from zhihang.text.folding import fold

Style = Literal["relation", "prefix", "brackets", "suffix"]


@dataclass(frozen=True, slots=True)
class FieldName:
    """A field of another system 字段名: the native fields it means, its name, whether that is confirmed, its use."""

    fields: tuple[FieldRef, ...]
    name: str
    is_confirmed: bool
    use: str


@dataclass(frozen=True, slots=True)
class Operator:
    """How another system writes an operator 运算符: the whole word, the native operator, what its number lacks."""

    pattern: re.Pattern[str]
    native: str
    added: int


class System(msgspec.Struct, frozen=True, kw_only=True):
    """One system as `systems.yaml` describes it; see there for what each setting means."""

    system: str
    bare: tuple[str, ...]
    implicit: Literal["and", "adj"]
    order: Literal["left_to_right", "undocumented"]
    style: Style
    signs: dict[str, str]
    near: str
    adj: str
    operands: Literal["word", "any"]
    wildcards: dict[str, str]
    dates: Literal["within", "day.month.year", "iso brackets", "iso colon", "colon", "before after"]
    beside: dict[str, str] = {}
    same: dict[str, str] = {}
    phrases: str = "quotes"
    upper: bool = False
    truncated_phrases: bool = True
    escape: str = ""
    left_truncation: bool = False
    present: bool = False
    class_low: Literal["", "suffix", "below"] = ""
    unary: str = ""
    languages: bool = False
    states: tuple[str, ...] = ()
    most_terms: int = 0
    most_terms_per_field: int = 0
    fewest_letters: int = 0
    unverified: dict[str, str] = {}


class Dialect:
    """The language of one system 检索方言: its settings, names and operators."""

    def __init__(self, key: str, system: System, names: list[FieldName], operators: list[Operator]) -> None:
        self.key = key
        self.system = system
        self.names = tuple(names)
        self.operators = tuple(operators)
        self.bare = tuple(map(FieldRef, system.bare))
        self._by_name = {fold(name.name): name for name in names}
        self._to_print = {name.fields: name for name in reversed(names) if name.use != "read"}

    def field(self, name: str) -> FieldName | None:
        """The field that a name means in this system.

        >>> dialect("patentscope").field("FR_TI").fields
        (FieldRef(code='ti', language='fr'),)
        """
        found = self._by_name.get(fold(name))
        language, underline, rest = name.partition("_")
        if found is not None or not (self.system.languages and underline and len(language) == 2 and language.isalpha()):
            return found
        english = self._by_name.get(fold(f"EN_{rest}"))
        if english is None:
            return None
        fields = tuple(FieldRef(ref.code, fold(language)) for ref in english.fields)
        return FieldName(fields, f"{language.upper()}_{rest.upper()}", is_confirmed=False, use="")

    def name_of(self, ref: FieldRef) -> FieldName | None:
        """The name that this system has for exactly these values."""
        found = self._to_print.get((ref,))
        if found is not None or ref.language is None or not self.system.languages:
            return found
        english = self._to_print.get((FieldRef(ref.code, "en"),))
        return self.field(f"{ref.language}_{english.name.partition('_')[2]}") if english is not None else None

    def operator(self, word: str) -> tuple[str, str | None] | None:
        """The native operator and its argument that a whole word is, `refused` for one without a reading, or None.

        >>> dialect("orbit").operator("4D"), dialect("lens").operator("near/5"), dialect("lens").operator("near")
        (('near', '5'), ('refused', None), None)
        """
        for candidate in self.operators:
            match = candidate.pattern.fullmatch(word)
            if match is None:
                continue
            name, _, unit = candidate.native.partition(" ")
            number = match[1] if candidate.pattern.groups else None
            distance = int(number or 0) + candidate.added
            argument = unit or (str(distance) if number or candidate.added else None)
            return name, argument
        return None


@cache
def _table(name: str) -> list[list[str]]:
    lines = (resources.files("zhihang.search.dialects") / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@cache
def _systems() -> dict[str, Any]:
    text = (resources.files("zhihang.search.dialects") / "systems.yaml").read_text("utf-8")
    systems: dict[str, Any] = read_yaml(text)
    return systems


def dialects() -> tuple[str, ...]:
    """The names of the dialects that can be read and printed."""
    return tuple(_systems())


@cache
def dialect(key: str) -> Dialect:
    """A dialect by its name. Raises UsageError `DIALECT`."""
    if key not in _systems():
        raise UsageError("DIALECT", room="search", dialect=key, dialects=" ".join(dialects()))
    names = [
        FieldName(tuple(map(_ref, codes.split("+"))), name, not mark, use)
        for owner, codes, name, mark, use in _table("fields.tsv")
        if owner == key
    ]
    operators = [
        Operator(re.compile(pattern), native, int(added))
        for owner, pattern, native, added in _table("operators.tsv")
        if owner in {key, "*"}
    ]
    return Dialect(key, msgspec.convert(_systems()[key], System), names, operators)


def _ref(text: str) -> FieldRef:
    code, _, language = text.partition(".")
    return FieldRef(code, language or None)
