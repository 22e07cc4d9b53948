"""The page of one rule: what it says at which time, its article, whether it was compared with the official text."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhihang.messages import Language
from zhihang.rules.loading import rule_book
from zhihang.rules.rule import Version
from zhihang.workspace.pages.preferences import language

_SAID_APART = frozenset(("valid_from", "valid_until", "source", "verified", "note"))


@dataclass(frozen=True, slots=True)
class VersionSheet:
    """One version of a rule as its page shows it: validity, article, note, the rest as data."""

    start: str
    end: str
    source: str
    verified: bool
    note: str
    content: str


@require_safe
def rule(request: HttpRequest, name: str) -> HttpResponse:
    """One rule with its versions. Raises NotFound `RULE_UNKNOWN`."""
    found = rule_book().rule(name)
    spoken = language()
    versions = [_version(version, spoken) for version in found.versions]
    return render(request, "record_pages/rule.html", {"rule": found, "name": found.name(spoken), "versions": versions})


def _version(version: Version, spoken: Language) -> VersionSheet:
    data = msgspec.to_builtins(version)
    content = {key: value for key, value in data.items() if key not in _SAID_APART and value not in (None, {}, [], "")}
    return VersionSheet(
        str(version.valid_from or ""),
        str(version.valid_until or ""),
        version.source,
        version.verified,
        version.note.get(spoken, ""),
        msgspec.yaml.encode(content).decode(),
    )
