"""The meaning of a plan by plain enumeration: a second implementation that tests compare the engines with.

`matches(node, values)` says whether one record is in the set of a tree. `values` holds the record's stored values by
field code; sub-fields of elements by `element.subfield` (`ev.cat`), values of one entry sharing a `group`. The
symbols of one combination set share a group of `cset`; a claim of several paragraphs shares a group of `clm`.

Written from the query language reference (§2 "Distances", §3, §4) alone: every set of positions is enumerated, none is
skipped. Only tokens and sentences come from the package.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from zhihang.corpus.fields import fields as field_table
from zhihang.corpus.plan import (
    Adjacent,
    And,
    AnyOf,
    ClassRange,
    ClassSymbol,
    Code,
    CombinationSet,
    Equals,
    Everything,
    FieldRef,
    Minus,
    Near,
    Number,
    Or,
    Pattern,
    Phrase,
    Present,
    Range,
    Records,
    Same,
    Text,
    Under,
    Xor,
)
from zhihang.search.tree import Element, Tree
from zhihang.standards.classes import parse
from zhihang.standards.schemes import Hierarchy, SymbolHierarchy
from zhihang.standards.status import expand
from zhihang.text.folding import fold
from zhihang.text.sentences import sentences
from zhihang.text.tokens import is_single, joined, tokens, tokens_with_offsets

FAR = 100_000
"""Between the positions of two values: farther than any distance reaches."""
SENTENCE_FIELDS = {"ab", "clm", "iclm", "desc"}
KINDLESS = {"cites", "citedby", "fam", "xfam"}
GAPS = {"*": (0, 20), "?": (0, 1), "#": (1, 1)}


@dataclass(frozen=True)
class Value:
    """One stored value. `readings`: for `mkpy`, what each position may sound like."""

    text: str
    language: str | None = None
    group: int | None = None
    readings: tuple[frozenset[str], ...] | None = None


Values = dict[str, list[Value]]
Places = frozenset[int]


@dataclass
class Line:
    """All tokens of one field on one line, values far apart."""

    tokens: dict[int, frozenset[str]] = field(default_factory=dict)
    value: dict[int, object] = field(default_factory=dict)
    sentence: dict[int, object] = field(default_factory=dict)
    claim: dict[int, object] = field(default_factory=dict)


def matches(node: Tree, values: Values, hierarchy: Hierarchy | None = None) -> bool:
    """Whether the record with these values is in the set of the tree."""
    scheme = hierarchy or SymbolHierarchy()
    match node:
        case And(parts):
            return all(matches(part, values, scheme) for part in parts)
        case Or(parts):
            return any(matches(part, values, scheme) for part in parts)
        case Xor(left, right):
            return matches(left, values, scheme) != matches(right, values, scheme)
        case Minus(left, right):
            return matches(left, values, scheme) and not matches(right, values, scheme)
        case Everything():
            return True
        case Element(ref, inner):
            return any(matches(inner, entry, scheme) for entry in entries(ref.code, values))
        case _:
            return leaf_matches(node, values, scheme)


def entries(element: str, values: Values) -> Iterator[Values]:
    """The entries of an element, each as values of its own."""
    own = {code.partition(".")[2]: found for code, found in values.items() if code.startswith(f"{element}.")}
    groups = {value.group for found in own.values() for value in found}
    for group in groups:
        yield {code: [value for value in found if value.group == group] for code, found in own.items()}


def leaf_matches(node: Tree, values: Values, scheme: Hierarchy) -> bool:
    match node:
        case Text(refs, pattern):
            return any(occurrences(pattern, code, found) for code, found in stored(refs, values))
        case CombinationSet(symbols):
            sets: dict[int | None, set[str]] = {}
            for value in values.get("cset", []):
                sets.setdefault(value.group, set()).add(value.text)
            return any(set(symbols) <= found for found in sets.values())
        case Records(ids):
            return any(value.text in ids for value in values.get("id", []))
    refs = getattr(node, "fields")  # noqa: B009  # every other leaf has fields
    return any(value_matches(node, code, value, scheme) for code, found in stored(refs, values) for value in found)


def stored(refs: tuple[FieldRef, ...], values: Values) -> Iterator[tuple[str, list[Value]]]:
    """The plain fields behind the references with their values, in the language asked for."""
    for ref in refs:
        known = field_table().get(ref.code)
        codes = known.members if known is not None and known.type == "group" else (ref.code,)
        for code in codes:
            yield code, [value for value in values.get(code, []) if ref.language in (None, value.language)]


def value_matches(node: Tree, code: str, value: Value, scheme: Hierarchy) -> bool:
    match node:
        case Equals(_, text):
            return joined(tokens(value.text)) == text
        case Code(_, text):
            return code_matches(code, fold(value.text).strip(), text)
        case Under(_, text):
            return value.text == text or value.text.startswith((f"{text}.", f"{text}-"))
        case Present():
            return value.text != ""
        case Range(_, low, high):
            return range_matches(value.text, low, high)
        case Number(_, number):
            return number_matches(code, value.text, number)
        case ClassSymbol(_, scope, symbol):
            return class_matches(value.text, scope, symbol, scheme)
        case ClassRange(_, low, high):
            found = parse(value.text)
            return (
                found.subclass == parse(low).subclass and parse(low).sortable <= found.sortable <= parse(high).sortable
            )
    raise AssertionError(node)


def code_matches(field_code: str, value: str, wanted: str) -> bool:
    if wanted.endswith("*"):
        return value.startswith(wanted[:-1])
    if field_code in {"status", "cstatus"}:
        return value in expand(wanted)
    return value == wanted


def range_matches(text: str, low: str | int | None, high: str | int | None) -> bool:
    """The whole value inside: a year or month alone is all its days."""
    if isinstance(low, int) or isinstance(high, int):
        number = int(text)
        return (low is None or int(low) <= number) and (high is None or number <= int(high))
    first, last = days(text)
    return (low is None or str(low) <= first) and (high is None or last <= str(high))


def days(text: str) -> tuple[str, str]:
    year, *rest = text.split("-")
    if not rest:
        return f"{year}-01-01", f"{year}-12-31"
    if len(rest) == 1:
        month = int(rest[0])
        leap = int(year) % 4 == 0 and (int(year) % 100 != 0 or int(year) % 400 == 0)
        length = [31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
        return f"{text}-01", f"{text}-{length}"
    return text, text


def number_matches(code: str, value: str, wanted: str) -> bool:
    if wanted.endswith("*"):
        return value.startswith(wanted[:-1])
    if value == wanted or is_kind(value.removeprefix(wanted), value, wanted):
        return True
    return code in KINDLESS and is_kind(wanted.removeprefix(value), wanted, value)


def is_kind(rest: str, longer: str, shorter: str) -> bool:
    """Whether the longer number is the shorter one with a kind code behind."""
    if rest == longer or not rest or not shorter[-1:].isdigit():
        return False
    return rest[0].isalpha() and (rest[1:] == "" or (len(rest) == 2 and rest[1].isdigit()))


def class_matches(value: str, scope: str, symbol: str, scheme: Hierarchy) -> bool:
    match scope:
        case "exact":
            return value == symbol
        case "low":
            return value == symbol or symbol in scheme.ancestors(value)
        case "high":
            return value == symbol or value in scheme.ancestors(symbol)
        case _:
            return "/" in value and value.startswith(symbol)


def line_of(code: str, found: list[Value]) -> Line:
    """The tokens of a field's values with the value, sentence and claim each belongs to."""
    line = Line()
    for number, value in enumerate(found):
        spans = sentences(value.text) if code in SENTENCE_FIELDS else []
        for index, token in enumerate(tokens_with_offsets(value.text)):
            place = number * FAR + index
            readings = value.readings
            line.tokens[place] = readings[index] if readings is not None else frozenset([token.text])
            line.value[place] = number
            sentence = next((start for start, end in spans if start <= token.start < end), 0)
            line.sentence[place] = (number, sentence)
            line.claim[place] = ("value", number) if value.group is None else ("claim", value.group)
    return line


def occurrences(pattern: Pattern, code: str, found: list[Value]) -> set[Places]:
    """Every set of positions at which the pattern is matched in a field."""
    return places_of(pattern, line_of(code, found), is_fuzzy=code == "mkfz")


def places_of(pattern: Pattern, line: Line, *, is_fuzzy: bool = False) -> set[Places]:
    match pattern:
        case Phrase(words):
            return set().union(*(phrase_places(words, start, line, is_fuzzy=is_fuzzy) for start in line.tokens))
        case AnyOf(items):
            return set().union(*(places_of(item, line, is_fuzzy=is_fuzzy) for item in items))
        case Near(distance, left, right):
            pairs = product(places_of(left, line, is_fuzzy=is_fuzzy), places_of(right, line, is_fuzzy=is_fuzzy))
            return {one | other for one, other in pairs if is_near(one, other, distance)}
        case Adjacent(distance, left, right):
            pairs = product(places_of(left, line, is_fuzzy=is_fuzzy), places_of(right, line, is_fuzzy=is_fuzzy))
            return {one | other for one, other in pairs if 1 <= min(other) - max(one) <= distance}
        case Same(unit, items):
            belongs = {"s": line.sentence, "p": line.value, "c": line.claim}[unit]
            operands = [places_of(item, line, is_fuzzy=is_fuzzy) for item in items]
            unions = (frozenset().union(*chosen) for chosen in product(*operands))
            return {union for union in unions if len({belongs[place] for place in union}) == 1}


def is_near(one: Places, other: Places, distance: int) -> bool:
    if one & other:
        return False
    earlier, later = sorted([one, other], key=min)
    return min(later) - max(earlier) <= distance


def phrase_places(words: tuple[str, ...], start: int, line: Line, *, is_fuzzy: bool) -> set[Places]:
    """The positions of a phrase's words if it begins at `start`; what a gap passes over is not matched by a word."""
    reached: set[tuple[int, Places]] = {(start, frozenset())}
    for word in words:
        following: set[tuple[int, Places]] = set()
        for place, matched in reached:
            if word in GAPS:
                least, most = GAPS[word]
                for length in range(least, most + 1):
                    if all(place + step in line.tokens for step in range(length)):
                        following.add((place + length, matched))
            elif any(word_matches(word, token, is_fuzzy=is_fuzzy) for token in line.tokens.get(place, ())):
                following.add((place + 1, matched | {place}))
        reached = following
    return {matched for _, matched in reached}


def word_matches(word: str, token: str, *, is_fuzzy: bool = False) -> bool:
    if is_fuzzy and not any(sign in word for sign in "*?#") and not is_single(word[0]):
        return edit_distance(word, token) <= (1 if len(word) <= 5 else 2)
    if word == "":
        return token == ""
    head, rest = word[0], word[1:]
    if head == "*":
        return any(word_matches(rest, token[cut:]) for cut in range(len(token) + 1))
    if head == "?":
        return word_matches(rest, token) or (token != "" and word_matches(rest, token[1:]))
    return token != "" and (head in ("#", token[0])) and word_matches(rest, token[1:])


def edit_distance(one: str, other: str) -> int:
    """Levenshtein's: insertions, deletions, substitutions."""
    if not one or not other:
        return len(one) + len(other)
    if one[0] == other[0]:
        return edit_distance(one[1:], other[1:])
    return 1 + min(edit_distance(one[1:], other), edit_distance(one, other[1:]), edit_distance(one[1:], other[1:]))
