"""The address of similar records."""

from __future__ import annotations

from django.urls import path

from zhihang.information.similar_pages import views

app_name = "similar_pages"
urlpatterns = [path("similar", views.similar, name="similar")]
