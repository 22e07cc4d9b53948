"""All addresses: each concept brings its own."""

from __future__ import annotations

from django.urls import include, path

from zhihang.workspace.pages import error_pages

urlpatterns = [
    path("", include("zhihang.workspace.pages.urls")),
    path("", include("zhihang.workspace.accounts.urls")),
    path("", include("zhihang.workspace.organizations.urls")),
    path("", include("zhihang.workspace.audit.urls")),
    path("", include("zhihang.workspace.jobs.urls")),
    path("", include("zhihang.workspace.notices.urls")),
    path("", include("zhihang.information.record_pages.urls")),
    path("", include("zhihang.information.search_pages.urls")),
    path("", include("zhihang.information.mark_pages.urls")),
    path("", include("zhihang.information.similar_pages.urls")),
    path("", include("zhihang.information.corpora.urls")),
    path("", include("zhihang.information.editions.urls")),
    path("", include("zhihang.information.strategies.urls")),
    path("", include("zhihang.information.comparisons.urls")),
    path("", include("zhihang.information.collections.urls")),
    path("", include("zhihang.information.annotations.urls")),
    path("", include("zhihang.information.reviews.urls")),
    path("", include("zhihang.information.exports.urls")),
    path("", include("zhihang.information.intake.urls")),
    path("", include("zhihang.information.watched_folders.urls")),
    path("", include("zhihang.information.api.urls")),
    path("api/v1/", include("zhihang.web.api")),
]

handler400 = error_pages.bad_request
handler403 = error_pages.forbidden
handler404 = error_pages.not_found
handler500 = error_pages.server_error
