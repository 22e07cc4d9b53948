"""Every format in which records leave: tables and references of `search.exports`, reports of `reporting`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, BinaryIO, Final, Literal, TypeAlias

from zhihang.corpus.plan import Records
from zhihang.errors import UsageError, ZhihangError
from zhihang.messages import Language
from zhihang.records.record import Record
from zhihang.search.exports import writing
from zhihang.search.tree import walk

if TYPE_CHECKING:
    from zhihang.library.corpora import Corpus
    from zhihang.library.result import Result
    from zhihang.reporting.blocks import Document, Picture
    from zhihang.reporting.record_report.asking import Asking
    from zhihang.search.execution import Collapse

Claims: TypeAlias = Literal["none", "first", "independent", "all"]
Told: TypeAlias = Callable[[int], None]
"""Is told how many records are written so far."""

REPORTS: Final = ("pdf", "docx")
FORMATS: Final = (*writing.FORMATS, *REPORTS)
ENDINGS: Final = {**writing.ENDINGS, "pdf": "pdf", "docx": "docx"}

_INSIDE: Final = "#"
"""How the name of a picture begins that stands in the delivered file itself: it is a place there, no name."""
_SIDE: Final = 1_000
"""Pixels of the longer side of a picture in a report: 300 to the inch at its size."""


@dataclass(frozen=True, slots=True)
class ReportWish:
    """What a report says beside what the result says itself.

    `asked_by`: who it is made for; `collection`: what the records are called, where they are one; `narrowed`:
    the query that narrows it; `claims`: how many
    of the claims stand in it; `created`: with its zone, by default now.
    """

    asked_by: str = ""
    collection: str = ""
    narrowed: str = ""
    claims: Claims = "independent"
    created: datetime | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """In which order, how many, and one line of what."""

    sort: str
    descending: bool
    limit: int | None
    collapse: Collapse


def check_format(name: str) -> None:
    """Refuse what is no format, before anything is written. Raises UsageError `FORMAT`."""
    if name not in FORMATS:
        raise UsageError("FORMAT", room="search", format=name, formats=", ".join(FORMATS))


def check_report(name: str) -> None:
    """Refuse what is no format of a report. Raises UsageError `FORMAT`."""
    if name not in REPORTS:
        raise UsageError("FORMAT", room="search", format=name, formats=", ".join(REPORTS))


def write(
    target: BinaryIO,
    format_: str,
    result: Result,
    order: Order,
    columns: Sequence[str] | None = None,
    wish: ReportWish | None = None,
    told: Told | None = None,
) -> int:
    """Write the records of a result in a format; returns how many. Raises UsageError `FORMAT`, `FORMAT_NEEDS`."""
    counted = _Counted(result.records(order.sort, order.descending, order.limit, order.collapse), told)
    if format_ not in REPORTS:
        return writing.write_records(target, counted, format_, columns, result.language)
    _write_report(target, format_, counted, _asking(result, order, wish or ReportWish()), result.corpus)
    return counted.count


def write_records_report(
    target: BinaryIO, format_: str, records: Iterable[Record], corpus: Corpus, language: Language, wish: ReportWish
) -> int:
    """Write a report of records that were named one by one; returns how many."""
    from zhihang.reporting.record_report.asking import Asking

    counted = _Counted(records, None)
    asking = Asking(corpus.edition_id, _now(wish), language, claims=wish.claims, asked_by=wish.asked_by)
    _write_report(target, format_, counted, asking, corpus)
    return counted.count


class _Counted:
    """Records on their way, counted and told."""

    def __init__(self, records: Iterable[Record], told: Told | None) -> None:
        self._records = records
        self._told = told
        self.count = 0

    def __iter__(self) -> Iterator[Record]:
        for record in self._records:
            yield record
            self.count += 1
            if self._told is not None:
                self._told(self.count)


def _asking(result: Result, order: Order, wish: ReportWish) -> Asking:
    from zhihang.reporting.record_report.asking import Asking

    explanation = result.explain()
    is_list = any(isinstance(node, Records) for node in walk(result.query.tree))  # no query can say what is in it
    return Asking(
        edition="+".join(result.edition_ids),
        created=_now(wish),
        language=result.language,
        overlay=result.overlay,
        query="" if is_list else result.query.text,
        dialect=result.dialect,
        explanation=None if is_list else explanation,
        collection=wish.collection or (result.query.text if is_list else ""),
        narrowed=wish.narrowed,
        total=explanation.total if order.collapse == "document" else result.groups(order.collapse),
        limit=order.limit,
        sort=order.sort,
        descending=order.descending,
        collapse=order.collapse,
        asked_by=wish.asked_by,
        claims=wish.claims,
    )


def _now(wish: ReportWish) -> datetime:
    return wish.created or datetime.now(UTC)


def _write_report(
    target: BinaryIO, format_: str, records: Iterable[Record], asking: Asking, corpus: Corpus | None
) -> None:
    try:
        from zhihang.reporting.record_report.document import record_report

        write_document = _writer(format_)
    except ModuleNotFoundError as error:
        raise UsageError("FORMAT_NEEDS", room="reporting", format=format_, missing=error.name) from error
    pictures = None if corpus is None else lambda record: leading_picture(corpus, record, asking.language)
    with _written_back(target) as stream:
        write_document(stream, record_report(records, asking, pictures))


def _writer(format_: str) -> Callable[[BinaryIO, Document], int]:
    """What writes a format; its libraries are loaded now."""
    if format_ == "pdf":
        from zhihang.reporting.pdf.writing import write_pdf

        return write_pdf
    from zhihang.reporting.docx.writing import write_docx

    return write_docx


@contextmanager
def _written_back(target: BinaryIO) -> Iterator[BinaryIO]:
    """A stream that can be read back and moved in, as these formats are written; a pipe gets the whole at the end."""
    if target.seekable():
        yield target
        return
    with TemporaryFile() as whole:
        yield whole
        whole.seek(0)
        copyfileobj(whole, target)


def leading_picture(corpus: Corpus, record: Record, language: Language) -> list[Picture]:
    """The picture that stands for a record, written anew; none where none was delivered.

    One that is damaged has no bytes: the report says so in its place.
    """
    from zhihang.library.pictures import leading_pictures, picture_png
    from zhihang.reporting.bibliography.values import word
    from zhihang.reporting.blocks import Picture

    if not record.images:
        return []
    notes = leading_pictures(corpus, [(place, record.id) for place in range(len(corpus.editions))])
    for note in list(notes.values())[:1]:
        try:
            data = picture_png(corpus, record.id, note.n, _SIDE).data
        except ZhihangError:
            data = b""
        named = "" if note.file.startswith(_INSIDE) else note.file
        caption = " · ".join(each for each in (word(note.kind, language) if note.kind else "", named) if each)
        return [Picture(data, "image/png", caption)]
    return []
