"""Random trees and records over a small vocabulary, English and Chinese: what property tests draw from.

    from tests.search.trees import trees, records

Words are few, so that random queries do hit random records.
"""

from __future__ import annotations

from hypothesis import strategies as st
from tests.search.brute import Value, Values

from zhihang.corpus.plan import (
    Adjacent,
    ClassRange,
    ClassSymbol,
    Code,
    CombinationSet,
    Equals,
    FieldRef,
    Near,
    Number,
    Pattern,
    Phrase,
    Present,
    Range,
    Same,
    Text,
    Under,
)
from zhihang.search.tree import Element, Tree, alternatives, complement, conjunction, difference, disjunction, either
from zhihang.text.tokens import is_single, joined, tokens

LATIN = ("battery", "batteries", "cell", "anode", "solid", "ion", "5g")
HAN = tuple("锂电池隔膜")
WILD = ("batter*", "*ode", "c#ll", "ani?on", "s*d", "an##e", "*tter*")
TEXT_FIELDS = ("ti", "ab", "clm", "desc", "pa", "ow", "mk", "gds")
GROUPS = ("bi", "ta", "tac", "ft")
LANGUAGES = (None, None, "en", "zh")
DATES = ("2018-12-31", "2019-01-01", "2019-06-15", "2019-06-30", "2020-02-29")
SYMBOLS = ("H01M 10/0525", "H01M 10/00", "H01M 4/02", "H01M 4/62", "H01L 21/02", "H01L 21/0272")
NUMBERS = ("EP1000000", "EP1000000A1", "EP1000000B1", "US8000000B2", "CN101911042B")

latin_words = st.sampled_from(LATIN)
han_words = st.sampled_from(HAN)
wild_words = st.sampled_from(WILD)


def _with_gaps(words: list[str], gaps: list[str]) -> tuple[str, ...]:
    """Put positional wildcards beside Han, inside the phrase only; elsewhere a wildcard would not read back."""
    out: list[str] = []
    for index, word in enumerate(words):
        if index and gaps[index] and (is_single(words[index - 1][0]) or is_single(word[0])):
            out.append(gaps[index])
        out.append(word)
    return tuple(out)


@st.composite
def phrases(draw: st.DrawFn) -> Phrase:
    words = draw(st.lists(st.one_of(latin_words, han_words, han_words, wild_words), min_size=1, max_size=3))
    gaps = draw(st.lists(st.sampled_from(["", "", "", "*", "?", "#"]), min_size=len(words), max_size=len(words)))
    return Phrase(_with_gaps(words, gaps))


distances = st.integers(min_value=1, max_value=6)
phrase_alternatives = st.lists(phrases(), min_size=2, max_size=3).map(alternatives)


def _nearer(inner: st.SearchStrategy[Pattern]) -> st.SearchStrategy[Pattern]:
    return st.one_of(
        st.builds(Near, distances, inner, inner),
        st.builds(Adjacent, distances, inner, inner),
        st.lists(inner, min_size=2, max_size=3).map(alternatives),
    )


near_patterns: st.SearchStrategy[Pattern] = st.recursive(phrases(), _nearer, max_leaves=4)
word_patterns = st.one_of(near_patterns, phrases()).filter(lambda pattern: type(pattern).__name__ != "AnyOf")


@st.composite
def same_patterns(draw: st.DrawFn, units: str = "sp") -> Same:
    items = tuple(draw(st.lists(near_patterns, min_size=2, max_size=3)))
    return Same(draw(st.sampled_from(units)), items)  # type: ignore[arg-type]  # a letter of the units


def text_refs() -> st.SearchStrategy[tuple[FieldRef, ...]]:
    one = st.builds(FieldRef, st.sampled_from((*TEXT_FIELDS, *GROUPS)), st.sampled_from(LANGUAGES))
    return st.lists(one, min_size=1, max_size=2, unique=True).map(tuple)


text_leaves: st.SearchStrategy[Tree] = st.one_of(
    st.builds(Text, text_refs(), phrases()),
    st.builds(Text, text_refs(), word_patterns),
    st.builds(Text, text_refs(), same_patterns()),
    st.builds(Text, st.sampled_from([(FieldRef("clm"),), (FieldRef("clm"), FieldRef("iclm"))]), same_patterns("spc")),
)


def _ranges() -> st.SearchStrategy[Tree]:
    ends = st.lists(st.sampled_from(DATES), min_size=2, max_size=2).map(sorted)
    numbers = st.lists(st.integers(0, 9), min_size=2, max_size=2).map(sorted)
    return st.one_of(
        ends.map(lambda pair: Range((FieldRef("pd"),), pair[0], pair[1])),
        st.sampled_from(DATES).map(lambda day: Range((FieldRef("ad"),), day, None)),
        st.sampled_from(DATES).map(lambda day: Range((FieldRef("prd"),), None, day)),
        numbers.map(lambda pair: Range((FieldRef("ncl"),), pair[0], pair[1])),
    )


def _class_ranges() -> st.SearchStrategy[Tree]:
    pairs = (("H01M 4/02", "H01M 4/62"), ("H01M 4/62", "H01M 10/0525"), ("H01L 21/02", "H01L 21/0272"))
    return st.sampled_from(pairs).map(lambda pair: ClassRange((FieldRef("ipc"),), *pair))


code_leaves: st.SearchStrategy[Tree] = st.one_of(
    st.builds(Code, st.just((FieldRef("cc"),)), st.sampled_from(["cn", "ep", "us", "c*"])),
    st.builds(Code, st.just((FieldRef("kind"),)), st.sampled_from(["a1", "b*", "b2"])),
    st.builds(Code, st.just((FieldRef("status"),)), st.sampled_from(["active", "inactive", "expired", "in_grace"])),
    st.builds(Code, st.just((FieldRef("nice"),)), st.sampled_from(["9", "32"])),
    st.builds(Code, st.just((FieldRef("brd"),)), st.sampled_from(["x-12", 'x "1"', "a#*", "x?y\\z"])),
    st.builds(Code, st.just((FieldRef("loc"),)), st.sampled_from(["14-03", "14"])),
    st.builds(Under, st.just((FieldRef("loc"),)), st.sampled_from(["14-03", "14"])),
    st.builds(Under, st.just((FieldRef("vienna"),)), st.sampled_from(["3.7", "3", "3.7.17"])),
    st.builds(Number, st.just((FieldRef("pn"),)), st.sampled_from((*NUMBERS, "EP10*"))),
    st.builds(Present, text_refs()),
    st.builds(Equals, text_refs(), st.sampled_from(["battery cell", "锂电池", "5g 电池"])),
)
class_leaves: st.SearchStrategy[Tree] = st.one_of(
    st.builds(
        ClassSymbol,
        st.sampled_from([(FieldRef("ipc"),), (FieldRef("cl"),)]),
        st.sampled_from(["exact", "low", "high"]),
        st.sampled_from((*SYMBOLS, "H01M", "H01", "H")),
    ),
    st.builds(
        ClassSymbol, st.just((FieldRef("cpc"),)), st.just("prefix"), st.sampled_from(["H01L 21/02", "H01M 10/05"])
    ),
    _class_ranges(),
    st.lists(st.sampled_from(SYMBOLS), min_size=1, max_size=2, unique=True).map(
        lambda symbols: CombinationSet(tuple(symbols))
    ),
)


def _element_leaves() -> st.SearchStrategy[Tree]:
    category = st.sampled_from(["h", "s", "f"]).map(lambda letter: Code((FieldRef("cat"),), letter))
    when = st.sampled_from(DATES).map(lambda day: Range((FieldRef("date"),), day, None))
    said = phrases().map(lambda phrase: Text((FieldRef("text"),), phrase))
    parts = st.lists(st.one_of(category, when, said), min_size=1, max_size=3)
    return parts.map(lambda found: Element(FieldRef("ev"), conjunction(found)))


def _operators(inner: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    several = st.lists(inner, min_size=2, max_size=3)
    return st.one_of(
        several.map(conjunction),
        several.map(disjunction),
        st.builds(either, inner, inner),
        st.builds(difference, inner, inner),
        st.builds(complement, inner),
    )


leaves: st.SearchStrategy[Tree] = st.one_of(text_leaves, _ranges(), code_leaves, class_leaves, _element_leaves())
text_trees: st.SearchStrategy[Tree] = st.recursive(text_leaves, _operators, max_leaves=5)
trees: st.SearchStrategy[Tree] = st.recursive(leaves, _operators, max_leaves=6)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A value: words, Han runs and sentence ends."""
    pieces = draw(st.lists(st.one_of(latin_words, han_words, st.sampled_from([". The", "。", ", ", "-"])), max_size=12))
    return joined(tokens(" ".join(pieces))) if draw(st.booleans()) else " ".join(pieces)


@st.composite
def records(draw: st.DrawFn) -> Values:
    """The stored values of one record."""
    values: Values = {}
    for code in TEXT_FIELDS:
        found = draw(st.lists(st.tuples(texts(), st.sampled_from(LANGUAGES)), max_size=2))
        values[code] = [Value(text, language) for text, language in found]
    for code in ("pd", "ad", "prd"):
        found_dates = draw(st.lists(st.sampled_from((*DATES, "2019", "2019-06")), max_size=2))
        values[code] = [Value(text) for text in found_dates]
    values["ncl"] = [Value(str(number)) for number in draw(st.lists(st.integers(0, 9), max_size=1))]
    values["pn"] = [Value(number) for number in draw(st.lists(st.sampled_from(NUMBERS[1:]), max_size=1))]
    for code in ("ipc", "cpc"):
        values[code] = [Value(symbol) for symbol in draw(st.lists(st.sampled_from(SYMBOLS), max_size=3, unique=True))]
    values["cset"] = [
        Value(symbol, group=draw(st.integers(0, 1))) for symbol in draw(st.lists(st.sampled_from(SYMBOLS)))
    ]
    for code, choice in (("cc", ("CN", "EP")), ("kind", ("A1", "B2")), ("status", ("active", "in_grace", "expired"))):
        values[code] = [Value(draw(st.sampled_from(choice)))]
    values["loc"] = [Value(code) for code in draw(st.lists(st.sampled_from(["14-03", "14-02", "9-01"]), max_size=2))]
    values["vienna"] = [Value(code) for code in draw(st.lists(st.sampled_from(["3.7.17", "3.1", "30.7"]), max_size=2))]
    for group in range(draw(st.integers(0, 2))):
        values.setdefault("ev.cat", []).append(Value(draw(st.sampled_from(["H", "S", "F"])), group=group))
        values.setdefault("ev.date", []).append(Value(draw(st.sampled_from(DATES)), group=group))
        values.setdefault("ev.text", []).append(Value(draw(texts()), group=group))
    return values
