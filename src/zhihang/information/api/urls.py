"""Addresses of the pages about tokens; those of the operations are in `zhihang.web.api`."""

from __future__ import annotations

from django.urls import path

from zhihang.information.api import views

app_name = "tokens"
urlpatterns = [
    path("account/tokens", views.tokens, name="tokens"),
    path("account/tokens/<int:number>/revoke", views.revoke, name="revoke"),
]
