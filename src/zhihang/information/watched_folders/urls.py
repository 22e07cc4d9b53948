"""Addresses of watched folders."""

from __future__ import annotations

from django.urls import path

from zhihang.information.watched_folders import views

app_name = "watched_folders"
urlpatterns = [
    path("folders", views.folders, name="folders"),
    path("folders/declare", views.declare, name="declare"),
    path("folders/<int:number>", views.folder, name="folder"),
    path("folders/<int:number>/change", views.change, name="change"),
    path("folders/<int:number>/give-up", views.give_up, name="give_up"),
]
