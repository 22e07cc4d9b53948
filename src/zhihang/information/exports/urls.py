"""Addresses of exports."""

from __future__ import annotations

from django.urls import path

from zhihang.information.exports import views

app_name = "exports"
urlpatterns = [
    path("exports", views.exports, name="exports"),
    path("exports/start", views.start, name="start"),
    path("exports/<uuid:number>", views.export, name="export"),
    path("exports/<uuid:number>/file", views.file, name="file"),
    path("exports/<uuid:number>/remove", views.remove, name="remove"),
]
