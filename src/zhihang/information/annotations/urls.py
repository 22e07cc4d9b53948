"""Addresses of annotations."""

from __future__ import annotations

from django.urls import path

from zhihang.information.annotations import selection_views, views

app_name = "annotations"
urlpatterns = [
    path("annotations", views.words, name="annotations"),
    path("annotations/tags/<int:number>", views.tag, name="tag"),
    path("annotations/tags/<int:number>/collect", views.collect, name="collect"),
    path("annotations/selection", selection_views.selection, name="selection"),
    path("annotations/record", views.annotate, name="annotate"),
    path("annotations/notes/<int:number>", views.change_note, name="change_note"),
    path("annotations/notes/<int:number>/remove", views.remove_note, name="remove_note"),
    path("annotations/notes/<int:number>/restore", views.restore_note, name="restore_note"),
    path("annotations/columns", views.make_column, name="make_column"),
    path("annotations/columns/<int:number>/remove", views.remove_column, name="remove_column"),
    path("annotations/columns/<int:number>/restore", views.restore_column, name="restore_column"),
]
