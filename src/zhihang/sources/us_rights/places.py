"""Countries and states by the names that the USPTO prints."""

from __future__ import annotations

from functools import cache

from zhihang.sources.findings import NOT_KNOWN, Findings
from zhihang.sources.us_rights.words import rows
from zhihang.standards.offices import is_office, offices


def _pairs(table: str) -> list[tuple[str, str]]:
    return [(one, two) for one, two in rows(table)]


@cache
def _countries() -> dict[str, str]:
    names = {office.en.upper(): code for code, office in offices().items() if office.group == "state"}
    return {**names, **dict(_pairs("country_names.tsv"))}


@cache
def _states() -> dict[str, str]:
    return {name: code for code, name in _pairs("us_states.tsv")}


def country(text: str, findings: Findings) -> str | None:
    """A country by code, code in brackets, or name; one that is not known is told."""
    bare = text.strip("() ").upper()
    if bare in NOT_KNOWN or bare == "NULL":
        return None
    if is_office(bare):
        return bare
    if bare in _countries():
        return _countries()[bare]
    return findings.office(bare)


def state_or_country(text: str, findings: Findings) -> tuple[str | None, str | None]:
    """Country and state of a field that holds a state of the union or a country, by name."""
    bare = text.strip().upper()
    if bare in _states():
        return "US", _states()[bare]
    return country(bare, findings), None
