"""Application numbers whose office stands in a field of its own, as databases export them."""

import pytest

from zhihang.errors import InvalidNumber
from zhihang.standards.numbers import application_number


@pytest.mark.parametrize(
    ("office", "written", "number"),
    [
        pytest.param("WO", "US03026827", "PCT/US2003/026827", id="two digits of the year, six of the serial"),
        pytest.param("WO", "US0326827", "PCT/US2003/026827", id="five of the serial, before 2004"),
        pytest.param("WO", "US2005009546", "PCT/US2005/009546", id="the whole year"),
        pytest.param("WO", "IB09000045", "PCT/IB2009/000045", id="the International Bureau"),
        pytest.param("US", "2010024346", "PCT/US2010/024346", id="under an office that has no ten digits"),
        pytest.param("EP", "2010051892", "PCT/EP2010/051892", id="the EPO has none either"),
        pytest.param("JP", "2010024346", "2010024346", id="the JPO has: a national number"),
        pytest.param("AU", "2004201234", "2004201234", id="Australia has: a national number"),
        pytest.param("DK", "PA 2008 01035", "PA200801035", id="letters that are Panama elsewhere"),
    ],
)
def test_what_is_meant(office: str, written: str, number: str) -> None:
    assert application_number(written, office).number == number


@pytest.mark.parametrize(
    ("office", "written"),
    [
        pytest.param("WO", "EP1000000", id="a publication of the EPO"),
        pytest.param("WO", "US12345678", id="no office gave so many numbers in a year"),
        pytest.param("US", "2010924346", id="nor here"),
        pytest.param("US", "PA 2008 01035", id="Denmark's letters under another office"),
        pytest.param("DK", "PA 2008", id="too short"),
    ],
)
def test_what_is_refused(office: str, written: str) -> None:
    with pytest.raises(InvalidNumber):
        application_number(written, office)
