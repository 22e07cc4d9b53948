"""Addresses of the search history and of saved searches."""

from __future__ import annotations

from django.urls import path

from zhihang.information.strategies import history_views, saved_views, upload_views

app_name = "strategies"
urlpatterns = [
    path("history", history_views.history, name="history"),
    path("history.txt", history_views.as_text, name="history_text"),
    path("history/upload", upload_views.upload, name="upload"),
    path("history/run", history_views.run_again, name="run_again"),
    path("history/clear", history_views.clear, name="clear"),
    path("history/<int:number>", history_views.edit, name="edit"),
    path("history/<int:number>/remove", history_views.remove, name="remove"),
    path("saved", saved_views.saved, name="saved"),
    path("saved/new", saved_views.save, name="save"),
    path("saved/<int:number>", saved_views.change, name="change_saved"),
    path("saved/<int:number>/remove", saved_views.remove, name="remove_saved"),
]
