"""Names and addresses as Chinese gazettes print them: agency codes behind names, postcodes and provinces in front."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from zhihang.sources.cnipa.words import pattern, provinces, words
from zhihang.standards.offices import offices


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an address lies, as far as its first words say: country (ST.3) and region (`CN-53`)."""

    country: str | None = None
    region: str | None = None


def agency(printed: str) -> tuple[str, str | None]:
    """Name and code of an agency, which gazettes print behind the name."""
    match = pattern("agency_code").fullmatch(printed.strip())
    return (match["name"], match["code"]) if match else (printed.strip(), None)


def origin(address: str) -> Origin:
    """Country and region that an address begins with, behind its postcode; nothing where it begins otherwise."""
    text = address.strip()
    postcode = pattern("postcode").match(text)
    if postcode:
        text = text[postcode.end() :]
    inner = text.removeprefix(words()["china"])
    for province in provinces():
        if inner.startswith(province.name):
            return Origin(province.country, f"CN-{province.code}")
    if inner != text:
        return Origin("CN")
    return Origin(next((code for name, code in _countries() if text.startswith(name)), None))


@cache
def _countries() -> tuple[tuple[str, str], ...]:
    """Chinese names of states with their codes, longer names first."""
    named = ((office.zh, code) for code, office in offices().items() if office.group in ("state", "historic"))
    return tuple(sorted(named, key=lambda pair: (-len(pair[0]), pair[1])))
