"""Answers as data: the JSON forms of the command line contract, and rendering in either language.

Keys that the contract names are always present; further ones are added where they are known.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from zhihang.messages import Language
from zhihang.rules.adjustments import Adjustment
from zhihang.rules.checking import Report
from zhihang.rules.deadlines import Deadline
from zhihang.rules.explanation import Step
from zhihang.rules.fees import Fee, totals
from zhihang.rules.figure import Figure
from zhihang.rules.finding import Finding
from zhihang.rules.status import StatusAnswer
from zhihang.rules.terms import Term

Json = dict[str, Any]
_ENCODER = msgspec.json.Encoder(decimal_format="number")


def to_json(answer: Json) -> str:
    """An answer as JSON text; amounts are exact decimal numbers."""
    return msgspec.json.format(_ENCODER.encode(answer), indent=2).decode()


def _known(**values: Any) -> Json:
    return {name: value for name, value in values.items() if value not in (None, (), [], "", {})}


def _steps(steps: Sequence[Step], language: Language) -> list[Json]:
    return [
        {"text": step.text(language), "value": _plain(step.value), "citation": step.citation or None} for step in steps
    ]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _texts(steps: Sequence[Step], language: Language) -> list[str]:
    return [step.text(language) for step in steps]


def _findings(findings: Sequence[Finding], language: Language) -> list[Json]:
    return [{"code": finding.code, "message": finding.text(language)} for finding in findings]


def _inputs(item: Deadline) -> Json:
    """The dates of the history that the calculation used, by event."""
    used = [step for step in item.steps if step.code == "STEP_EVENT"]
    return {str(step.fields["event"]): _plain(step.value) for step in used}


def deadline_json(item: Deadline, language: Language = "en") -> Json:
    """One deadline with its reasons."""
    version = item.version
    return {
        "rule": item.rule.rule,
        "kind": version.kind,
        "due": _plain(item.due),
        "grace_end": _plain(item.grace_end),
        "surcharge": version.grace.surcharge.get(language) if version.grace else None,
        "provisional": item.provisional,
        "verified": item.verified,
        "steps": _steps(item.steps, language),
    } | _known(
        title=item.rule.name(language),
        subject=item.rule.subject,
        article=version.source,
        version={"valid_from": _plain(version.valid_from), "valid_until": _plain(version.valid_until)},
        inputs=_inputs(item),
        number=item.number,
        opens=_plain(item.opens),
        act_until=_plain(item.act_until),
        grace_act_until=_plain(item.grace_act_until),
        extendable_to=_plain(item.extendable_to),
        state=item.state,
        done_on=_plain(item.done_on),
        consequence=version.missed.status if version.missed else None,
        lapse_date=_plain(item.lapse_date),
        follow_ups=list(version.follow_ups),
        condition=_texts(item.condition, language),
        missing=list(item.missing),
        note=version.note.get(language),
    )


def deadlines_json(items: Sequence[Deadline], findings: Sequence[Finding] = (), language: Language = "en") -> Json:
    """All deadlines."""
    found = _known(findings=_findings(findings, language))
    return {"deadlines": [deadline_json(item, language) for item in items]} | found


def _adjustment_json(item: Adjustment, language: Language) -> Json:
    return {
        "rule": item.rule.rule,
        "days": item.days,
        "from": _plain(item.before),
        "to": _plain(item.after),
        "applied": item.applied,
        "verified": item.verified,
        "title": item.rule.name(language),
        "article": item.version.source,
        "steps": _steps(item.steps, language),
    }


def term_json(item: Term, findings: Sequence[Finding] = (), language: Language = "en") -> Json:
    """The term with its adjustments; alternatives where the end depends on what nobody stated."""
    return {
        "start": _plain(item.start),
        "end": _plain(item.end),
        "adjustments": [_adjustment_json(each, language) for each in item.adjustments],
        "steps": _steps(item.steps, language),
        "provisional": item.provisional,
        "verified": item.verified,
    } | _known(
        rule=item.rule.rule if item.rule else None,
        title=item.rule.name(language) if item.rule else None,
        last_day=_plain(item.last_day),
        basic_end=_plain(item.basic_end),
        next_end=_plain(item.next_end),
        possible_end=_plain(item.possible_end),
        unlimited=item.is_unlimited or None,
        barred=item.is_barred or None,
        condition=_texts(item.condition, language),
        alternatives=[term_json(each, (), language) for each in item.alternatives],
        missing=list(item.missing),
        findings=_findings((*findings, *item.findings), language),
    )


def fee_json(item: Fee, language: Language = "en") -> Json:
    """One fee with its surcharges."""
    return {
        "year": item.year,
        "due": _plain(item.due),
        "amount": item.amount,
        "currency": item.currency,
        "reduced": item.policy is not None,
        "surcharges": [{"until": _plain(late.until), "amount": late.amount} for late in item.late],
        "rule": item.rule.rule,
    } | _known(
        title=item.rule.name(language),
        full_amount=item.full,
        reduction=item.policy,
        state=item.state,
        paid=_plain(item.paid),
        surcharge=item.surcharge,
        lapse_date=_plain(item.lapse_date),
        provisional=item.provisional or None,
        verified=item.verified,
        condition=_texts(item.condition, language),
        steps=_steps(item.steps, language),
    )


def fees_json(items: Sequence[Fee], findings: Sequence[Finding] = (), language: Language = "en") -> Json:
    """All fees and their sum; a sum for each currency where there are several."""
    sums = totals(list(items))
    total: Decimal | dict[str, Decimal] = next(iter(sums.values()), Decimal(0)) if len(sums) < 2 else sums
    unknown = sum(item.amount is None for item in items)
    more = _known(unknown_amounts=unknown or None, findings=_findings(findings, language))
    return {"fees": [fee_json(item, language) for item in items], "total": total} | more


def report_json(item: Report, language: Language = "en") -> Json:
    """What the check of rule data found."""
    faults = [{"rule": rule, "code": found.code, "message": found.text(language)} for rule, found in item.faults]
    return {"rules": item.rules, "cases": item.cases, "unverified": item.unverified, "faults": faults}


def figure_json(item: Figure, language: Language = "en") -> Json:
    """An incentive or indicator with its steps; `value` is null where it is undefined."""
    return {
        "rule": item.rule.rule,
        "value": item.value,
        "verified": item.verified,
        "steps": _steps(item.steps, language),
        "title": item.rule.name(language),
        "article": item.version.source,
    } | _known(
        unit=item.unit,
        grade=item.grade,
        holds=item.holds,
        reasons=list(item.reasons),
        missing=list(item.missing),
        note=item.version.note.get(language),
    )


def status_json(item: StatusAnswer, findings: Sequence[Finding] = (), language: Language = "en") -> Json:
    """The status with its evidence, what is missing, and where sources contradict it."""
    return {
        "value": item.value,
        "as_of": _plain(item.as_of),
        "evidence": [
            {"date": _plain(each.date), "event": each.event, "status": each.value, "text": each.step.text(language),
             "citation": each.step.citation or None}
            for each in item.evidence
        ],
        "missing": _texts(item.missing, language),
    } | _known(
        parts=item.parts,
        flags=list(item.flags),
        since=_plain(item.since),
        conflicts=_findings(item.conflicts, language),
        findings=_findings(findings, language),
    )  # fmt: skip
