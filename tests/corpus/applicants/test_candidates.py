"""What speaks for one applicant behind two names: names, surroundings, scores; which pairs are compared at all."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from zhihang.corpus.applicants import candidates, organizations, people
from zhihang.corpus.applicants.evidence import threshold, weights
from zhihang.corpus.applicants.profiles import Profile
from zhihang.corpus.applicants.scoring import Surnames, reasons, score
from zhihang.messages import room_texts

HERE = Path(__file__).parent


def cases(name: str) -> list[object]:
    lines = (HERE / name).read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [pytest.param(one, two, told.split(), id=f"{one} / {two}") for one, two, told in rows]


@pytest.mark.parametrize(("one", "two", "told"), cases("cases_people.tsv"))
def test_names_of_persons(one, two, told):
    assert (people.compared(one, two) or ["none"]) == told
    assert (people.compared(two, one) or ["none"]) == told


@pytest.mark.parametrize(("one", "two", "told"), cases("cases_organizations.tsv"))
def test_names_of_organizations(one, two, told):
    assert (organizations.compared(one, two) or ["none"]) == told
    assert (organizations.compared(two, one) or ["none"]) == told


@pytest.mark.parametrize(("one", "two", "told"), [*cases("cases_people.tsv"), *cases("cases_organizations.tsv")])
def test_names_that_agree_share_a_block(one, two, told):
    module = organizations if any(code.startswith("name-") for code in told) else people
    if told not in (["none"], ["surname-same", "given-other"]):
        assert set(module.block_keys(one)) & set(module.block_keys(two))


def profile(name: str, **known: object) -> Profile:
    kind = "organization" if organizations.looks_like_one(name) else "person"
    return Profile(name, name, kind, **known)  # type: ignore[arg-type]  # as the test says


def codes(one: Profile, two: Profile) -> set[str]:
    return {each.code for each in reasons(one, two, Surnames([])) or ()}


def test_what_stands_around_the_names_is_evidence_where_both_sides_say_something():
    one = profile("Made Up AG", countries={"DE"}, cities={"bonn"}, parties={"anna made"}, classes={"H01M"}, places={2})
    two = profile(
        "Made Up GmbH", countries={"DE"}, cities={"bonn"}, parties={"anna made"}, classes={"H01M"}, places={4}
    )
    assert codes(one, two) >= {"country-same", "city-same", "parties-shared", "classes-shared"}
    assert codes(one, profile("Made Up GmbH")) == {"name-same", "form-other"}
    assert "country-other" in codes(one, profile("Made Up GmbH", countries={"CH"}))


def test_two_that_stand_side_by_side_in_one_record_are_two():
    names = "Made Up Tech AG", "Made Up Technology AG"
    apart, beside = ([profile(name, places=places) for name, places in zip(names, both, strict=True)]
                     for both in (({8}, {10}), ({8}, {8})))  # fmt: skip
    assert score(reasons(*apart, Surnames([])) or ()) >= threshold("organization")
    assert score(reasons(*beside, Surnames([])) or ()) < threshold("organization")


def test_an_identifier_decides_either_way():
    one = profile("Made Up AG", ids={"1"})
    assert "id-same" in codes(one, profile("Made Up GmbH", ids={"1", "2"}))
    assert "id-other" in codes(one, profile("Made Up GmbH", ids={"3"}))


def test_a_common_surname_needs_more_than_the_names():
    none = Surnames([])
    wang, rare = (reasons(profile(name), profile(name), none) for name in ("Wang, Li Ming", "Frobnitz, Li Ming"))
    assert score(wang or ()) < threshold("person") <= score(rare or ())
    known = Surnames(f"Frobnitz, {given}" for given in "abcdefghijklmnopqrstuvwxyzäöü")
    assert known.rarity("Frobnitz, Anna") == "surname-common" or known.rarity("Frobnitz, Anna") == "surname-frequent"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Made, Anna", False), ("Made Up AG", True), ("大学", True), ("清华大学", True), ("曾毓群", False),
        ("Elwha LLC, a limited liability corporation of the State of Delaware", True),
        ("THE UNITED STATES OF AMERICA AS REPRESENTED BY THE SECRETARY", True), ("UNIV MADE UP", True),
    ],
)  # fmt: skip
def test_what_tells_an_organization(name, expected):
    assert organizations.looks_like_one(name) is expected


def test_a_block_with_too_many_names_is_told_and_brings_nothing_together_by_itself(monkeypatch):
    monkeypatch.setattr(candidates, "MOST_IN_BLOCK", 3)
    crowds: list[candidates.Crowd] = []
    names = [profile(f"Frobnitz {word} Inc") for word in ("alpha", "beta", "gamma", "delta")]
    pairs = list(candidates.blocked(names, crowds))
    assert pairs == []
    assert ("frobnitz", 4) in {(crowd.block, crowd.names) for crowd in crowds}
    monkeypatch.setattr(candidates, "MOST_IN_BLOCK", 4)
    assert len(list(candidates.blocked(names, []))) == 6


def test_every_reason_has_a_weight_with_its_origin_and_words_in_both_languages():
    texts = room_texts("corpus")
    lines = (resources.files("zhihang.corpus.applicants") / "evidence.tsv").read_text("utf-8").splitlines()
    for kind, code, _, origin in (line.split("\t") for line in lines if not line.startswith("#")):
        assert kind in {"person", "organization"}
        assert origin in {"fitted", "set"}
        assert code == "threshold" or set(texts[f"evidence-{code}"]) == {"en", "zh"}
    assert weights("person")["given-same-all"] > weights("person")["given-other"]
