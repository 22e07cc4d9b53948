"""Addresses of review rounds."""

from __future__ import annotations

from django.urls import path

from zhihang.information.reviews import views

app_name = "reviews"
urlpatterns = [
    path("reviews", views.rounds, name="rounds"),
    path("collections/<int:number>/review", views.new, name="new"),
    path("reviews/<int:number>", views.review_round, name="round"),
    path("reviews/<int:number>/rate", views.rate, name="rate"),
    path("reviews/<int:number>/items/<int:item>/settle", views.settle, name="settle"),
    path("reviews/<int:number>/close", views.close, name="close"),
    path("reviews/<int:number>/reopen", views.reopen, name="reopen"),
    path("reviews/<int:number>/due", views.move_due, name="due"),
    path("reviews/<int:number>/collect", views.collect, name="collect"),
    path("reviews/<int:number>/export.<str:extension>", views.export, name="export"),
]
