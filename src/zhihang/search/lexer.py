"""The lexer 词法: a query as typed → tokens with their places in it (query language §1).

Full-width syntax is read as its ASCII twin, one for one, so a token's offsets are those of the text as typed.
Values keep their case and width; their literal characters and their wildcards are told apart here, once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, TypeAlias

from zhihang.corpus.fields import field_names
from zhihang.search.faults import Advice, Edit, Faults, replace
from zhihang.search.foreign import Foreign, foreign_sign
from zhihang.search.lexicon import lexicon
from zhihang.text.folding import fold, simplified_table

Kind: TypeAlias = Literal[
    "open",  # ( {
    "close",  # ) }
    "comma",  # , ;
    "relation",  # = : == != <> > >= < <=
    "range",  # ..
    "word",
    "phrase",
    "operator",  # text: and or not andnot xor near adj same
    "reference",  # #3
    "saved",  # ##name
    "list",  # @name
    "foreign",  # an operator of another system
    "end",
]


@dataclass(frozen=True, slots=True)
class Token:
    """One token: `source[start:end]` is how it was typed.

    `text`: a value without its escapes, an operator's native name, a sign. `wild`: indices in `text` that are
    wildcards. `offsets`: where each character of `text` stands, if escapes moved them; else they follow `first`.
    """

    kind: Kind
    start: int
    end: int
    text: str = ""
    wild: frozenset[int] = frozenset()
    offsets: tuple[int, ...] | None = None
    argument: str | None = None
    foreign: Foreign | None = None

    def at(self, index: int) -> int:
        """Where character `index` of a value stands in the query."""
        if self.offsets is not None:
            return self.offsets[index] if index < len(self.offsets) else self.end
        return self.start + (self.kind == "phrase") + index

    @property
    def length(self) -> int:
        """How many characters of the query it takes."""
        return self.end - self.start


@cache
def _twins() -> dict[int, str]:
    return {ord(wide): narrow for wide, narrow in lexicon()["twins"].items()}


@cache
def _plain_operators() -> dict[str, tuple[str, str | None]]:
    table: dict[str, tuple[str, str | None]] = {
        fold(word): (name, None) for name, words in lexicon()["operators"].items() for word in words
    }
    return table | {fold(word): (name, argument) for word, (name, argument) in lexicon()["complete"].items()}


@cache
def _operators_with_argument() -> re.Pattern[str]:
    groups = [
        f"(?P<{name}>(?:{'|'.join(map(re.escape, map(fold, words)))})/?(?P<{name}_n>[0-9]+)|"
        f"(?:{'|'.join(map(re.escape, map(fold, words)))})/(?P<{name}_x>.*))"
        for name, words in lexicon()["with_distance"].items()
    ]
    return re.compile("|".join([*groups, "(?P<same>same/(?P<same_x>.*))"]), re.DOTALL)


def operator(word: str) -> tuple[str, str | None] | None:
    """The operator and its argument that a whole word is, or None.

    >>> operator("Near5"), operator("SAME/sentence"), operator("nearby")
    (('near', '5'), ('same', 'sentence'), None)
    """
    folded = fold(word)
    found = _plain_operators().get(folded)
    if found is not None:
        return found
    match = _operators_with_argument().fullmatch(folded)
    if match is None:
        return None
    name = next(name for name in ("near", "adj", "same") if match[name] is not None)
    return name, match[f"{name}_x"] if name == "same" or match[f"{name}_n"] is None else match[f"{name}_n"]


@cache
def _bracketed_names() -> re.Pattern[str]:
    """Field names that hold brackets of their own; they count as one word where a relation follows."""
    names = sorted((name for name in field_names() if "(" in name), key=len, reverse=True)
    return re.compile(
        rf"(?:{'|'.join(map(re.escape, names)) or '(?!)'})(?=\s*[=:<>!,]|\s+(?:in|any|all|within)\s)", re.IGNORECASE
    )


_BLANK = re.compile(r"\s+")
_LINE_COMMENT = re.compile(r"--(?=\s|$)[^\r\n]*")
_RELATION = re.compile(r"==|!=|<>|>=|<=|[=:<>]")
_WORD = re.compile(r"(?:\\.|(?<=\d),(?=\d{3}(?!\d))|\.(?!\.)|[^\s(){}\"=<>!,;:.\\])+", re.DOTALL)
_PHRASE = re.compile(r'"((?:\\.|[^"\\])*)"', re.DOTALL)
_REFERENCE = re.compile(r"#(\d+)(?=[\s(){}\"=<>!,;:]|$)")
_NAME = re.compile(r'"([^"]*)"|[^\s(){}"=<>!,;:]+')
_WILDCARDS = "*?#"


class Lexer:
    """Reads one query into tokens; reports E101, E102, E106 and E107 and reads on where it can."""

    def __init__(self, source: str, faults: Faults) -> None:
        self.source = source.translate(_twins())
        self.faults = faults
        self.tokens: list[Token] = []
        self.simplified = self.source.translate(simplified_table())
        self.position = 0
        self.is_cut = False

    def read(self) -> list[Token]:
        """All tokens, the last one of kind `end`."""
        while self._skip_blanks():
            self._token()
        self.tokens.append(Token("end", len(self.source), len(self.source)))
        return self.tokens

    def _skip_blanks(self) -> bool:
        """Over blanks and comments; whether something follows."""
        while self.position < len(self.source):
            position = self.position
            if blank := _BLANK.match(self.source, position):
                self.position = blank.end()
            elif self.source.startswith("/*", position):
                self._comment()
            elif (position == 0 or self.source[position - 1].isspace()) and (
                line := _LINE_COMMENT.match(self.source, position)
            ):
                self.position = line.end()
            else:
                return True
        return False

    def _comment(self) -> None:
        end = self.source.find("*/", self.position + 2)
        if end >= 0:
            self.position = end + 2
            return
        start, size = self.position, len(self.source)
        self.faults.add("E102", start, 2, lambda: Advice(("*/",), (*replace(start, size), *replace(size, size, " */"))))
        self._cut()

    def _cut(self) -> None:
        self.position, self.is_cut = len(self.source), True

    def _token(self) -> None:
        character = self.source[self.position]
        found = foreign_sign(self.source, self.position, self.tokens[-1].kind if self.tokens else None, self._glued())
        if found is not None:
            self._add("foreign", found.end, found.sign, foreign=found)
        elif character in "(){}":
            self._add("open" if character in "({" else "close", self.position + 1, character)
        elif character in ",;":
            self._add("comma", self.position + 1, character)
        elif self.source.startswith("..", self.position):
            self._add("range", self.position + 2, "..")
        elif match := _RELATION.match(self.source, self.position):
            self._add("relation", match.end(), match.group())
        elif character == '"':
            self._phrase()
        elif character in "#@" and self._named():
            return
        else:
            self._word()

    def _glued(self) -> bool:
        return bool(self.tokens) and self.tokens[-1].end == self.position

    def _add(self, kind: Kind, end: int, text: str, **more: Any) -> None:
        self.tokens.append(Token(kind, self.position, end, text, **more))
        self.position = end

    def _phrase(self) -> None:
        match = _PHRASE.match(self.source, self.position)
        if match is not None:
            text, wild, offsets = _unescaped(match[1], match.start(1))
            self._add("phrase", match.end(), text, wild=wild, offsets=offsets)
            return
        size = len(self.source)
        start = self.position
        self.faults.add("E101", start, 1, lambda: Advice(('"',), _closed_quotes(self.source, start, size)))
        self._cut()
        self.tokens.append(Token("phrase", start, size, ""))

    def _named(self) -> bool:
        """A reference, saved query or list at `#` or `@`; False where the sign belongs to a word."""
        start = self.position
        if self.source.startswith("##", start):
            kind: Kind = "saved"
        elif match := _REFERENCE.match(self.source, start):
            self._add("reference", match.end(), match[1])
            return True
        elif self.source[start] == "@":
            kind = "list"
        else:
            return False
        name = _NAME.match(self.source, start + (2 if kind == "saved" else 1))
        if name is None:
            return False
        self._add(kind, name.end(), name[0] if name[1] is None else name[1])
        return True

    def _word(self) -> None:
        start = self.position
        named = _bracketed_names().match(self.simplified, start) if self.source[start] > "\x7f" else None
        match = named or _WORD.match(self.source, start)
        if match is None:
            self._stray()
            return
        raw = match.group()
        if named is not None:
            self._add("word", match.end(), raw)
            return
        found = operator(raw) if "\\" not in raw else None
        if found is not None:
            self._add("operator", match.end(), found[0], argument=found[1])
            return
        end = _before_foreign_tail(raw) + start
        text, wild, offsets = _unescaped(self.source[start:end], start)
        self._add("word", end, text, wild=wild, offsets=offsets)

    def _stray(self) -> None:
        """A backslash with nothing after it, or a sign that begins no token (`!`)."""
        start = self.position
        if self.source[start] == "\\":
            self.faults.add("E106", start, 1, lambda: Advice(repairs=replace(start, start + 1, "")))
        else:
            sign = self.source[start]
            self.faults.add("E107", start, 1, lambda: Advice(repairs=replace(start, start + 1, " ")), c=sign)
        self.position += 1


def _unescaped(raw: str, start: int) -> tuple[str, frozenset[int], tuple[int, ...] | None]:
    """A value without its escapes, its wildcards, and where its characters stand if they moved."""
    if "\\" not in raw:
        return raw, frozenset(index for index, character in enumerate(raw) if character in _WILDCARDS), None
    text: list[str] = []
    wild: set[int] = set()
    offsets: list[int] = []
    index = 0
    while index < len(raw):
        offsets.append(start + index)
        if raw[index] == "\\" and index + 1 < len(raw):
            index += 1
        elif raw[index] in _WILDCARDS:
            wild.add(len(text))
        text.append(raw[index])
        index += 1
    return "".join(text), frozenset(wild), tuple(offsets)


_FOREIGN_TAIL = re.compile(r"(?<=[^\W\d_])(?:~\d*(?:\.\d+)?|\^\d+(?:\.\d+)?)$")


def _before_foreign_tail(raw: str) -> int:
    """Where a word ends before the fuzzy or weight sign of another system."""
    tail = _FOREIGN_TAIL.search(raw)
    return tail.start() if tail else len(raw)


def _closed_quotes(source: str, start: int, size: int) -> tuple[tuple[Edit, ...], ...]:
    """Close the quote at the end, or before the brackets that are still open there, or drop it."""
    brackets = re.search(r"[)}\s]*$", source[start:])
    inner = start + (brackets.start() if brackets else 0)
    repairs = replace(inner, inner, '"') if inner > start + 1 else ()
    return (*repairs, *replace(size, size, '"'), *replace(start, start + 1, ""))
