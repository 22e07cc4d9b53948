"""Tables of watched folders and of the files seen in them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from zhihang.information.intake.models import ArrivedFile
from zhihang.information.watched_folders.policy import visible_folders, visible_sightings
from zhihang.information.watched_folders.states import Sight
from zhihang.workspace.actors.scoping import ScopedManager
from zhihang.workspace.organizations.models import Organization


class WatchedFolder(models.Model):
    """A folder whose new files go into a corpus (监视文件夹).

    `pattern`: which names count, several with blanks between; `product`: as what they are read, empty: by content.
    `is_dated`: files count as delivered on the day they are found, so that later ones supersede earlier ones.
    `error`: why the last look failed.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, null=True, related_name="+")
    corpus = models.CharField(max_length=20)
    path = models.CharField(max_length=500)
    pattern = models.CharField(max_length=200, default="*")
    product = models.CharField(max_length=80, blank=True)
    is_dated = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)
    made_by = models.BigIntegerField(null=True)
    made_by_name = models.CharField(max_length=254)
    made_at = models.DateTimeField(auto_now_add=True)
    looked_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    objects = ScopedManager(visible_folders, is_the_operators=True)

    class Meta:
        """How Django keeps it."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["corpus", "path"], name="watched_folder_once")]


class Sighting(models.Model):
    """A file in a watched folder as it was last seen (所见文件), and what became of it in that state.

    `path`: below the folder; `digest`: its SHA-256, by which the row is found; `changed`: nanoseconds; `seen_at`: when
    it was first seen so.
    """

    folder = models.ForeignKey(WatchedFolder, models.CASCADE, related_name="+")
    path = models.TextField()
    digest = models.CharField(max_length=64)
    size = models.BigIntegerField()
    changed = models.BigIntegerField()
    seen_at = models.DateTimeField()
    sight = models.CharField(max_length=12, default=Sight.NEW.value)
    file = models.ForeignKey(ArrivedFile, models.SET_NULL, null=True, related_name="+")

    objects = ScopedManager(visible_sightings)

    class Meta:
        """How Django keeps it."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["folder", "digest"], name="sighting_once")]
