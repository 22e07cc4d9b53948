"""Addresses of trademark and name search."""

from __future__ import annotations

from django.urls import path

from zhihang.information.mark_pages import views

app_name = "mark_pages"
urlpatterns = [
    path("marks", views.marks, name="marks"),
    path("marks/picture", views.picture, name="picture"),
]
