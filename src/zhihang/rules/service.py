"""Service of documents: when a document of the office counts as received, and what proven late receipt changes."""

from __future__ import annotations

from datetime import date, timedelta

from zhihang.rules.conditions import applies
from zhihang.rules.dates import add_months
from zhihang.rules.explanation import Trace
from zhihang.rules.history import Event, History
from zhihang.rules.loading import RuleBook
from zhihang.rules.rule import ServiceVersion
from zhihang.rules.versions import in_force


def received_on(item: Event, of: History, book: RuleBook, trace: Trace) -> tuple[date | None, int]:
    """The day from which a period runs, and days to add at its end.

    The mode is the event's `service` (`paper electronic hand public_notice`), proven receipt its `received`. Where no
    mode is stated the date is taken as the day of receipt, which gives the earliest end, and the trace says so.
    """
    if item.date is None:
        trace.lacks(item.name)
        return None, 0
    trace.step("STEP_EVENT", item.date, event=item.name)
    for rule in book.scope("service", of.law_office, of.right):
        for version in in_force(rule, item.date, ServiceVersion):
            if applies(version.when, of, item)[0]:
                outer, trace.citation = trace.citation, version.source
                trace.verified = trace.verified and version.verified
                result = _served(item, item.date, version, trace)
                trace.citation = outer
                return result
    return item.date, 0


def _served(item: Event, sent: date, version: ServiceVersion, trace: Trace) -> tuple[date, int]:
    mode = item.attributes.get("service") or version.unstated
    if mode not in version.add_days and mode not in version.add_months:
        mode = ""
    deemed = sent
    if not mode:
        trace.step("STEP_SERVICE_UNSTATED", sent)
    elif mode in version.add_months:
        deemed = add_months(sent, version.add_months[mode])
        trace.step("STEP_SERVICE_MONTHS", deemed, mode=mode, months=version.add_months[mode])
    else:
        days = version.add_days.get(mode, 0)
        deemed = sent + timedelta(days=days)
        trace.step("STEP_SERVICE", deemed, mode=mode, days=days)
    proven = _proven(item)
    if proven is None or version.proof == "none":
        return deemed, 0
    return _with_proof(sent, deemed, proven, version, trace)


def _with_proof(sent: date, deemed: date, proven: date, version: ServiceVersion, trace: Trace) -> tuple[date, int]:
    if version.proof == "excess":
        excess = max(0, (proven - sent).days - (version.late_after or 0))
        if excess:
            trace.step("STEP_RECEIVED_LATE", proven, allowed=version.late_after, excess=excess)
        return deemed, excess
    if version.proof == "later" and proven <= deemed:
        return deemed, 0
    trace.step("STEP_RECEIVED", proven)
    return proven, 0


def _proven(item: Event) -> date | None:
    written = item.attributes.get("received")
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        return None
