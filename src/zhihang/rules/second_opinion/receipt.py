"""When a document counts as received, by the rules of service of the office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zhihang.rules.second_opinion.case import Case, Happening, receipt_of
from zhihang.rules.second_opinion.civil import days_from, months_from
from zhihang.rules.second_opinion.reading import Text, provisions_for
from zhihang.rules.second_opinion.scope import is_in_force


@dataclass(frozen=True)
class Receipt:
    """From when a period runs 送达日, and how many days are added at its end for a late letter."""

    day: date
    late_days: int = 0


def received(document: Happening, case: Case) -> Receipt | None:
    """The receipt of a document in law; None if its date is not known.

    Without a mode of service the document's own date counts, unless the office's rule names a mode for that.
    """
    if document.day is None:
        return None
    versions = [v for p in provisions_for(case.office, case.right, "service") for v in p.versions]
    version = next((v for v in versions if is_in_force(v, document.day)), None)
    proven = receipt_of(document, case)
    if version is None:
        return Receipt(document.day)
    deemed = _deemed(document.day, _mode(document, version), version)
    return _with_proof(version, document.day, deemed, proven)


def _mode(document: Happening, version: dict[str, Text]) -> str | None:
    """How a document was served; a mode that the rule does not know is as good as none."""
    said = document.said.get("service")
    known = {**version.get("add_days", {}), **version.get("add_months", {})}
    return said if said in known else version.get("unstated")


def _deemed(day: date, mode: str | None, version: dict[str, Text]) -> date:
    months = int(version.get("add_months", {}).get(mode, 0))
    days = int(version.get("add_days", {}).get(mode, 0))
    return days_from(months_from(day, months), days)


def _with_proof(version: dict[str, Text], written: date, deemed: date, proven: date | None) -> Receipt:
    proof = version.get("proof", "none")
    if proven is None or proof == "none":
        return Receipt(deemed)
    if proof == "replaces":
        return Receipt(proven)
    if proof == "later":
        return Receipt(max(proven, deemed))
    if proof == "earlier":
        return Receipt(min(proven, deemed))
    return Receipt(deemed, max(0, (proven - written).days - int(version["late_after"])))
