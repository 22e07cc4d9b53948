from __future__ import annotations

import pytest

from zhihang.sources.symbols import joined, locarno, uspc, written


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("A61K   9/16        20060101A I20051008RMEP", "A61K 9/16"),
        ("A41D001/06", "A41D 1/06"),
        ("7A 61K   9/16   A", "A61K 9/16"),
        ("B28B   1/    29            A I                    ", "B28B 1/29"),
        ("H01L 2224/48091", "H01L 2224/48091"),
        ("A61K 31:16", "A61K 31/16"),
        ("G06F017/00", "G06F 17/00"),
        ("Y02E60/10", "Y02E 60/10"),
        ("B28B5/02", "B28B 5/02"),
        ("H01L", "H01L"),
        ("H01", "H01"),
        ("not a class", None),
        ("", None),
    ],
)
def test_ipc_and_cpc_symbols_of_official_files(text, symbol):
    assert written(text) == symbol


def test_symbols_from_their_parts():
    assert joined("G", "01", "S", "7", "4863") == "G01S 7/4863"
    assert joined("G", "01", "S", "", "") == "G01S"


@pytest.mark.parametrize(("text", "symbol"), [("0299", "02-99"), ("14-03", "14-03"), ("14 03", "14-03"), ("LOC", None)])
def test_locarno_classes(text, symbol):
    assert locarno(text) == symbol


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("2502019", "250/201.9"),
        ("  2 16", "2/16"),
        (" 24 305S", "24/30.5S"),
        ("123406.12"[:3] + "40612", "123/406.12"),
        ("D 2610", "D2/610"),
        ("D13137", "D13/137"),
        ("D 9432-434", "D9/432-434"),
        ("002227000", "2/227"),
        ("623001160", "623/1.16"),
        ("PLT263", "PLT/263"),
        ("", None),
    ],
)
def test_the_former_us_classification_in_fixed_width(text, symbol):
    assert uspc(text) == symbol
