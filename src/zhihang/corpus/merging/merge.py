"""One record out of several contributions 合并.

For each key the first contribution that has it wins, in this order: the precedence of its product; for keys of the
right, what speaks of the right before what speaks of a document, otherwise the other way round; later deliveries of
products that accumulate; the richest; the content's own order. Texts are merged language by language; events,
citations and images are united; parties and priorities of the first gain what later ones say of the same name or
number; a citation that several have gains what the first lacks; everything else that differs is a recorded conflict.
Provenance says key by key where it was taken from. The result is a function of the set of contributions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, Literal, NamedTuple, TypeAlias

import msgspec

from zhihang.corpus.merging.precedence import is_cumulative, rank
from zhihang.corpus.values import without_kind
from zhihang.records.events import Event
from zhihang.records.links import Citation
from zhihang.records.party import Party
from zhihang.records.provenance import Provenance
from zhihang.records.record import KEYS, RIGHT_KEYS, Record
from zhihang.text.folding import fold

Role: TypeAlias = Literal["document", "right", "sibling"]
"""What a contribution speaks of: this document, its right, or another document of the right (only its events count)."""

IDENTITY: Final = frozenset({"id", "right_id", "right", "office", "number", "kind", "provenance"})
DOCUMENT_ONLY: Final = frozenset(
    {
        "language", "publication_date", "abstract", "claims", "independent_claims", "description", "claim_count",
        "pages", "citations", "cited_by", "images",
    }
)  # fmt: skip
"""Keys of one document: what is said of the right is not laid over a document that lacks them."""
BY_LANGUAGE: Final = ("title", "abstract", "claims", "description")
SHOWN: Final = 300
"""Characters of a value that a conflict shows."""


class Contribution(NamedTuple):
    """What one place of one delivery says, and of what."""

    role: Role
    product: str
    file: str
    delivered: str | None
    delivery: str
    row: int
    richness: int
    record: Record


class Conflict(NamedTuple):
    """Two contributions that differ on one key; `kept_product` is empty where nothing could be kept."""

    key: str
    kept: str
    kept_product: str
    other: str
    other_product: str
    other_file: str


class _Merge:
    """The work on one record."""

    def __init__(self, contributions: Sequence[Contribution]) -> None:
        self.all = _ordered(contributions)
        self.speaking = [c for c in self.all if c.role != "sibling"]
        self.is_document = any(c.role == "document" for c in self.all)
        self.values: dict[str, Any] = {}
        self.taken: dict[tuple[str, int], set[str]] = {(c.delivery, c.row): set() for c in self.all}
        self.conflicts: list[Conflict] = []

    def take(self, contribution: Contribution, key: str) -> None:
        self.taken[contribution.delivery, contribution.row].add(key)

    def candidates(self, key: str) -> Iterator[tuple[Contribution, bool]]:
        """Who has the key, best first, and whether it may be taken from there."""
        first = "right" if key in RIGHT_KEYS else "document"
        order = sorted(self.speaking, key=lambda c: (rank(c.product, key), c.role != first))
        if key not in RIGHT_KEYS and self.is_document:
            order.sort(key=lambda c: c.role == "right")  # a document speaks for itself before its right does
        for contribution in order:
            if getattr(contribution.record, key) not in (None, (), {}):
                may = contribution.role == "document" or not self.is_document or key not in DOCUMENT_ONLY
                yield contribution, may

    def differ(self, key: str, kept: tuple[Contribution, Any] | None, other: Contribution, value: Any) -> None:
        shown, product = (_shown(kept[1]), kept[0].product) if kept else ("", "")
        self.conflicts.append(Conflict(key, shown, product, _shown(value), other.product, other.file))

    def whole(self, key: str) -> None:
        """The first value counts; others that differ are conflicts."""
        kept: tuple[Contribution, Any] | None = None
        for contribution, may in self.candidates(key):
            value = getattr(contribution.record, key)
            if kept is None and may:
                kept = contribution, value
                self.values[key] = value
                self.take(contribution, key)
            elif kept is None or value != kept[1]:
                self.differ(key, kept, contribution, value)

    def filled(self, key: str, identity: Callable[[Any], Any]) -> None:
        """The first list counts; entries that later lists have too gain what they lack; what is left over differs."""
        kept: tuple[Contribution, Any] | None = None
        for contribution, may in self.candidates(key):
            value = getattr(contribution.record, key)
            if kept is None and may:
                kept = contribution, value
                self.take(contribution, key)
            elif kept is None:
                self.differ(key, kept, contribution, value)
            else:
                entries, is_told = _filled(kept[1], value, identity)
                if entries != kept[1]:
                    kept = kept[0], entries
                    self.take(contribution, key)
                if not is_told:
                    self.differ(key, kept, contribution, value)
        if kept:
            self.values[key] = kept[1]

    def by_language(self, key: str) -> None:
        """The first value of each language counts."""
        kept: dict[str, tuple[Contribution, Any]] = {}
        for contribution, may in self.candidates(key):
            for language, value in getattr(contribution.record, key).items():
                if language not in kept and may:
                    kept[language] = contribution, value
                    self.take(contribution, key)
                elif language not in kept or value != kept[language][1]:
                    self.differ(f"{key}.{language}", kept.get(language), contribution, value)
        if kept:
            self.values[key] = {language: value for language, (_, value) in kept.items()}
        if key == "claims":
            self._independent(kept)

    def _independent(self, claims: dict[str, tuple[Contribution, Any]]) -> None:
        """Numbers of independent claims go with the claims that they number."""
        found = {}
        for language, (contribution, _) in claims.items():
            numbers = contribution.record.independent_claims.get(language)
            if numbers:
                found[language] = numbers
                self.take(contribution, "independent_claims")
        self.values["independent_claims"] = found

    def united(self, key: str, identity: Callable[[Any], Any]) -> None:
        """All entries of all contributions, less those that an earlier one has."""
        found: list[Any] = []
        known: set[Any] = set()
        for contribution, may in self.candidates(key):
            if not may:
                self.differ(key, None, contribution, getattr(contribution.record, key))
                continue
            new = [entry for entry in getattr(contribution.record, key) if identity(entry) not in known]
            known.update(map(identity, new))  # entries of one contribution that look alike are all kept
            found += new
            if new:
                self.take(contribution, key)
        if found:
            self.values[key] = tuple(found)

    def cited(self, key: str) -> None:
        """All citations of all contributions; one that an earlier one has adds what that lacks, unless the two speak
        of different acts of citing (category, by whom, in which phase): then the later one is a conflict."""
        found: list[tuple[Contribution, Citation]] = []
        for contribution, may in self.candidates(key):
            if not may:
                self.differ(key, None, contribution, getattr(contribution.record, key))
                continue
            places: dict[str, list[int]] = {}
            for place, (_, citation) in enumerate(found):
                places.setdefault(_citation_identity(citation), []).append(place)
            for citation in getattr(contribution.record, key):
                mine = places.get(_citation_identity(citation), [])
                if not mine:
                    found.append((contribution, citation))
                    self.take(contribution, key)
                elif not any(_same_act(found[place][1], citation) for place in mine):
                    self.differ(key, found[mine[0]], contribution, citation)
                elif len(mine) == 1 and (whole := _completed(found[mine[0]][1], citation)) != found[mine[0]][1]:
                    found[mine[0]] = found[mine[0]][0], whole
                    self.take(contribution, key)
        if found:
            self.values[key] = tuple(citation for _, citation in found)

    def events(self) -> None:
        """The events of the right: of everything that was said of it, in the order of their dates."""
        found: dict[bytes, Event] = {}
        speakers = 0
        for contribution in self.all:
            speakers += bool(contribution.record.events)
            for event in contribution.record.events:
                form = msgspec.json.encode(event, order="deterministic")
                if form not in found:
                    found[form] = event
                    self.take(contribution, "events")
        events = list(found.values())
        if speakers > 1:
            events = [event for _, event in sorted(found.items(), key=lambda item: (item[1].date or "9999", item[0]))]
        if events:
            self.values["events"] = tuple(events)

    def other(self) -> None:
        """What no key holds: by its name, the first counts."""
        found: dict[str, Any] = {}
        for contribution, _ in self.candidates("other"):
            for name, value in contribution.record.other.items():
                if name not in found:
                    found[name] = value
                    self.take(contribution, "other")
        self.values["other"] = found

    def ipc_first(self) -> None:
        """The first symbol goes with the list that was taken."""
        for contribution, _ in self.candidates("ipc_first"):
            if contribution.record.ipc == self.values.get("ipc", ()) and "ipc_first" not in self.values:
                self.values["ipc_first"] = contribution.record.ipc_first
                self.take(contribution, "ipc_first")
        if "ipc_first" not in self.values:
            self.whole("ipc_first")

    def provenance(self) -> tuple[Provenance, ...]:
        """Each contribution with the keys taken from it; siblings only where they gave events."""
        found = []
        for contribution in self.all:
            keys = self.taken[contribution.delivery, contribution.row]
            if contribution.role == "sibling" and not keys:
                continue
            source = contribution.record.provenance[0]
            keys_in_order = tuple(key for key in KEYS if key in keys or _names(contribution, key))
            found.append(msgspec.structs.replace(source, file=contribution.file, fields=keys_in_order))
        return tuple(found)


def merged(identifier: str, right_id: str, contributions: Sequence[Contribution]) -> tuple[Record, list[Conflict]]:
    """The record of `identifier` and what its contributions disagree about."""
    work = _Merge(contributions)
    for key in KEYS:
        if key in IDENTITY or key == "independent_claims":
            continue
        if key in BY_LANGUAGE:
            work.by_language(key)
        elif key in UNITED:
            work.united(key, UNITED[key])
        elif key in CITED:
            work.cited(key)
        elif key in FILLED:
            work.filled(key, FILLED[key])
        elif key in ("events", "other", "ipc_first"):
            getattr(work, key)()
        else:
            work.whole(key)
    named = _named(work, identifier)
    work.values = {key: value for key, value in work.values.items() if value not in (None, (), {})}
    record = Record(
        id=identifier,
        right_id=right_id,
        right=named.right,
        office=named.office,
        number=named.number,
        kind=named.kind,
        provenance=work.provenance(),
        **work.values,
    )
    return record, work.conflicts


def _named(work: _Merge, identifier: str) -> Record:
    """The contribution that names the record: one that has its id, else the first."""
    for contribution in work.speaking:
        if contribution.record.id == identifier:
            return contribution.record
    return work.speaking[0].record


def _names(contribution: Contribution, key: str) -> bool:
    """Whether a key of the identity stands in the contribution itself."""
    return key in IDENTITY and contribution.role == "document" and key in contribution.record.provenance[0].fields


def _ordered(contributions: Sequence[Contribution]) -> list[Contribution]:
    """Best first, by everything that does not depend on the key."""
    order = sorted(contributions, key=lambda c: (c.delivery, c.row))
    order.sort(key=lambda c: c.richness, reverse=True)
    order.sort(key=lambda c: (c.delivered or "") if is_cumulative(c.product) else "", reverse=True)
    order.sort(key=lambda c: rank(c.product))
    return order


def _citation_identity(citation: Citation) -> str:
    return without_kind(citation.number) if citation.number else f"text:{citation.text}"


def _same_act(one: Citation, other: Citation) -> bool:
    """Whether nothing that either says of the act of citing contradicts the other."""
    pairs = ((one.category, other.category), (one.by, other.by), (one.phase, other.phase))
    return all(left is None or right is None or left == right for left, right in pairs)


CITED: Final = ("citations", "cited_by")
UNITED: Final[dict[str, Callable[[Any], Any]]] = {"images": lambda image: image}
"""Lists whose entries are united, and what makes two entries the same."""


def _party_identity(party: Party) -> str:
    return fold(party.name)


FILLED: Final[dict[str, Callable[[Any], Any]]] = {
    **dict.fromkeys(
        ("applicants", "owners", "inventors", "agents", "agent_persons", "examiner", "users"), _party_identity
    ),
    "priorities": lambda priority: priority.number,
}
"""Lists of which the first counts, and what makes an entry of a later list the same: it fills what the first lacks."""


def _filled(
    kept: tuple[Any, ...], other: tuple[Any, ...], identity: Callable[[Any], Any]
) -> tuple[tuple[Any, ...], bool]:
    """The kept entries with what the same entries of another list add, and whether that list says nothing else.

    Entries are matched where the identity is known and stands once in each list.
    """
    mine = Counter(identity(entry) for entry in kept)
    theirs = Counter(identity(entry) for entry in other)
    same = {identity(entry): entry for entry in other if theirs[identity(entry)] == 1 == mine[identity(entry)]}
    entries = tuple(_completed(entry, same.get(identity(entry))) for entry in kept)
    is_told = len(same) == len(other) and all(
        _completed(same[identity(entry)], entry) == entry for entry in entries if identity(entry) in same
    )
    return entries, is_told


def _completed(entry: Any, other: Any) -> Any:
    """An entry with the fields that it lacks and the other has."""
    if other is None:
        return entry
    missing = {
        name: getattr(other, name)
        for name in entry.__struct_fields__
        if getattr(entry, name) in (None, ()) and getattr(other, name) not in (None, ())
    }
    return msgspec.structs.replace(entry, **missing) if missing else entry


def _shown(value: Any) -> str:
    text = msgspec.json.encode(value).decode("utf-8")
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
