"""Addresses of the frame."""

from __future__ import annotations

from django.urls import path

from zhihang.workspace.pages import views

app_name = "pages"
urlpatterns = [
    path("", views.home, name="home"),
    path("keys", views.keys, name="keys"),
    path("preferences", views.preferences, name="preferences"),
]
