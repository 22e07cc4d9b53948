"""The operation that says which corpora can be asked."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from zhihang.errors import ZhihangError
from zhihang.information.api.access import AccessToken, actor_asking
from zhihang.information.api.errors import errors
from zhihang.information.api.policy import Scope
from zhihang.information.corpora.places import Place
from zhihang.information.corpora.selectors import readable

router = Router(tags=["search"])


class CorpusOut(Schema):
    """A corpus. `edition` and `records` are null while there is nothing in it that can be read."""

    key: str = Field(description="As `corpora` takes it.")
    name: str = Field(description="The public one in the language of Accept-Language.")
    is_public: bool
    edition: str | None
    records: int | None


@router.get(
    "/corpora", response={200: list[CorpusOut], **errors()}, auth=AccessToken(Scope.SEARCH), operation_id="corpora",
    summary="Corpora one may ask",
)  # fmt: skip
def corpora(request: HttpRequest) -> Any:
    """The public one, then private ones that the organization of the token may read."""
    return [_out(each) for each in readable(actor_asking(request))]


def _out(place: Place) -> CorpusOut:
    edition: str | None = None
    records: int | None = None
    with suppress(ZhihangError):
        current = place.opened().current()
        edition, records = current.id, current.manifest.counts.records
    return CorpusOut(key=place.key, name=place.name, is_public=place.is_public, edition=edition, records=records)
