"""Results as files: what each format is called on the wire, and what is too much to wait for."""

from __future__ import annotations

from typing import Final

MEDIA_TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ris": "application/x-research-info-systems",
    "bibtex": "application/x-bibtex",
    "jsonl": "application/jsonl",
    "parquet": "application/vnd.apache.parquet",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

LONG: Final = 5_000
"""Rows from which on an export is a job's; fewer are written while one waits."""
