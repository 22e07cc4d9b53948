"""Addresses of corpora."""

from __future__ import annotations

from django.urls import path

from zhihang.information.corpora import views

app_name = "corpora"
urlpatterns = [
    path("corpora", views.corpora, name="corpora"),
    path("corpora/new", views.new, name="new"),
    path("corpora/<int:number>/change", views.change, name="change"),
    path("corpora/<int:number>/retire", views.retire, name="retire"),
    path("corpora/<int:number>/restore", views.restore, name="restore"),
]
