"""Numbers of earlier applications in the spellings of databases: one meaning, of the year of the date, or none."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from zhihang.errors import InvalidNumber
from zhihang.sources.earlier_applications import stated_application

CASES = yaml.safe_load((Path(__file__).parent / "earlier_applications.yaml").read_text("utf-8"))


@pytest.mark.parametrize("name", CASES)
def test_what_a_printed_number_means(name):
    case = CASES[name]
    if case["number"]:
        assert stated_application(case["office"], case["printed"], case["date"]).joined == case["number"]
    else:
        with pytest.raises(InvalidNumber):
            stated_application(case["office"], case["printed"], case["date"])


def test_without_an_office_a_number_is_read_as_it_stands():
    assert stated_application(None, "EP20070864691", "2007-11-20").joined == "EP07864691"
