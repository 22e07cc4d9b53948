"""Addresses of the corpus pages."""

from __future__ import annotations

from django.urls import path

from zhihang.information.editions import views

app_name = "editions"
urlpatterns = [
    path("corpus", views.corpus, name="corpus"),
    path("corpus/certificate", views.certificate, name="certificate"),
    path("corpus/problems", views.problems, name="problems"),
]
