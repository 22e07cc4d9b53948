"""A facet 分面: the values of a field in a result, each of which can narrow or be left out.

Beside a result stand the first values of each field; those that the index counts at once, the others (applicants,
people, groups, levels of a classification) are asked for when the page is there. All values of a field stand on a page
of their own, with words to look for among them. Every number is the number of records that the value's query finds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from zhihang.errors import QueryError
from zhihang.information.facets.refining import is_whole, split, with_value, without_field, without_value
from zhihang.library import Result
from zhihang.messages import Language
from zhihang.reporting.bibliography.class_titles import class_title
from zhihang.reporting.bibliography.naming import value_name
from zhihang.text.folding import fold

AT_ONCE: Final = ("right", "cc", "status", "pd", "kind", "ipc", "cpc", "nice", "loc")
LATE: Final = ("pan", "in", "grp")
FIELDS: Final = ("right", "cc", "status", "pan", "pd", "kind", "ipc", "cpc", "nice", "loc", "in", "grp")
"""In the order in which they stand beside a result."""
_CLASS_LEVELS: Final = ("section", "class", "subclass", "group", "subgroup")
LEVELS: Final[Mapping[str, tuple[str, ...]]] = {"ipc": _CLASS_LEVELS, "cpc": _CLASS_LEVELS}
USUAL_LEVEL: Final = "subclass"
FIRST: Final = 8
State = Literal["", "in", "out"]
Counts = Sequence[tuple[str, int]]
_LEVEL_FORMS: Final = {
    "section": re.compile(r"[A-HY]"),
    "class": re.compile(r"[A-HY]\d{2}"),
    "subclass": re.compile(r"[A-HY]\d{2}[A-Z]"),
    "group": re.compile(r"[A-HY]\d{2}[A-Z]\d{1,4}"),
    "subgroup": re.compile(r"[A-HY]\d{2}[A-Z]\d{1,4}/\d{2,}"),
}
_YEAR: Final = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value: how many records of the result have it, and the queries that narrow to it or leave it out.

    `title`: what a class is about, where its scheme is known; `percent`: of the most frequent value. The queries are
    empty where no query can name the value.
    """

    value: str
    label: str
    count: int
    percent: int
    state: State
    included: str
    excluded: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """Values of one field, at one level where it is a classification.

    `rest`: how many values are not among them; `is_late`: its values are asked for when the page is there.
    """

    field: str
    values: tuple[FacetValue, ...] = ()
    rest: int = 0
    level: str = ""
    is_late: bool = False


class Faceting:
    """The facets of one query for one asker; `search` answers queries of the same asker.

    A field of which values were chosen or left out counts as if none were: one sees what was left out, and can choose
    more.
    """

    def __init__(self, search: Callable[[str], Result], query: str, language: Language) -> None:
        self.query = query
        self.language = language
        self._search = search

    def beside(self, result: Result) -> list[Facet]:
        """The facets beside a result, as far as they have values; of the late ones their places."""
        chosen = {field for field in AT_ONCE if self._states(field, "")}
        counts = result.facets([field for field in AT_ONCE if field not in chosen])
        found = [
            Facet(field, is_late=True)
            if field in LATE
            else self.first(field, _texts(counts[field]) if field in counts else None)
            for field in FIELDS
        ]
        return [facet for facet in found if facet.values or facet.is_late]

    def first(self, field: str, counts: Counts | None = None) -> Facet:
        """The first values of a field: the chosen ones, then the most frequent; years from the latest."""
        known = self.counts(field) if counts is None else counts
        states = self._states(field, "")
        ordered = self._ordered(field, known, states)
        most = max((count for _, count in known), default=1) or 1
        values = self._values(field, ordered[:FIRST], states, most)
        return Facet(field, values, max(0, len(ordered) - FIRST))

    def counts(self, field: str, level: str = "") -> Counts:
        """All values of a field with their records. Spellings of a name that differ by case or width are one value."""
        code = f"{field}/{level}" if level and level != USUAL_LEVEL else field
        found = _texts(self._search(without_field(self.query, field)).facets([code])[code])
        return _joined(found) if is_whole(field) else found

    def page(self, field: str, counts: Counts, level: str = "", most: int = 0) -> Facet:
        """Some values in the order given. `most`: the records of the most frequent value of all."""
        states = self._states(field, level)
        return Facet(field, self._values(field, counts, states, most or 1), level=level)

    def chosen(self, field: str, level: str = "") -> list[str]:
        """The values of a field that the query names at its end."""
        return list(self._states(field, level))

    def _ordered(self, field: str, counts: Counts, states: Mapping[str, State]) -> Counts:
        found = dict(counts)
        found |= {value: 0 for value in states if value not in found}
        if field == "pd":
            return sorted(found.items(), reverse=True)
        return sorted(found.items(), key=lambda pair: (not states.get(pair[0]), -pair[1], pair[0]))

    def _values(self, field: str, counts: Counts, states: Mapping[str, State], most: int) -> tuple[FacetValue, ...]:
        return tuple(self._value(field, value, count, states.get(value, ""), most) for value, count in counts)

    def _value(self, field: str, value: str, count: int, state: State, most: int) -> FacetValue:
        own = self._own_count(field, value, count)
        included = without_value(self.query, field, value) if state else with_value(self.query, field, value)
        excluded = with_value(self.query, field, value, is_excluded=True)
        return FacetValue(
            value=value,
            label=value_name(field, value, self.language),
            count=count if own is None else own,
            percent=min(100, round(100 * count / most)),
            state=state,
            included="" if own is None else included,
            excluded="" if own is None else excluded,
            title=_title(field, value),
        )

    def _own_count(self, field: str, value: str, count: int) -> int | None:
        """How many records a value's query finds; None where no query can name it, as a status outside our list.

        A status holds those below it, and of a name two spellings may stand in one record: there the query counts.
        """
        if field != "status" and not is_whole(field):
            return count
        try:
            return self._search(with_value(without_field(self.query, field), field, value)).total
        except QueryError:
            return None

    def _states(self, field: str, level: str) -> dict[str, State]:
        _, conditions = split(self.query)
        return {
            value: "out" if each.is_excluded else "in"
            for each in conditions
            if each.field == field
            for value in each.values
            if _is_counted(field, value, level or USUAL_LEVEL)
        }


def found_among(counts: Counts, field: str, words: str, language: Language) -> Counts:
    """The values that hold all of the words, in their code, their name or their title."""
    wanted = fold(words).split()
    if not wanted:
        return counts
    return [pair for pair in counts if all(word in _text_of(field, pair[0], language) for word in wanted)]


def _text_of(field: str, value: str, language: Language) -> str:
    return fold(f"{value} {value_name(field, value, language)} {_title(field, value)}")


def _title(field: str, value: str) -> str:
    """What a class is about, where its scheme is known."""
    if field not in LEVELS:
        return ""
    return class_title(field, f"{value}/00" if _LEVEL_FORMS["group"].fullmatch(value) else value)


def _is_counted(field: str, value: str, level: str) -> bool:
    """Whether a value is one that the facet counts: it has classes of one level and years, a query may ask for less."""
    if field in LEVELS:
        return _LEVEL_FORMS[level].fullmatch(value) is not None
    return field != "pd" or _YEAR.fullmatch(value) is not None


def _texts(counts: Iterable[tuple[str | int, int]]) -> Counts:
    return [(str(value), count) for value, count in counts]


def _joined(counts: Counts) -> Counts:
    """Spellings that a query takes for one, under the most frequent of them."""
    names: dict[str, str] = {}
    sums: dict[str, int] = {}
    for value, count in counts:
        key = fold(value).strip()
        names.setdefault(key, value)
        sums[key] = sums.get(key, 0) + count
    return sorted(((names[key], count) for key, count in sums.items()), key=lambda pair: (-pair[1], pair[0]))
