"""Reading watched folders and what was seen in them."""

from __future__ import annotations

from django.db.models import QuerySet

from zhihang.errors import NotFound
from zhihang.information.corpora.models import PrivateCorpus
from zhihang.information.corpora.places import PUBLIC, Place
from zhihang.information.corpora.selectors import place, place_of
from zhihang.information.watched_folders.models import Sighting, WatchedFolder
from zhihang.information.watched_folders.policy import may_declare
from zhihang.messages import text
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.pages.preferences import language


def folders(actor: Actor) -> QuerySet[WatchedFolder]:
    """The watched folders an actor may see, by path."""
    return WatchedFolder.objects.of(actor).order_by("path", "corpus")


def folder(actor: Actor, number: int) -> WatchedFolder:
    """One of them. Raises NotFound `NO_FOLDER`."""
    found = WatchedFolder.objects.of(actor).filter(pk=number).first()
    if found is None:
        raise NotFound("NO_FOLDER", room="information", number=number)
    return found


def sightings(actor: Actor, row: WatchedFolder) -> QuerySet[Sighting]:
    """The files seen in it, those that changed last first, each with what became of it."""
    found = Sighting.objects.of(actor).filter(folder=row).select_related("file", "file__arrival")
    return found.defer("file__members").order_by("-seen_at", "path")


def feedable(actor: Actor) -> list[Place]:
    """The corpora that the operator may have a folder feed: every one there is, named with its owner."""
    if not may_declare(actor):
        return []
    rows = PrivateCorpus.objects.unscoped("the operator names the corpus that a folder feeds").filter(retired_at=None)
    rows = rows.select_related("organization").order_by("organization__path", "name")
    return [place(actor, PUBLIC), *(place_of(actor, row) for row in rows)]


def corpus_name(row: WatchedFolder) -> str:
    """The name of the corpus a folder feeds; its number where the corpus is retired."""
    if row.corpus == PUBLIC:
        return text("information", "PUBLIC_CORPUS", language())
    rows = PrivateCorpus.objects.unscoped("the folder was found for the actor")
    found = rows.filter(pk=row.corpus, retired_at=None).first()
    return found.name if found else text("information", "CORPUS_NUMBER", language(), number=row.corpus)
