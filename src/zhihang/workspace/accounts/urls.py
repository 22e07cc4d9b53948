"""Addresses of accounts: our page, and the sign-in library's."""

from __future__ import annotations

from django.urls import include, path

from zhihang.workspace.accounts import views

urlpatterns = [
    path("account", include(([path("", views.account, name="account")], "accounts"))),
    path("accounts/", include("allauth.urls")),
]
