"""The form search: what a newcomer fills in, written as the query an expert would have typed. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from zhihang.search.conditions import condition, quoted
from zhihang.search.lexer import operator

SCOPES: Final = ("bi", "ti", "ta", "tac", "clm", "ft", "mk", "gds")
"""Fields in which the words of the form are looked for."""
DATES: Final = ("pd", "ad", "prd", "gd", "rd", "exd")
CLASSES: Final = ("ipc", "cpc", "cl", "nice", "loc")
_BELOW: Final = frozenset({"ipc", "cpc", "cl"})
_WORD = re.compile(r'"[^"]*"|[^\s,，、;；"]+')
_TRUNCATED = re.compile(r"[\w*?#-]+")
_ENTRY = re.compile(r"[\n;；]+")
_SYMBOL = re.compile(r"[\n;；,，、]+")
_SYMBOL_FORM = re.compile(r"[A-Za-z0-9]+(?:[/-][A-Za-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled form 表单检索. Words as typed; `among`: a query that everything else narrows."""

    scope: str = "bi"
    all_words: str = ""
    any_words: str = ""
    phrase: str = ""
    without: str = ""
    applicants: str = ""
    inventors: str = ""
    class_scheme: str = "ipc"
    classes: str = ""
    date: str = "pd"
    since: str = ""
    until: str = ""
    numbers: str = ""
    rights: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    among: str = ""


def written(form: Filled) -> str:
    """The query of a filled form, one clause a line; empty where nothing was filled in.

    >>> print(written(Filled(scope="ti", all_words="solid electroly*", offices=("CN", "EP"), since="2019")))
    ti=(solid AND electroly*)
    AND pd=2019..
    AND cc=(CN, EP)
    """
    clauses = list(_clauses(form))
    without = _words(form.scope, form.without, " OR ")
    among = _among(form.among.strip())
    lines = [*([among] if among else []), *clauses]
    query = "\nAND ".join(lines)
    if without:
        query = f"{query}\nNOT {without}" if query else f"NOT {without}"
    return query


def _among(query: str) -> str:
    if not query:
        return ""
    end = "\n" if "--" in query.rsplit("\n", 1)[-1] else ""
    return f"({query}{end})"


def _clauses(form: Filled) -> Iterator[str]:
    texts = [_words(form.scope, form.all_words, " AND "), _words(form.scope, form.any_words, " OR ")]
    if phrase := form.phrase.strip().strip('"').strip():
        texts.append(f"{form.scope}={_in_quotes(phrase)}")
    texts += [_names("pa", form.applicants), _names("in", form.inventors), _classes(form), _dates(form)]
    texts.append(_alternatives("num", [_number(number) for number in _split(_SYMBOL, form.numbers)]))
    for field, values in (("right", form.rights), ("cc", form.offices), ("status", form.statuses)):
        texts.append(condition(field, values) if values else "")
    return (text for text in texts if text)


def _names(field: str, entries: str) -> str:
    names = [name.strip('"') for name in _split(_ENTRY, entries)]
    return condition(field, names) if names else ""


def _classes(form: Filled) -> str:
    return _alternatives(
        form.class_scheme, [_symbol(form.class_scheme, each) for each in _split(_SYMBOL, form.classes)]
    )


def _dates(form: Filled) -> str:
    since, until = form.since.strip(), form.until.strip()
    if not (since or until):
        return ""
    return f"{form.date}={since}" if since == until else f"{form.date}={since}..{until}"


def _number(number: str) -> str:
    return _in_quotes(number) if " " in number else quoted(number)


def _words(scope: str, text: str, sign: str) -> str:
    """The words of one line of the form in its field; truncation signs mean what they mean to an expert."""
    words = [_operand(word) for word in _WORD.findall(text) if word.strip('"').strip()]
    return "" if not words else f"{scope}={words[0]}" if len(words) == 1 else f"{scope}=({sign.join(words)})"


def _operand(word: str) -> str:
    if word.startswith('"'):
        return _in_quotes(word.strip('"'))
    return word if _TRUNCATED.fullmatch(word) and operator(word) is None else quoted(word)


def _in_quotes(text: str) -> str:
    inside = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{inside}"'


def _split(sign: re.Pattern[str], text: str) -> list[str]:
    return [entry for part in sign.split(text) if (entry := " ".join(part.split()))]


def _symbol(scheme: str, symbol: str) -> str:
    """A class symbol without blanks; one of a subgroup with everything below it."""
    compact = symbol.replace(" ", "")
    if scheme in _BELOW and "/" in compact and _SYMBOL_FORM.fullmatch(compact) and compact.count("/") == 1:
        return f"{compact}/low"
    return compact if _SYMBOL_FORM.fullmatch(compact) else _in_quotes(symbol)


def _alternatives(field: str, values: Iterable[str]) -> str:
    operands = list(values)
    if not operands:
        return ""
    return f"{field}={operands[0]}" if len(operands) == 1 else f"{field}=({', '.join(operands)})"


def filled(given: Mapping[str, str], lists: Mapping[str, Iterable[str]]) -> Filled:
    """A form as an address holds it: `given` its single values, `lists` its choices; unknown choices are left out."""
    single: dict[str, Any] = {
        name: given[name].replace("\x00", "").replace("\r\n", "\n") for name in _SINGLE if name in given
    }
    for name, choices in (("scope", SCOPES), ("class_scheme", CLASSES), ("date", DATES)):
        if single.get(name) not in choices:
            single.pop(name, None)
    chosen: dict[str, Any] = {name: tuple(lists.get(name, ())) for name in ("rights", "offices", "statuses")}
    return Filled(**single, **chosen)


_SINGLE: Final = (
    "scope", "all_words", "any_words", "phrase", "without", "applicants", "inventors", "class_scheme", "classes",
    "date", "since", "until", "numbers", "among",
)  # fmt: skip
