"""The page of one record, its machine-readable forms, and the go-to box."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from zhihang.errors import NotFound, QueryError, ZhihangError
from zhihang.information.editions.selectors import corpus
from zhihang.information.facets.refining import quoted
from zhihang.information.search_pages.forms import Asked
from zhihang.information.search_pages.linking import known_records
from zhihang.information.search_pages.record_sheet import RecordSheet
from zhihang.information.search_pages.selectors import Neighbours
from zhihang.library import Corpus
from zhihang.messages import text
from zhihang.records.record import Record
from zhihang.workspace.pages import navigation
from zhihang.workspace.pages.error_pages import problem_page
from zhihang.workspace.pages.preferences import language

_FILES: Final = {"bibtex": ("bib", "application/x-bibtex"), "ris": ("ris", "application/x-research-info-systems")}


@require_safe
def record(request: HttpRequest, identifier: str) -> HttpResponse:
    """Everything a record holds. Any usual way of writing the number leads to the address with its id."""
    asked = Asked.read(request.GET)
    open_corpus = corpus(asked.edition)
    try:
        found = open_corpus.record(identifier)
    except NotFound:
        return _no_record(request, identifier, open_corpus.edition_id)
    if found.id != identifier:
        return redirect(f"{reverse('search_pages:record', args=[found.id])}?{request.GET.urlencode()}".rstrip("?"))
    sheet = RecordSheet(found, language(), asked.text)
    first = request.GET.get("paragraph", "")
    paragraphs, further = sheet.description_page(int(first) if first.isdecimal() and len(first) < 9 else 1)
    neighbours = Neighbours(open_corpus, asked, language()) if asked.query and asked.at else None
    context = {
        "sheet": sheet,
        "record": found,
        "asked": asked,
        "edition_id": open_corpus.edition_id,
        "neighbours": neighbours if neighbours and neighbours.is_at(found.id) else None,
        "known": known_records(open_corpus, found),
        "paragraphs": paragraphs,
        "further": further,
        "siblings": _siblings(open_corpus, found),
    }
    return render(request, "search_pages/record.html", context)


def _no_record(request: HttpRequest, number: str, edition: str) -> HttpResponse:
    """A number that leads to no record here: what was looked for where, and how to look elsewhere."""
    detail = text("information", "NO_RECORD", language(), number=number, edition=edition)
    return problem_page(request, 404, detail=detail, code="RECORD")


def _siblings(open_corpus: Corpus, found: Record) -> list[dict[str, object]]:
    """The other documents of the same right: its publications, its register entry."""
    if not found.application_number:
        return []
    try:
        result = open_corpus.search(f"ap={quoted(found.application_number)} AND right={found.right}")
    except QueryError:  # a register's own number, which no scheme of application numbers knows
        return []
    return [
        hit.row
        for hit in result.page(0, 50, "pd", False)
        if hit.row["right_id"] == found.right_id and hit.id != found.id
    ]


@require_safe
def record_json(request: HttpRequest, identifier: str) -> HttpResponse:
    """The record as JSON: the same object as in exports and on the command line."""
    data = corpus(request.GET.get("edition", "")).record_json(identifier)
    return HttpResponse(data, content_type="application/json; charset=utf-8")


@require_safe
def record_file(request: HttpRequest, identifier: str, kind: str) -> HttpResponse:
    """The record for a reference manager."""
    open_corpus = corpus(request.GET.get("edition", ""))
    found = open_corpus.record(identifier)
    extension, media_type = _FILES[kind]
    with tempfile.TemporaryDirectory(prefix="zhihang-record-") as folder:
        path = Path(folder) / f"record.{extension}"
        open_corpus.search(f"id={quoted(found.id)}").export(kind, path)
        response = HttpResponse(path.read_bytes(), content_type=f"{media_type}; charset=utf-8")
    name = "".join(character if character.isalnum() else "-" for character in found.id)
    response["Content-Disposition"] = f'attachment; filename="{name}.{extension}"'
    return response


@require_safe
def goto(request: HttpRequest) -> HttpResponse:
    """The box at the top: a record by its number, a page by its name, else a search."""
    wanted = request.GET.get("to", "").strip()[:200]
    page = _page_named(wanted)
    if page or not wanted:
        return redirect(page or "search_pages:search")
    try:
        found = corpus().record(wanted)
    except NotFound:
        if any(character.isdigit() for character in wanted) and " " not in wanted:
            return _no_record(request, wanted, corpus().edition_id)
    except ZhihangError:
        pass
    else:
        return redirect("search_pages:record", identifier=found.id)
    return redirect(f"{reverse('search_pages:search')}?{urlencode({'q': wanted})}")


def _page_named(wanted: str) -> str:
    """The address of the page whose label begins with what was typed, in the reader's language."""
    folded = wanted.casefold()
    pages = [page for area in navigation.areas() for page in area.pages]
    return next(
        (page.url for page in pages if len(folded) > 1 and gettext(page.label).casefold().startswith(folded)), ""
    )
