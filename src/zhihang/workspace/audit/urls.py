"""Addresses of the audit."""

from __future__ import annotations

from django.urls import path

from zhihang.workspace.audit import views

app_name = "audit"
urlpatterns = [path("audit", views.entries, name="entries")]
