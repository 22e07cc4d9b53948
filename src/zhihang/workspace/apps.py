"""The workspace as a Django app."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    """People, organizations, and the frame of all pages."""

    name = "zhihang.workspace"
    label = "workspace"

    def ready(self) -> None:
        """Declare the workspace's own jobs."""
        import_module("zhihang.workspace.jobs.own")
