"""The status and term of the right that documents belong to, concluded from all of them together.

A publication alone does not know of the grant that a later document of the same right prints, so the dates and events
of every document of the right are read as one history.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from zhihang.messages import Language
from zhihang.records.record import Record
from zhihang.reporting.bibliography.naming import product_name
from zhihang.rules.history import Event, History
from zhihang.rules.record_history import history_of, known_until, register_of
from zhihang.rules.register import RegisterEvent, translated
from zhihang.rules.status import Stated, StatusAnswer, status
from zhihang.rules.terms import Term, term
from zhihang.standards.status import is_status


@dataclass(frozen=True, slots=True)
class RightStatus:
    """What rules conclude of a right 权利状态, and what its sources state of it, until which day.

    `outdated`: statements older than the event from which the computed status holds; they are no conflict.
    `law_office`: the office under whose code its law and its register codes are kept.
    """

    answer: StatusAnswer
    term: Term
    stated: tuple[Stated, ...]
    outdated: tuple[Stated, ...]
    law_office: str
    right: str
    known_until: date | None = None


def concluded(records: Sequence[Record], as_of: date, language: Language) -> RightStatus:
    """The status and term of one right on a day, from all its documents; the first of them names office and right."""
    of = history_of(records[0], as_of)
    of = replace(of, events=tuple(_events(records, as_of)), known_until=known_until(records))
    lines = list(dict.fromkeys(line for record in records for line in register_of(record)))
    stated = tuple(dict.fromkeys(each for record in records for each in _stated(record, language)))
    silent = status(of, register=lines)
    outdated = tuple(each for each in stated if _is_outdated(each, silent))
    answer = status(of, register=lines, stated=[each for each in stated if each not in outdated])
    return RightStatus(answer, _term(of, lines), stated, outdated, of.law_office, of.right, of.known_until)


def _events(records: Sequence[Record], as_of: date) -> Iterator[Event]:
    """Each event of the documents once; of the days of publication the first alone, which is that of the application.

    Where one document tells the day of an event that another leaves open, the open one says nothing more.
    """
    found = [event for record in records for event in history_of(record, as_of).events]
    first = min((each.date for each in found if each.name == "publication" and each.date), default=None)
    dated = {each.name for each in found if each.date}
    seen: set[str] = set()
    for each in found:
        is_later = each.name == "publication" and each.date != first
        if str(each) in seen or is_later or (each.date is None and each.name in dated):
            continue
        seen.add(str(each))
        yield each


def _term(of: History, lines: Sequence[RegisterEvent]) -> Term:
    whole, _ = translated(lines, of.law_office, of.right)
    return term(replace(of, events=(*of.events, *whole)))


def _stated(record: Record, language: Language) -> Iterable[Stated]:
    """What the record's source says, under the name of the product that said it."""
    found = record.status
    if found is None or not is_status(found.value):
        return []
    product = next((entry.product for entry in record.provenance if "status" in entry.fields), "")
    day = date.fromisoformat(found.date) if found.date and len(found.date) == 10 else None
    return [Stated(product_name(product, language) if product else "–", found.value, day)]


def _is_outdated(stated: Stated, answer: StatusAnswer) -> bool:
    return stated.date is not None and answer.since is not None and stated.date < answer.since
