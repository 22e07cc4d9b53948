"""Collects the concepts' models for Django; nothing else imports it."""

from __future__ import annotations

from zhihang.information.annotations.models import Column, ColumnValue, Note, Rating, RecordTag, Tag
from zhihang.information.api.models import ApiToken, ApiWindow
from zhihang.information.collections.models import CollectedRecord, Collection, CollectionPart, NumberImport
from zhihang.information.exports.models import Export
from zhihang.information.reviews.models import ReviewItem, ReviewRound, ReviewTask

__all__ = [
    "ApiToken", "ApiWindow", "CollectedRecord", "Collection", "CollectionPart", "Column", "ColumnValue", "Export",
    "Note", "NumberImport", "Rating", "RecordTag", "ReviewItem", "ReviewRound", "ReviewTask", "Tag",
]  # fmt: skip
