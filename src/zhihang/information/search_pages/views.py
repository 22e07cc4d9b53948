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
from zhihang.information.editions.selectors import corpus, edition_named
from zhihang.information.search_pages.forms import ROWS, Asked
from zhihang.information.search_pages.mending import Mending, mending
from zhihang.information.search_pages.selectors import ResultPage, examples, part_counts, result_page
from zhihang.information.search_pages.wording import worded_notices
from zhihang.library import Corpus
from zhihang.messages import read_yaml
from zhihang.search.lexicon import lexicon
from zhihang.search.parser import parse
from zhihang.workspace.pages.preferences import language

EXPORTS: Final = {
    "csv": ("csv", "text/csv; charset=utf-8"),
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "ris": ("ris", "application/x-research-info-systems"),
    "bib": ("bibtex", "application/x-bibtex"),
    "jsonl": ("jsonl", "application/jsonl"),
    "parquet": ("parquet", "application/vnd.apache.parquet"),
}
"""Extension → format of the library, media type."""


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The search page: what was typed, its result or what is wrong with it, and which result is shown."""
    asked = Asked.read(request.GET)
    open_corpus = corpus(asked.edition)
    context = _context(open_corpus, asked)
    if not asked.query:
        context["examples"] = examples(open_corpus, _examples(), language())
        return render(request, "search_pages/search.html", context)
    try:
        page = result_page(open_corpus, asked, language())
    except QueryError as error:
        context |= {"mending": mending(asked.query, error, language()), "page": _page_shown(open_corpus, asked)}
        return render(request, "search_pages/search.html", context, status=error.http_status)
    context |= {"page": page, "notices": worded_notices(page.result.notices, asked.query, language())}
    if not page.total:
        context["parts"] = part_counts(open_corpus, asked.query, language())
    return render(request, "search_pages/search.html", context)


def _context(open_corpus: Corpus, asked: Asked) -> dict[str, Any]:
    return {
        "asked": asked,
        "edition_id": open_corpus.edition_id,
        "is_current": not asked.edition or edition_named().id == open_corpus.edition_id,
        "kept": asked.changed(edition=open_corpus.edition_id, shown=""),
        "rows_choices": ROWS,
        "exports": list(EXPORTS),
        "words": _words(),
    }


def _page_shown(open_corpus: Corpus, asked: Asked) -> ResultPage | None:
    """The result the asker was looking at before, where there was one."""
    if not asked.shown:
        return None
    try:
        return result_page(open_corpus, asked.changed(query=asked.shown, shown="", page=1), language())
    except QueryError:
        return None


@cache
def _examples() -> list[dict[str, str]]:
    path = resources.files("zhihang.information.search_pages") / "examples.yaml"
    return list(read_yaml(path.read_text("utf-8")))


@cache
def _words() -> dict[str, list[str]]:
    """What the query box colours: words that are operators, signs that are read as others."""
    plain = [word for words in lexicon()["operators"].values() for word in words]
    distant = [word for words in lexicon()["with_distance"].values() for word in words]
    return {"operators": plain + list(lexicon()["complete"]), "distant": distant}


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """What is wrong with a query that is being typed; nothing runs."""
    query = request.GET.get("q", "").replace("\r\n", "\n")
    found: Mending | None = None
    if query.strip():
        try:
            parse(query, language=language())
        except QueryError as error:
            found = mending(query, error, language())
    return render(request, "search_pages/mend.html", {"mending": found, "asked": Asked(query=query)})


@require_safe
def explanation(request: HttpRequest) -> HttpResponse:
    """How a query was read, with the count of each clause: a sheet beside the result, or a page of its own."""
    asked = Asked.read(request.GET)
    open_corpus = corpus(asked.edition)
    part = bool(getattr(request, "htmx", False))
    template = "search_pages/clauses.html" if part else "search_pages/explanation.html"
    context = {
        "asked": asked,
        "kept": asked.changed(edition=open_corpus.edition_id),
        "edition_id": open_corpus.edition_id,
    }
    try:
        explained = open_corpus.search(asked.query, language=language()).explain()
    except QueryError as error:
        context["mending"] = mending(asked.query, error, language())
        return render(request, template, context, status=error.http_status)
    context |= {"explained": explained, "notices": worded_notices(explained.notices, asked.query, language())}
    return render(request, template, context)


@require_safe
def export(request: HttpRequest, extension: str) -> HttpResponseBase:
    """The whole result as a file, in the order of the page, without a cap."""
    if extension not in EXPORTS:
        raise Http404
    format_, media_type = EXPORTS[extension]
    asked = Asked.read(request.GET)
    open_corpus = corpus(asked.edition)
    result = open_corpus.search(asked.query, language=language())
    with tempfile.TemporaryDirectory(prefix="zhihang-export-") as folder:
        path = Path(folder) / f"export.{extension}"
        result.export(format_, path, sort=asked.sort, descending=asked.descending)
        stream = path.open("rb")  # stays readable after its name is gone; the response closes it
    name = f"zhihang-{open_corpus.edition_id[:12]}-{result.total}.{extension}"
    return FileResponse(stream, as_attachment=True, filename=name, content_type=media_type)


@require_safe
def fields(request: HttpRequest) -> HttpResponse:
    """Every field and operator of the query language on one page."""
    return render(request, "search_pages/fields.html", {"fields": list(field_table().values())})
