"""The workspace as a Django app."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    """People, organizations, and the frame of all pages."""

    name = "zhihang.workspace"
    label = "workspace"

    def ready(self) -> None:
        """Declare the workspace's own jobs; show its pages in the rail."""
        import_module("zhihang.workspace.jobs.own")
        navigation = import_module("zhihang.workspace.navigation")
        import_module("zhihang.workspace.pages.navigation").register(navigation.AREA)
