"""What becomes of an arrival and of each of its files. Pure.

How far the work is, the job of the arrival says (`workspace.jobs.states`); these are the ends.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Outcome(StrEnum):
    """How an arrival ended. Names for people: messages `ARRIVAL_IS_…`."""

    NONE = ""
    BUILT = "built"
    UNCHANGED = "unchanged"
    NOTHING = "nothing"
    CHECKED = "checked"


class Fate(StrEnum):
    """What became of one file. Names for people: messages `FILE_IS_…`."""

    WAITING = "waiting"
    TAKEN = "taken"
    KNOWN = "known"
    ASIDE = "aside"
    REFUSED = "refused"


USED: Final = (Fate.TAKEN, Fate.KNOWN)
"""The edition holds what such a file says."""
UNUSED: Final = (Fate.ASIDE, Fate.REFUSED)
"""The edition took nothing from it: somebody has to look at it, so it is kept until they did."""


def may_be_built(outcome: Outcome, *, is_open: bool) -> bool:
    """Whether files may be (or again be) read into an edition: not while work on them is under way.

    >>> may_be_built(Outcome.CHECKED, is_open=False), may_be_built(Outcome.BUILT, is_open=False)
    (True, False)
    """
    return not is_open and outcome in (Outcome.NONE, Outcome.CHECKED)


def outcome_of(fates: list[Fate], *, is_trial: bool) -> Outcome:
    """How an arrival ended, from its files.

    >>> outcome_of([Fate.KNOWN, Fate.REFUSED], is_trial=False)
    <Outcome.UNCHANGED: 'unchanged'>
    """
    if is_trial:
        return Outcome.CHECKED
    if Fate.TAKEN in fates:
        return Outcome.BUILT
    return Outcome.UNCHANGED if Fate.KNOWN in fates else Outcome.NOTHING
