"""What an edition knows of each name: spellings, countries, addresses, ids, classes, who else stands in its records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from zhihang.corpus.applicants.evidence import Kind
from zhihang.corpus.applicants.normal import bare, normalise
from zhihang.corpus.applicants.organizations import looks_like_one
from zhihang.corpus.applicants.statements import Node
from zhihang.corpus.tables.asking import Asked
from zhihang.corpus.tables.standing import profile_rows
from zhihang.text.folding import fold
from zhihang.text.tokens import joined, tokens


@dataclass(slots=True)
class Profile:
    """A name with what is known of those who bear it 名称档案. Sets hold folded values; `places` are lists of records
    in which it stands: who stands there beside it is somebody else."""

    key: str
    name: str
    kind: Kind
    countries: set[str] = field(default_factory=set)
    cities: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    parties: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    places: set[int] = field(default_factory=set)
    records: int = 0

    @property
    def node(self) -> Node:
        """What a judgement on the name would speak of."""
        return Node(self.key)


def profiles(tables: Asked, lists: Sequence[str]) -> list[Profile]:
    """One profile for each normal form among the parties of some lists of records, called as it is published most."""
    people = _people(tables)
    spelled: dict[str, dict[str, int]] = {}
    found: dict[str, Profile] = {}
    for row in profile_rows(tables, lists):
        made = normalise(row["name"])
        profile = found.get(made.key)
        if profile is None:
            profile = found[made.key] = Profile(made.key, row["name"], _kind(row["name"], made.key, people))
        _add(profile, row, made.country)
        spellings = spelled.setdefault(made.key, {})
        spelled_name = bare(row["name"])
        spellings[spelled_name] = spellings.get(spelled_name, 0) + row["records"]
    for key, profile in found.items():
        profile.name = min(spelled[key], key=lambda name: (-spelled[key][name], name))
    return sorted(found.values(), key=lambda profile: profile.key)


def _people(tables: Asked) -> set[str]:
    """Normal forms of the names of inventors."""
    rows = tables.ask("SELECT DISTINCT name FROM parties WHERE list = 'inventors' AND name IS NOT NULL").fetchall()
    return {normalise(row[0]).key for row in rows}


def _kind(name: str, key: str, people: set[str]) -> Kind:
    """A person where the name stands among inventors, or has a comma and nothing of an organization."""
    if looks_like_one(name):
        return "organization"
    return "person" if key in people or "," in fold(name) else "organization"


def _add(profile: Profile, row: dict[str, Any], country: str | None) -> None:
    profile.countries.update(filter(None, (*row["countries"], country)))
    profile.cities.update(_folded(row["cities"]))
    profile.addresses.update(_folded(row["addresses"]))
    profile.ids.update(_folded(row["ids"]))
    profile.classes.update(filter(None, row["classes"]))
    profile.places.update(row["places"])
    profile.records += row["records"]
    profile.parties.update(normalise(name).key for name in row["parties"] if name)
    profile.parties.discard(profile.key)


def _folded(values: Iterable[str | None]) -> set[str]:
    return {joined(tokens(value)) for value in values if value} - {""}
