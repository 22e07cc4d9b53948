"""Printable sheets: an answer with every step, article and doubt, as plain text in English or Chinese."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from zhihang import messages
from zhihang.messages import Language
from zhihang.rules.deadlines import Deadline
from zhihang.rules.explanation import Step
from zhihang.rules.fees import Fee, forecast, totals
from zhihang.rules.figure import Figure
from zhihang.rules.finding import Finding
from zhihang.rules.status import StatusAnswer
from zhihang.rules.terms import Term
from zhihang.standards import status as statuses

Answer = Term | StatusAnswer | Figure | Sequence[Deadline] | Sequence[Fee]


def sheet(answer: Answer, language: Language = "en", findings: Sequence[Finding] = ()) -> str:
    """The sheet of any answer. Lists of deadlines and fees come in the order of their due dates."""
    lines = [f"! {finding.text(language)}" for finding in findings]
    if isinstance(answer, Term):
        lines += _term(answer, language)
    elif isinstance(answer, StatusAnswer):
        lines += _status(answer, language)
    elif isinstance(answer, Figure):
        lines += _figure(answer, language)
    else:
        for item in answer:
            lines += _deadline(item, language) if isinstance(item, Deadline) else _fee(item, language)
        fees = [item for item in answer if isinstance(item, Fee)]
        if fees:
            lines += _sums(fees, language)
    return "\n".join(lines)


def _say(code: str, language: Language, **fields: Any) -> str:
    return messages.text("rules", code, language, **fields)


def _day(day: date | None, language: Language) -> str:
    return str(day) if day else _say("SHEET_UNKNOWN", language)


def _steps(steps: Sequence[Step], language: Language) -> Iterator[str]:
    article = ""
    for step in steps:
        value = "" if step.value is None else f" → {step.value}"
        cited = f"  [{step.citation}]" if step.citation and step.citation != article else ""
        article = step.citation or article
        yield f"      {step.text(language)}{value}{cited}"


def _doubts(item: Deadline | Fee | Term, language: Language) -> Iterator[str]:
    yield from (f"    {step.text(language)}" for step in item.condition)
    if item.provisional:
        yield f"    {_say('SHEET_PROVISIONAL', language)}"
    if not item.verified:
        yield f"    {_say('SHEET_UNVERIFIED', language)}"


def _deadline(item: Deadline, language: Language) -> Iterator[str]:
    number = f" {item.number}" if item.number else ""
    kind = _say(f"KIND_{item.version.kind.upper()}", language)
    state = _say(f"STATE_{item.state.upper()}", language)
    yield f"{_day(item.due, language)}  {item.rule.name(language)}{number}  ({kind}, {state})"
    for code, value in (
        ("SHEET_OPENS", item.opens),
        ("SHEET_ACT_UNTIL", item.act_until),
        ("SHEET_EXTENDABLE", item.extendable_to),
        ("SHEET_GRACE", item.grace_end),
        ("SHEET_GRACE_ACT", item.grace_act_until),
        ("SHEET_DONE", item.done_on),
    ):
        if value:
            yield f"    {_say(code, language, day=value)}"
    if item.lapse_date and item.version.missed:
        lost = statuses.name(item.version.missed.status, language)
        yield f"    {_say('SHEET_LAPSE', language, day=item.lapse_date, status=lost)}"
    if item.version.grace and item.version.grace.surcharge:
        yield f"    {_say('SHEET_SURCHARGE', language, text=item.version.grace.surcharge[language])}"
    if item.version.follow_ups:
        yield f"    {_say('SHEET_FOLLOW_UPS', language, names=', '.join(item.version.follow_ups))}"
    if item.missing:
        yield f"    {_say('SHEET_MISSING', language, names=', '.join(item.missing))}"
    yield from _doubts(item, language)
    if language in item.version.note:
        yield f"    {item.version.note[language]}"
    valid = f", {_say('SHEET_VALID', language, day=item.version.valid_from)}" if item.version.valid_from else ""
    yield f"    {item.rule.rule}: {item.version.source}{valid}"
    yield from _steps(item.steps, language)


def _fee(item: Fee, language: Language) -> Iterator[str]:
    amount = _say("SHEET_UNKNOWN", language) if item.amount is None else f"{item.amount.normalize():f} {item.currency}"
    state = _say(f"STATE_{item.state.upper()}", language)
    yield f"{_day(item.due, language)}  {item.rule.name(language)} {item.year.normalize():f}  {amount}  ({state})"
    for late in item.late:
        yield f"    {_say('SHEET_LATE', language, day=late.until, amount=f'{late.amount.normalize():f}')}"
    yield from _doubts(item, language)
    yield f"    {item.rule.rule}"
    yield from _steps(item.steps, language)


def _sums(fees: Sequence[Fee], language: Language) -> Iterator[str]:
    for currency, amount in totals(list(fees)).items():
        yield _say("SHEET_TOTAL", language, amount=f"{amount:f}", currency=currency)
    for year, sums in forecast(list(fees), date.min).items():
        yield f"    {year}  " + ", ".join(f"{amount:f} {currency}" for currency, amount in sums.items())


def _term(item: Term, language: Language) -> Iterator[str]:
    yield from (f"! {finding.text(language)}" for finding in item.findings)
    if item.rule is None and not item.alternatives:
        yield _say("SHEET_NO_TERM", language)
        return
    if item.rule and not item.alternatives:
        end = _say("SHEET_UNLIMITED", language) if item.is_unlimited else _day(item.end, language)
        yield f"{item.rule.name(language)}: {_day(item.start, language)} – {end}"
    if item.last_day and item.last_day != item.end:
        yield f"    {_say('SHEET_LAST_DAY', language, day=item.last_day)}"
    if item.next_end:
        yield f"    {_say('SHEET_NEXT', language, day=item.next_end)}"
    if item.missing:
        yield f"    {_say('SHEET_MISSING', language, names=', '.join(item.missing))}"
    yield from _doubts(item, language)
    yield from _steps(item.steps, language)
    for adjustment in item.adjustments:
        code = "SHEET_ADJUSTED" if adjustment.applied else "SHEET_POSSIBLE"
        moved = _say(code, language, days=adjustment.days, day=adjustment.after)
        yield f"    {adjustment.rule.name(language)}: {moved}"
        if not adjustment.applied:
            yield from _steps(adjustment.steps, language)
    for alternative in item.alternatives:
        yield from _term(alternative, language)


def _status(item: StatusAnswer, language: Language) -> Iterator[str]:
    since = f" ({_say('SHEET_SINCE', language, day=item.since)})" if item.since else ""
    as_of = _say("SHEET_AS_OF", language, day=_day(item.as_of, language))
    yield f"{statuses.name(item.value, language)}{since}, {as_of}"
    for each in item.evidence:
        cited = f"  [{each.step.citation}]" if each.step.citation else ""
        value = statuses.name(each.value, language)
        yield f"    {_day(each.date, language)}  {each.step.text(language)} → {value}{cited}"
    yield from (f"    ? {step.text(language)}" for step in item.missing)
    yield from (f"    ! {finding.text(language)}" for finding in item.conflicts)
    yield from (f"    {state}: {statuses.name(value, language)}" for state, value in item.parts.items())


def _figure(item: Figure, language: Language) -> Iterator[str]:
    if item.grade:
        shown = item.grade if item.value is None else f"{item.value.normalize():f} → {item.grade}"
    elif item.value is not None:
        shown = f"{item.value.normalize():f} {item.unit}".rstrip()
    elif item.holds is not None:
        shown = _say("SHEET_YES" if item.holds else "SHEET_NO", language)
    else:
        shown = _say("SHEET_UNKNOWN", language)
    yield f"{item.rule.name(language)}: {shown}"
    if item.missing:
        yield f"    {_say('SHEET_MISSING', language, names=', '.join(item.missing))}"
    if not item.verified:
        yield f"    {_say('SHEET_UNVERIFIED', language)}"
    if language in item.version.note:
        yield f"    {item.version.note[language]}"
    yield f"    {item.rule.rule}: {item.version.source}"
    yield from _steps(item.steps, language)
