"""Sort keys keep the order of ids and dates; ties are allowed, inversions are not."""

from hypothesis import given
from hypothesis import strategies as st

from zhihang.corpus.index.ordering import ID_BITS, date_key, id_prefix

ids = st.one_of(st.from_regex(r"[A-Z]{2}(-[A-Z]{2}-)?[0-9]{1,13}[A-Z]?[0-9]?", fullmatch=True), st.text(max_size=14))
dates = st.dates().filter(lambda day: 1600 <= day.year <= 2199).map(str)


@given(ids, ids)
def test_prefixes_keep_the_order_of_ids(one: str, other: str) -> None:
    if one <= other:
        assert id_prefix(one) <= id_prefix(other)
    else:
        assert id_prefix(one) >= id_prefix(other)


@given(ids)
def test_prefix_fits(identifier: str) -> None:
    assert 0 <= id_prefix(identifier) < 1 << ID_BITS


@given(dates, dates, ids, ids)
def test_later_dates_come_first_when_descending(one: str, other: str, first: str, second: str) -> None:
    if one > other:
        assert date_key(one, first, descending=True) < date_key(other, second, descending=True)
        assert date_key(one, first, descending=False) > date_key(other, second, descending=False)


@given(dates, ids)
def test_absent_dates_come_last(day: str, identifier: str) -> None:
    for descending in (True, False):
        key, absent = (date_key(value, identifier, descending=descending) for value in (day, None))
        assert key < absent < 1 << 64
