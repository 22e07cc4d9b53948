"""IC layout-designs of the demo, with the columns of the registration notices."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from zhihang.demo import settings
from zhihang.demo.draw import Draw
from zhihang.demo.lexicon import table
from zhihang.demo.organizations import agencies, organizations, person
from zhihang.demo.tables import Row, iso, word, years_after
from zhihang.standards.numbers.cn import check_digit


def layouts(seed: int, scale: float) -> Iterator[Row]:
    """Registered layout-designs; the number is `BS.`, year, 5, serial and the check digit of eight digits."""
    draw = Draw(seed, "layouts")
    owners = [owner for owner in organizations(seed) if owner.themes & {"power_semiconductor", "communication"}]
    last = settings.day("last_day") - datetime.timedelta(days=300)
    count = settings.count("layouts", scale)
    days = sorted(draw.day(settings.day("first_day"), last) for _ in range(count))
    for place, filed in enumerate(days):
        chip, owner = draw.pick(table("layouts")), draw.pick(owners)
        body = f"{filed.year % 100:02d}5{settings.series('layouts') + place}"
        number = f"BS.{body}{check_digit(body)}"
        registered = filed + datetime.timedelta(days=draw.whole(60, 180))
        used = filed - datetime.timedelta(days=draw.whole(30, 600)) if draw.chance(0.6) else None
        ends = years_after(filed, settings.setting("terms")["layout"])
        is_over = ends <= settings.day("last_day")
        yield {
            "number": number,
            "application": number,
            "title": f"{draw.pick('ABCDHJKX')}{draw.whole(100, 999)}{chip['zh']}",
            "owner": owner.name.zh,
            "country": word("country")[owner.country],
            "address": owner.address,
            "creator": "\u3001".join(dict.fromkeys(person(draw, "CN").zh for _ in range(draw.whole(1, 3)))),
            "filed": iso(filed),
            "created": iso(filed - datetime.timedelta(days=draw.whole(610, 900))),
            "used": iso(used),
            "structure": chip["structure"],
            "technology": chip["technology"],
            "function": chip["function"],
            "registered": iso(registered),
            "published": iso(registered + datetime.timedelta(days=20)),
            "notice": str(10000 + place),
            "agency": draw.pick(agencies("CN")).name,
            "status": word("exclusive_ended" if is_over else "exclusive"),
            "status_date": iso(ends) if is_over else iso(registered),
        }
