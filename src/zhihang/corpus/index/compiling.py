"""From a plan to engine queries.

Most leaves become queries over postings. Three kinds of pattern do not (SAME, more than 256 shapes, a language suffix
on a record with several languages): for these the engine names candidates and `stored` looks at their text. The set
is the same either way; only the time differs, and `looked_at` counts how many stored texts were read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from tantivy import FieldType, Query

from zhihang.corpus import plan
from zhihang.corpus.fields import members
from zhihang.corpus.index.boolean import all_of, any_of, without
from zhihang.corpus.index.classes import class_number, numbers_below, numbers_with_prefix
from zhihang.corpus.index.documents import LONG_FIELDS, key_term, whole_value_term
from zhihang.corpus.index.endings import Endings
from zhihang.corpus.index.ordering import day_number, day_of, month_number
from zhihang.corpus.index.patterns import PatternCompiler
from zhihang.corpus.index.schema import CODE, ID, ORD
from zhihang.corpus.index.shapes import TooManyShapes
from zhihang.corpus.plan import FieldRef, Node
from zhihang.corpus.values import CLASSES, DATES, INTEGERS, TEXTS, without_kind
from zhihang.errors import CorpusError
from zhihang.standards.schemes import Hierarchy, SymbolHierarchy
from zhihang.standards.status import expand, is_status
from zhihang.text.sounds import sound_key

STATUS_FIELDS = frozenset({"status", "cstatus"})
NUMERIC = FieldType.Integer
SYMBOLS = SymbolHierarchy()
FEW_TERMS = 32


class Evaluation(Protocol):
    """What the compiler asks while it compiles: which records an engine query has, and what their stored texts say."""

    def matching(self, leaf: plan.Text | plan.Equals | plan.CombinationSet, candidates: Any) -> Sequence[int]:
        """Ordinals of the records, among the candidates of an engine query, that the leaf matches."""

    def ordinals_of(self, query: Any) -> Sequence[int]:
        """Ordinals of the records of an engine query."""


class Compiler:
    """Compiles plans against one index. `scheme` gives the class hierarchy by field, where one is loaded."""

    def __init__(
        self,
        schema: Any,
        searcher: Any,
        endings: Endings,
        stored: Evaluation,
        schemes: Mapping[str, Hierarchy] | None = None,
    ) -> None:
        self.schema = schema
        self.stored = stored
        self.schemes: Mapping[str, Hierarchy] = {} if schemes is None else schemes
        self.patterns = PatternCompiler(schema, searcher, endings)

    def query(self, node: Node, within: Any = None) -> Any:
        """The engine query of a plan node; `within` narrows what stored texts have to be read for."""
        match node:
            case plan.And(parts):
                return self._and(parts, within)
            case plan.Or(parts):
                return self._or(parts, within)
            case plan.Minus():
                return self._minus(node, within)
            case plan.Xor():
                return self._xor(node, within)
            case plan.Text() | plan.Equals() | plan.CombinationSet():
                return self._textual(node, within)
            case _:
                return self._coded(node)

    def _and(self, parts: tuple[Node, ...], within: Any) -> Any:
        quick = [self.query(part) for part in parts if not self._reads_text(part)]
        base = [*quick, *([] if within is None else [within])]
        slow: list[Any] = []
        for part in parts:
            if self._reads_text(part):
                slow.append(self.query(part, all_of([*base, *slow]) if base or slow else None))
        return all_of([*quick, *slow])

    def _or(self, parts: tuple[Node, ...], within: Any) -> Any:
        """Any of the parts; many whole terms (the lines of a list) become one set of terms."""
        terms: list[str] = []
        others: list[Any] = []
        for part in parts:
            match part:
                case plan.Number((ref,), number) if ref.code != "cites" and not number.endswith("*"):
                    terms.append(f"{ref.code}:{number}")
                case _:
                    others.append(self.query(part, within))
        if len(terms) > FEW_TERMS:
            others.append(Query.term_set_query(self.schema, CODE, terms))
        else:
            others.extend(map(self._term, terms))
        return any_of(others)

    def _minus(self, node: plan.Minus, within: Any) -> Any:
        first, rights = plan.left_chain(node, plan.Minus)
        base = self.query(first, within)
        narrowed = base if within is None else all_of([base, within])
        return without(base, *(self.query(right, narrowed) for right in rights))

    def _xor(self, node: plan.Xor, within: Any) -> Any:
        """Two sides as an engine query; a longer chain by parity over ordinals, as written out it would explode."""
        first, rights = plan.left_chain(node, plan.Xor)
        if len(rights) == 1:
            one, other = self.query(first, within), self.query(rights[0], within)
            return any_of([without(one, other), without(other, one)])
        odd: set[int] = set()
        for part in (first, *rights):
            odd.symmetric_difference_update(self.stored.ordinals_of(self.query(part, within)))
        return self._ords(sorted(odd))

    def _reads_text(self, node: Node) -> bool:
        """Whether some leaf below has to look at stored texts."""
        match node:
            case plan.And(parts) | plan.Or(parts):
                return any(map(self._reads_text, parts))
            case plan.Minus() | plan.Xor():
                first, rights = plan.left_chain(node, type(node))
                return any(map(self._reads_text, (first, *rights)))
            case plan.Text(fields, pattern):
                return any(ref.language for ref in fields) or not self.patterns.has_shapes(pattern)
            case plan.Equals(fields, _):
                return any(code in LONG_FIELDS for ref in fields for code in members(ref.code))
            case plan.CombinationSet(symbols):
                return len(symbols) > 1
            case _:
                return False

    # text

    def _textual(self, leaf: plan.Text | plan.Equals | plan.CombinationSet, within: Any) -> Any:
        match leaf:
            case plan.CombinationSet(symbols):
                candidates = all_of(self._term(f"cset:{symbol}") for symbol in symbols)
                return candidates if len(symbols) == 1 else self._checked(leaf, candidates, within)
            case plan.Equals(fields, value):
                return any_of(self._equals(ref, value, within) for ref in _plain(fields))
            case plan.Text(fields, pattern):
                return any_of(self._text(ref, pattern, within) for ref in _plain(fields))

    def _equals(self, ref: FieldRef, value: str, within: Any) -> Any:
        if ref.code not in LONG_FIELDS and ref.language is None:
            return self._term(whole_value_term(ref.code, value))
        words = plan.Phrase(tuple(word for part in value.split() for word in self.patterns.split(part)))
        leaf = plan.Equals((ref,), value)
        return self._checked(leaf, self.patterns.candidates(ref.code, words), within)

    def _text(self, ref: FieldRef, pattern: plan.Pattern, within: Any) -> Any:
        if ref.code not in TEXTS and ref.code not in {"mkpy", "mkfz"}:
            raise CorpusError("FIELD", room="corpus", field=str(ref))
        leaf = plan.Text((ref,), pattern)
        try:
            found = self.patterns.query(ref.code, pattern)
        except TooManyShapes:
            return self._checked(leaf, self.patterns.candidates(ref.code, pattern), within)
        if ref.language is None:
            return found
        one_language = self._term(f"only:{ref.code}.{ref.language}")
        several = without(self._term(f"in:{ref.code}.{ref.language}"), one_language)
        return any_of([all_of([found, one_language]), self._checked(leaf, all_of([found, several]), within)])

    def _checked(self, leaf: plan.Text | plan.Equals | plan.CombinationSet, candidates: Any, within: Any) -> Any:
        narrowed = candidates if within is None else all_of([candidates, within])
        return self._ords(self.stored.matching(leaf, narrowed))

    # codes, dates, numbers

    def _coded(self, node: Node) -> Any:
        match node:
            case plan.Everything():
                return Query.all_query()
            case plan.Records(ids):
                return Query.term_set_query(self.schema, ID, list(ids)) if len(ids) else Query.empty_query()
            case plan.Ordinals(ords):
                return self._ords(ords)
            case plan.Range(fields, low, high):
                return any_of(query for ref in _plain(fields) for query in self._range(ref.code, low, high))
            case _:
                return self._valued(node)

    def _valued(self, node: Node) -> Any:
        match node:
            case plan.Code(fields, value):
                return any_of(self._code(ref.code, value) for ref in _plain(fields))
            case plan.Under(fields, value):
                return any_of(self._under(ref.code, value) for ref in _plain(fields))
            case plan.Present(fields):
                return any_of(self._term(_presence(ref)) for ref in _plain(fields))
            case plan.Number(fields, number):
                return any_of(self._number(ref.code, number) for ref in _plain(fields))
            case plan.ClassSymbol(fields, scope, symbol):
                return any_of(self._class(ref.code, scope, symbol) for ref in _plain(fields))
            case plan.ClassRange(fields, low, high):
                return any_of(self._class_range(ref.code, low, high) for ref in _plain(fields))
        raise CorpusError("PLAN", room="corpus", node=type(node).__name__)

    def _term(self, term: str) -> Any:
        return Query.term_query(self.schema, CODE, term, index_option="basic")

    def _ords(self, ords: Sequence[int]) -> Any:
        return Query.term_set_query(self.schema, ORD, list(ords)) if len(ords) else Query.empty_query()

    def _prefix(self, prefix: str) -> Any:
        return Query.regex_query(self.schema, CODE, f"{_literal(prefix)}.*")

    def _code(self, code: str, value: str) -> Any:
        if value.endswith("*"):
            return self._prefix(f"{code}:{value[:-1]}")
        if code in STATUS_FIELDS and is_status(value):
            return any_of(self._term(f"{code}:{child}") for child in expand(value))
        if code == "mksnd":
            value = sound_key(value).lower() or value
        return self._term(key_term(code, value))

    def _under(self, code: str, value: str) -> Any:
        separator = "." if code == "vienna" else "-"
        return any_of([self._term(f"{code}:{value}"), self._prefix(f"{code}:{value}{separator}")])

    def _number(self, code: str, number: str) -> Any:
        if number.endswith("*"):
            return self._prefix(f"{code}:{number[:-1]}")
        if code == "cites" and (bare := without_kind(number)) != number:
            return any_of([self._term(f"cites:{number}"), self._term(f"cites:{bare}~")])
        return self._term(f"{code}:{number}")

    def _range(self, code: str, low: str | int | None, high: str | int | None) -> Iterator[Any]:
        if code in INTEGERS:
            yield self._numbers(f"int_{code}", low, high)
            return
        if code not in DATES:
            raise CorpusError("FIELD", room="corpus", field=code)
        first, last = (None if low is None else str(low)), (None if high is None else str(high))
        yield self._numbers(f"day_{code}", first and day_number(first), last and day_number(last))
        yield self._numbers(f"month_{code}", *_whole_months(first, last))
        yield self._numbers(f"year_{code}", *_whole_years(first, last))

    def undecided(self, leaf: plan.Range) -> Any:
        """Records with a year or month that reaches into a range of days without lying in it (notice W06)."""
        ends = [str(end) for end in (leaf.low, leaf.high) if end is not None]
        queries = []
        for ref in _plain(leaf.fields):
            if ref.code not in DATES:
                continue
            inside = any_of(self._range(ref.code, leaf.low, leaf.high))
            reaching = [
                self._numbers(f"{part}_{ref.code}", number, number)
                for end in ends
                for part, number in (("month", month_number(end)), ("year", int(end[:4])))
            ]
            queries.append(without(any_of(reaching), inside))
        return any_of(queries)

    def _numbers(self, field: str, low: Any, high: Any) -> Any:
        if low is not None and high is not None and low > high:
            return Query.empty_query()
        if low is None and high is None:
            return Query.exists_query(field)
        return Query.range_query(self.schema, field, NUMERIC, low, high)

    # classes

    def _class(self, code: str, scope: plan.ClassScope, symbol: str) -> Any:
        if code not in CLASSES:
            raise CorpusError("FIELD", room="corpus", field=code)
        if scope == "exact":
            return self._term(f"{code}:{symbol}")
        hierarchy = self.schemes.get(code, SYMBOLS)
        if scope == "high":
            return any_of(self._term(f"{code}:{level}") for level in (symbol, *hierarchy.ancestors(symbol)))
        if scope == "low" and ("/" not in symbol or symbol.endswith("/00")):
            return self._term(f"{code}<{symbol}")
        if scope == "prefix" and (bounds := numbers_with_prefix(symbol)) is not None:
            return self._class_numbers(code, *bounds)
        ranges = numbers_below(symbol, hierarchy)
        return any_of(self._class_numbers(code, first, last) for first, last in ranges)

    def _class_range(self, code: str, low: str, high: str) -> Any:
        first, last = class_number(low), class_number(high)
        if first is None or last is None:
            return Query.empty_query()
        return self._class_numbers(code, first, last)

    def _class_numbers(self, code: str, first: int, last: int) -> Any:
        return Query.range_query(self.schema, f"class_{code}", FieldType.Unsigned, first, last)


def _plain(fields: tuple[FieldRef, ...]) -> Iterator[FieldRef]:
    """The plain fields of a list, groups opened, each once."""
    seen = set()
    for ref in fields:
        for code in members(ref.code):
            one = FieldRef(code, ref.language)
            if one not in seen:
                seen.add(one)
                yield one


def _presence(ref: FieldRef) -> str:
    """The term of a field that is there, in any language or in one."""
    if ref.language is not None:
        return f"in:{ref.code}.{ref.language}"
    return f"has:{'mk' if ref.code == 'mkfz' else ref.code}"


def _whole_months(low: str | None, high: str | None) -> tuple[int | None, int | None]:
    first = None if low is None else month_number(low) + (low[8:] != "01")
    last = None
    if high is not None:
        following = day_number(high) + 1
        last = month_number(high) - (not _is_first_of_month(following))
    return first, last


def _whole_years(low: str | None, high: str | None) -> tuple[int | None, int | None]:
    first = None if low is None else int(low[:4]) + (low[5:] != "01-01")
    last = None if high is None else int(high[:4]) - (high[5:] != "12-31")
    return first, last


def _is_first_of_month(day: int) -> bool:
    return day_of(day).day == 1


_META = frozenset(r"\.+*?()|[]{}^$#&-~/")


def _literal(text: str) -> str:
    """A literal inside a regular expression of the engine."""
    return "".join(f"\\{sign}" if sign in _META else sign for sign in text)
