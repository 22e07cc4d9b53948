"""Addresses of search and records."""

from __future__ import annotations

from django.urls import path

from zhihang.information.record_pages import rule_views
from zhihang.information.search_pages import (
    completion_views,
    dialect_views,
    facet_views,
    form_views,
    record_views,
    views,
)

app_name = "search_pages"
urlpatterns = [
    path("search", views.search, name="search"),
    path("search/form", form_views.form, name="form"),
    path("search/complete", completion_views.complete, name="complete"),
    path("search/facet", facet_views.facet, name="facet"),
    path("search/as", dialect_views.copy_as, name="copy_as"),
    path("search/check", views.check, name="check"),
    path("search/explanation", views.explanation, name="explanation"),
    path("search/export.<str:extension>", views.export, name="export"),
    path("fields", views.fields, name="fields"),
    path("rules/<str:name>", rule_views.rule, name="rule"),
    path("go", record_views.goto, name="goto"),
    path("records/<path:identifier>.json", record_views.record_json, name="record_json"),
    path("records/<path:identifier>.bib", record_views.record_file, {"kind": "bibtex"}, name="record_bibtex"),
    path("records/<path:identifier>.ris", record_views.record_file, {"kind": "ris"}, name="record_ris"),
    path("records/<path:identifier>.pdf", record_views.record_file, {"kind": "pdf"}, name="record_pdf"),
    path("records/<path:identifier>.docx", record_views.record_file, {"kind": "docx"}, name="record_docx"),
    path("records/<path:identifier>", record_views.record, name="record"),
]
