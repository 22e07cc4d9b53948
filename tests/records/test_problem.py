"""Which places are damaged, and which are only noteworthy."""

from __future__ import annotations

import pytest

from zhihang.messages import room_texts
from zhihang.records.problem import Problem, level


@pytest.mark.parametrize("code", ["truncated", "damaged", "unread-element", "check-digit", "date", "unrecognised"])
def test_what_is_damaged_or_was_not_read_is_a_problem(code):
    assert level(code) == "problem"


@pytest.mark.parametrize("code", ["number", "class", "unknown-code", "no-application", "aside-sequences"])
def test_what_is_kept_as_printed_or_left_aside_by_name_is_a_notice(code):
    assert level(code) == "notice"


def test_a_code_that_nobody_has_listed_is_a_problem():
    assert level("code-of-another-package") == "problem"


def test_what_cost_a_record_is_a_problem_whatever_its_code():
    assert Problem(file="a", code="number").level == "notice"
    assert Problem(file="a", code="number", fatal=True).level == "problem"


def test_each_notice_is_a_message_of_the_sources():
    from zhihang.records import problem

    assert problem._notices() <= room_texts("sources").keys()
