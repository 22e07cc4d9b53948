"""Addresses of what arrived."""

from __future__ import annotations

from django.urls import path

from zhihang.information.intake import views

app_name = "intake"
urlpatterns = [
    path("arrivals", views.arrivals, name="arrivals"),
    path("arrivals/new/<str:key>", views.new, name="new"),
    path("arrivals/new/<str:key>/files", views.receive, name="receive"),
    path("arrivals/<uuid:number>", views.arrival, name="arrival"),
    path("arrivals/<uuid:number>/build", views.build, name="build"),
    path("arrivals/<uuid:number>/stop", views.stop, name="stop"),
    path("arrivals/<uuid:number>/again", views.again, name="again"),
    path("arrivals/<uuid:number>/files/<int:place_in>", views.file, name="file"),
    path("arrivals/<uuid:number>/files/<int:place_in>/content", views.fetch, name="fetch"),
    path("arrivals/<uuid:number>/files/<int:place_in>/remove", views.remove, name="remove"),
]
