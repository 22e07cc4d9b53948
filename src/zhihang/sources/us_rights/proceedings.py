"""Proceedings about US patents and applications: trials, appeals, interferences, petitions; answers in JSON.

Of the Open Data Portal (`patentTrialProceedingDataBag` and its sisters) and of the former PTAB service (`results`).
Each entry is one event of each right that it names as the one in dispute: what every other key says stands in the
event's detail under the office's own name, so nothing of an entry is left unread. The words of documents, as read by
machine, are left aside.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from zhihang.records.dates import PartialDate
from zhihang.records.events import Event
from zhihang.records.problem import Problem
from zhihang.sources.coverage import coverage
from zhihang.sources.findings import Findings
from zhihang.sources.json_reading import has_keys, read_json, unread
from zhihang.sources.source import Chunk, Head, Outcome, Place, Source
from zhihang.sources.splitting_json import ENVELOPE, split_json
from zhihang.sources.us_rights.recorded import title_of
from zhihang.sources.us_rights.right import application, patent_right
from zhihang.sources.us_rights.words import day, text_or_none

COVERAGE = "zhihang.sources.us_rights:coverage-proceedings.yaml"
LISTS = (
    "patentTrialProceedingDataBag", "patentTrialDocumentDataBag", "patentAppealDataBag", "patentInterferenceDataBag",
    "petitionDecisionDataBag", "patentTrialData", "interferenceData", "results",
)  # fmt: skip
_NUMBER = "applicationNumberText"
_ASIDE = ("documentOCRText", "ocrSearchText")
_CODES = (
    ("interferenceNumber", "INTERFERENCE"),
    ("appealNumber", "APPEAL"),
    ("petitionDecisionRecordIdentifier", "PETITION"),
    ("trialNumber", "TRIAL"),
    ("proceedingNumber", "PTAB"),
)
_CATEGORIES = {"APPEAL": "V", "TRIAL": "L", "INTERFERENCE": "L", "PETITION": "T"}
_DATES = (
    "decisionIssueDate", "decisionDate", "documentFilingDate", "documentDate", "petitionFilingDate",
    "appealFilingDate", "proceedingFilingDate", "petitionMailDate",
)  # fmt: skip


def recognise(head: Head) -> bool:
    """By the name of a list, or the keys of the former service."""
    if has_keys(head, "recordTotalQuantity", "results") or has_keys(head, "proceedingNumber", "results"):
        return True
    return any(has_keys(head, name) for name in LISTS if name != "results")


def split(stream: BinaryIO, place: Place) -> Iterator[Chunk | Problem]:
    """One entry each."""
    yield from split_json(stream, place, LISTS)


def parse(chunk: Chunk, place: Place) -> Iterator[Outcome]:
    """A record for each right that an entry is about, then its problems."""
    value, problems = read_json(chunk, place)
    yield from problems
    if not isinstance(value, dict):
        return
    findings = Findings(place, chunk.position)
    if chunk.context.get("part") == ENVELOPE:
        findings.unread(unread(value, coverage(COVERAGE)))
    else:
        flat = dict(_flat(value, ""))
        rights = _rights(flat, findings)
        event = _event(flat, findings)
        for number, holder in rights.items():
            found = application(findings, number)
            if found is not None:
                patent = flat.get(f"{holder}PatentNumber") or flat.get(f"{holder}patentNumber") or ""
                title = title_of(flat.get("inventionTitle", "")) if not holder else {}
                yield findings.stamped(patent_right(found, patent, title=title, events=(event,)))
        if not rights:
            yield _without_right(flat, chunk, place)
    yield from findings.problems


def _without_right(flat: dict[str, str], chunk: Chunk, place: Place) -> Outcome:
    """Some answers tell of a proceeding by its number and parties alone: there is no right that it could stand with."""
    number = next((flat[key] for key, _ in _CODES if flat.get(key)), "")
    if number:
        return place.aside("aside-proceeding", chunk.position, number)
    return place.problem("no-number", chunk.position, ", ".join(flat), fatal=True)


def _flat(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """All that an entry says, by path; members of lists joined, those that are objects by their number."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in _ASIDE:
                yield from _flat(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
        for place, each in enumerate(value, 1):
            yield from _flat(each, f"{path}.{place}")
    elif isinstance(value, list):
        text = "; ".join(str(each) for each in value if each is not None)
        if text:
            yield path, text
    elif value not in (None, ""):
        text = str(value).lower() if isinstance(value, bool) else str(value)
        yield path, " ".join(text.split())


def _rights(flat: dict[str, str], findings: Findings) -> dict[str, str]:
    """Application numbers of the rights in dispute, with the beginning of their holder's keys."""
    found: dict[str, str] = {}
    for path, text in flat.items():
        holder = path[: -len(_NUMBER)]
        if path.endswith((_NUMBER, _NUMBER.replace("a", "A", 1))) and text_or_none(text):
            found.setdefault(text, holder)
    return found


def _event(flat: dict[str, str], findings: Findings) -> Event:
    code = next((name for key, name in _CODES if key in flat), "PROCEEDING")
    leaves = {path.rpartition(".")[2]: text for path, text in reversed(list(flat.items()))}
    date: PartialDate | None = next((found for key in _DATES if (found := day(leaves.get(key, ""), findings))), None)
    words = ("trialOutcomeCategory", "appealOutcomeCategory", "interferenceOutcomeCategory", "decisionTypeCategory",
             "documentTitleText", "documentName", "trialStatusCategory", "proceedingStatusCategory",
             "petitionIssueConsideredTextBag")  # fmt: skip
    return Event(
        date=date,
        code=code,
        category=_CATEGORIES.get(code),
        text=next((leaves[key] for key in words if leaves.get(key)), None),
        office="US",
        detail=flat,
    )


SOURCE = Source("us-proceedings", recognise, split, parse, COVERAGE)
