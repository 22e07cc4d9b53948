"""Addresses of a record's pictures."""

from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from zhihang.information.record_pages import picture_views
from zhihang.information.record_pages.gallery import SIZES


class _Size(StringConverter):
    """A size that pictures are served in."""

    regex = "|".join(SIZES)


register_converter(_Size, "picture_size")

app_name = "record_pages"
urlpatterns = [
    path("records/<path:identifier>/pictures/<int:n>/<picture_size:size>.png", picture_views.image, name="image"),
    path("records/<path:identifier>/pictures/<int:n>/similar", picture_views.similar, name="similar_pictures"),
    path("records/<path:identifier>/pictures/<int:n>", picture_views.picture, name="picture"),
]
