"""Addresses of notices."""

from __future__ import annotations

from django.urls import path

from zhihang.workspace.notices import views

app_name = "notices"
urlpatterns = [
    path("notices", views.notices, name="notices"),
    path("notices/read", views.read, name="read"),
    path("notices/count", views.count, name="count"),
]
