"""Where the cursor stands in a query that is being typed: in a field's name, in its value, in a reference. Pure.

A query that is half typed cannot be parsed, so this reads only brackets, quotes, fields and words from left to right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhihang.corpus.fields import field_names
from zhihang.search.lexer import operator
from zhihang.text.folding import fold

_TWINS = str.maketrans("（）＝：“”「」，；、＞＜＃　", '()=:""""' + ",;,><# ")
_TOKEN = re.compile(
    r'(?P<field>[^\s(){}"=<>!,;:#]+(?:\s*,\s*[^\s(){}"=<>!,;:#]+)*)\s*(?:==|!=|<>|>=|<=|[=:<>])'
    r"|(?P<open>[({])|(?P<close>[)}])|(?P<blank>[\s,;]+)"
    r'|(?P<saved>##(?:"[^"]*"?|[^\s(){}"=<>!,;:]*))|(?P<line>#\d*)'
    r'|(?P<quoted>"[^"]*"?)|(?P<word>[^\s(){}"=<>!,;:]+)|(?P<other>.)',
    re.DOTALL,
)
_SPLIT_SYMBOL = re.compile(r"(?<![\w.])(\w+)\s*[=:]\s*([A-Ha-hYy]\d{2}[A-Za-z]\s+\d{1,4}(?:/\d*)?)$")
"""A class symbol written with its blank, which in a query would end it."""


@dataclass(frozen=True, slots=True)
class Context:
    """What could be completed: `kind` is `field`, `value`, `line` or `saved`; `text` as typed, from `start` on.

    `field`: the code of the field whose value it is. `start` counts characters from the beginning of the text read.
    """

    kind: str
    text: str
    start: int
    field: str = ""


def context(before: str) -> Context | None:
    """What the text before the cursor ends in; None after a blank, a sign, a closed quote.

    >>> context("ti=x AND pa=sie"), context("battery ")
    (Context(kind='value', text='sie', start=12, field='pa'), None)
    """
    if symbol := _SPLIT_SYMBOL.search(before):
        return Context("value", symbol[2], symbol.start(2), _code(symbol[1]))
    fields: list[str] = [""]
    waiting = ""  # the field that takes the next operand
    match: re.Match[str] | None = None
    for match in _TOKEN.finditer(before.translate(_TWINS)):
        if match["field"]:
            waiting = _code(match["field"])
        elif match["open"]:
            fields.append(waiting or fields[-1])
            waiting = ""
        elif match["close"]:
            fields = fields[:-1] or [""]
        elif match["blank"] is None and match.end() < len(before):
            waiting = ""
    return None if match is None else _context(match, waiting or fields[-1])


def _context(match: re.Match[str], field: str) -> Context | None:
    start = match.start()
    if match["saved"] is not None:
        return Context("saved", match["saved"][2:].strip('"'), start)
    if match["line"] is not None:
        return Context("line", match["line"][1:], start)
    if match["quoted"] is not None:
        is_open = len(match["quoted"]) == 1 or not match["quoted"].endswith('"')
        return Context("value", match["quoted"][1:], start, field) if is_open and field else None
    if match["word"] is None:
        goes_on = not match["close"] and not match["other"]
        return Context("value", "", match.end(), field) if goes_on and field else None
    if operator(match["word"]) is not None:
        return None
    if field:
        return Context("value", match["word"], start, field)
    return Context("field", match["word"], start)


def _code(names: str) -> str:
    """The code of the last field named before a relation; empty where nobody knows it."""
    last = names.rpartition(",")[2].strip().partition(".")[0]
    return field_names().get(fold(last), "")
