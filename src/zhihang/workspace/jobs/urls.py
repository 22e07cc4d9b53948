"""Addresses of jobs."""

from __future__ import annotations

from django.urls import path

from zhihang.workspace.jobs import views

app_name = "jobs"
urlpatterns = [
    path("jobs", views.jobs, name="jobs"),
    path("jobs/<uuid:number>", views.job, name="job"),
    path("jobs/<uuid:number>/cancel", views.cancel, name="cancel"),
    path("jobs/<uuid:number>/repeat", views.repeat, name="repeat"),
]
