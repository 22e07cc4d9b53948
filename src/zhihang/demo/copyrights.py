"""Copyrights of the demo: registered works, and registered computer programs."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from zhihang.demo import settings
from zhihang.demo.draw import Draw
from zhihang.demo.lexicon import table
from zhihang.demo.organizations import organizations, person
from zhihang.demo.tables import Row, iso, word

_WORK_LETTERS = "FAKGIL"


def works(seed: int, scale: float) -> Iterator[Row]:
    """Registered works with their authors."""
    draw = Draw(seed, "works")
    owners = [owner for owner in organizations(seed) if owner.is_chinese]
    marks = [row for row in table("marks") if row["part"] == "word"]
    first = settings.series("works")
    for place, created in enumerate(_days(draw, settings.count("works", scale))):
        kind, mark, author = draw.pick(table("works")), draw.pick(marks), person(draw, "CN")
        registered = created + datetime.timedelta(days=draw.whole(60, 500))
        letter = draw.pick(_WORK_LETTERS)
        yield {
            "number": word("work_number") % (registered.year, letter, first + place),
            "title": kind["zh"] % mark["zh"],
            "title_en": kind["en"] % mark["latin"].title(),
            "kind": kind["kind"],
            "owner": draw.pick(owners).name.zh if draw.chance(0.6) else author.zh,
            "country": word("country")["CN"],
            "author": author.zh,
            "created": iso(created),
            "published": iso(created + datetime.timedelta(days=draw.whole(5, 50))) if draw.chance(0.7) else "",
            "registered": iso(registered),
            "status": word("recorded"),
        }


def software(seed: int, scale: float) -> Iterator[Row]:
    """Registered programs with their versions."""
    draw = Draw(seed, "software")
    owners = [owner for owner in organizations(seed) if owner.is_chinese]
    marks = [row for row in table("marks") if row["part"] == "word"]
    first = settings.series("software")
    for place, created in enumerate(_days(draw, settings.count("software", scale))):
        what, mark, owner = draw.pick(table("software")), draw.pick(marks), draw.pick(owners)
        registered = created + datetime.timedelta(days=draw.whole(40, 300))
        version = f"V{draw.whole(1, 5)}.{draw.whole(0, 3)}"
        yield {
            "number": f"{registered.year}SR{first + place}",
            "title": f"{mark['zh']}{what['zh']}",
            "short": mark["zh"],
            "version": version,
            "owner": owner.name.zh,
            "address": owner.address,
            "created": iso(created),
            "published": iso(created + datetime.timedelta(days=draw.whole(1, 30))) if draw.chance(0.6) else "",
            "registered": iso(registered),
            "status": word("recorded"),
        }


def _days(draw: Draw, count: int) -> list[datetime.date]:
    last = settings.day("last_day") - datetime.timedelta(days=520)
    return sorted(draw.day(settings.day("first_day"), last) for _ in range(count))
