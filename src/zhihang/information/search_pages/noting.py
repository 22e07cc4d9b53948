"""Which line of the history a result is: a new one, one that said the same, or one that facets narrowed."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from django.db import OperationalError
from django.http import HttpRequest

from zhihang.information.facets.refining import split
from zhihang.information.history import services
from zhihang.information.history.line import Line
from zhihang.information.history.selectors import line_of
from zhihang.information.search_pages.selectors import ResultPage
from zhihang.workspace.organizations.acting import actor_of

logger = logging.getLogger("zhihang.pages")


@dataclass(frozen=True, slots=True)
class Noted:
    """The line, and whether the result is narrower than it: conditions of facets make no line of their own."""

    line: Line
    is_narrowed: bool = False


def noted(request: HttpRequest, page: ResultPage, *, as_it_is: bool = False) -> Noted | None:
    """The place of a result in its asker's history, noted there. `as_it_is`: also a narrowed query gets its line."""
    if request.method != "GET":
        return None
    try:
        return _noted(request, page, as_it_is)
    except OperationalError:  # a database that is busy or away keeps nobody from reading
        logger.warning("a search was not noted", exc_info=True)
        return None


def _noted(request: HttpRequest, page: ResultPage, as_it_is: bool) -> Noted:
    actor, session = actor_of(request), request.session
    query = page.result.query
    own, conditions = split(query.text)
    if conditions and not as_it_is and line_of(actor, session, query.text) is None:
        known = line_of(actor, session, own) or line_of(actor, session, _without_brackets(own))
        if known is not None:
            return Noted(known, is_narrowed=True)
    return Noted(services.add_line(actor, session, query, total=page.total, edition="+".join(page.result.edition_ids)))


def _without_brackets(query: str) -> str:
    inside = query.strip()
    return inside[1:-1].strip() if inside.startswith("(") and inside.endswith(")") else inside
