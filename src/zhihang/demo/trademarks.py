"""Trademarks of the demo: Chinese ones with the columns of trademark notices, US ones with English columns."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from zhihang.demo import settings
from zhihang.demo.draw import Draw
from zhihang.demo.lexicon import table
from zhihang.demo.organizations import Organization, agencies, organizations
from zhihang.demo.tables import Row, iso, word, years_after

_YEAR_OF_ISSUE_800 = 2001
_VIENNA = ("5.3.13", "3.7.16", "26.1.3", "1.3.2", "27.5.1", "2.1.8")
_STATES = ("registered", "pending", "preliminary", "refused", "lapsed", "invalid")
_ENTERED = frozenset({"registered", "lapsed", "invalid"})
"""States of marks that were entered in the register."""
_STATE_SHARES = (4, 1, 1, 1, 1, 1)


def chinese(seed: int, scale: float) -> Iterator[Row]:
    """Chinese marks in the order of their filing."""
    owners = organizations(seed)
    draw = Draw(seed, "trademarks")
    total = settings.count("trademarks", scale)
    last = settings.day("last_day") - datetime.timedelta(days=400)
    days = sorted(draw.day(settings.day("first_day"), last) for _ in range(total))
    for place, filed in enumerate(days, start=1):
        yield _chinese(place, filed, draw, draw.pick(owners))


def _chinese(place: int, filed: datetime.date, draw: Draw, owner: Organization) -> Row:
    number = str(settings.series("cn_trademark") + place - 1)
    state, preliminary, registered = _course(filed, draw)
    row = {"place": str(place), "number": number, "filed": iso(filed), "status": word(state)}
    row |= _sign(draw, number) | _goods(draw) | _parties(draw, owner, is_owner=registered is not None)
    row |= _dates(state, filed, preliminary, registered)
    if draw.chance(0.08):
        earlier = filed - datetime.timedelta(days=draw.whole(60, 170))
        row |= {"priority_date": iso(earlier), "priority_number": str(60_000_000 + place)}
    if draw.chance(0.05):
        row["madrid"] = str(settings.series("madrid") + place)
    return row


def _course(filed: datetime.date, draw: Draw) -> tuple[str, datetime.date | None, datetime.date | None]:
    """State, preliminary publication, registration: what was drawn, as far as the last day of the demo allows."""
    state = draw.weighted(_STATES, _STATE_SHARES)
    preliminary = None if state == "pending" else _published(filed, draw.whole(200, 330))
    if preliminary is None:
        return "pending", None, None
    registered = _published(preliminary, 91) if state in _ENTERED else None
    if registered is None:
        return ("preliminary" if state in _ENTERED else state), preliminary, None
    if state == "lapsed" and years_after(registered, settings.setting("terms")["trademark"]) > settings.day("last_day"):
        state = "registered"
    return state, preliminary, registered


def _sign(draw: Draw, number: str) -> Row:
    """The sign itself: words, colors, figurative elements, and what is disclaimed."""
    stem = draw.pick([row for row in table("marks") if row["part"] == "word"])
    end = draw.pick([row for row in table("marks") if row["part"] == "ending"]) if draw.chance(0.4) else None
    form = draw.weighted(("word", "both", "solid", "sound"), (60, 34, 4, 2))
    row = {
        "mark": stem["zh"] + (end["zh"] if end else ""),
        "form": word(form),
        "kind": word(draw.weighted(("ordinary", "collective", "certification"), (94, 3, 3))),
        "image": f"{number}.jpg",
    }
    if draw.chance(0.3):
        row["mark"] += f" {stem['latin']}"
    if form == "both":
        row["vienna"] = "; ".join(sorted(draw.some(_VIENNA, draw.whole(1, 2))))
        row["colors"] = word("colors") if draw.chance(0.2) else ""
    if end is not None and end["zh"] in word("disclaimed"):
        row["disclaimer"] = end["zh"]
    if draw.chance(0.1):
        row["translation"] = stem["meaning"]
    return row


def _goods(draw: Draw) -> Row:
    first = draw.pick(table("goods"))
    same = [row for row in table("goods") if row["class"] == first["class"]]
    chosen = [first, *(row for row in draw.some(same, 3) if row is not first)]
    form, between = word("goods")
    return {"class": first["class"], "goods": between.join(form % (row["zh"], row["group"]) for row in chosen)}


def _parties(draw: Draw, owner: Organization, *, is_owner: bool) -> Row:
    return {
        "applicant": owner.name.zh,
        "applicant_en": owner.name.en,
        "address": owner.address,
        "country": owner.country,
        "credit_code": owner.credit_code,
        "owner": owner.name.zh if is_owner else "",
        "agency": draw.pick(agencies("CN")).name,
    }


def _dates(
    state: str, filed: datetime.date, preliminary: datetime.date | None, registered: datetime.date | None
) -> Row:
    row = {"status_date": iso(registered or preliminary or filed)}
    events = [(filed, word("applied"))]
    if preliminary is not None and state != "refused":
        row |= {"preliminary": iso(preliminary), "preliminary_issue": _issue(preliminary)}
        events.append((preliminary, word("opened")))
    if registered is not None and iso(registered):
        term, renewals = settings.setting("terms")["trademark"], 0
        events.append((registered, word("done")))
        while state != "lapsed" and iso(years_after(registered, term * (renewals + 1))):
            renewals += 1
            events.append((years_after(registered, term * renewals), word("renewed")))
        until = years_after(registered, term * (renewals + 1)) - datetime.timedelta(days=1)
        row |= {
            "registered": iso(registered),
            "registration_issue": _issue(registered),
            "term": f"{registered.isoformat()}{word('to')}{until.isoformat()}",
        }
    row["events"] = "; ".join(f"{day.isoformat()} {text}" for day, text in events)
    return row


def _published(date: datetime.date, days: int) -> datetime.date | None:
    """A day of the gazette (7th, 14th, 21st, 28th) after some days; nothing after the last day of the demo."""
    found = date + datetime.timedelta(days=days)
    found = found.replace(day=min(28, (found.day + 6) // 7 * 7))
    return found if found <= settings.day("last_day") else None


def _issue(date: datetime.date) -> str:
    """The issue of the gazette: four a month."""
    return str(800 + (date.year - _YEAR_OF_ISSUE_800) * 48 + (date.month - 1) * 4 + (date.day - 1) // 7)


# United States


def american(seed: int, scale: float) -> Iterator[Row]:
    """US marks, with English columns."""
    owners = [owner for owner in organizations(seed) if owner.country != "CN"]
    draw = Draw(seed, "us-trademarks")
    last = settings.day("last_day") - datetime.timedelta(days=300)
    days = sorted(draw.day(settings.day("first_day"), last) for _ in range(settings.count("us_trademarks", scale)))
    for place, filed in enumerate(days):
        yield _american(place, filed, draw, draw.pick(owners))


def _american(place: int, filed: datetime.date, draw: Draw, owner: Organization) -> Row:
    stem = draw.pick([row for row in table("marks") if row["part"] in ("latin", "word")])
    state = draw.weighted(("Registered", "Pending", "Refused", "Expired", "Cancelled"), (60, 18, 8, 9, 5))
    registered = filed + datetime.timedelta(days=draw.whole(300, 600))
    is_registered = state in ("Registered", "Expired", "Cancelled") and bool(iso(registered))
    goods = draw.pick(table("goods"))
    form = draw.weighted(("word", "combined", "figurative"), (70, 25, 5))
    row = {
        "office": "US",
        "number": str(settings.series("us_trademark") + place),
        "mark": stem["latin"],
        "class": goods["class"],
        "goods": f"Class {goods['class']}: {goods['en']}",
        "filed": iso(filed),
        "form": form,
        "kind": "ordinary",
        "applicant": owner.name.en,
        "address": ", ".join(filter(None, (owner.city.en, owner.region, owner.country))),
        "country": owner.country,
        "agency": draw.pick(agencies("US")).name,
        "status": state if is_registered or state == "Refused" else "Pending",
        "status_date": iso(registered) or iso(filed),
    }
    if form != "word":
        row |= {"vienna": draw.pick(_VIENNA), "colors": "green, white" if draw.chance(0.3) else ""}
    if stem["meaning"]:
        row["translation"] = stem["meaning"]
    if " " in stem["latin"] and draw.chance(0.5):
        row["disclaimer"] = stem["latin"].rpartition(" ")[2]
    if is_registered:
        row |= {
            "registration": str(settings.series("us_registration") + place),
            "registered": iso(registered),
            "expiry": years_after(registered, settings.setting("terms")["trademark"]).isoformat(),
            "owner": owner.name.en,
        }
    return row
