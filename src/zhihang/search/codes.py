"""Coded values 代码值: keys as they are stored, and the names people know them by.

A key is folded and compared whole; `*` may stand at its right end. Fields with a closed list refuse what the list
does not hold and say what is near.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from zhihang.messages import Language, read_yaml
from zhihang.search.faults import Advice, Faults, replace
from zhihang.search.lexer import Token
from zhihang.search.scope import Scope, subfields
from zhihang.search.suggestions import near_enough, nearest
from zhihang.standards.event_categories import event_categories
from zhihang.standards.languages import languages
from zhihang.standards.offices import ALIASES, offices
from zhihang.standards.rights import rights
from zhihang.standards.status import statuses
from zhihang.text.folding import fold
from zhihang.text.tokens import folded_tokens

_SHORT_CODE = 2


@dataclass(frozen=True, slots=True)
class ValueList:
    """The values of a coded field 取值表: folded name → value; `codes` and `shown` are ways to write them."""

    names: dict[str, str]
    codes: tuple[str, ...]
    shown: tuple[str, ...]
    is_closed: bool


@cache
def _tables() -> dict[str, Any]:
    tables: dict[str, Any] = read_yaml((resources.files("zhihang.search") / "values.yaml").read_text("utf-8"))
    return tables


def _standard(name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Value and names of the lists that `standards` owns."""
    if name == "statuses":
        for status in statuses().values():
            yield status.value, (status.value.replace("_", " "), status.en, status.zh)
    elif name == "rights":
        for right in rights().values():
            yield right.right, (right.right.replace("_", " "), right.en, right.zh)
    elif name == "offices":
        for office in offices().values():
            aliases = tuple(alias for alias, code in ALIASES.items() if code == office.code)
            yield office.code, (office.en, office.zh, *aliases)
    elif name == "event_categories":
        for category in event_categories().values():
            yield category.category, (category.en, category.zh)
    elif name == "languages":
        yield from languages().items()


@cache
def value_list(name: str) -> ValueList:
    """One list by its name."""
    names: dict[str, str] = {}
    codes: list[str] = []
    shown: list[str] = []
    for value, written in (*_standard(name), *_tables()["lists"].get(name, {}).items()):
        codes.append(value)
        shown.extend(text for text in (value, *written) if text not in shown)
        for text in (value, *written):
            names.setdefault(fold(text), fold(value))
    return ValueList(names, tuple(codes), tuple(shown), name not in _tables()["open"])


def list_of(scope: Scope) -> ValueList | None:
    """The list that a field's values are drawn from; None where anything goes."""
    code = scope.fields[0].code
    name = subfields(scope.element)[code].values if scope.element else _tables()["fields"].get(code)
    return value_list(name) if name else None


def read_code(scope: Scope, token: Token, language: Language, faults: Faults, *, is_whole: bool) -> str | None:
    """The key a value stands for, `*` at its end where it is a prefix; None after a fault.

    `is_whole` (relation `==`) allows no wildcard.
    """
    text = token.text
    last = len(text.rstrip()) - 1
    allowed = {last} if not is_whole else set()
    signs = [index for index, sign in enumerate(text) if sign == "*" and index == last and index not in token.wild]
    stray = sorted(set(token.wild) - allowed) + signs
    if stray:
        place, sign = token.at(stray[0]), text[stray[0]]
        faults.add("E107", place, 1, lambda: Advice(repairs=replace(place, place + 1, "\\" + sign)), c=sign)
        return None
    is_prefix = last in token.wild
    value = fold(text[:last] if is_prefix else text).strip()
    if not folded_tokens(value):
        code = "E105" if is_prefix else "E103"
        faults.add(code, token.start, token.length)
        return None
    return _listed(scope, token, value, is_prefix, language, faults)


def _listed(scope: Scope, token: Token, value: str, is_prefix: bool, language: Language, faults: Faults) -> str | None:
    known = list_of(scope)
    if is_prefix:
        if known is None or not known.is_closed or any(code.startswith(value) for code in known.names.values()):
            return f"{value}*"
    elif known is None:
        return value
    elif value in known.names or not known.is_closed:
        return known.names.get(value, value)
    faults.add(
        "E408",
        token.start,
        token.length,
        lambda: _near_values(known, token, language),
        v=token.text.strip(),
        field=scope.label(language),
    )
    return None


def _near_values(known: ValueList, token: Token, language: Language) -> Advice:
    """The nearest values, first those in the script that was typed."""
    typed = token.text.strip()
    pool = known.shown if len(typed) > _SHORT_CODE or not typed.isascii() else known.codes
    alike = [name for name in pool if name.isascii() == typed.isascii()]
    names = nearest(typed, alike or known.shown)
    near = near_enough(typed, alike or known.shown)
    written = tuple(name if name.isalnum() or "_" in name else f'"{name}"' for name in near)
    return Advice(names, replace(token.start, token.end, *written))
