"""The index against plain enumeration: random corpora, random trees, English and Chinese; the sets must be equal.

The evaluator in `tests.search.brute` was written from the reference alone and shares nothing with the index but tokens
and sentences. A record is turned into stored values here, by hand, not by the package.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.search.brute import Value, Values, matches
from tests.search.trees import (
    DATES,
    NUMBERS,
    SYMBOLS,
    _operators,
    _ranges,
    class_leaves,
    code_leaves,
    text_leaves,
    texts,
)

from zhihang.corpus.index.builder import IndexBuilder
from zhihang.corpus.index.reader import IndexReader
from zhihang.corpus.plan import Adjacent, AnyOf, FieldRef, Near, Pattern, Phrase, Same, Text
from zhihang.records.dates import PartialDate
from zhihang.records.events import Status
from zhihang.records.links import Priority
from zhihang.records.marks import Goods, Mark
from zhihang.records.party import Party
from zhihang.records.record import Record, Texts, to_json
from zhihang.search.notation import to_sexpr
from zhihang.search.tree import Tree

trees: st.SearchStrategy[Tree] = st.recursive(
    st.one_of(text_leaves, text_leaves, _ranges(), code_leaves, class_leaves), _operators, max_leaves=5
)
languages = st.sampled_from(["en", "zh", "de"])
dates = st.sampled_from([*DATES, "2019", "2019-06"]).map(PartialDate)
paragraphs = st.lists(texts().filter(bool), min_size=1, max_size=3).map(tuple)
by_language: st.SearchStrategy[Texts] = st.dictionaries(languages, paragraphs, max_size=2)
parties = st.lists(texts().filter(bool), max_size=2).map(lambda names: tuple(Party(name=name) for name in names))
symbols = st.lists(st.sampled_from(SYMBOLS), max_size=3, unique=True).map(tuple)


@st.composite
def records(draw: st.DrawFn, serial: int) -> Record:
    number = draw(st.sampled_from(NUMBERS[1:]))
    kind = number[-2:] if number[-1].isdigit() else number[-1:]
    claims = draw(by_language)
    return Record(
        id=f"{number}/{serial}",
        right_id=f"right-{serial}",
        right=draw(st.sampled_from(["patent", "trademark"])),
        office=draw(st.sampled_from(["CN", "EP"])),
        number=number[2 : -len(kind)],
        kind=draw(st.sampled_from(["A1", "B2", None])),
        title=draw(st.dictionaries(languages, texts().filter(bool), max_size=2)),
        abstract=draw(by_language),
        claims=claims,
        independent_claims=dict.fromkeys(claims, (1,)),
        description=draw(by_language),
        applicants=draw(parties),
        owners=draw(parties),
        mark=draw(st.one_of(st.none(), st.builds(Mark, text=texts().filter(bool)))),
        goods_services=draw(st.lists(st.builds(Goods, text=texts().filter(bool)), max_size=2).map(tuple)),
        publication_date=draw(st.one_of(st.none(), dates)),
        filing_date=draw(st.one_of(st.none(), dates)),
        priorities=draw(st.lists(st.builds(Priority, date=dates), max_size=2).map(tuple)),
        claim_count=draw(st.one_of(st.none(), st.integers(0, 9))),
        ipc=draw(symbols),
        cpc=draw(symbols),
        cset=draw(st.lists(symbols.filter(bool), max_size=2).map(tuple)),
        locarno=draw(st.lists(st.sampled_from(["14-03", "14-02", "9-01"]), max_size=2).map(tuple)),
        vienna=draw(st.lists(st.sampled_from(["3.7.17", "3.1", "30.7"]), max_size=2).map(tuple)),
        nice=draw(st.lists(st.sampled_from(["9", "32"]), max_size=2).map(tuple)),
        status=draw(
            st.one_of(st.none(), st.sampled_from(["active", "in_grace", "expired"]).map(lambda v: Status(value=v)))
        ),
        breeder_reference=draw(st.sampled_from([None, "X-12", 'x "1"', "a#*b", "x?y\\z"])),
    )


corpora = st.integers(1, 4).flatmap(lambda size: st.tuples(*(records(serial) for serial in range(size))))


def _texts(texts: Texts) -> list[Value]:
    return [Value(text, language) for language, paragraphs in texts.items() for text in paragraphs]


def stored_values(record: Record) -> Values:
    """What a plain scan sees of a record."""
    mark = record.mark.text if record.mark else None
    titles = [Value(title, language) for language, title in record.title.items()]
    first_claims = {language: claims[:1] for language, claims in record.claims.items()}
    return {
        "ti": [*titles, *([Value(mark, "und")] if mark and mark not in record.title.values() else [])],
        "ab": _texts(record.abstract),
        "clm": _texts(record.claims),
        "iclm": _texts(first_claims),
        "desc": _texts(record.description),
        "pa": [Value(party.name, "und") for party in record.applicants],
        "ow": [Value(party.name, "und") for party in record.owners],
        "mk": [Value(mark, "und")] if mark else [],
        "gds": [Value(goods.text or "", "und") for goods in record.goods_services],
        "pd": [Value(record.publication_date)] if record.publication_date else [],
        "ad": [Value(record.filing_date)] if record.filing_date else [],
        "prd": [Value(priority.date) for priority in record.priorities if priority.date],
        "ncl": [] if record.claim_count is None else [Value(str(record.claim_count))],
        "pn": [Value(f"{record.office}{record.number}{record.kind or ''}")],
        "ipc": [Value(symbol) for symbol in record.ipc],
        "cpc": [Value(symbol) for symbol in record.cpc],
        "cset": [Value(symbol, group=place) for place, found in enumerate(record.cset) for symbol in found],
        "loc": [Value(code) for code in record.locarno],
        "vienna": [Value(code) for code in record.vienna],
        "nice": [Value(code) for code in record.nice],
        "cc": [Value(record.office)],
        "kind": [Value(record.kind)] if record.kind else [],
        "status": [Value(record.status.value)] if record.status else [],
        "brd": [Value(record.breeder_reference)] if record.breeder_reference else [],
    }


WORDS = ("a1", "b1", "c1x", "c1y", "电", "池")
few_words = st.sampled_from([*WORDS[:2], *WORDS[4:]])
few_phrases = st.one_of(
    few_words.map(lambda word: Phrase((word,))),
    st.tuples(few_words, few_words).map(Phrase),
    st.sampled_from([Phrase(("c1*",)), Phrase(("c1#", "a1")), Phrase(("电", "#", "池")), Phrase(("电", "?", "a1"))]),
)
few_distances = st.integers(1, 3)
few_patterns: st.SearchStrategy[Pattern] = st.recursive(
    few_phrases,
    lambda inner: st.one_of(
        st.builds(Near, few_distances, inner, inner),
        st.builds(Adjacent, few_distances, inner, inner),
        st.lists(inner, min_size=2, max_size=2).map(lambda items: AnyOf(tuple(items))),
    ),
    max_leaves=3,
)
few_leaves = st.builds(
    Text,
    st.sampled_from([(FieldRef("ab"),), (FieldRef("ab", "en"),)]),
    st.one_of(
        few_patterns,
        st.builds(Same, st.sampled_from(["s", "p"]), st.lists(few_patterns, min_size=2, max_size=2).map(tuple)),
    ),
)
few_texts = st.lists(st.sampled_from([*WORDS, *WORDS, "。", "。"]), min_size=1, max_size=6).map(" ".join)
few_abstracts = st.dictionaries(
    st.sampled_from(["en", "zh"]), st.lists(few_texts, min_size=1, max_size=3).map(tuple), min_size=1, max_size=2
)


def _abstracts_as_records(abstracts: list[Texts]) -> tuple[Record, ...]:
    return tuple(
        Record(id=f"EP{n}", right_id=f"r{n}", right="patent", office="EP", number=str(n), abstract=abstract)
        for n, abstract in enumerate(abstracts)
    )


@settings(max_examples=120)
@given(st.lists(few_abstracts, min_size=6, max_size=10), st.lists(few_leaves, min_size=15, max_size=25))
def test_words_near_each_other_are_found_exactly(abstracts: list[Texts], asked: list[Tree]) -> None:
    check(_abstracts_as_records(abstracts), asked)


@settings(max_examples=100)
@given(corpora, st.lists(trees, min_size=4, max_size=8))
def test_index_and_plain_scan_give_the_same_sets(corpus: tuple[Record, ...], asked: list[Tree]) -> None:
    check(corpus, asked)


def check(corpus: tuple[Record, ...], asked: list[Tree]) -> None:
    """The index finds, for each tree, the records that plain enumeration finds."""
    stored = [stored_values(record) for record in corpus]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        with IndexBuilder(Path(folder)) as builder:
            builder.add_batch([(ord_, to_json(record)) for ord_, record in enumerate(corpus)])
        reader = IndexReader(Path(folder), lambda ords: [(ord_, to_json(corpus[ord_])) for ord_ in ords])
        for tree in asked:
            expected = [ord_ for ord_, values in enumerate(stored) if matches(tree, values)]
            assert reader.ordinals(tree) == expected, to_sexpr(tree)
            assert reader.count(tree) == len(expected)
