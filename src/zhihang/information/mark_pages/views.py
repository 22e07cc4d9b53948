"""The page of trademark and name search, and the way from a picture to its address."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from zhihang.errors import UsageError
from zhihang.information.editions.choosing import choice_context, keys_of, remember, within_of
from zhihang.information.editions.reading import Reading
from zhihang.information.editions.selectors import reading
from zhihang.information.mark_pages.question import WHAT, MarkQuestion
from zhihang.information.mark_pages.selectors import MarkPage, name_page, picture_page, route_choices
from zhihang.library import Corpus
from zhihang.messages import error_text
from zhihang.sources.pictures import picture_hash
from zhihang.workspace.organizations.acting import actor_of
from zhihang.workspace.pages.preferences import language

MOST_PICTURE_BYTES: Final = 5_000_000
_MEGABYTE: Final = 1_000_000
_WRONG: Final = 400


@require_safe
def marks(request: HttpRequest) -> HttpResponse:
    """The form, and what is like the name or the picture of the address."""
    asked = MarkQuestion.read(request.GET)
    chosen = asked.corpora
    if not asked.edition:
        asked = asked.changed(corpora=within_of(request))
    opened = reading(actor_of(request), asked.edition, asked.corpora)
    context = _context(request, asked, opened)
    mistakes = dict(asked.mistakes())
    if not mistakes and (asked.name or asked.picture):
        try:
            context["page"] = _page(opened, asked)
        except UsageError as error:
            mistakes["picture" if asked.picture else "name"] = error_text(error, language())
    context["mistakes"] = mistakes
    response = render(request, "mark_pages/marks.html", context, status=_WRONG if mistakes else 200)
    remember(request, response, keys_of(chosen))
    return response


@require_POST
def picture(request: HttpRequest) -> HttpResponse:
    """A picture becomes its hash, and that an address; the picture itself is not kept."""
    asked = MarkQuestion.read(request.POST).changed(name="", by=(), page=1, picture="")
    file = request.FILES.get("file")
    if file is None or not file.size:
        wrong = gettext("Choose a file with a picture.")
    elif file.size > MOST_PICTURE_BYTES:
        wrong = gettext("The file has %(size).1f MB; at most %(most)d MB are compared.") % {
            "size": file.size / _MEGABYTE, "most": MOST_PICTURE_BYTES // _MEGABYTE,
        }  # fmt: skip
    else:
        try:
            found = picture_hash(file.read())
        except UsageError as error:
            wrong = error_text(error, language())
        else:
            return redirect(f"{reverse('mark_pages:marks')}?{asked.parameters(picture=found)}")
    context = _context(request, asked, reading(actor_of(request), asked.edition, asked.corpora)) | {
        "mistakes": {"picture": wrong}
    }
    return render(request, "mark_pages/marks.html", context, status=_WRONG)


def _page(opened: Corpus, asked: MarkQuestion) -> MarkPage:
    return picture_page(opened, asked) if asked.picture else name_page(opened, asked, language())


def _context(request: HttpRequest, asked: MarkQuestion, opened: Reading) -> dict[str, Any]:
    return choice_context(request, opened, asked.edition) | {
        "asked": asked,
        "kept": asked.changed(edition=opened.edition_id, corpora=""),
        "edition_id": opened.edition_id,
        "choices": route_choices(asked, language()),
        "kinds": WHAT,
        "most_megabytes": MOST_PICTURE_BYTES // _MEGABYTE,
    }
