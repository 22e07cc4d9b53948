"""Operations on the public record: search, count, explanation, facets, short exports, single records."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated, Any, Literal

from django.http import FileResponse, HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from zhihang.errors import UsageError
from zhihang.information.api.access import AccessToken, actor_asking
from zhihang.information.api.cursors import place_of, question_of
from zhihang.information.api.errors import errors
from zhihang.information.api.files import LONG, MEDIA_TYPES
from zhihang.information.api.paging import counts, noticed, record_page
from zhihang.information.api.policy import Scope
from zhihang.information.api.schemas import (
    LONGEST_QUERY,
    Corpora,
    Count,
    Cursor,
    Edition,
    Format,
    Level,
    Limit,
    Notice,
    Order,
    RecordPage,
    Sort,
    Told,
)
from zhihang.information.editions.reading import Reading
from zhihang.information.editions.selectors import reading
from zhihang.information.search_pages.reports import LONG_REPORT, made_for
from zhihang.library import Result
from zhihang.library.exporting import ENDINGS, REPORTS, ReportWish
from zhihang.records.record import to_json
from zhihang.search.conditions import quoted
from zhihang.workspace.pages.preferences import language

router = Router(tags=["search"])
records = Router(tags=["records"])
_FACETS = ("right", "cc", "status", "pd", "kind", "ipc")


class Question(Told):
    """A query, in the expert language or in that of another system (`read_as`)."""

    q: str = Field(min_length=1, max_length=LONGEST_QUERY, description="The query.", examples=["ti=battery and cc=CN"])
    edition: Edition = ""
    corpora: Corpora = ""
    read_as: str = Field("", max_length=40, description="Another system's language, such as `espacenet`.")


class Listed(Question):
    """A query whose records are wanted."""

    sort: Sort = "pd"
    order: Order = "desc"
    collapse: Level = Field("document", description="The first document of each right or family.")
    limit: Limit = 50
    cursor: Cursor = ""


class Total(Schema):
    """How many records match, exactly."""

    edition: str
    total: int
    notices: list[Notice]


class Clause(Schema):
    """One part of a query, and how many records it has alone (null where there are too many parts to count)."""

    text: str
    tree: str
    depth: int
    total: int | None


class Explained(Schema):
    """How a query was read."""

    edition: str
    canonical: str
    tree: str
    grammar: int
    total: int
    clauses: list[Clause]
    notices: list[Notice]


class FacetsAsked(Question):
    """A query whose records are counted by the values of fields."""

    fields: str = Field(
        ",".join(_FACETS), max_length=500, description="Codes of fields with a comma between: right, cc, pa, ipc …"
    )


class Facets(Schema):
    """Counts by field, the most frequent value first."""

    edition: str
    total: int
    facets: dict[str, list[Count]]


class ExportAsked(Question):
    """A query whose records are wanted as a file."""

    format: Format = "csv"
    sort: Sort = "pd"
    order: Order = "desc"
    collapse: Level = "document"
    columns: str = Field("", max_length=2_000, description="Codes of fields with a comma between; empty: the usual.")


class RecordAsked(Told):
    """How a record is wanted."""

    edition: Edition = ""
    corpora: Corpora = ""
    format: Literal["json", "bibtex", "ris"] = "json"


def _reading(request: HttpRequest, asked: Question, edition: str = "") -> Reading:
    return reading(actor_asking(request), edition or asked.edition, asked.corpora)


def _result(request: HttpRequest, asked: Question, found: Reading | None = None) -> Result:
    found = _reading(request, asked) if found is None else found
    return found.search(asked.q, language=language(), dialect=asked.read_as or None)


@router.get(
    "/search", response={200: RecordPage, **errors(404, 503)}, auth=AccessToken(Scope.SEARCH), operation_id="search",
    summary="Records that a query finds",
)  # fmt: skip
def search(request: HttpRequest, asked: Query[Listed]) -> Any:
    """Page by page: pass `next` as `cursor` with the same question. A cursor keeps to the edition it began in."""
    return _page(request, asked)


@router.post(
    "/search", response={200: RecordPage, **errors(404, 503)}, auth=AccessToken(Scope.SEARCH),
    operation_id="search_long", summary="Records that a long query finds",
)  # fmt: skip
def search_long(request: HttpRequest, asked: Listed) -> Any:
    """The same as GET, for queries that are too long for an address."""
    return _page(request, asked)


def _page(request: HttpRequest, asked: Listed) -> RecordPage:
    question = question_of(asked.q, asked.read_as, asked.sort, asked.order, asked.collapse)
    offset, edition = place_of(asked.cursor, question) if asked.cursor else (0, asked.edition)
    found = _reading(request, asked, edition)
    return record_page(
        _result(request, asked, found), question, offset=offset, limit=asked.limit, sort=asked.sort,
        descending=asked.order == "desc", collapse=asked.collapse, language=language(), asked=found,
    )  # fmt: skip


@router.get(
    "/search/count", response={200: Total, **errors(404, 503)}, auth=AccessToken(Scope.SEARCH),
    operation_id="count", summary="How many records a query finds",
)  # fmt: skip
def count(request: HttpRequest, asked: Query[Question]) -> Any:
    """The exact number; nothing is estimated."""
    result = _result(request, asked)
    return Total(edition="+".join(result.edition_ids), total=result.total, notices=noticed(result, language()))


@router.get(
    "/search/explanation", response={200: Explained, **errors(404, 503)}, auth=AccessToken(Scope.SEARCH),
    operation_id="explain", summary="How a query was read",
)  # fmt: skip
def explanation(request: HttpRequest, asked: Query[Question]) -> Any:
    """Its tree, its canonical form, and what each clause has alone."""
    result = _result(request, asked)
    said = result.explain()
    return Explained(
        edition=said.edition, canonical=said.canonical, tree=said.tree, grammar=said.grammar, total=said.total,
        clauses=[Clause(text=each.text, tree=each.tree, depth=each.depth, total=each.total) for each in said.clauses],
        notices=noticed(result, language()),
    )  # fmt: skip


@router.get(
    "/search/facets", response={200: Facets, **errors(404, 503)}, auth=AccessToken(Scope.SEARCH),
    operation_id="facets", summary="Counts by office, year, class and other fields",
)  # fmt: skip
def facets(request: HttpRequest, asked: Query[FacetsAsked]) -> Any:
    """Over all matching records; dates count by year, classes by subclass."""
    result = _result(request, asked)
    codes = list(dict.fromkeys(code.strip() for code in asked.fields.split(",") if code.strip()))
    found = {code: counts(code, values, language()) for code, values in result.facets(codes).items()}
    return {"edition": "+".join(result.edition_ids), "total": result.total, "facets": found}


@router.get(
    "/search/export", response={200: None, **errors(404, 503)}, auth=AccessToken(Scope.SEARCH),
    operation_id="export_short", summary="A short result as a file",
    openapi_extra={"responses": {200: {"content": {each: {} for each in MEDIA_TYPES.values()}}}},
)  # fmt: skip
def export(request: HttpRequest, asked: Query[ExportAsked]) -> Any:
    """At most 5,000 records while one waits, 500 as a report (pdf, docx); more by `POST /exports`."""
    result = _result(request, asked)
    if result.total > LONG:
        raise UsageError("EXPORT_LONG", room="information", total=result.total, most=LONG)
    if asked.format in REPORTS and result.total > LONG_REPORT:
        raise UsageError("EXPORT_LONG", room="information", total=result.total, most=LONG_REPORT)
    columns = [each for each in asked.columns.split(",") if each.strip()] or None
    with tempfile.TemporaryDirectory(prefix="zhihang-api-") as folder:
        path = Path(folder) / f"export.{ENDINGS[asked.format]}"
        result.export(
            asked.format, path, sort=asked.sort, descending=asked.order == "desc", columns=columns,
            collapse=asked.collapse, wish=ReportWish(made_for(actor_asking(request))),
        )  # fmt: skip
        stream = path.open("rb")  # stays readable after its name is gone; the response closes it
    name = f"zhihang-{result.edition_ids[0][:12]}-{result.total}.{ENDINGS[asked.format]}"
    return FileResponse(stream, as_attachment=True, filename=name, content_type=MEDIA_TYPES[asked.format])


@records.get(
    "/records/{path:identifier}", response={200: dict[str, Any], **errors(404)}, auth=AccessToken(Scope.RECORDS),
    operation_id="record", summary="One record",
    openapi_extra={"responses": {200: {"content": {MEDIA_TYPES[each]: {} for each in ("bibtex", "ris")}}}},
)  # fmt: skip
def record(
    request: HttpRequest, identifier: Annotated[str, Field(min_length=1, max_length=200)], asked: Query[RecordAsked]
) -> Any:
    """By its id, or any number in any usual way of writing it; JSON as in exports, BibTeX or RIS."""
    open_corpus = reading(actor_asking(request), asked.edition, asked.corpora)
    found = open_corpus.record(identifier)
    if asked.format == "json":
        return HttpResponse(to_json(found), content_type="application/json; charset=utf-8")
    with tempfile.TemporaryDirectory(prefix="zhihang-record-") as folder:
        path = Path(folder) / "record"
        open_corpus.search(f"id={quoted(found.id)}").export(asked.format, path)
        return HttpResponse(path.read_bytes(), content_type=MEDIA_TYPES[asked.format])
