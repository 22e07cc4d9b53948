"""Geographical indications of the demo, with the columns of the notices: several producers share one name."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from zhihang.demo import settings
from zhihang.demo.draw import Draw
from zhihang.demo.lexicon import table
from zhihang.demo.organizations import organizations
from zhihang.demo.tables import Row, iso, word


def indications(seed: int, scale: float) -> Iterator[Row]:
    """Registered indications; names beyond those of the word table carry the product of another place."""
    draw = Draw(seed, "indications")
    given = table("indications")
    users = [owner for owner in organizations(seed) if owner.themes & {"tea", "seeds"} and owner.is_chinese]
    for place in range(settings.count("indications", scale)):
        row = given[place % len(given)]
        mark = draw.pick([each for each in table("marks") if each["part"] == "word"])
        title, english = row["zh"], row["en"]
        if place >= len(given):
            title, english = f"{mark['zh']}{title[2:]}", f"{mark['latin'].title()} {english.partition(' ')[2]}"
        filed = draw.day(settings.day("first_day"), settings.day("last_day") - datetime.timedelta(days=700))
        registered = filed + datetime.timedelta(days=draw.whole(200, 690))
        chosen = draw.some(users, draw.whole(1, 3))
        holder = f"{row['area'][:6]}{row['class']}{word('association')}"
        yield {
            "number": f"AGI{registered.year}-99-{place + 1:03d}",
            "application": f"GI{filed.year}{99000 + place}",
            "notice": word("notice") % (900 + place),
            "title": title,
            "title_en": english,
            "area": row["area"],
            "class": row["class"],
            "kind": row["kind"],
            "applicant": holder,
            "address": row["area"],
            "owner": holder,
            "users": "\u3001".join(user.name.zh for user in chosen),
            "codes": "\u3001".join(user.credit_code for user in chosen),
            "filed": iso(filed),
            "registered": iso(registered),
            "specification": word("specification"),
            "status": word("recorded"),
            "status_date": iso(registered),
        }
