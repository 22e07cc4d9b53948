"""Pairs of names that may be one applicant 候选, with a score and its reasons, for people to judge; nothing is merged.

*Blocking* brings names together that share a telling word, a beginning, initials, a pinyin, the sound of a surname, an
address or an id; *scoring* adds up the evidence of each pair. Pairs that somebody judged, and names that are one
already, are left out. A block of more than 400 names brings nothing together by itself and is told: what such names
have in common, everybody has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Final

import msgspec

from zhihang.corpus.applicants import organizations, people
from zhihang.corpus.applicants.evidence import Evidence, Kind, threshold
from zhihang.corpus.applicants.normal import key_of
from zhihang.corpus.applicants.overlay import Overlay
from zhihang.corpus.applicants.profiles import Profile, profiles
from zhihang.corpus.applicants.scoring import Surnames, reasons, score
from zhihang.corpus.applicants.statements import Node
from zhihang.corpus.tables.asking import Asked

MOST_IN_BLOCK: Final = 400
APPLICANTS: Final = ("applicants", "owners")


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """Two names that may be one applicant 候选名称对; `records`: how many records have each."""

    one: str
    two: str
    kind: Kind
    score: float
    reasons: tuple[Evidence, ...]
    records: tuple[int, int]


class Crowd(msgspec.Struct, frozen=True, kw_only=True):
    """A block with too many names to compare them all."""

    block: str
    names: int


class Proposed(msgspec.Struct, frozen=True, kw_only=True):
    """The candidates, the best first, and the blocks that were too large."""

    candidates: tuple[Candidate, ...]
    crowds: tuple[Crowd, ...] = ()


def candidates(
    tables: Asked,
    overlay: Overlay,
    *,
    name: str | None = None,
    lists: Sequence[str] = APPLICANTS,
    least: float | None = None,
) -> Proposed:
    """Pairs of names of an edition with at least a score (by default the threshold of their kind); of one name only
    where it is given."""
    known = profiles(tables, lists)
    crowds: list[Crowd] = []
    key = None if name is None else key_of(name)
    pairs = (
        pair for pair in blocked(known, crowds) if key is None or key in {pair[0].key, pair[1].key}
    )  # fmt: skip
    surnames = Surnames(profile.name for profile in known if profile.kind == "person")
    settled = _Settled(overlay)
    found = [made for pair in pairs if not settled.knows(*pair) if (made := _candidate(pair, surnames, least))]
    found.sort(key=lambda each: (-each.score, each.one, each.two))
    return Proposed(candidates=tuple(found), crowds=tuple(crowds))


def blocked(known: Sequence[Profile], crowds: list[Crowd]) -> Iterator[tuple[Profile, Profile]]:
    """Pairs of profiles of one kind that share a block, each once."""
    blocks: dict[tuple[str, str], list[int]] = {}
    for place, profile in enumerate(known):
        for key in set(block_keys(profile)):
            blocks.setdefault((profile.kind, key), []).append(place)
    seen: set[tuple[int, int]] = set()
    for (_, key), places in sorted(blocks.items()):
        if len(places) > MOST_IN_BLOCK:
            crowds.append(Crowd(block=key, names=len(places)))
            continue
        for pair in combinations(places, 2):
            if pair not in seen:
                seen.add(pair)
                yield known[pair[0]], known[pair[1]]


def block_keys(profile: Profile) -> Iterable[str]:
    """The blocks of a profile."""
    yield from (people if profile.kind == "person" else organizations).block_keys(profile.name)
    yield from (f"id {each}" for each in profile.ids)
    yield from (f"address {each}" for each in profile.addresses)
    if profile.kind == "person":
        for reading in people.readings(profile.name):
            yield " ".join((reading.surname, *reading.given[:1]))


def _candidate(pair: tuple[Profile, Profile], surnames: Surnames, least: float | None) -> Candidate | None:
    one, two = sorted(pair, key=lambda profile: (-profile.records, profile.name))
    found = reasons(one, two, surnames)
    if found is None or score(found) < (threshold(one.kind) if least is None else least):
        return None
    return Candidate(
        one=one.name,
        two=two.name,
        kind=one.kind,
        score=score(found),
        reasons=tuple(sorted(found, key=lambda each: -each.weight)),
        records=(one.records, two.records),
    )


class _Settled:
    """Pairs about which there is nothing to ask any more."""

    def __init__(self, overlay: Overlay) -> None:
        self._standard = overlay.standards
        self._judged = {each.pair for each in overlay.pairs}

    def knows(self, one: Profile, two: Profile) -> bool:
        """Whether the names have one standardized name, or somebody judged this very pair."""
        standard = self._standard.get(one.node)
        pair: tuple[Node, Node] = (min(one.node, two.node), max(one.node, two.node))
        return pair in self._judged or (standard is not None and standard == self._standard.get(two.node))
