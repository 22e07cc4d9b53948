"""An edition is a function of the set of its deliveries: order, splitting and repetition change nothing."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import made_source
import pytest
from edition_content import content
from hypothesis import given, settings
from hypothesis import strategies as st

from zhihang.corpus import building, composing
from zhihang.corpus.edition import Corpus, Edition
from zhihang.corpus.plan import Everything
from zhihang.corpus.verification import verify

PRODUCTS = ("ep-xml", "docdb", "ep-register", "some-table", "us-assignments")
NUMBERS = ("1000000", "1000001")
RIGHTS = ("EP-PA-1", "EP-PA-2", "EP-PA-3")
APPLICATIONS = st.sampled_from(["EP1", "EP2", "JP9"])

titles = st.dictionaries(st.sampled_from(["en", "zh"]), st.sampled_from(["battery", "cell", "电池"]), max_size=2)
events = st.lists(
    st.builds(
        lambda date, code: {"date": date, "code": code}, st.sampled_from(["2001", "2002-03"]), st.sampled_from("AB")
    ),
    max_size=2,
)
documents = st.builds(
    lambda number, kind, right_id, title, event, priority, cited, ipc: made_source.document(
        number,
        kind,
        right_id=right_id,
        title=title,
        events=event,
        priorities=[{"number": priority}] if priority else [],
        application_number="EP" + right_id[-1],
        citations=[{"number": cited}] if cited else [],
        ipc=ipc,
    ),
    st.sampled_from(NUMBERS),
    st.sampled_from(["A1", "B1", None]),
    st.sampled_from(RIGHTS),
    titles,
    events,
    st.none() | APPLICATIONS,
    st.none() | st.sampled_from(["EP1000000", "EP1000001A1", "US5"]),
    st.sampled_from([[], ["H01M 10/00"], ["H01M 10/00", "H02J 7/00"]]),
)
rights = st.builds(
    lambda right_id, event, status: made_source.right(right_id, events=event, status={"value": status}),
    st.sampled_from(RIGHTS),
    events,
    st.sampled_from(["active", "inactive"]),
)
withdrawals = st.builds(
    lambda number, kind: {"withdraw": f"EP{number}{kind}"}, st.sampled_from(NUMBERS), st.sampled_from(["A1", ""])
)
lines = st.lists(documents | documents | rights | withdrawals, min_size=1, max_size=4)
deliveries = st.lists(
    st.tuples(st.sampled_from(PRODUCTS), st.sampled_from([None, "2020", "2021-05-01"]), lines), min_size=1, max_size=5
)


def add(corpus: Path, folder: Path, numbers: list[int], made: list[tuple[str, str | None, Any]]) -> None:
    """Add some deliveries, those of one date at once."""
    for date in dict.fromkeys(made[number][1] for number in numbers):
        files = [folder / f"{number}.txt" for number in numbers if made[number][1] == date]
        building.add(corpus, files, delivered=date, jobs=1)


def at_once(corpus: Path, folder: Path, made: list[tuple[str, str | None, Any]]) -> Edition:
    add(corpus, folder, list(range(len(made))), made)
    return building.rebuild(corpus, jobs=1)


@settings(max_examples=20)
@given(deliveries, st.data())
def test_shuffled_and_split_additions_give_the_same_edition(
    made: list[tuple[str, str | None, Any]], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(made))))
    repeated = data.draw(st.lists(st.sampled_from(order), max_size=1))
    cut = data.draw(st.integers(0, len(order)))
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        folder = Path(name)
        for number, (product, _, some) in enumerate(made):
            made_source.write(folder / f"{number}.txt", product, *some)
        patch.setattr(composing, "MOST_DEAD", 2.0)
        for piece in (order[:cut], order[cut:], repeated):
            add(folder / "piecemeal", folder, list(piece), made)
        grown = Corpus.open(folder / "piecemeal").current()
        whole = at_once(folder / "at-once", folder, made)
        assert content(grown) == content(whole)
        assert verify(grown) == []
        live = grown.tables.every().to_pylist()
        assert sorted(grown.index.ordinals(Everything())) == live
