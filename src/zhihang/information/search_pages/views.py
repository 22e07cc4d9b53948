"""The search page, its explanation sheet, the check while typing, exports."""

from __future__ import annotations

import tempfile
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhihang.corpus.fields import fields as field_table
from zhihang.errors import QueryError
from zhihang.information.editions.choosing import choice_context, keys_of, remember, within_of
from zhihang.information.saved_searches.policy import may_save, may_share
from zhihang.information.search_pages.added_columns import TABLES, AddedColumns, Exported
from zhihang.information.search_pages.clause_colors import ClauseColors
from zhihang.information.search_pages.columns import OFFERED, chosen, columns
from zhihang.information.search_pages.desk import Desk, desk_of, environment_of
from zhihang.information.search_pages.dialect_reading import native, systems
from zhihang.information.search_pages.forms import ROWS, Asked
from zhihang.information.search_pages.mending import Mending, mending
from zhihang.information.search_pages.noting import noted
from zhihang.information.search_pages.query_tree import query_tree
from zhihang.information.search_pages.reports import LONG_REPORT, made_for, require_short
from zhihang.information.search_pages.selectors import ResultPage, examples, part_counts, result_page
from zhihang.information.search_pages.wording import worded_notices
from zhihang.library.exporting import REPORTS, ReportWish
from zhihang.messages import read_yaml
from zhihang.search.dialects import dialects, read
from zhihang.search.execution import LEVELS, SORTS
from zhihang.search.explanation import MOST_CLAUSES
from zhihang.search.parser import parse
from zhihang.workspace.organizations.acting import actor_of
from zhihang.workspace.pages.preferences import language

EXPORTS: Final = {
    "csv": ("csv", "text/csv; charset=utf-8"),
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "ris": ("ris", "application/x-research-info-systems"),
    "bib": ("bibtex", "application/x-bibtex"),
    "jsonl": ("jsonl", "application/jsonl"),
    "parquet": ("parquet", "application/vnd.apache.parquet"),
    "pdf": ("pdf", "application/pdf"),
    "docx": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}
"""Extension → format of the library, media type."""
_COLUMNS: Final = "zhihang_columns"
_A_YEAR: Final = 31_536_000


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The search page: what was typed, its result or what is wrong with it, and which result is shown."""
    asked = Asked.read(request.GET)
    desk = desk_of(request, asked.query, asked.shown, edition=asked.edition)
    chosen = asked.corpora
    if not asked.edition:  # what was chosen the last time stands in every address of the page
        asked = asked.changed(corpora=keys_of(within_of(request)))
    context = _context(request, desk, asked)
    if not asked.query:
        context["examples"] = examples(desk, _examples())
        return render(request, "search_pages/search.html", context)
    try:
        if asked.dialect:
            asked, context["read_from"] = native(asked, desk)
            context["asked"] = asked
        page = result_page(desk, asked, _usual_columns(request), AddedColumns(actor_of(request)))
    except QueryError as error:
        context |= {"mending": mending(asked.query, error, language())} | _shown(request, desk, asked)
        return render(request, "search_pages/search.html", context, status=error.http_status)
    context |= {
        "page": page,
        "kept": _kept(desk, asked),
        "notices": worded_notices(page.result.notices, asked.query, language()),
        "noted": noted(request, page, as_it_is=asked.keep),
        "exports": _formats(page),
    }
    if not page.total:
        context["parts"] = part_counts(desk, asked.query)
    response = render(request, "search_pages/search.html", context)
    remember(request, response, chosen)
    if asked.columns:
        response.set_cookie(_COLUMNS, ".".join(asked.columns), max_age=_A_YEAR, samesite="Lax", httponly=True)
    return response


def _usual_columns(request: HttpRequest) -> tuple[str, ...]:
    """The columns that the reader chose the last time."""
    return chosen(request.COOKIES.get(_COLUMNS, "").split("."))


def _context(request: HttpRequest, desk: Desk, asked: Asked) -> dict[str, Any]:
    actor = actor_of(request)
    return choice_context(request, desk.corpus, asked.edition) | {
        "asked": asked,
        "edition_id": desk.edition,
        "systems": systems(),
        "levels": LEVELS,
        "sorts": SORTS,
        "offered": [*columns(OFFERED, language()), *AddedColumns(actor).offered],
        "may_save": may_save(actor),
        "may_share": may_share(actor),
        "rows_choices": ROWS,
        "exports": list(EXPORTS),
    }


def _kept(desk: Desk, asked: Asked) -> Asked:
    """The question as its permanent address says it."""
    return asked.changed(query=desk.text_for_everybody(asked.query), edition=desk.edition, shown="", keep=False)


def _shown(request: HttpRequest, desk: Desk, asked: Asked) -> dict[str, Any]:
    """The result the asker was looking at before, where there was one, with all that can be done with it."""
    if not asked.shown:
        return {}
    before = asked.changed(query=asked.shown, shown="", page=1, dialect="")
    try:
        page = result_page(desk, before, _usual_columns(request), AddedColumns(actor_of(request)))
        return {"page": page, "kept": _kept(desk, before), "exports": _formats(page)}
    except QueryError:
        return {}


def _formats(page: ResultPage) -> list[str]:
    """The formats that are made while one waits."""
    return [each for each in EXPORTS if each not in REPORTS or page.total <= LONG_REPORT]


@cache
def _examples() -> list[dict[str, str]]:
    path = resources.files("zhihang.information.search_pages") / "examples.yaml"
    return list(read_yaml(path.read_text("utf-8")))


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """What is wrong with a query that is being typed; nothing runs."""
    query = request.GET.get("q", "").replace("\r\n", "\n")
    before = request.GET.get("before", "")
    only = int(before) if before.isdecimal() and len(before) < 9 else None
    dialect = request.GET.get("dialect", "")
    found: Mending | None = None
    if query.strip():
        try:
            known = environment_of(request, query, before=only)
            if dialect in dialects():
                read(query, dialect, language=language(), environment=known)
            else:
                parse(query, language=language(), environment=known)
        except QueryError as error:
            found = mending(query, error, language())
    return render(request, "search_pages/mend.html", {"mending": found, "repair_name": request.GET.get("name", "q")})


@require_safe
def explanation(request: HttpRequest) -> HttpResponse:
    """How a query was read, with the count of each clause: a sheet beside the result, or a page of its own."""
    asked = Asked.read(request.GET)
    desk = desk_of(request, asked.query, edition=asked.edition)
    part = bool(getattr(request, "htmx", False))
    template = "search_pages/clauses.html" if part else "search_pages/explanation.html"
    context = {
        "asked": asked,
        "kept": asked.changed(edition=desk.edition),
        "edition_id": desk.edition,
    }
    try:
        result = desk.search(asked.query)
        explained = result.explain()
    except QueryError as error:
        context["mending"] = mending(asked.query, error, language())
        return render(request, template, context, status=error.http_status)
    if len(explained.clauses) <= MOST_CLAUSES:
        context["tree"] = query_tree(explained, result, ClauseColors(result.query.tree, desk.environment))
    context |= {"explained": explained, "notices": worded_notices(explained.notices, asked.query, language())}
    return render(request, template, context)


@require_safe
def export(request: HttpRequest, extension: str) -> HttpResponseBase:
    """The whole result as a file, in the order of the page, without a cap."""
    if extension not in EXPORTS:
        raise Http404
    format_, media_type = EXPORTS[extension]
    asked = Asked.read(request.GET)
    desk = desk_of(request, asked.query, edition=asked.edition)
    result = desk.search(asked.query)
    require_short(format_, result.total if format_ in REPORTS else 0)
    actor = actor_of(request)
    wish = ReportWish(made_for(actor))
    own = Exported(AddedColumns(actor), asked.columns) if request.GET.get("own") and format_ in TABLES else None
    with tempfile.TemporaryDirectory(prefix="zhihang-export-") as folder:
        path = Path(folder) / f"export.{extension}"
        if own is not None:
            own.write(path, result.records(asked.sort, asked.descending, None, asked.collapse), format_, language())
        else:
            sort, descending = asked.sort, asked.descending
            result.export(format_, path, sort=sort, descending=descending, collapse=asked.collapse, wish=wish)
        stream = path.open("rb")  # stays readable after its name is gone; the response closes it
    name = f"zhihang-{desk.edition[:12]}-{result.total}.{extension}"
    return FileResponse(stream, as_attachment=True, filename=name, content_type=media_type)


@require_safe
def fields(request: HttpRequest) -> HttpResponse:
    """Every field and operator of the query language on one page."""
    return render(request, "search_pages/fields.html", {"fields": list(field_table().values())})
