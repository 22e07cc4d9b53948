"""The workspace as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    """People, organizations, and the frame of all pages."""

    name = "zhihang.workspace"
    label = "workspace"
