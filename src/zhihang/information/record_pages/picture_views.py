"""The pictures of a record: images in three sizes, the page of one, and the way to pictures like it.

Whoever may not read a corpus may not read its pictures: each address goes through the same `reading` as its record.
"""

from __future__ import annotations

import io
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from zhihang.corpus.pictures.rendering import MEDIA_TYPE
from zhihang.errors import NotFound, UsageError
from zhihang.information.editions.selectors import reading
from zhihang.information.record_pages.gallery import SIZES, Figure, gallery, is_current
from zhihang.library import Corpus
from zhihang.library.pictures import Picture, picture_png
from zhihang.reporting.bibliography.sheet import RecordSheet
from zhihang.sources.pictures import picture_hash
from zhihang.workspace.organizations.acting import actor_of
from zhihang.workspace.pages.preferences import language

_FOR_GOOD: Final = "private, max-age=31536000, immutable"
_ASK_AGAIN: Final = "private, no-cache"
_CROSS: Final = 96


@require_safe
def image(request: HttpRequest, identifier: str, n: int, size: str) -> HttpResponseBase:
    """A picture as PNG. What cannot be unpacked is shown as a crossed field; its page says why."""
    corpus = reading(actor_of(request), request.GET.get("edition", ""))
    figure = _figure(corpus, identifier, n)
    tag = f'"{figure.note.sha256}-{size}"'
    if request.headers.get("if-none-match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    try:
        data = picture_png(corpus, identifier, n, SIZES[size]).data
    except NotFound:
        raise
    except UsageError:
        return HttpResponse(_crossed(), content_type=MEDIA_TYPE, headers={"Cache-Control": _ASK_AGAIN})
    kept = _FOR_GOOD if is_current(request.GET.get("v", ""), figure.note.sha256) else _ASK_AGAIN
    return HttpResponse(data, content_type=MEDIA_TYPE, headers={"ETag": tag, "Cache-Control": kept})


@require_safe
def picture(request: HttpRequest, identifier: str, n: int) -> HttpResponse:
    """One picture in its own size, what it is, and its neighbours."""
    corpus = reading(actor_of(request), request.GET.get("edition", ""))
    record = corpus.record(identifier)
    found = gallery(corpus, identifier)
    figure = _figure(corpus, identifier, n)
    previous, following = found.around(n)
    context = {
        "sheet": RecordSheet(record, language()),
        "record": record,
        "figure": figure,
        "picture": _described(corpus, identifier, n),
        "place": found.figures.index(figure) + 1,
        "total": len(found.figures),
        "previous": previous,
        "following": following,
        "edition_id": corpus.edition_id,
    }
    return render(request, "record_pages/picture.html", context)


@require_safe
def similar(request: HttpRequest, identifier: str, n: int) -> HttpResponse:
    """To the marks and designs whose pictures are like this one. Raises UsageError `NO_PICTURE`."""
    corpus = reading(actor_of(request), request.GET.get("edition", ""))
    figure = _figure(corpus, identifier, n)
    hashed = figure.note.hash or picture_hash(corpus.picture(identifier, n).data)
    asked = {"picture": hashed, "edition": request.GET.get("edition", "")}
    return redirect(f"{reverse('mark_pages:marks')}?{urlencode({name: text for name, text in asked.items() if text})}")


def _figure(corpus: Corpus, identifier: str, n: int) -> Figure:
    """The figure at a place. Raises NotFound `RECORD`; `PICTURE_FILE` where it is not here."""
    found = next((each for each in gallery(corpus, identifier).figures if each.note.n == n), None)
    if found is None:
        corpus.picture(identifier, n)  # which tells why
        raise NotFound("PICTURE", room="corpus", id=identifier, n=n, most=0)
    return found


def _described(corpus: Corpus, identifier: str, n: int) -> Picture | None:
    """What was delivered; None where it is no picture that can be unpacked."""
    try:
        found = corpus.picture(identifier, n)
        picture_png(corpus, identifier, n, SIZES["middle"])
    except NotFound:
        raise
    except UsageError:
        return None
    return found


def _crossed() -> bytes:
    """A crossed field: a picture should be here and cannot be shown."""
    import PIL.Image
    import PIL.ImageDraw

    field = PIL.Image.new("L", (_CROSS, _CROSS), "white")
    pen = PIL.ImageDraw.Draw(field)
    last = _CROSS - 1
    pen.rectangle((0, 0, last, last), outline="gray")
    pen.line((0, 0, last, last), fill="gray")
    pen.line((0, last, last, 0), fill="gray")
    sink = io.BytesIO()
    field.save(sink, "PNG")
    return sink.getvalue()
