"""The page of one record, its machine-readable forms, and the go-to box."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from zhihang.errors import NotFound, QueryError, UsageError
from zhihang.information.editions.selectors import reading
from zhihang.information.record_pages.gathering import computed
from zhihang.information.search_pages.desk import desk_of
from zhihang.information.search_pages.forms import Asked
from zhihang.information.search_pages.linking import known_records
from zhihang.information.search_pages.marking import Marker
from zhihang.information.search_pages.reports import made_for
from zhihang.information.search_pages.selectors import Neighbours
from zhihang.information.search_pages.standing import corpora_asked, narrowed, standing
from zhihang.library import Corpus
from zhihang.library.exporting import REPORTS, ReportWish
from zhihang.records.record import Record, to_json
from zhihang.reporting.bibliography.sheet import RecordSheet
from zhihang.search.conditions import quoted
from zhihang.workspace.organizations.acting import actor_of
from zhihang.workspace.pages import navigation
from zhihang.workspace.pages.preferences import language

_LONGEST_SHOWN: Final = 60
_FILES: Final = {
    "bibtex": ("bib", "application/x-bibtex; charset=utf-8"),
    "ris": ("ris", "application/x-research-info-systems; charset=utf-8"),
    "pdf": ("pdf", "application/pdf"),
    "docx": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


@require_safe
def record(request: HttpRequest, identifier: str) -> HttpResponse:
    """Everything a record holds. Any usual way of writing the number leads to the address with its id."""
    asked = Asked.read(request.GET)
    desk = desk_of(request, asked.query, edition=asked.edition, is_search=False)
    open_corpus = desk.corpus
    found = _record(narrowed(request, open_corpus), identifier)
    if found.id != identifier:
        return redirect(f"{reverse('search_pages:record', args=[found.id])}?{request.GET.urlencode()}".rstrip("?"))
    sheet = RecordSheet(found, language(), asked.text)
    first = request.GET.get("paragraph", "")
    paragraphs, further = sheet.description_page(int(first) if first.isdecimal() and len(first) < 9 else 1)
    neighbours = Neighbours(desk, asked) if asked.query and asked.at else None
    known, siblings = known_records(open_corpus, found), _siblings(open_corpus, found)
    documents = [str(row["id"]) for row in siblings]
    context = {
        "sheet": sheet,
        "record": found,
        "asked": asked,
        "edition_id": open_corpus.edition_id,
        "standing": standing(request, open_corpus, found.id),
        "marker": Marker(desk, asked.query),
        "neighbours": neighbours if neighbours and neighbours.is_at(found.id) else None,
        "known": known,
        "computed": computed(open_corpus, found, documents, known, language(), date.today()),
        "paragraphs": paragraphs,
        "further": further,
        "siblings": siblings,
    }
    return render(request, "search_pages/record.html", context)


def _record(open_corpus: Corpus, number: str) -> Record:
    """The record of a number. Raises NotFound `NO_RECORD`, which says what was looked for and where."""
    try:
        return open_corpus.record(number)
    except NotFound as error:
        shown = number if len(number) <= _LONGEST_SHOWN else f"{number[:_LONGEST_SHOWN]}…"
        edition = open_corpus.edition_id
        raise NotFound("NO_RECORD", room="information", number=shown, edition=edition) from error


def _siblings(open_corpus: Corpus, found: Record) -> list[dict[str, object]]:
    """The other documents of the same right: its publications, its register entry."""
    if not found.application_number:
        return []
    try:
        result = open_corpus.search(f"ap={quoted(found.application_number)} AND right={found.right}")
    except QueryError:  # a register's own number, which no scheme of application numbers knows
        return []
    rows = {hit.id: hit.row for hit in result.page(0, 50, "pd", False) if hit.row["right_id"] == found.right_id}
    return [row for identifier, row in rows.items() if identifier != found.id]


@require_safe
def record_json(request: HttpRequest, identifier: str) -> HttpResponse:
    """The record as JSON: the same object as in exports and on the command line."""
    found = _record(narrowed(request, corpora_asked(request)), identifier)
    return HttpResponse(to_json(found), content_type="application/json; charset=utf-8")


@require_safe
def record_file(request: HttpRequest, identifier: str, kind: str) -> HttpResponse:
    """The record for a reference manager."""
    open_corpus = narrowed(request, corpora_asked(request))
    found = _record(open_corpus, identifier)
    holding = open_corpus.only(open_corpus.holding(found.id)[0].key)
    extension, media_type = _FILES[kind]
    with tempfile.TemporaryDirectory(prefix="zhihang-record-") as folder:
        path = Path(folder) / f"record.{extension}"
        if kind in REPORTS:
            wish = ReportWish(made_for(actor_of(request)))
            holding.report(found.id, kind, path, language=language(), wish=wish)
        else:
            holding.search(f"id={quoted(found.id)}").export(kind, path)
        response = HttpResponse(path.read_bytes(), content_type=media_type)
    name = "".join(character if character.isalnum() else "-" for character in found.id)
    response["Content-Disposition"] = f'attachment; filename="{name}.{extension}"'
    return response


@require_safe
def goto(request: HttpRequest) -> HttpResponse:
    """The box at the top: a record by its number, a page by its name, else a search."""
    wanted = request.GET.get("to", "").strip()[:200]
    page = _page_named(request, wanted)
    if page or not wanted:
        return redirect(page or "search_pages:search")
    try:
        return redirect("search_pages:record", identifier=_record(reading(actor_of(request)), wanted).id)
    except NotFound as error:
        looks_like_a_number = any(character.isdigit() for character in wanted) and " " not in wanted
        if looks_like_a_number or error.code != "NO_RECORD":
            raise
    except UsageError:  # no number at all: words to search
        pass
    return redirect(f"{reverse('search_pages:search')}?{urlencode({'q': wanted})}")


def _page_named(request: HttpRequest, wanted: str) -> str:
    """The address of the page whose label begins with what was typed, in the reader's language."""
    folded = wanted.casefold()
    if len(folded) < 2:
        return ""
    pages = navigation.pages(request)
    return next((page.url for page in pages if gettext(page.label).casefold().startswith(folded)), "")
