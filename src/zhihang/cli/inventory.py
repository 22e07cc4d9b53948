"""What `zhihang corpus info` says of an edition."""

from __future__ import annotations

from typing import Any

from zhihang.corpus.edition import Edition
from zhihang.corpus.manifest import Coverage, DeliveryManifest
from zhihang.messages import Language


def inventory(edition: Edition, language: Language, *, with_fields: bool = False) -> dict[str, Any]:
    """The edition's id, its counts, what was read of each file and, with fields, what each product filled."""
    manifest = edition.manifest
    counts = manifest.counts
    content: dict[str, Any] = {
        "edition": edition.id,
        "built": manifest.built,
        "schema": manifest.schema,
        "records": counts.records,
        "conflicts": counts.conflicts,
        "withdrawn": counts.withdrawn,
        "counts": {name: getattr(counts, name) for name in ("right", "office", "kind", "year")},
        "files": _files(edition),
        "read_before": [entry.name for entry in edition.read_before()],
        "unused": [_unused(entry, language) for entry in edition.corpus.unused()],
        "overlay": _overlay(edition),
    }
    if with_fields:
        covered = edition.coverage()
        content["fields"] = {product: _product(product, coverage, language) for product, coverage in covered.items()}
    return content


def _files(edition: Edition) -> list[dict[str, Any]]:
    rows = []
    for source in edition.manifest.sources:
        entry = edition.corpus.delivery(source.key)
        rows.append(
            {
                "file": source.name,
                "format": list(entry.products),
                "sha256": entry.sha256,
                "size": entry.size,
                "delivered": entry.delivered,
                "read": entry.read,
                "distinct": entry.distinct,
                "merged": source.merged,
                "superseded": source.superseded,
                "withdrawn": entry.withdrawn,
                "problems": entry.problems,
                "notices": entry.notices,
                "reader": entry.reader,
            }
        )
    return rows


def _overlay(edition: Edition) -> dict[str, Any]:
    """The judgements on names: version, day of the last one, how many of each kind, their files and problems."""
    from zhihang.corpus.applicants.overlay import current_overlay, problems

    overlay = current_overlay(edition.corpus)
    return {
        "version": overlay.version or None,
        "as_of": overlay.as_of,
        "judgements": overlay.counts,
        "standardized": len({each.standard for each in overlay.names}),
        "files": [source.name for source in overlay.sources],
        "problems": len(problems(edition.corpus, overlay)),
    }


def _unused(entry: DeliveryManifest, language: Language) -> dict[str, Any]:
    reasons = dict.fromkeys(member.aside or member.problem for member in entry.members)
    return {
        "file": entry.name,
        "sha256": entry.sha256,
        "refused": entry.refused,
        "reasons": [reason(code, language) for code in reasons if code],
    }


def _product(product: str, coverage: Coverage, language: Language) -> dict[str, Any]:
    """Keys that were filled, paths that were not read, and what is left aside, with reasons."""
    return {
        "filled": coverage.filled,
        "unread": coverage.unread,
        "left": [
            {"what": reason(code, language), "reason": code, "number": number}
            for code, number in coverage.aside.items()
        ],
        "aside": [{"path": path, "reason": text} for path, text in left_aside(product, language)],
    }


def left_aside(product: str, language: Language) -> list[tuple[str, str]]:
    """The paths or columns of a product that are known and not read, with the reason; of a user's mapping none here."""
    from zhihang.sources.coverage import coverage
    from zhihang.sources.registry import sources
    from zhihang.sources.tables.source import TableSource

    source = sources().get(product)
    if isinstance(source, TableSource):
        stated = source.read_and_aside()
    elif source is not None and source.coverage:
        stated = coverage(source.coverage)
    else:
        return []
    return [(entry.path, entry.reason[language]) for entry in stated.aside]


def reason(code: str | None, language: Language) -> str:
    """A message code of the sources in words."""
    from zhihang.messages import room_texts

    return room_texts("sources").get(code or "", {}).get(language, code or "")
