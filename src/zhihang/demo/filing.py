"""Where and when a made-up invention is filed and published: first filing, Paris or PCT route, continuations."""

from __future__ import annotations

import datetime

from zhihang.demo import settings
from zhihang.demo.composing import Composer
from zhihang.demo.draw import Draw
from zhihang.demo.inventions import Filing, Invention, Publication
from zhihang.demo.lexicon import Theme, themes
from zhihang.demo.organizations import Organization, agencies, organizations, person

_HOME = {"DE": "EP", "DK": "EP", "FR": "EP"}
_MONTH = 30.44
_TARGETS = ("US", "EP", "CN", "JP")


def inventions(seed: int, scale: float) -> list[Invention]:
    """All inventions of the demo, in the order of their first filing; numbers are given elsewhere."""
    everybody = organizations(seed)
    fields = list(themes().values())
    made = []
    for serial in range(settings.count("inventions", scale)):
        draw = Draw(seed, "invention", serial)
        theme = draw.weighted(fields, [theme.share for theme in fields])
        made.append(_invention(serial, theme, everybody, draw))
    made.sort(key=lambda invention: (invention.filings[0].date, invention.serial))
    for position, invention in enumerate(made):
        invention.family = str(settings.series("family") + position)
    return made


def _invention(serial: int, theme: Theme, everybody: tuple[Organization, ...], draw: Draw) -> Invention:
    active = [organization for organization in everybody if theme.name in organization.themes]
    first = draw.weighted(active, [organization.share for organization in active])
    applicants = [first]
    if draw.chance(0.12):
        applicants += [other for other in draw.some(active, 1) if other is not first]
    is_model = first.is_chinese and draw.chance(0.3)
    inventors = draw.some(first.people, draw.whole(1, 4))
    invention = Invention(
        serial=serial,
        theme=theme,
        composition=Composer(theme, draw, is_model=is_model).composed(),
        applicants=tuple(applicants),
        inventors=tuple(inventors),
        ipc=tuple(draw.some(theme.ipc, draw.whole(1, 3))),
        cpc=tuple(draw.some(theme.cpc, draw.whole(1, 4))),
    )
    _file(invention, draw, is_model=is_model)
    for filing in invention.filings:
        _represent(filing, draw)
    return invention


def _file(invention: Invention, draw: Draw, *, is_model: bool) -> None:
    home = invention.applicants[0].country
    home = _HOME.get(home, home)
    year = draw.weighted(*map(list, zip(*settings.setting("growth"), strict=True)))
    start = datetime.date(year, 1, 8)
    if home == "CN":
        start = max(start, settings.day("first_day_china"))
        year = start.year
    date = _working(draw.day(start, datetime.date(year, 12, 24)))
    first = _filed(Filing(invention, home, "first", date, right="utility_model" if is_model else "patent"))
    if not is_model and draw.chance(0.5 if home == "CN" else 0.75):
        _file_abroad(invention, first, draw)
    for filing in list(invention.filings):
        _publish(filing, draw)
    for filing in list(invention.filings):
        _file_again(filing, draw)


def _filed(filing: Filing) -> Filing:
    filing.invention.filings.append(filing)
    return filing


def _file_abroad(invention: Invention, first: Filing, draw: Draw) -> None:
    late_enough = first.date >= settings.day("first_day_china")
    open_ones = [office for office in _TARGETS if office != first.office and (office != "CN" or late_enough)]
    targets = sorted(draw.some(open_ones, draw.whole(1, 3)))
    if draw.chance(0.5):
        day = _working(_months(first.date, draw.whole(10, 12)) - datetime.timedelta(days=draw.whole(3, 20)))
        _filed(Filing(invention, "WO", "international", day))
        entry = _working(_months(first.date, 30) - datetime.timedelta(days=draw.whole(3, 40)))
        if entry < settings.day("last_day"):
            for office in targets:
                _filed(Filing(invention, office, "pct", entry if office == "US" else day, entry=entry))
    else:
        day = _working(_months(first.date, 12) - datetime.timedelta(days=draw.whole(3, 60)))
        for office in targets:
            _filed(Filing(invention, office, "paris", day))


def _represent(filing: Filing, draw: Draw) -> None:
    office = filing.office if filing.office in ("CN", "US") else "EP"
    filing.agency = draw.pick(agencies(office))
    filing.agent = person(draw, "CN" if office == "CN" else "US")
    filing.examiner = person(draw, "CN" if office == "CN" else "US")


def _publish(filing: Filing, draw: Draw) -> None:
    """The publications that fall before the last day, on the weekday of the office's gazette."""
    if filing.right == "utility_model":
        granted = _months(filing.date, draw.whole(5, 10))
        _publication(filing, "grant", granted)
        return
    first = filing.invention.filings[0].date
    since = filing.entry or filing.date
    opened = max(_months(first, 18), _months(since, 2 if filing.office == "WO" else draw.whole(4, 8)))
    if filing.office == "CN" and filing.route == "first" and draw.chance(0.5):
        opened = _months(filing.date, draw.whole(4, 12))  # early publication at the applicant's request
    # only who files nowhere else may ask the US office not to publish (35 U.S.C. 122(b)(2)(B))
    is_alone = filing.office == "US" and len(filing.invention.filings) == 1
    if not (is_alone and draw.chance(0.3)):
        _publication(filing, "application", opened)
    is_granted = filing.office in ("CN", "US", "EP", "JP") and draw.chance(0.62)
    if is_granted:
        granted = max(_months(opened, 6), _months(since, draw.whole(22, 46)))
        _publication(filing, "grant", granted)


def _publication(filing: Filing, stage: str, date: datetime.date) -> None:
    weekdays = settings.setting("weekdays")
    weekday = weekdays.get(f"{filing.office}-{stage}", weekdays.get(filing.office))
    date += datetime.timedelta(days=(weekday - date.weekday()) % 7)
    if date <= settings.day("last_day"):
        filing.publications.append(Publication(filing, _kind(filing, stage, date), stage, date))


def _kind(filing: Filing, stage: str, date: datetime.date) -> str:
    """The kind code at that time; China changed its codes of grants on 2010-04-07."""
    if filing.office == "CN" and stage == "grant":
        old, new = ("Y", "U") if filing.right == "utility_model" else ("C", "B")
        return old if date < settings.day("china_new_kinds") else new
    if stage == "application":
        return "A" if filing.office in ("CN", "JP", "KR") else "A1"
    is_first = filing.published("application") is None
    return {"US": "B1" if is_first else "B2", "EP": "B1", "JP": "B2"}[filing.office]


def _file_again(filing: Filing, draw: Draw) -> None:
    """Continuations (US) and divisionals (CN), filed while the parent is pending."""
    grant = filing.published("grant")
    if filing.office not in ("US", "CN") or filing.right != "patent" or grant is None:
        return
    if not draw.chance(0.14 if filing.office == "US" else 0.07):
        return
    day = _working(grant.date - datetime.timedelta(days=draw.whole(10, 70)))
    route = "continuation" if filing.office == "US" else "divisional"
    again = _filed(Filing(filing.invention, filing.office, route, day, parent=filing))
    _publication(again, "application", _months(day, draw.whole(4, 7)))
    if draw.chance(0.5):
        _publication(again, "grant", _months(day, draw.whole(18, 34)))


def _months(date: datetime.date, months: int) -> datetime.date:
    return date + datetime.timedelta(days=round(months * _MONTH))


def _working(date: datetime.date) -> datetime.date:
    """The day itself, or the Friday before a weekend."""
    return date - datetime.timedelta(days=max(0, date.weekday() - 4))
