"""What a source is: the reader of one official product.

    walk (containers) ─ Delivered ─ recognise (recognition) ─ Source.split ─ Chunk ─ Source.parse ─ Outcome

`split` runs in the main process, streams, and cuts a file into chunks; `parse` is a pure function of chunk and place
that a process pool may run, and reads one chunk. What a file says that we do not read is stated beside the module
(`coverage`), and what is neither read nor stated is a counted problem.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, TypeAlias

import msgspec

from zhihang.messages import Language, text
from zhihang.records.dates import PartialDate
from zhihang.records.problem import Problem
from zhihang.records.provenance import Provenance
from zhihang.records.record import KEYS, Record
from zhihang.sources.judgements.judgement import Judgement

DETAIL_LENGTH = 200
"""Characters of what stood in the file that a problem quotes."""

_NOT_FILLED = frozenset({"provenance"})


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """The beginning of a file, by which its product is recognised; the file's name decides nothing.

    `data`: up to 64 KB; `text`: the same decoded; `root`: local name of the first XML element, `attributes` as they
    stand in its start tag (`xmlns` too); `doctype`: name, identifiers and internal subset as written; `file` is for
    messages only.
    """

    data: bytes
    text: str
    file: str = ""
    root: str | None = None
    attributes: dict[str, str] = {}
    doctype: str | None = None


class Chunk(msgspec.Struct, frozen=True, kw_only=True):
    """What `parse` reads at once: one XML document, one element of a long one, or some rows.

    `position`: line (XML) or row (tables) where it begins, from 1; `data`: bytes of XML; `rows`: cells of tables;
    `context`: what all chunks of a file share (encoding, start tag of the root, columns).
    """

    position: int
    data: bytes = b""
    rows: tuple[tuple[str, ...], ...] = ()
    context: dict[str, str] = {}


class Withdrawal(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """An instruction to take a document back 撤回: the record of `id` is deleted, or withdrawn by its office.

    `action`: `delete` (the product no longer holds it) or `withdraw` (the office withdrew the publication). It stands
    for the product it comes from and takes effect with the delivery's date.
    """

    id: str
    action: str
    provenance: Provenance
    date: PartialDate | None = None
    reason: str | None = None


class Aside(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Something recognised and left aside: a reference file, or a part of a file that is no record. `reason` is a
    message code of this room."""

    file: str
    reason: str
    position: int | None = None
    detail: str = ""


class Embedded(msgspec.Struct, frozen=True, kw_only=True):
    """A picture that stands inside a record's own file: where (position of the record, JSON pointer), and its bytes."""

    file: str
    position: int | None
    pointer: str
    data: bytes


Outcome: TypeAlias = Record | Problem | Withdrawal | Aside | Embedded | Judgement


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a chunk comes from: file (archive members after `!`), product, date of the delivery."""

    file: str
    product: str
    delivered: PartialDate | None = None

    def problem(
        self,
        code: str,
        position: int | None = None,
        detail: str = "",
        *,
        record: str | None = None,
        fatal: bool = False,
    ) -> Problem:
        """A problem of this file; its detail shortened to a readable length."""
        if len(detail) > DETAIL_LENGTH:
            detail = detail[: DETAIL_LENGTH - 1] + "…"
        return Problem(
            file=self.file,
            code=code,
            position=position,
            detail=detail,
            record=record,
            product=self.product,
            fatal=fatal,
        )

    def aside(self, reason: str, position: int | None = None, detail: str = "") -> Aside:
        """A part of this file that is left aside."""
        return Aside(file=self.file, reason=reason, position=position, detail=detail)

    def provenance(self, position: int | None, fields: tuple[str, ...] = ()) -> Provenance:
        """The provenance of what is read here."""
        return Provenance(
            product=self.product, file=self.file, position=position, delivered=self.delivered, fields=fields
        )

    def stamped(self, record: Record, position: int | None) -> Record:
        """The record with its provenance: this place, and the keys that were filled."""
        return msgspec.structs.replace(record, provenance=(self.provenance(position, filled(record)),))


def filled(record: Record) -> tuple[str, ...]:
    """The keys that a record fills, in the order of its JSON form."""
    return tuple(key for key in KEYS if key not in _NOT_FILLED and getattr(record, key) not in (None, (), {}))


Split: TypeAlias = Callable[[BinaryIO, Place], Iterator[Chunk | Problem]]
Parse: TypeAlias = Callable[[Chunk, Place], Iterator[Outcome]]


@dataclass(frozen=True, slots=True)
class Source:
    """The reader of one official product 数据源.

    `name`: the product (`us-grant-xml`); `recognise`: whether a file is one, by its head; `split`: stream → chunks,
    in constant memory; `parse`: chunk → outcomes, pure and picklable; `coverage`: package file(s) that list what is
    read and what is left aside, as `zhihang.sources.us:coverage-grant.yaml`; `options`: whatever a parametrised source
    wants to keep (a mapping's name).
    """

    name: str
    recognise: Callable[[Head], bool]
    split: Split
    parse: Parse
    coverage: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """What tells two readers of one name apart (a mapping's content); empty where the name says it all."""
        return ""

    def title(self, language: Language = "en") -> str:
        """The product's name for people."""
        return text("sources", f"product-{self.name}", language)
