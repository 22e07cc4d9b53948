"""What is written down about corpora, deliveries and editions: JSON files, read without any engine."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TypeVar

import msgspec

from zhihang.corpus.layout import write_whole
from zhihang.errors import CorpusError

Entry = TypeVar("Entry", bound=msgspec.Struct)


class Marker(msgspec.Struct, frozen=True, kw_only=True):
    """The file by which a folder is known as a corpus; also the part of any manifest that every schema can read."""

    schema: int


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """One file inside a delivery: an archive member, or the delivered file itself.

    `product` is absent where nobody reads it: `aside` then holds the reason's message code, or `problem` that of what
    went wrong. `read`: records, `judged`: judgements on names, `problems`: places that are damaged, `fatal` those that
    cost a record, `notices`: places where all was kept (`zhihang.records.problem.level`).
    """

    file: str
    product: str | None = None
    aside: str | None = None
    problem: str | None = None
    read: int = 0
    withdrawn: int = 0
    judged: int = 0
    problems: int = 0
    fatal: int = 0
    notices: int = 0


class Coverage(msgspec.Struct, kw_only=True):
    """What one product of a delivery gave: `filled` record keys with the number of records, `unread` paths or columns
    with their number, `aside` reasons with theirs."""

    filled: dict[str, int] = {}
    unread: dict[str, int] = {}
    aside: dict[str, int] = {}


class DeliveryManifest(msgspec.Struct, frozen=True, kw_only=True):
    """One delivered file 来文 as it was read.

    `key` is a function of the file's content (`sha256`), the forced format, the date of delivery and the version of
    the readers. `distinct`: record ids in it. `refused`: too much of it could not be read, so it gives nothing.
    """

    key: str
    schema: int
    name: str
    sha256: str
    size: int
    as_format: str | None = None
    delivered: str | None = None
    reader: str
    members: tuple[Member, ...] = ()
    read: int = 0
    distinct: int = 0
    withdrawn: int = 0
    judged: int = 0
    problems: int = 0
    fatal: int = 0
    notices: int = 0
    refused: bool = False
    coverage: dict[str, Coverage] = {}

    @property
    def what(self) -> tuple[str, str | None, str | None]:
        """What was delivered, as what, when: the same of every reading of it."""
        return self.sha256, self.as_format, self.delivered

    @property
    def reader_order(self) -> list[int]:
        """The reader's version, for comparing: of two readings the later one counts."""
        return [int(number) for number in re.findall(r"\d+", self.reader)]

    @property
    def products(self) -> tuple[str, ...]:
        """The products in it."""
        return tuple(sorted({member.product for member in self.members if member.product}))


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A delivery as part of an edition: its key and the name under which its records say where they come from.

    `merged`: contributions whose record has others, too; `superseded`: contributions that later deliveries or
    withdrawals took out of use.
    """

    key: str
    name: str
    merged: int = 0
    superseded: int = 0


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One file of a table or of the index, with its checksum. `rows` is -1 for the index."""

    file: str
    rows: int
    size: int
    sha256: str


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """Records by kind of right, office, kind code and year of publication (`""` where there is none); how many values
    contributions disagree about; how many documents were taken back."""

    records: int = 0
    conflicts: int = 0
    withdrawn: int = 0
    right: dict[str, int] = {}
    office: dict[str, int] = {}
    kind: dict[str, int] = {}
    year: dict[str, int] = {}


class Deliveries(msgspec.Struct, frozen=True, kw_only=True):
    """The part of an edition's manifest that is read of any schema, to build it anew."""

    sources: tuple[Source, ...]


class EditionManifest(msgspec.Struct, frozen=True, kw_only=True):
    """One edition 版本: the deliveries it is a function of, its files, its counts.

    `parts`: table name → files; `index`: files of the index; `next_ord`: the first ordinal not yet given; `dead`:
    ordinals that the files still hold and that count no more; `base`: the edition that files are shared with.
    """

    id: str
    schema: int
    built: str
    rules: str
    sources: tuple[Source, ...]
    parts: dict[str, tuple[Part, ...]]
    index: tuple[Part, ...] = ()
    index_schema: int = 0
    next_ord: int = 0
    dead: int = 0
    counts: Counts = Counts()
    base: str | None = None


def save(path: Path, entry: msgspec.Struct) -> None:
    """Write it, whole or not at all."""
    write_whole(path, msgspec.json.format(msgspec.json.encode(entry), indent=1))


def load(path: Path, kind: type[Entry]) -> Entry:
    """Read it. Raises CorpusError `DAMAGED` for what is not there or not readable."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.MsgspecError) as error:
        raise CorpusError("DAMAGED", room="corpus", path=str(path), reason=str(error)) from error
