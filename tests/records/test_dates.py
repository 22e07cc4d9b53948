"""Dates as files write them."""

import pytest

from zhihang.errors import UsageError
from zhihang.records.dates import day_first, interval, iso_date, month_first


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("20190630", "2019-06-30"),
        ("2019-6-3", "2019-06-03"),
        ("2019/06/30", "2019-06-30"),
        ("30.06.2019", "2019-06-30"),
        ("2019年6月30日", "2019-06-30"),
        ("19990600", "1999-06"),
        ("19990000", "1999"),
        ("2019-06", "2019-06"),
        ("2019", "2019"),
    ],
)
def test_usual_forms(written: str, iso: str) -> None:
    assert iso_date(written) == iso


@pytest.mark.parametrize("written", ["20190631", "2019-13-01", "00000000", "soon", "", "06/07/2019", "15001201"])
def test_what_is_no_date_is_refused(written: str) -> None:
    with pytest.raises(UsageError):
        iso_date(written)


def test_orders_are_named_by_the_source() -> None:
    assert day_first("06/07/2019") == "2019-07-06"
    assert month_first("06/07/2019") == "2019-06-07"


def test_partial_dates_are_intervals() -> None:
    assert interval("2020-02") == ("2020-02-01", "2020-02-29")
    assert interval("2020") == ("2020-01-01", "2020-12-31")
    assert interval("2020-02-03") == ("2020-02-03", "2020-02-03")
