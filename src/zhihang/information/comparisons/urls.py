"""The address of comparisons."""

from __future__ import annotations

from django.urls import path

from zhihang.information.comparisons import views

app_name = "comparisons"
urlpatterns = [path("compare", views.compare, name="compare")]
