"""The token stream is made of our tokens, and values stay apart in the index."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhihang.corpus.index.builder import IndexBuilder
from zhihang.corpus.index.reader import IndexReader
from zhihang.corpus.index.stream import value_stream
from zhihang.corpus.plan import Adjacent, FieldRef, Near, Phrase, Text
from zhihang.records.record import Record, to_json
from zhihang.text.tokens import tokens


@given(st.text(max_size=20) | st.text(alphabet=st.characters(max_codepoint=127), max_size=20))
def test_a_stream_has_the_tokens_of_its_value(text: str) -> None:
    assert value_stream(text).split() == tokens(text)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> IndexReader:
    claims = (*(f"cell {n}" for n in range(40)), "anode", "\u2014", "cathode", "\u7535\u6c60")
    record = Record(id="EP1A1", right_id="EP-PA-1", right="patent", office="EP", number="1", claims={"en": claims})
    folder = tmp_path_factory.mktemp("index")
    with IndexBuilder(folder) as builder:
        builder.add_batch([(0, to_json(record))])
    return IndexReader(folder, lambda ords: [(ord_, to_json(record)) for ord_ in ords])


def word(text: str) -> Phrase:
    return Phrase((text,))


@pytest.mark.parametrize("distance", [1, 98, 99])
@pytest.mark.parametrize("link", [Near, Adjacent])
def test_no_distance_of_the_language_reaches_from_one_value_into_the_next(
    reader: IndexReader, link: type[Near] | type[Adjacent], distance: int
) -> None:
    fields = (FieldRef("clm"),)
    for left, right in (("39", "anode"), ("anode", "cathode"), ("cathode", "\u7535")):
        assert reader.count(Text(fields, link(distance, word(left), word(right)))) == 0
    assert reader.count(Text(fields, link(distance, word("cell"), word("39")))) == 1


@pytest.mark.parametrize("pattern", ["#?", "*#", "########", "#*", "?########"])
def test_no_truncation_meets_what_stands_between_values(reader: IndexReader, pattern: str) -> None:
    found = reader.count(Text((FieldRef("clm"),), word(pattern)))
    assert found == any(len(token) >= pattern.count("#") for token in ("cathode", "cell")), pattern
