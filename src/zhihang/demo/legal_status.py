"""What became of the Chinese patents of the demo: a table with status, events, industries and English texts.

It speaks of the publications that the XML files hold, as a second product: the corpus lays both together.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from zhihang.demo import settings
from zhihang.demo.draw import Draw
from zhihang.demo.inventions import Filing, Invention, Publication
from zhihang.demo.lexicon import phrases
from zhihang.demo.tables import Row, iso, years_after


def rows(inventions: Iterable[Invention], seed: int) -> Iterator[Row]:
    """One line for each Chinese publication of a patent or utility model."""
    for invention in inventions:
        for filing in invention.filings:
            if filing.office == "CN":
                status = _status(filing, Draw(seed, "status", filing.number))
                for publication in filing.publications:
                    yield _row(publication) | status


def _row(publication: Publication) -> Row:
    filing, invention = publication.filing, publication.filing.invention
    return {
        "publication": publication.printed,
        "application": filing.printed,
        "title": invention.composition.title.zh,
        "title_en": invention.composition.title.en,
        "abstract_en": invention.composition.abstract.en,
        "ipc": "; ".join(invention.ipc),
        "ipc_first": invention.ipc[0],
        "cpc": "; ".join(invention.cpc),
        "industry": invention.theme.industry,
        "applicant": "; ".join(each.name.zh for each in invention.applicants),
        "credit_code": "; ".join(each.credit_code or "-" for each in invention.applicants),
    }


def _status(filing: Filing, draw: Draw) -> Row:
    """Status with its date, and the events that led to it."""
    opened, grant = filing.published("application"), filing.published("grant")
    events: list[tuple[datetime.date, str]] = []
    row = {}
    if opened is not None:
        examined = opened.date + datetime.timedelta(days=draw.whole(14, 60))
        row["examination"] = iso(examined)
        events += [(opened.date, "published"), (examined, "examination")]
    state = _after_grant(filing, grant, draw, events) if grant else _before_grant(filing, draw, events)
    events = [event for event in events if event[0] <= settings.day("last_day")]
    text = "; ".join(f"{day.isoformat()} {_printed(name)}" for day, name in events)
    last = iso(events[-1][0]) if events else iso(filing.date)
    return row | {"status": _printed(f"status_{state}"), "status_date": last, "events": text}


def _after_grant(filing: Filing, grant: Publication, draw: Draw, events: list[tuple[datetime.date, str]]) -> str:
    events.append((grant.date, "granted"))
    events += [
        (grant.date + datetime.timedelta(days=draw.whole(100, 1500)), name)
        for name in ("transfer", "pledge", "licence")
        if draw.chance(0.09)
    ]
    events.sort()
    ends = years_after(filing.date, settings.setting("terms")[filing.right])
    lapse = grant.date + datetime.timedelta(days=365 * draw.whole(3, 9))
    if draw.chance(0.3) and lapse <= min(settings.day("last_day"), ends):
        events[:] = [event for event in events if event[0] < lapse]
        events.append((lapse, "lapsed"))
        return "lapsed"
    if ends <= settings.day("last_day"):
        events[:] = [event for event in events if event[0] < ends]
        events.append((ends, "expired"))
        return "expired"
    return "active"


def _before_grant(filing: Filing, draw: Draw, events: list[tuple[datetime.date, str]]) -> str:
    decided = (filing.entry or filing.date) + datetime.timedelta(days=draw.whole(1100, 1700))
    if decided > settings.day("last_day"):
        return "pending"
    state = "refused" if draw.chance(0.5) else "withdrawn"
    events.append((decided, state))
    events.sort()
    return state


def _printed(name: str) -> str:
    return str(phrases("printed")[name])
