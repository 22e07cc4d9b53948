"""Addresses of collections and thematic databases."""

from __future__ import annotations

from django.urls import path

from zhihang.information.collections import changing_views, mandate_views, views

app_name = "collections"
urlpatterns = [
    path("collections", views.collections, name="collections"),
    path("collections/new", changing_views.new, name="new"),
    path("collections/combine", changing_views.combine, name="combine"),
    path("collections/add", changing_views.add, name="add"),
    path("collections/<int:number>", views.collection, name="collection"),
    path("collections/<int:number>/figures", views.figures, name="figures"),
    path("collections/<int:number>/export.<str:extension>", views.export, name="export"),
    path("collections/<int:number>/change", changing_views.change, name="change"),
    path("collections/<int:number>/import", changing_views.import_list, name="import"),
    path("collections/<int:number>/imports/<int:report>", views.report, name="report"),
    path("collections/<int:number>/imports/<int:report>.csv", views.report_file, name="report_file"),
    path("collections/<int:number>/records/remove", changing_views.remove_records, name="remove_records"),
    path("collections/<int:number>/records/undo/<int:entry>", changing_views.undo, name="undo"),
    path("collections/<int:number>/mandates", mandate_views.mandates, name="mandates"),
    path("collections/<int:number>/mandates/<int:mandate>/revoke", mandate_views.revoke, name="revoke"),
    path("collections/<int:number>/keep", changing_views.keep, name="keep"),
    path("collections/<int:number>/remove", changing_views.remove, name="remove"),
    path("collections/<int:number>/restore", changing_views.restore, name="restore"),
    path("databases", views.databases, name="databases"),
    path("databases/<int:number>", views.database, name="database"),
]
