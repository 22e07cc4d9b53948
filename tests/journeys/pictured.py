"""What people have made of the demo, for its pictures: collections, a round, notes, exports, a corpus of their own."""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

BATTERIES = "tac=((lithium OR sodium) NEAR/5 (battery OR cell))"
_THREE_LINES = (BATTERIES, f"{BATTERIES}\nAND pd=2015..", f"{BATTERIES}\nAND pd=2015..\nAND cc=(CN, US, EP)")


def make(folder: Path) -> dict[str, Any]:
    """People and things, in the database of the application served from a folder."""
    import django

    django.setup()
    from django.conf import settings
    from django.test import Client

    from zhihang.workspace.accounts.services import open_account
    from zhihang.workspace.actors.actor import Role, machine
    from zhihang.workspace.actors.reach import everything_from_now_on
    from zhihang.workspace.organizations.acting import actor_for
    from zhihang.workspace.organizations.services import add_member, found_organization

    everything_from_now_on("things for pictures")
    operator = machine("pictures")
    group = found_organization(operator, "Lindtwerk Group", name_zh="林德沃集团")
    found_organization(operator, "Lindtwerk Cells", name_zh="林德沃电芯", parent=group.pk)
    people = {}
    for name, role in (("Li Wen", Role.ADMINISTRATOR), ("Wang Hao", Role.MEMBER)):
        email = f"{name.split()[0].lower()}@lindtwerk.example"
        people[name] = open_account(operator, email, name=name, password="a-long-made-up-phrase")
        add_member(operator, group.pk, email, role=role, covers_units=role == Role.ADMINISTRATOR)
    leader = people["Li Wen"]
    client = Client(HTTP_HOST="localhost")
    client.force_login(leader)
    for line in _THREE_LINES:
        client.get("/search", {"q": line})
    things = _things(actor_for(leader), people["Wang Hao"].pk, folder)
    return {"session": client.cookies[settings.SESSION_COOKIE_NAME].value, "things": things}


def _things(actor: Any, reviewer: int, folder: Path) -> dict[str, str]:
    from django.utils import timezone

    from zhihang.information.annotations import services as annotations
    from zhihang.information.annotations.models import ColumnKind
    from zhihang.information.api.policy import Scope
    from zhihang.information.api.services import make_token
    from zhihang.information.collections import services as collections
    from zhihang.information.collections.policy import Sharing
    from zhihang.information.corpora.services import make_corpus
    from zhihang.information.exports.services import start_export
    from zhihang.information.intake.services import receive_files
    from zhihang.information.intake.storing import copied
    from zhihang.information.reviews.services import open_round
    from zhihang.information.saved_searches.services import save_search
    from zhihang.library import open_corpus
    from zhihang.search.environment import Environment

    corpus = open_corpus(folder / "corpus")
    ids = [row.id for row in corpus.search(_THREE_LINES[2]).page(0, 12)]
    kept = collections.make_list(actor, "Electrolytes to read", sharing=Sharing.WRITABLE, records=ids, corpus=corpus)
    theme = collections.make_live(
        actor, "Lithium and sodium cells", BATTERIES, sharing=Sharing.READABLE, theme="industry",
        description="What is published on cells, whoever owns it",
    )  # fmt: skip
    for name, some in (("to read", ids[:6]), ("sulfide", ids[2:5]), ("freedom to operate", ids[5:7])):
        annotations.tag_records(actor, some, name, corpus)
    annotations.rate_records(actor, ids[:4], 4, corpus)
    annotations.write_note(actor, ids[0], "Claim 1 needs the coating; ours has none. Ask counsel.", corpus)
    annotations.make_column(actor, "Our project", ColumnKind.CHOICE, ["Cell A", "Cell B"])
    due = timezone.localdate() + timedelta(days=14)
    reviewers = [actor.user, reviewer]
    opened = open_round(
        actor, kept.pk, "Which of these matter to Cell A?", grades=["A", "B", "C"], reviewers=reviewers, due=due,
        corpus=corpus,
    )  # fmt: skip
    save_search(actor, "cells", BATTERIES, is_shared=True, environment=Environment())
    export = start_export(actor, "xlsx", query=BATTERIES)
    make_token(actor, "notebook", list(Scope), 90)
    own = make_corpus(actor, "Licensed exports", description="What we buy from a vendor", licence="For the group alone")
    files = sorted((folder / "demo").rglob("*.xml"))[:2]
    arrival = receive_files(actor, str(own.pk), [copied(path, path.name, "") for path in files])
    return {
        "kept": str(kept.pk), "theme": str(theme.pk), "round": str(opened.pk), "export": str(export.pk),
        "own": str(own.pk), "arrival": str(arrival.pk), "one": ids[0], "two": ids[1], "three": ids[2],
    }  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(make(Path(sys.argv[1]))))
