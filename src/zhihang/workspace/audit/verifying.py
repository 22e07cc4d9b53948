"""Does the audit still say what was written? Walks each chain from its first entry.

A chain proves that nothing within it was changed, taken out or put in. Whoever can rewrite the whole table can rewrite
the end of a chain too: keep the heads (`verify_audit` prints them) elsewhere and pass them as `known` the next time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef

from zhihang.workspace.audit.chain import FIRST, seal_of
from zhihang.workspace.audit.models import AuditEntry, AuditSeal

_WHY = "verifying is for all"
_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: `code` of the messages, where in which chain, which entry."""

    code: str
    organization: int
    position: int
    entry: int = 0


@dataclass(slots=True)
class Verified:
    """What a verification found: entries per chain, the head of each chain, what is wrong, what waits for its seal."""

    entries: int = 0
    unsealed: int = 0
    heads: dict[int, tuple[int, str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def verified(known: Mapping[int, tuple[int, str]] | None = None) -> Verified:
    """Verify all chains. `known`: organization → (position, hash) as an earlier verification printed them."""
    found = Verified()
    seals = AuditSeal.objects.unscoped(_WHY)
    owners = {*seals.order_by().values_list("organization", flat=True).distinct(), *(known or {})}
    for organization in sorted(owners):
        found.findings += _walk(organization, (known or {}).get(organization), found)
    unsealed = AuditEntry.objects.unscoped(_WHY).filter(~Exists(seals.filter(entry=OuterRef("pk"))))
    found.unsealed = unsealed.count()
    return found


def _walk(organization: int, known: tuple[int, str] | None, found: Verified) -> Iterator[Finding]:
    position, previous, met = 0, FIRST, known is None
    for batch in _batches(organization):
        entries = AuditEntry.objects.unscoped(_WHY).in_bulk([seal.entry for seal in batch])
        for seal in batch:
            yield from _compare(seal, entries.get(seal.entry), position, previous)
            # go on from what stands there: one wrong entry is named once, not with all that follow
            position, previous = seal.position, seal.hash
            met = met or known == (position, previous)
            found.entries += 1
    found.heads[organization] = (position, previous)
    if not met and known is not None:
        yield Finding("AUDIT_HEAD_LOST", organization, known[0])


def _batches(organization: int) -> Iterator[list[AuditSeal]]:
    """A chain in parts, each asked for by where the last one ended: no database keeps a place for us meanwhile."""
    seals = AuditSeal.objects.unscoped(_WHY).filter(organization=organization).order_by("position")
    batch = list(seals[:_BATCH])
    while batch:
        yield batch
        batch = list(seals.filter(position__gt=batch[-1].position)[:_BATCH])


def _compare(seal: AuditSeal, entry: AuditEntry | None, position: int, previous: str) -> Iterator[Finding]:
    if seal.position != position + 1:
        yield Finding("AUDIT_GAP", seal.organization, position + 1)
    if entry is None:
        yield Finding("AUDIT_MISSING", seal.organization, seal.position, seal.entry)
    elif seal_of(previous, entry.content()) != seal.hash and seal.position == position + 1:
        yield Finding("AUDIT_CHANGED", seal.organization, seal.position, seal.entry)
