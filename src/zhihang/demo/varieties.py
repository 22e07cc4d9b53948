"""Plant varieties of the demo, with the columns of the variety notices."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from zhihang.demo import settings
from zhihang.demo.draw import Draw
from zhihang.demo.lexicon import table
from zhihang.demo.organizations import Organization, agencies, organizations, person
from zhihang.demo.tables import Row, iso, word, years_after


def varieties(seed: int, scale: float) -> Iterator[Row]:
    """Applied-for and granted varieties; a granted one is protected for the term of the settings."""
    draw = Draw(seed, "varieties")
    owners = [owner for owner in organizations(seed) if "seeds" in owner.themes]
    last = settings.day("last_day") - datetime.timedelta(days=200)
    count = settings.count("varieties", scale)
    for place, filed in enumerate(sorted(draw.day(settings.day("first_day"), last) for _ in range(count))):
        yield _variety(place, filed, draw, draw.pick(owners))


def _variety(place: int, filed: datetime.date, draw: Draw, owner: Organization) -> Row:
    species = draw.pick(table("species"))
    mark = draw.pick([row for row in table("marks") if row["part"] == "word"])
    granted = filed + datetime.timedelta(days=draw.whole(700, 1500))
    is_granted = bool(iso(granted)) and draw.chance(0.8)
    number = f"CNA{filed.year}{settings.series('varieties') + place}"
    row = {
        "application": number,
        "title": f"{mark['zh']}{draw.whole(1, 99)}{word('variety')}",
        "species": f"{species['zh']} {species['latin']}",
        "upov": species["upov"],
        "reference": f"{mark['latin'][:2]}-{draw.whole(1, 400)}",
        "applicant": owner.name.zh,
        "address": owner.address,
        "breeder": "\u3001".join(dict.fromkeys(person(draw, "CN").zh for _ in range(draw.whole(1, 4)))),
        "filed": iso(filed),
        "published": iso(filed + datetime.timedelta(days=draw.whole(120, 200))),
        "agency": draw.pick(agencies("CN")).name,
        "status": word("applying"),
        "status_date": iso(filed),
    }
    if draw.chance(0.1):
        earlier = filed - datetime.timedelta(days=draw.whole(60, 360))
        row |= {"priority_date": iso(earlier), "priority_number": f"DEMO-{9000 + place}"}
    if is_granted:
        expiry = years_after(granted, settings.setting("terms")["variety"])
        is_over = expiry <= settings.day("last_day")
        row |= {
            "grant_number": number,
            "owner": owner.name.zh,
            "granted": iso(granted),
            "expiry": expiry.isoformat(),
            "status": word("terminated" if is_over else "granted"),
            "status_date": iso(expiry if is_over else granted),
        }
    return row
