"""What a rule file may say: the schema of law as data. Meanings: `docs/reference/rules/format.md`.

A rule is one provision for one office (or several) and one or more kinds of right; its *versions* are the texts that
held for triggers of an interval of dates. Keys written above the versions hold for each of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

from zhihang.rules.dates import Ending

Kind: TypeAlias = Literal["hard", "extendable", "window", "optional", "internal", "expected"]
Roll: TypeAlias = Literal["date", "act", "none"]
Dated: TypeAlias = Literal["trigger", "due"]
Subject: TypeAlias = Literal[
    "term", "adjustment", "priority", "examination", "use", "reply", "grant", "renewal", "restoration", "publication",
    "national_phase", "opposition", "appeal", "recordal", "litigation", "fees", "reduction", "incentive", "indicator",
]  # fmt: skip
SUBJECTS: tuple[str, ...] = (
    "term", "adjustment", "priority", "examination", "use", "reply", "grant", "renewal", "restoration", "publication",
    "national_phase", "opposition", "appeal", "recordal", "litigation", "fees", "reduction", "incentive", "indicator",
)  # fmt: skip
PeriodText: TypeAlias = Annotated[
    str, Meta(pattern=r"^-?\s*\d+ (day|week|month|year)s?( \d+ (day|week|month|year)s?)?$")
]


class Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A part of a rule: a key that the schema does not know is an error."""


class Node(Strict, frozen=True, kw_only=True):
    """A date made from other dates: exactly one of `of`, `earliest`, `latest`; then `plus`, then `ending`."""

    of: Moment | None = None
    earliest: tuple[Moment, ...] = ()
    latest: tuple[Moment, ...] = ()
    plus: PeriodText | None = None
    ending: Ending = "corresponding_day"


Moment: TypeAlias = str | Node
"""A date of a history: an event's name, `event.attribute` for a date written at an event, or a `Node`."""


class When(Strict, frozen=True, kw_only=True):
    """When a rule applies. What nobody stated (route, origin, attribute) makes its answer conditional."""

    route: tuple[str, ...] = ()
    origin: str | None = None
    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    attribute: dict[str, str] = {}
    stated: dict[str, str] = {}
    before: dict[str, date] = {}


class Grace(Strict, frozen=True, kw_only=True):
    """The time after the due date in which the act can still be done, as a rule with surcharge."""

    period: PeriodText
    counted_from: Literal["due", "trigger", "start"] = "due"
    ending: Ending = "corresponding_day"
    roll: Roll = "date"
    surcharge: dict[str, str] = {}


class Extension(Strict, frozen=True, kw_only=True):
    """How far a period can be prolonged on request: each step, and all together."""

    each: PeriodText
    most: PeriodText
    counted_from: Literal["due", "start"] = "due"
    fee: dict[str, str] = {}


class Repeats(Strict, frozen=True, kw_only=True):
    """A deadline that returns: number n falls `every` × (n + offset) after the trigger, for n from `first` to `last`.

    `periods` lists irregular intervals instead. `after` and `until` are moments that bound the due dates.
    """

    every: PeriodText | None = None
    periods: tuple[PeriodText, ...] = ()
    first: int = 1
    last: int | None = None
    offset: int = 0
    after: Moment | None = None
    until: Moment | None = None
    first_not_before: Moment | None = None
    within_term: bool = False


class Missed(Strict, frozen=True, kw_only=True):
    """What happens when nobody acts: the status, and from when it holds.

    `anniversary` is the corresponding day, from which a due date at a month's end was put off.
    """

    status: str
    effective: Literal["anniversary", "due", "end", "grace_end"] = "end"


class Version(Strict, frozen=True, kw_only=True):
    """What every version carries: its interval of validity, its source and whether somebody verified it there."""

    valid_from: date | None = None
    valid_until: date | None = None
    source: str
    verified: bool
    when: When = When()
    note: dict[str, str] = {}


class DeadlineVersion(Version, frozen=True, kw_only=True):
    """A time limit 期限."""

    trigger: Moment
    period: PeriodText | None = None
    stated_period: bool = False
    ending: Ending = "corresponding_day"
    roll: Roll = "date"
    dated_by: Dated | Moment = "trigger"
    kind: Kind = "hard"
    served: bool = False
    opens: PeriodText | None = None
    opens_for: dict[int, PeriodText] = {}
    opens_on: Literal["corresponding_day", "day_after", "ultimo", "start"] = "corresponding_day"
    opens_not_before: date | None = None
    grace: Grace | None = None
    extension: Extension | None = None
    repeats: Repeats | None = None
    cleared_by: tuple[str, ...] = ()
    ended_by: tuple[str, ...] = ()
    missed: Missed | None = None
    follow_ups: tuple[str, ...] = ()


class TermVersion(Version, frozen=True, kw_only=True):
    """A term of protection 保护期限. `last_day`: whether the right still exists on the end date itself.

    `renewable_for` gives single renewals another length than `renewable`.
    """

    start: Moment
    end: Moment | None
    dated_by: Moment = ""
    last_day: Literal["end", "day_before"] = "end"
    renewable: PeriodText | None = None
    renewable_for: dict[int, PeriodText] = {}
    renewed_by: tuple[str, ...] = ()
    bar: str | None = None
    most: Moment | None = None


class AdjustmentVersion(Version, frozen=True, kw_only=True):
    """An adjustment or extension of a term 期限补偿: a named method and its parameters."""

    method: Literal["stated", "office_delay", "regulatory_review", "us_review", "spc", "disclaimer"]
    dated_by: Moment = ""
    days: str = ""
    parts: dict[str, int] = {}
    since: Moment | None = None
    to: Moment | None = None
    deduct: tuple[str, ...] = ()
    free: PeriodText | None = None
    longest: PeriodText | None = None
    ceiling: PeriodText | None = None
    extra: PeriodText | None = None
    on_request: bool = False


class Surcharge(Strict, frozen=True, kw_only=True):
    """What lateness costs: a share of the full fee or an amount, up to each number of months after the due date."""

    rates: dict[int, Decimal] = {}
    amounts: dict[int, Decimal] = {}
    electronic: dict[int, Decimal] = {}
    reducible: bool = False
    each_class: bool = False


Amounts: TypeAlias = dict[int | str, Decimal]
"""Amounts by number of the fee, `7`, or by range, `7-9`."""


class Initial(Strict, frozen=True, kw_only=True):
    """Fees paid with grant or registration: those of the year in which it falls, or of the first years."""

    at: Moment
    numbers: int | Literal["current"]


class FeeVersion(Version, frozen=True, kw_only=True):
    """A fee schedule 收费标准. `of`: the deadline whose dates it follows; `at`: else the event it is due at.

    Keys of `amounts` are numbers or ranges of years: `7-9`. `per_claim` and `per_class` are added for each.
    """

    of: str | None = None
    at: Moment | None = None
    currency: str
    amounts: Amounts
    electronic: Amounts = {}
    per_claim: Amounts = {}
    per_class: bool = False
    included: int = 0
    initial: Initial | None = None
    surcharge: Surcharge | None = None
    labels: dict[int, Decimal] = {}
    of_compensation: bool = False


class ReductionVersion(Version, frozen=True, kw_only=True):
    """A fee reduction 费用减缴: who asks for it, what share of the fee is left off, for how many years from when."""

    policy: str
    share: Decimal
    fees: tuple[str, ...]
    years: int | None = None
    years_from: Moment | None = None


class FigureVersion(Version, frozen=True, kw_only=True):
    """Numbers, shares, grades and lists of an incentive or an indicator 指标, read by their evaluation."""

    numbers: dict[str, Decimal] = {}
    grades: dict[str, Decimal] = {}
    lists: dict[str, tuple[str, ...]] = {}
    currency: str = ""


class ServiceVersion(Version, frozen=True, kw_only=True):
    """How documents are served 送达: days added to the document's date by mode, and what late receipt does."""

    add_days: dict[str, int] = {}
    add_months: dict[str, int] = {}
    unstated: str = ""
    late_after: int | None = None
    proof: Literal["replaces", "later", "excess", "earlier", "none"] = "none"


AnyVersion: TypeAlias = (
    DeadlineVersion | TermVersion | AdjustmentVersion | FeeVersion | ReductionVersion | FigureVersion | ServiceVersion
)
SHAPES: dict[str, type[AnyVersion]] = {
    "deadline": DeadlineVersion,
    "term": TermVersion,
    "adjustment": AdjustmentVersion,
    "fee": FeeVersion,
    "reduction": ReductionVersion,
    "figure": FigureVersion,
    "service": ServiceVersion,
}
"""What `gives` may say, and the shape of its versions."""


class Identity(Strict, frozen=True, kw_only=True):
    """What a rule is and where it holds, as the head of its file says."""

    rule: str
    title: dict[Literal["en", "zh"], str]
    gives: str
    subject: Subject
    offices: tuple[str, ...]
    rights: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One provision of law 规则 with all its versions, in the order of their validity, for its scope."""

    rule: str
    title: dict[Literal["en", "zh"], str]
    gives: str
    subject: Subject
    offices: tuple[str, ...]
    rights: tuple[str, ...]
    versions: tuple[AnyVersion, ...]
    file: str = ""
    pack: str = ""

    def name(self, language: str) -> str:
        """Its title in a language."""
        return self.title["zh" if language == "zh" else "en"]


def amount_of(table: Amounts, number: int) -> Decimal | None:
    """The amount for a year in a table whose keys are years or ranges; None where the table has no such year."""
    for key, amount in table.items():
        first, _, last = str(key).partition("-")
        if int(first) <= number <= int(last or first):
            return amount
    return None
