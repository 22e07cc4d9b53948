"""The workspace as a Django app."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class WorkspaceConfig(AppConfig):
    """People, organizations, and the frame of all pages."""

    name = "zhihang.workspace"
    label = "workspace"

    def ready(self) -> None:
        """Declare the workspace's own jobs; show its pages in the rail; raise the walls of the database."""
        connection_created.connect(import_module("zhihang.workspace.actors.statements").listen)
        register(import_module("zhihang.workspace.actors.checks").walls_stand, Tags.security, deploy=True)
        post_migrate.connect(import_module("zhihang.workspace.actors.row_security").keep_walls, sender=self)
        import_module("zhihang.workspace.jobs.own")
        navigation = import_module("zhihang.workspace.navigation")
        import_module("zhihang.workspace.pages.navigation").register(navigation.AREA)
