"""Which corpora somebody may read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.db.models import QuerySet
from django.utils import timezone

from zhihang import config
from zhihang.errors import NotFound, ZhihangError
from zhihang.information.corpora.models import PrivateCorpus
from zhihang.information.corpora.places import PUBLIC, Place
from zhihang.information.corpora.policy import CONCEPT, may_read_public
from zhihang.messages import text
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.mandates.policy import Power
from zhihang.workspace.mandates.selectors import mandated
from zhihang.workspace.pages.preferences import language

_LONGEST_KEY = 18


def readable(actor: Actor) -> list[Place]:
    """Every corpus the actor may read: the public one, then private ones by name, those of the own house first."""
    rows = sorted(private_corpora(actor), key=lambda row: (row.organization_id != actor.organization, row.name, row.pk))
    return [*_public(actor), *(place_of(actor, row) for row in rows)]


@dataclass(frozen=True, slots=True)
class Shown:
    """A corpus and what it holds: its edition, when that was built, its records; `fault`: why it cannot be read.

    `row`: what its keepers say of it, None for the public one.
    """

    place: Place
    row: PrivateCorpus | None
    edition: str = ""
    built: str = ""
    records: int = 0
    fault: str = ""


def shown_corpora(actor: Actor) -> list[Shown]:
    """Every corpus the actor may read, with what each holds."""
    rows = {str(row.pk): row for row in private_corpora(actor)}
    return [_shown(each, rows.get(each.key)) for each in readable(actor)]


def _shown(there: Place, row: PrivateCorpus | None) -> Shown:
    try:
        current = there.opened().current()
        return Shown(there, row, current.id, current.manifest.built, current.manifest.counts.records)
    except ZhihangError as error:
        return Shown(there, row, fault=error.code)


def place(actor: Actor, key: str) -> Place:
    """One of them. Raises NotFound `NO_CORPUS_HERE`, also for one that the actor may not know of."""
    if key == PUBLIC and (found := _public(actor)):
        return found[0]
    if key.isascii() and key.isdecimal() and len(key) <= _LONGEST_KEY:
        return place_of(actor, private_corpus(actor, int(key)))
    raise NotFound("NO_CORPUS_HERE", room="information", corpus=key[:40])


def private_corpora(actor: Actor, number: int | None = None) -> list[PrivateCorpus]:
    """The private corpora the actor may read, or the one of a number: those of the organizations the actor covers, and
    what others open to them by a mandate. Retired ones are not read."""
    if not actor.organizations:
        return []
    own = PrivateCorpus.objects.of(actor)
    opened = PrivateCorpus.objects.unscoped("a mandate opens the corpus of another organization").filter(
        mandated(actor, Power.READ, CONCEPT, timezone.localdate())
    )
    wanted = {"retired_at": None} | ({} if number is None else {"pk": number})
    found = [row for rows in (own, opened) for row in rows.filter(**wanted).select_related("organization")]
    return list({row.pk: row for row in found}.values())


def retired_corpora(actor: Actor) -> QuerySet[PrivateCorpus]:
    """Those of the actor's organizations that were retired and can be brought back."""
    return (
        PrivateCorpus.objects.of(actor).exclude(retired_at=None).select_related("organization").order_by("-retired_at")
    )


def private_corpus(actor: Actor, number: int) -> PrivateCorpus:
    """One that is read. Raises NotFound `NO_CORPUS_HERE`."""
    return _one(private_corpora(actor, number), number)


def retired_corpus(actor: Actor, number: int) -> PrivateCorpus:
    """One that was retired. Raises NotFound `NO_CORPUS_HERE`."""
    return _one(list(retired_corpora(actor).filter(pk=number)), number)


def place_of(actor: Actor, row: PrivateCorpus) -> Place:
    """Where a private corpus lies; one of an organization that the actor does not act for is named with its owner."""
    name = row.name if row.organization_id == actor.organization else f"{row.name} ({row.organization.shown_name})"
    return Place(str(row.pk), name, Path(config.text_value("private_corpora")) / row.folder, row.organization_id)


def _public(actor: Actor) -> list[Place]:
    if not may_read_public(actor, bool(config.value("anonymous_reading"))):
        return []
    return [Place(PUBLIC, text("information", "PUBLIC_CORPUS", language()), Path(config.text_value("corpus")))]


def _one(rows: list[PrivateCorpus], number: int) -> PrivateCorpus:
    if not rows:
        raise NotFound("NO_CORPUS_HERE", room="information", corpus=str(number))
    return rows[0]
