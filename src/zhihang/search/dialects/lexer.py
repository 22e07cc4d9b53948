"""Lexers of the dialects 方言词法: text of another system → native tokens, each at its place in the text as typed.

A dialect differs from the native language in its signs only: names of fields, operators, wildcards, ranges. Written as
native tokens, everything behind the lexer is shared with the native language, its faults and their places included.
"""

from __future__ import annotations

import re
from functools import cache

from zhihang.search.dates import OutOfRange, day_before, read_days
from zhihang.search.dialects.system import Dialect, FieldName, dialect
from zhihang.search.faults import Advice, Faults, replace
from zhihang.search.lexer import Kind, Lexer, Token
from zhihang.text.folding import fold

_BLANK = re.compile(r"\s+")
_WORD = re.compile(r"(?:\\.|[^\s()\"\[\]{}=<>:,;~^\\])+", re.DOTALL)
_PHRASE = re.compile(r'"((?:\\.|[^"\\])*)"', re.DOTALL)
_SLOP = re.compile(r"~(\d+)(?![\w.])")
_BOOST = re.compile(r"[~^][\d.]*")
_NAME = re.compile(r"([^\s()\"=<>:,;\[\]{}~^]+)\s*(>=|<=|==|[=:<>])")
_KEYWORD = re.compile(r"([^\s()\"=<>:,;]+)\s+((?i:any|all|within))(?=\s+\")")
_BRACKETS = re.compile(r"\[\s*([^\s\]]+)\s+(?i:to)\s+([^\s\]]+)\s*\]")
_COLON = re.compile(r"([\d./-]+)\s*:\s*([\d./-]+)")
_BEFORE_AFTER = re.compile(r"(?i:(before|after):([a-z]+):([\d./-]+))")
_SPACED_OPERATOR = re.compile(r"(?i:prox/\w+)(?:\s*<=?\s*\d+|\s*=\s*\w+)?(?:/\w+)*")
_SUFFIX = re.compile(r"(?:/[A-Za-z]+)+")
_WILDCARDS = "*?#"
_PAIR = 2


@cache
def _bracketed_names(key: str) -> re.Pattern[str]:
    """Names of a dialect that hold brackets of their own, where a relation follows."""
    names = sorted((fold(name.name) for name in dialect(key).names), key=len, reverse=True)
    written = [re.escape(name) for name in names if "(" in name]
    return re.compile(rf"({'|'.join(written) or '(?!)'})\s*(>=|<=|==|[=:<>])", re.IGNORECASE)


class DialectLexer(Lexer):
    """Reads one query of another system into native tokens; reports E101, E106, E107 and E803 and reads on."""

    def __init__(self, source: str, faults: Faults, known: Dialect) -> None:
        super().__init__(source, faults)
        self.dialect = known
        self.system = known.system

    def _skip_blanks(self) -> bool:
        if blank := _BLANK.match(self.source, self.position):
            self.position = blank.end()
        return self.position < len(self.source)

    def _token(self) -> None:
        source, position = self.source, self.position
        character = source[position]
        if self._operator() or self._unary() or self._days() or self._name() or self._suffix():
            return
        if character in "()":
            self._add("open" if character == "(" else "close", position + 1, character)
        elif match := _BRACKETS.match(source, position) or self._colon():
            self._range(match.start(1), match.end(1), match.start(2), match.end(2), match.end())
        elif character == '"':
            self._quoted()
        elif match := _BOOST.match(source, position):
            self._refuse(match.end())
        elif match := _WORD.match(source, position):
            self._plain(match.end())
        else:
            self._stray()

    def _is_glued(self) -> bool:
        return bool(self.tokens) and self.tokens[-1].end == self.position and self.tokens[-1].kind != "open"

    def _refuse(self, end: int) -> None:
        """A construct that has no reading in this dialect (E803); read on as if it were not there."""
        written = self.source[self.position : end]
        self.faults.add("E803", self.position, end - self.position, system=self.system.system, x=written)
        self.position = end

    def _operator(self) -> bool:
        """An operator of the dialect, as a word of its own."""
        if self._is_glued() and self.tokens[-1].kind not in {"close", "phrase"}:
            return False
        match = _SPACED_OPERATOR.match(self.source, self.position) or _WORD.match(self.source, self.position)
        if match is None or not re.match(r"[\s()\"]|$", self.source[match.end() : match.end() + 1]):
            return False
        found = self.dialect.operator(match.group())
        if found is None and "prox/" in match.group().lower():
            found = ("refused", None)
        if found is None:
            return False
        if found[0] == "refused":
            self._refuse(match.end())
        else:
            self._add("operator", match.end(), found[0], argument=found[1])
        return True

    def _unary(self) -> bool:
        """`-word` is NOT, `+word` the AND that is meant anyway; a system without such signs refuses them."""
        sign = self.source[self.position]
        following = self.source[self.position + 1 : self.position + 2]
        if sign not in "-+" or sign in self.system.wildcards.values() or self._is_glued():
            return False
        if not (following.isalnum() or following in {'"', "("}):
            return False
        if sign not in self.system.unary:
            self._refuse(self.position + 1)
        elif sign == "-":
            self._add("operator", self.position + 1, "not")
        else:
            self.position += 1
        return True

    def _days(self) -> bool:
        """`after:filing:20190101 before:filing:20200101`: the first day is included, the last one is not."""
        if self.system.dates != "before after":
            return False
        first = _BEFORE_AFTER.match(self.source, self.position)
        name = self.dialect.field(first[2]) if first is not None else None
        if first is None or name is None or name.use != "date":
            return False
        ends = {first[1].lower(): first}
        blank = _BLANK.match(self.source, first.end())
        second = _BEFORE_AFTER.match(self.source, blank.end()) if blank is not None else None
        if second is not None and second[2].lower() == first[2].lower():
            ends.setdefault(second[1].lower(), second)  # one range: both ends are met by one date
        self.tokens.append(Token("word", self.position, first.start(2), str(name.fields[0])))
        self.tokens.append(Token("relation", first.start(2), first.end(2), "="))
        self._ends(ends.get("after"), ends.get("before"))
        self.position = max(found.end() for found in ends.values())
        return True

    def _ends(self, low: re.Match[str] | None, high: re.Match[str] | None) -> None:
        """The tokens of a range of days; its sign touches both ends, wherever they stand."""
        if low is not None:
            self.tokens.append(Token("word", low.start(3), low.end(3), low[3]))
        touch = low.end(3) if low is not None else high.start(3) if high is not None else 0
        place = max(touch, high.start(3)) if high is not None else touch
        self.tokens.append(Token("range", touch, place, ".."))
        if high is not None:
            self.tokens.append(Token("word", place, high.end(3), _day_before(high[3])))

    def _name(self) -> bool:
        """The name of a field with its relation."""
        if self._is_glued() and self.tokens[-1].kind in {"word", "phrase"}:
            return False
        match = self._colon() or _bracketed_names(self.dialect.key).match(self.simplified, self.position)
        match = match or _NAME.match(self.source, self.position) or _KEYWORD.match(self.source, self.position)
        if match is None or match.re is _COLON:  # a range of numbers, no name
            return False
        written = self.source[match.start(1) : match.end(1)]
        name = self.dialect.field(written)
        if name is None or name.use == "date":
            self.faults.add("E803", self.position, len(written), system=self.system.system, x=written)
        self._head(name, match.start(1), match.end(1))
        kind: Kind = "relation" if match[2][0] in "=:<>" else "word"
        self.tokens.append(Token(kind, match.start(2), match.end(2), match[2]))
        self.position = match.end()
        return True

    def _head(self, name: FieldName | None, start: int, end: int) -> None:
        """The native names of a field; after an unknown one (reported) any, so that the rest is read."""
        refs = name.fields if name is not None else self.dialect.names[0].fields
        for index, ref in enumerate(refs):
            if index:
                self.tokens.append(Token("comma", start, end, ","))
            self.tokens.append(Token("word", start, end, str(ref)))

    def _suffix(self) -> bool:
        """`/TI/AB` behind a bracket or phrase: its fields are put before what they cover."""
        last = self.tokens[-1] if self.tokens else None
        match = _SUFFIX.match(self.source, self.position) if self.system.style == "suffix" else None
        if match is None or last is None or last.end != self.position or last.kind not in {"close", "phrase"}:
            return False
        first = len(self.tokens) - 1 if last.kind == "phrase" else self._opening()
        if first is None:
            self.position = match.end()  # the bracket that nothing opened is reported by the reader
            return True
        self._cover(first, match.start(), match.end())
        return True

    def _opening(self) -> int | None:
        """Which token opened the bracket that was just closed."""
        depth = 0
        for index in range(len(self.tokens) - 1, -1, -1):
            depth += {"close": 1, "open": -1}.get(self.tokens[index].kind, 0)
            if depth == 0:
                return index
        return None

    def _cover(self, first: int, start: int, end: int) -> None:
        """Put the fields of a suffix before the token at `first`."""
        covered = self.tokens[first:]
        del self.tokens[first:]
        place = start
        for index, written in enumerate(self.source[start + 1 : end].split("/")):
            name = self.dialect.field(written)
            if name is None:
                self.faults.add("E803", place + 1, len(written), system=self.system.system, x=written)
            if index:
                self.tokens.append(Token("comma", place, place + 1, ","))
            self._head(name, place + 1, place + 1 + len(written))
            place += len(written) + 1
        self.tokens.append(Token("relation", end, end, "="))
        self.tokens.extend(covered)
        self.position = end

    def _colon(self) -> re.Match[str] | None:
        is_value = bool(self.tokens) and self.tokens[-1].kind in {"relation", "open"}
        return _COLON.match(self.source, self.position) if is_value else None

    def _range(self, low: int, low_end: int, high: int, high_end: int, end: int) -> None:
        """`[a TO b]` or `a:b`; `*` leaves an end open. The sign of the range touches what it joins."""
        first, last = self.source[low:low_end], self.source[high:high_end]
        middle = low if first == "*" else low_end
        if first != "*":
            self.tokens.append(Token("word", low, low_end, first))
        self.tokens.append(Token("range", middle, high, ".."))
        if last != "*":
            self.tokens.append(Token("word", high, high_end, last))
        self.position = end

    def _quoted(self) -> None:
        """A phrase, or two words with the distance that follows them: `"a b"~3`."""
        match = _PHRASE.match(self.source, self.position)
        if match is None:
            self._phrase()  # reports the open quote
            return
        slop = _SLOP.match(self.source, match.end())
        text, wild, offsets = self._value(match[1], match.start(1))
        if slop is None or self.system.style != "prefix":
            self.tokens.append(Token("phrase", match.start(), match.end(), text, wild, offsets))
            self.position = match.end()
            return
        words = [self._slice(found, text, wild, offsets) for found in re.finditer(r"\S+", text)]
        if len(words) != _PAIR or int(slop[1]) == 0:
            self._phrase_with_slop(match, slop, Token("phrase", match.start(), match.end(), text, wild, offsets))
            return
        # one word more between the two is one position more; turning two neighbours round costs two
        sign = ("adj", 2) if int(slop[1]) == 1 else ("near", int(slop[1]) + 1)
        self.tokens.append(Token("open", match.start(), match.start() + 1, "("))
        between = Token("operator", slop.start(), slop.end(), sign[0], argument=str(sign[1]))
        self.tokens.extend((words[0], between, words[1]))
        self.tokens.append(Token("close", slop.end() - 1, slop.end(), ")"))
        self.position = slop.end()

    def _phrase_with_slop(self, match: re.Match[str], slop: re.Match[str], phrase: Token) -> None:
        """`"a b"~0` is the phrase; the distance of more words than two has no native counterpart (E803)."""
        if int(slop[1]):
            self._refuse(slop.end())
        self.tokens.append(phrase)
        self.position = slop.end()

    @staticmethod
    def _slice(found: re.Match[str], text: str, wild: frozenset[int], offsets: tuple[int, ...]) -> Token:
        places = offsets[found.start() : found.end()]
        inside = frozenset(index - found.start() for index in wild if found.start() <= index < found.end())
        return Token("word", places[0], places[-1] + 1, found.group(), inside, places)

    def _plain(self, end: int) -> None:
        """A word; in a dialect of suffixes its own suffix may be glued to it."""
        raw = self.source[self.position : end]
        tail = re.search(r"(?:/[A-Za-z]+)+$", raw) if self.system.style == "suffix" else None
        if tail is not None and tail.start() and all(self.dialect.field(name) for name in tail.group()[1:].split("/")):
            end = self.position + tail.start()
            raw = raw[: tail.start()]
        text, wild, offsets = self._value(raw, self.position)
        self.tokens.append(Token("word", self.position, end, text, wild, offsets))
        self._check_wildcards(text, wild, offsets)
        if not self.system.left_truncation and 0 in wild and not (self.system.present and text == "*"):
            self.faults.add("E803", self.position, len(raw), system=self.system.system, x=raw)
        self.position = end
        if tail is not None and end < len(self.source) and self.source[end] == "/" and raw:
            place = end + len(tail.group())
            self._cover(len(self.tokens) - 1, end, place)

    def _check_wildcards(self, text: str, wild: frozenset[int], offsets: tuple[int, ...]) -> None:
        """A wildcard of other systems that is none here would only separate: surely not what was meant (E803)."""
        for index, sign in enumerate(text):
            is_escaped = self.source[offsets[index]] == "\\"
            if sign in _WILDCARDS and index not in wild and not is_escaped:
                self.faults.add("E803", offsets[index], 1, system=self.system.system, x=sign)

    def _value(self, raw: str, start: int) -> tuple[str, frozenset[int], tuple[int, ...]]:
        """A value with its wildcards written natively; a backslash makes the next character literal."""
        signs = {theirs: native for native, theirs in self.system.wildcards.items()}
        text: list[str] = []
        wild: set[int] = set()
        offsets: list[int] = []
        index = 0
        while index < len(raw):
            offsets.append(start + index)
            if raw[index] == "\\" and index + 1 < len(raw):
                index += 1
                text.append(raw[index])
            elif raw[index] in signs:
                wild.add(len(text))
                text.append(signs[raw[index]])
            else:
                text.append(raw[index])
            index += 1
        return "".join(text), frozenset(wild), tuple(offsets)

    def _stray(self) -> None:
        """A sign that begins nothing in this dialect."""
        start, sign = self.position, self.source[self.position]
        code = "E106" if sign == "\\" else "E107"
        fields = {} if sign == "\\" else {"c": sign}
        self.faults.add(code, start, 1, lambda: Advice(repairs=replace(start, start + 1, " ")), **fields)
        self.position += 1


def _day_before(written: str) -> str:
    """The last day before a date; a date that is none stays as it is and is reported by its reader."""
    try:
        days = read_days(written)
    except OutOfRange:
        return written
    return day_before(days.first) if days is not None else written
