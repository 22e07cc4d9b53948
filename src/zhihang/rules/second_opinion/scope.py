"""Whether a version of a provision speaks of a case: its interval of validity and its conditions."""

from __future__ import annotations

from datetime import date
from enum import Enum

from zhihang.rules.second_opinion.case import Case, Happening
from zhihang.rules.second_opinion.reading import Text, day_of


class Answer(Enum):
    """Whether a provision applies 适用: yes, no, or only if something holds that nobody said."""

    YES = "yes"
    PERHAPS = "perhaps"
    NO = "no"


def is_in_force(version: dict[str, Text], day: date | None) -> bool:
    """Whether a version was in force on a day; every version might be where the day is not known."""
    if day is None:
        return True
    first, last = version.get("valid_from"), version.get("valid_until")
    return (not first or day_of(first) <= day) and (not last or day <= day_of(last))


def said_at(case: Case, name: str, focus: Happening | None) -> str | None:
    """What was said at an event under `event.key`."""
    event, _, key = name.partition(".")
    happened = [focus] if focus is not None and focus.name == event else case.named(event)
    return next((item.said[key] for item in happened if key in item.said), None)


def _matches(value: str, wanted: str) -> bool:
    negative = wanted.startswith("!")
    return (value in wanted.lstrip("!").split("|")) != negative


def _on_record(when: dict[str, Text], case: Case, focus: Happening | None) -> bool:
    """The conditions that the record alone decides: what it has, what it lacks, what it says or does not say."""
    if not all(case.mentions(name) for name in when.get("has", ())):
        return False
    if any(case.mentions(name) for name in when.get("lacks", ())):
        return False
    for name, bound in when.get("before", {}).items():
        happened = case.first_day(name)
        if happened is None or happened >= day_of(bound):
            return False
    for name, wanted in when.get("stated", {}).items():
        value = said_at(case, name, focus)
        if not (wanted.startswith("!") if value is None else _matches(value, wanted)):
            return False
    return True


def applies(version: dict[str, Text], case: Case, focus: Happening | None = None) -> Answer:
    """Whether the conditions of a version hold in a case."""
    when = version.get("when") or {}
    if not _on_record(when, case, focus):
        return Answer.NO
    open_questions: list[tuple[str | None, bool]] = []
    if "route" in when:
        open_questions.append((case.way, case.way in when["route"]))
    if "origin" in when:
        open_questions.append((case.origin, case.origin == when["origin"]))
    for name, wanted in when.get("attribute", {}).items():
        value = said_at(case, name, focus)
        open_questions.append((value, value is not None and _matches(value, wanted)))
    if any(value is not None and not holds for value, holds in open_questions):
        return Answer.NO
    return Answer.PERHAPS if any(value is None for value, _ in open_questions) else Answer.YES
