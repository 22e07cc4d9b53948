"""The small parts: names of files, stages in words, fates without a build, the words of every code."""

from __future__ import annotations

from itertools import product
from typing import Any, get_args

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from zhihang.corpus.progress import Stage
from zhihang.corpus.report import BuildReport, DeliveryReport, FileReport
from zhihang.information.intake.fates import EMPTY, LOST, SHARE, Tellers
from zhihang.information.intake.models import Arrival
from zhihang.information.intake.selectors import Standing
from zhihang.information.intake.states import Fate, Outcome, outcome_of
from zhihang.information.intake.storing import safe_name
from zhihang.information.intake.template_tags import (
    arrival_stage,
    arrival_state,
    refusal_mend,
    refusal_reason,
    sight_words,
)
from zhihang.information.watched_folders.states import Sight
from zhihang.records.problem import Problem
from zhihang.workspace.jobs.states import State

LANGUAGES = ("en", "zh-hans")


@given(st.text(max_size=400))
def test_a_name_is_one_that_every_file_system_takes(name: str) -> None:
    safe = safe_name(name)
    assert 0 < len(safe.encode()) <= 200
    assert safe not in (".", "..")
    assert not safe.startswith(".")
    assert not {"/", "\\", "\x00", "\n"} & set(safe)
    assert safe_name(safe) == safe


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("grants 2026.xml", "grants 2026.xml"), ("专利公报.zip", "专利公报.zip"), ("..", "file"), ("", "file"),
        ("/etc/passwd", "passwd"), ("C:\\data\\a.csv", "a.csv"), (".hidden", "hidden"), ("a\u202egpj.exe", "agpj.exe"),
        ("x" * 300 + ".zip", "x" * 196 + ".zip"),
    ],
)  # fmt: skip
def test_names(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@pytest.mark.parametrize(("language", "stage"), list(product(LANGUAGES, (*get_args(Stage), "wait"))))
def test_every_stage_has_its_words(language: str, stage: str) -> None:
    said = {"stage": stage, "done": 1_000_000, "total": 2_000_000, "detail": "grants.xml", "begun": 1, "files": 2}
    with translation.override(language):
        words = arrival_stage(Arrival(progress=said))
    assert words
    assert "{" not in words
    assert ("grants.xml" in words) == (stage in ("read", "wait"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_reason_and_sight_has_its_words(language: str) -> None:
    with translation.override(language):
        for state in (*(each for each in Outcome if each), *State):
            if state != State.SUCCEEDED:
                assert arrival_state(Standing(state))
        for code in (LOST, SHARE, EMPTY, "empty", "too-large", "archive-damaged", "encrypted", "unrecognised"):
            assert refusal_reason(code) != code
            assert refusal_mend(code)
        for sight in Sight:
            if sight != Sight.ARRIVED:
                assert sight_words(sight)
        assert refusal_reason("never-heard-of") == "never-heard-of"
        assert refusal_mend("never-heard-of")


def delivery(**said: Any) -> DeliveryReport:
    return DeliveryReport(**{"file": "a.xml", "key": "k", "sha256": "s"} | said)


@pytest.mark.parametrize(
    ("said", "fate", "reason"),
    [
        ({"read": 3}, Fate.TAKEN, ""),
        ({"withdrawn": 1}, Fate.TAKEN, ""),
        ({"judged": 1}, Fate.TAKEN, ""),
        ({"judged": 1, "known": True}, Fate.KNOWN, ""),
        ({"read": 3, "key": "held"}, Fate.KNOWN, ""),
        ({"read": 3, "known": True}, Fate.TAKEN, ""),
        ({"read": 3, "same_as": "b.xml"}, Fate.KNOWN, ""),
        ({"read": 3, "refused": True}, Fate.REFUSED, SHARE),
        ({"members": (FileReport(file="a.xml", problem="empty"),)}, Fate.REFUSED, "empty"),
        ({"members": (FileReport(file="a.xml", aside="aside-text"),)}, Fate.ASIDE, "aside-text"),
        ({"members": (FileReport(file="a.xml", format="us-grant-xml"),)}, Fate.REFUSED, EMPTY),
        ({}, Fate.REFUSED, EMPTY),
    ],
)
def test_fates(said: dict[str, Any], fate: Fate, reason: str) -> None:
    tellers = Tellers(BuildReport(deliveries=[delivery(**said)]), {"held"}, lambda key, code: f"{key} {code}")
    told = tellers.told("a.xml", "s")
    assert (told.fate, told.reason, told.detail) == (fate, reason, f"k {reason}" if reason else "")
    assert tellers.told("a.xml", "s").fate == Fate.REFUSED  # a part of the report is given once


def test_a_file_that_could_not_be_opened_is_refused_with_its_reason() -> None:
    report = BuildReport(unreadable=[Problem(file="a.xml", code="unreadable", detail="Permission denied")])
    told = Tellers(report, (), lambda key, code: "").told("a.xml", "s")
    assert (told.fate, told.reason, told.detail) == (Fate.REFUSED, LOST, "Permission denied")


@given(st.lists(st.sampled_from(Fate), min_size=1), st.booleans())
def test_outcomes(fates: list[Fate], is_trial: bool) -> None:
    outcome = outcome_of(fates, is_trial=is_trial)
    assert (outcome == Outcome.CHECKED) == is_trial
    if not is_trial:
        assert (outcome == Outcome.BUILT) == (Fate.TAKEN in fates)
        assert (outcome == Outcome.NOTHING) == (not {Fate.TAKEN, Fate.KNOWN} & set(fates))
