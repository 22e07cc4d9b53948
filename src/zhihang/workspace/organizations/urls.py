"""Addresses of organizations."""

from __future__ import annotations

from django.urls import path

from zhihang.workspace.organizations import views

app_name = "organizations"
urlpatterns = [
    path("organizations", views.organizations, name="organizations"),
    path("organizations/found", views.found, name="found"),
    path("organizations/<int:number>", views.organization, name="organization"),
    path("organizations/<int:number>/act", views.act_for, name="act_for"),
    path("organizations/<int:parent>/units", views.found, name="found_unit"),
    path("organizations/<int:number>/members", views.add_member, name="add_member"),
    path("organizations/<int:number>/members/<int:user>", views.change_role, name="change_role"),
    path("organizations/<int:number>/members/<int:user>/remove", views.remove_member, name="remove_member"),
]
