"""What `zhihang corpus problems` says of all real files: exactly the damaged places; and the notices, by product."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import yaml

from zhihang.corpus import building
from zhihang.corpus.deliveries import receiving
from zhihang.corpus.edition import Corpus
from zhihang.records.problem import Problem
from zhihang.sources import reading
from zhihang.sources.findings import VALUES

pytestmark = pytest.mark.real_data
HERE = Path(__file__).parent


def listed(name: str) -> Any:
    return yaml.safe_load((HERE / f"{name}.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def corpus(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """A corpus of everything at hand."""
    folder = tmp_path_factory.mktemp("everything") / "corpus"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(receiving, "recognised", reading.recognised)
        building.add(folder, [shared / "data"])
    return Corpus.open(folder)


def told(corpus: Corpus, level: Any) -> list[Problem]:
    found = list(corpus.current().notices() if level == "notice" else corpus.current().problems())
    return found + [each for entry in corpus.unused() for each in corpus.problems(entry.key, level)]


def test_the_problems_are_the_damaged_places_and_no_others(corpus: Corpus) -> None:
    found = Counter((each.file.removeprefix("data/"), each.position, each.code) for each in told(corpus, "problem"))
    expected = {
        (file, place.get("position"), place["code"]): place.get("times", 1)
        for file, places in listed("damaged_places").items()
        for place in places
    }
    assert dict(found) == expected


def test_the_notices_by_product_and_code(corpus: Corpus) -> None:
    found: dict[str, dict[str, int]] = {}
    for each in told(corpus, "notice"):
        counts = found.setdefault(each.product or "", {})
        counts[each.code] = counts.get(each.code, 0) + 1
    assert found == listed("notices")


def test_what_a_notice_quotes_is_kept(corpus: Corpus) -> None:
    """Each value that was not understood stands in a record that was read at its place, as it was printed."""
    values = [each for each in told(corpus, "notice") if each.code in VALUES]
    wanted = {(each.file, each.position) for each in values}
    kept: dict[tuple[str, int | None], str] = {}
    for file in corpus.layout.root.glob("deliveries/*/contributions.parquet"):
        for row in pq.read_table(file, columns=["file", "position", "json"]).to_pylist():
            place = row["file"], row["position"]
            if place in wanted:
                kept[place] = kept.get(place, "") + json.dumps(json.loads(row["json"]), ensure_ascii=False)
    lost = [each for each in values if not is_in(each.detail, kept.get((each.file, each.position), ""))]
    assert lost == []


def is_in(detail: str, kept: str) -> bool:
    """Whether a detail (`column: text`, `office number kind`) or a part of it that says as much is kept."""
    text = detail.partition(": ")[2] or detail
    forms = {text, text.replace(" ", ""), " ".join(text.split()[1:]), text.split(" ")[1] if " " in text else text}
    return any(json.dumps(form, ensure_ascii=False)[1:-1] in kept for form in forms if form)
