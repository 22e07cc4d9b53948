"""Addresses of the corpus pages; `corpus=` names a private corpus, without it they are about the public one."""

from __future__ import annotations

from django.urls import path

from zhihang.information.editions import difference_views, views

app_name = "editions"
urlpatterns = [
    path("corpus", views.corpus, name="corpus"),
    path("corpus/certificate", views.certificate, name="certificate"),
    path("corpus/differences", difference_views.difference, name="difference"),
    path("corpus/problems", views.problems, name="problems"),
]
