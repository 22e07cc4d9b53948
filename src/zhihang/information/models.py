"""Collects the concepts' models for Django; nothing else imports it."""

from __future__ import annotations

from zhihang.information.annotations.models import Column, ColumnValue, Note, Rating, RecordTag, Tag
from zhihang.information.api.models import ApiToken, ApiWindow
from zhihang.information.collections.models import CollectedRecord, Collection, CollectionPart, NumberImport
from zhihang.information.corpora.models import PrivateCorpus
from zhihang.information.exports.models import Export
from zhihang.information.history.models import HistoryLine
from zhihang.information.intake.models import Arrival, ArrivedFile
from zhihang.information.reviews.models import ReviewItem, ReviewRound, ReviewTask
from zhihang.information.saved_searches.models import SavedSearch
from zhihang.information.watched_folders.models import Sighting, WatchedFolder

__all__ = [
    "ApiToken", "ApiWindow", "Arrival", "ArrivedFile", "CollectedRecord", "Collection", "CollectionPart", "Column",
    "ColumnValue", "Export", "HistoryLine", "Note", "NumberImport", "PrivateCorpus", "Rating", "RecordTag",
    "ReviewItem", "ReviewRound", "ReviewTask", "SavedSearch", "Sighting", "Tag", "WatchedFolder",
]  # fmt: skip
