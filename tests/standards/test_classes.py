from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from zhihang.errors import InvalidCode
from zhihang.standards.classes import (
    canonical,
    from_sortable,
    is_symbol,
    parse,
    parse_columns,
    parse_st8,
    sortable,
)

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases/classes.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_forms(case: dict[str, Any]) -> None:
    if case.get("refused"):
        assert not is_symbol(case["written"])
        with pytest.raises(InvalidCode) as raised:
            parse(case["written"])
        assert raised.value.code == "CLASS"
        return
    symbol = parse(case["written"])
    assert symbol.canonical == case["canonical"]
    for name in ("sortable", "level"):
        if name in case:
            assert getattr(symbol, name) == case[name]
    if "open" in case:
        assert symbol.is_open is case["open"]


SYMBOLS = st.builds(
    lambda subclass, group, subgroup: f"{subclass}{group}/{subgroup}",
    st.from_regex(r"[A-HY][0-9]{2}[A-Z]", fullmatch=True),
    st.integers(1, 9999),
    st.from_regex(r"[0-9]{2}([0-9]{0,3}[1-9])?", fullmatch=True),
)


@given(SYMBOLS)
def test_every_form_reads_back(written: str) -> None:
    symbol = parse(written)
    assert parse(symbol.canonical) == parse(symbol.sortable) == symbol
    assert from_sortable(symbol.sortable) == symbol.canonical == canonical(written)
    assert len(symbol.sortable) == 14


@given(SYMBOLS, SYMBOLS)
def test_string_order_is_scheme_order(first: str, second: str) -> None:
    def place(written: str) -> tuple[str, int, str]:
        symbol = parse(written)
        return symbol.subclass, int(symbol.main_group), symbol.subgroup.ljust(6, "0")

    assert (sortable(first) < sortable(second)) == (place(first) < place(second))


@given(st.text(max_size=16))
def test_no_text_breaks_the_reader(text: str) -> None:
    assert is_symbol(text) in (True, False)


def test_attributes_of_st8() -> None:
    found = parse_st8("H01L  21/02        20060101ALN20051220RMEP")
    assert (found.symbol.canonical, found.version, found.classification_level) == ("H01L 21/02", "20060101", "A")
    assert (found.position, found.value) == ("L", "N")
    assert parse_st8("G06F 3/01 (2006.01)").version == "200601"
    assert parse_st8("H01L").symbol.level == "subclass"


def test_columns_of_old_american_files() -> None:
    assert parse_columns("A61K 3113").canonical == "A61K 31/13"
    assert parse_columns("A01B  102").canonical == "A01B 1/02"
    assert parse_columns("H01L 21").is_open
