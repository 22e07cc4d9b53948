"""What changed between editions: vanished values, instructions, conflicts that are new, that stand or are settled."""

from __future__ import annotations

from pathlib import Path

import made_source
import msgspec
import pytest
from made_source import document

from zhihang.corpus import building
from zhihang.corpus.difference import diff, vanished
from zhihang.corpus.edition import Corpus, Edition


def delivered(folder: Path, day: str, product: str, *lines: dict[str, object]) -> Edition:
    file = made_source.write(folder / f"{day}-{product}.txt", product, *lines)
    building.add(folder / "corpus", [file], delivered=day, jobs=1)
    return Corpus.open(folder / "corpus").current()


def test_values_that_vanish_are_told_by_key(tmp_path: Path) -> None:
    title = {"en": "Cell", "de": "Zelle"}
    old = delivered(tmp_path, "2020", "docdb", document("1", title=title, pages=3, ipc=["A01B 1/00", "H01M 4/00"]))
    new = delivered(tmp_path, "2021", "docdb", document("1", title={"en": "A cell"}, ipc=["H01M 4/00", "H01M 10/00"]))
    (changed,) = diff(old, new).changed
    assert set(changed.fields) == {"title", "ipc", "pages"}
    assert changed.vanished == {"title": [{"de": "Zelle"}], "ipc": ["A01B 1/00"], "pages": [3]}
    (back,) = diff(new, old).changed
    assert back.vanished == {"ipc": ["H01M 10/00"]}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"kind": "A"}, {"kind": "B"}, {}),
        ({"kind": "A"}, {}, {"kind": ["A"]}),
        ({"nice": ["9", "9"]}, {"nice": ["9"]}, {}),
        ({"nice": ["9"]}, {}, {"nice": ["9"]}),
        ({"pct": {"application": "A", "office": "B"}}, {"pct": {"application": "C"}}, {"pct": [{"office": "B"}]}),
        ({"provenance": [{"file": "a"}]}, {"provenance": []}, {}),
    ],
)  # fmt: skip
def test_what_counts_as_vanished(
    before: dict[str, object], after: dict[str, object], expected: dict[str, list[object]]
) -> None:
    assert vanished(msgspec.json.encode(before), msgspec.json.encode(after)) == expected


def test_instructions_are_told_with_their_effect(tmp_path: Path) -> None:
    delivered(tmp_path, "2019", "ep-xml", document("2"))
    old = delivered(tmp_path, "2020", "docdb", document("1"), document("2"), document("3"))
    told = ({"withdraw": "EP1A1"}, {"withdraw": "EP2A1", "action": "withdraw"}, {"withdraw": "EP9A1"})
    new = delivered(tmp_path, "2021", "docdb", *told)
    found = diff(old, new)
    assert found.gone == ["EP1A1"]
    effects = [(entry.id, entry.action, entry.effect, entry.product) for entry in found.withdrawn]
    assert effects == [
        ("EP1A1", "delete", "gone", "docdb"),
        ("EP2A1", "withdraw", "kept", "docdb"),
        ("EP9A1", "delete", "unknown", "docdb"),
    ]
    # the next edition does not tell them again
    after = delivered(tmp_path, "2022", "docdb", document("4"))
    assert diff(new, after).withdrawn == []


def test_conflicts_are_told_when_they_come_and_when_they_end(tmp_path: Path) -> None:
    first = delivered(tmp_path, "2020", "ep-xml", document("1", filing_date="2001"))
    second = delivered(tmp_path, "2020", "docdb", document("1", filing_date="2002"))
    (conflict,) = diff(first, second).conflicts
    assert (conflict.id, conflict.key) == ("EP1A1", "filing_date")
    assert (conflict.kept, conflict.kept_product) == ('"2001"', "ep-xml")
    assert (conflict.other, conflict.other_product) == ('"2002"', "docdb")
    third = delivered(tmp_path, "2020", "ep-xml-b", document("2"))
    assert diff(second, third).conflicts == []
    assert diff(second, third, conflicts=True).conflicts == [conflict]
    last = delivered(tmp_path, "2021", "docdb", document("1", filing_date="2001"))
    assert diff(third, last).settled == [conflict]
