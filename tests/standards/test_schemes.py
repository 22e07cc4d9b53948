from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest

from zhihang.errors import SourceError
from zhihang.standards.classes import sortable
from zhihang.standards.scheme_files import load_scheme, write_table
from zhihang.standards.schemes import Hierarchy, Scheme, SymbolHierarchy

# a made-up piece of a scheme: 1/035 stands below 1/03, not below 1/025, whatever the digits say
CPC = """<?xml version="1.0"?>
<class-scheme scheme-type="cpc">
 <classification-item level="5"><classification-symbol>G99Z</classification-symbol>
  <class-title><title-part><text scheme="ipc">MADE-UP COUNTERS</text></title-part></class-title>
  <classification-item level="6"><classification-symbol>G99Z1/00</classification-symbol>
   <classification-item level="7"><classification-symbol>G99Z1/00</classification-symbol>
    <class-title><title-part><text>Counters <reference><text>other things <class-ref>A01B</class-ref></text></reference>
    </text></title-part><title-part><text>Adders</text></title-part></class-title>
    <classification-item level="8"><classification-symbol>G99Z1/02</classification-symbol>
     <class-title><title-part><text>digital</text></title-part></class-title>
     <classification-item level="9"><classification-symbol>G99Z1/025</classification-symbol></classification-item>
     <classification-item level="9"><classification-symbol>G99Z1/03</classification-symbol>
      <classification-item level="10"><classification-symbol>G99Z1/035</classification-symbol></classification-item>
     </classification-item>
    </classification-item>
    <classification-item level="8"><classification-symbol>G99Z1/04</classification-symbol></classification-item>
   </classification-item>
   <classification-item level="7"><classification-symbol>G99Z3/00</classification-symbol></classification-item>
  </classification-item>
 </classification-item>
</class-scheme>
"""
IPC = """<?xml version="1.0"?>
<ipcEntries>
 <ipcEntry kind="s" symbol="G"><textBody><title><titlePart><text>PHYSICS</text></titlePart></title></textBody>
 <ipcEntry kind="c" symbol="G99"><ipcEntry kind="u" symbol="G99Z">
 <ipcEntry kind="g" symbol="G99Z0001000000" endSymbol="G99Z0003000000"/>
 <ipcEntry kind="m" symbol="G99Z0001000000"><textBody><title><titlePart><text>Counters</text>
   <entryReference>others <sref ref="A01B"/></entryReference></titlePart></title></textBody>
  <ipcEntry kind="1" symbol="G99Z0001020000"><ipcEntry kind="2" symbol="G99Z0001025000"/>
   <ipcEntry kind="2" symbol="G99Z0001030000"><ipcEntry kind="3" symbol="G99Z0001035000"/></ipcEntry></ipcEntry>
  <ipcEntry kind="1" symbol="G99Z0001040000"/></ipcEntry>
 <ipcEntry kind="m" symbol="G99Z0003000000"/>
 </ipcEntry></ipcEntry></ipcEntry>
</ipcEntries>
"""


@pytest.fixture(params=["cpc", "ipc", "zip", "table", "packed table"])
def scheme(request: pytest.FixtureRequest, tmp_path: Path) -> Hierarchy:
    plain = tmp_path / "scheme.xml"
    plain.write_text(IPC if request.param == "ipc" else CPC, "utf-8")
    if request.param == "zip":
        with zipfile.ZipFile(tmp_path / "scheme.zip", "w") as archive:
            archive.writestr("G99Z.xml", CPC)
        return load_scheme(tmp_path / "scheme.zip")
    loaded = load_scheme(plain)
    if "table" not in request.param:
        return loaded
    assert isinstance(loaded, Scheme)
    table = tmp_path / ("scheme.tsv.gz" if "packed" in request.param else "scheme.tsv")
    write_table(loaded, table)
    return load_scheme(table)


def below(scheme: Hierarchy, symbol: str, candidates: list[str]) -> list[str]:
    return [
        each
        for each in candidates
        if any(first <= sortable(each) < last for first, last in scheme.ranges_below(symbol))
    ]


EVERY = ["G99Z 1/00", "G99Z 1/02", "G99Z 1/025", "G99Z 1/03", "G99Z 1/035", "G99Z 1/04", "G99Z 3/00", "G99Z 30/00"]


def test_dots_decide_what_stands_below(scheme: Hierarchy) -> None:
    assert scheme.basis == "scheme"
    assert below(scheme, "G99Z 1/02", EVERY) == ["G99Z 1/02", "G99Z 1/025", "G99Z 1/03", "G99Z 1/035"]
    assert below(scheme, "G99Z 1/025", EVERY) == ["G99Z 1/025"]
    assert below(scheme, "G99Z 1/03", EVERY) == ["G99Z 1/03", "G99Z 1/035"]
    assert below(scheme, "G99Z 1/00", EVERY) == EVERY[:6]
    assert below(scheme, "G99Z 3/00", EVERY) == ["G99Z 3/00"]
    assert below(scheme, "G99Z", EVERY) == EVERY


def test_what_stands_above(scheme: Hierarchy) -> None:
    assert scheme.ancestors("G99Z 1/035") == ("G99Z 1/03", "G99Z 1/02", "G99Z 1/00", "G99Z", "G99", "G")
    assert scheme.ancestors("G99Z") == ("G99", "G")
    assert scheme.ancestors("G") == ()


def test_children_and_titles(scheme: Hierarchy) -> None:
    assert isinstance(scheme, Scheme)
    assert scheme.children("G99Z 1/02") == ("G99Z 1/025", "G99Z 1/03")
    assert scheme.children("G99Z") == ("G99Z 1/00", "G99Z 3/00")
    assert scheme.title("G99Z 1/00").startswith("Counters")
    assert "other" not in scheme.title("G99Z 1/00")
    assert scheme.knows("g99z1/02")
    assert not scheme.knows("G99Z 5/00")


def test_a_symbol_of_another_edition_falls_into_its_range(scheme: Hierarchy) -> None:
    assert below(scheme, "G99Z 1/02", ["G99Z 1/026", "G99Z 1/0355", "G99Z 1/05"]) == ["G99Z 1/026", "G99Z 1/0355"]


def test_an_unlisted_symbol_is_answered_by_its_digits(scheme: Hierarchy) -> None:
    assert below(scheme, "G99Z 7/02", ["G99Z 7/02", "G99Z 7/025", "G99Z 7/03"]) == ["G99Z 7/02", "G99Z 7/025"]


def test_hierarchy_by_symbols_alone() -> None:
    hierarchy = SymbolHierarchy()
    assert hierarchy.basis == "symbols"
    assert hierarchy.ranges_below("H01L 21/00") == (("H01L0021000000", "H01L0022000000"),)
    assert hierarchy.ranges_below("H01L 21/09") == (("H01L0021090000", "H01L0021100000"),)
    assert hierarchy.ranges_below("H01L 999/00")[0][1] == "H01L1000000000"
    assert hierarchy.ranges_below("A09") == (("A09", "A10"),)
    assert hierarchy.ancestors("H01L 21/0272") == (
        "H01L 21/027", "H01L 21/02", "H01L 21/00", "H01L", "H01", "H",
    )  # fmt: skip


def test_a_list_of_titles_has_no_dots(tmp_path: Path) -> None:
    path = tmp_path / "titles.csv.gz"
    path.write_bytes(gzip.compress(b"G99Z\tMade-up\nG99Z0001000000\tCounters\n"))
    titles = load_scheme(path)
    assert titles.basis == "symbols"
    assert titles.title("G99Z 1/00") == "Counters"
    assert titles.knows("G99Z")


def test_a_broken_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "broken.xml"
    path.write_text("<class-scheme><classification-item>", "utf-8")
    with pytest.raises(SourceError):
        load_scheme(path)


@pytest.mark.real_data
def test_the_official_schemes(shared: Path) -> None:
    ipc = load_scheme(shared / "data/ipc/scheme-xml.zip")
    assert isinstance(ipc, Scheme)
    assert len(ipc) > 50_000
    assert "G06F 1/025" not in below(ipc, "G06F 1/03", ["G06F 1/025"])
    for entry in ipc:
        if entry.depth >= 3:
            [(first, last)] = ipc.ranges_below(entry.symbol)
            assert first == entry.key < last
    cpc = load_scheme(shared / "data/cpc/uspto-samples/cpc-scheme-A01L.xml")
    assert cpc.title("A01L 1/00") == "Shoes for horses or other solipeds fastened with nails"
    assert load_scheme(shared / "data/ipc/titles-2020/all_ipc.csv.gz").title("H01M 10/0525")
