"""Orders and first hits from ranks, against plain sorting and plain counting."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhihang.corpus.tables.ranks import LEVELS, SORT_COLUMNS, Ranks
from zhihang.errors import UsageError


@st.composite
def editions(draw: st.DrawFn) -> tuple[pa.Table, list[int]]:
    """Ranks of some records, with and without gaps between their ordinals, and a result in some order."""
    ords = sorted(draw(st.sets(st.integers(0, 30), max_size=20)))
    if draw(st.booleans()):
        ords = list(range(len(ords)))
    columns = {"ord": pa.array(ords, pa.uint64()), "by_id": pa.array(draw(st.permutations(range(1, len(ords) + 1))))}
    for name in (*(f"by_{key}" for key in SORT_COLUMNS if key != "id"), *(f"{level}_group" for level in LEVELS)):
        numbers = st.lists(st.integers(0, 4), min_size=len(ords), max_size=len(ords))
        columns[name] = pa.array(draw(numbers), pa.int32())
    chosen = draw(st.permutations(ords))[: draw(st.integers(0, len(ords)))] if ords else []
    return pa.table(columns), chosen


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ranks") / "ranks.parquet"


@given(edition=editions(), key=st.sampled_from(list(SORT_COLUMNS)), descending=st.booleans(), wanted=st.integers(0, 20))
def test_the_order_is_that_of_plain_sorting(path: Path, edition, key: str, descending: bool, wanted: int) -> None:
    table, chosen = edition
    pq.write_table(table, path)
    rows = {row["ord"]: row for row in table.to_pylist()}

    def place(ord_: int) -> tuple[bool, int, int]:
        value = rows[ord_][f"by_{key}"]
        return value == 0, -value if descending else value, rows[ord_]["by_id"]

    expected = sorted(chosen, key=place)
    ranks = Ranks(path)
    assert ranks.sorted(chosen, key, descending=descending).tolist() == expected
    assert (
        ranks.sorted(pa.array(chosen, pa.uint64()), key, descending=descending, wanted=wanted).tolist()
        == expected[:wanted]
    )
    assert [chosen[step] for step in ranks.by_id(chosen)] == sorted(chosen, key=lambda ord_: rows[ord_]["by_id"])


@given(edition=editions(), level=st.sampled_from(LEVELS))
def test_the_first_of_each_group_stays(path: Path, edition, level: str) -> None:
    table, chosen = edition
    pq.write_table(table, path)
    groups = dict(zip(table["ord"].to_pylist(), table[f"{level}_group"].to_pylist(), strict=True))
    seen: set[object] = set()
    expected = []
    for ord_ in chosen:
        group = groups[ord_] or f"alone {ord_}"
        if group not in seen:
            seen.add(group)
            expected.append(ord_)
    assert Ranks(path).firsts(chosen, level).tolist() == expected


def test_an_edition_without_records_has_no_ranks() -> None:
    assert Ranks(None).sorted([], "ti", descending=True).tolist() == []
    assert Ranks(None).firsts([], "simple").tolist() == []


def test_unknown_keys_and_levels_are_refused() -> None:
    with pytest.raises(UsageError, match="SORT"):
        Ranks(None).sorted([], "nonsense", descending=True)
    with pytest.raises(UsageError, match="LEVEL"):
        Ranks(None).firsts([], "nonsense")
