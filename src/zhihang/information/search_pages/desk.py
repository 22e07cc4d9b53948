"""The desk of a reader 检索台: which corpus is asked, in which language, and what `#n` and `##name` mean there."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from zhihang.information.editions.choosing import within_of
from zhihang.information.editions.reading import Reading
from zhihang.information.editions.selectors import reading
from zhihang.information.history import selectors as history
from zhihang.information.history.line import history_of, text_for_everybody
from zhihang.information.saved_searches.selectors import names
from zhihang.library import Result
from zhihang.messages import Language
from zhihang.search.environment import EMPTY, Environment
from zhihang.search.parser import Query, parse
from zhihang.workspace.organizations.acting import actor_of
from zhihang.workspace.pages.preferences import language


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything beside its text that decides what a query finds."""

    corpus: Reading
    environment: Environment
    language: Language

    @property
    def edition(self) -> str:
        """The id of the edition asked."""
        return self.corpus.edition_id

    def search(self, query: str) -> Result:
        """The answer to a query. Raises QueryError."""
        return self.corpus.search(query, language=self.language, environment=self.environment)

    def parse(self, query: str) -> Query:
        """The query as read; nothing runs. Raises QueryError."""
        return parse(query, language=self.language, environment=self.environment)

    def total(self, query: str) -> int:
        """How many records a query has."""
        return self.search(query).total

    def text_for_everybody(self, query: str) -> str:
        """The query without what only its asker's history and saved searches say. Raises QueryError."""
        return text_for_everybody(self.parse(query), self.environment)


def desk_of(request: HttpRequest, *queries: str, edition: str = "", is_search: bool = True) -> Desk:
    """The reader's desk, to ask these queries in the corpora of the request; `is_search`: or those chosen before."""
    asked = reading(actor_of(request), edition, within_of(request, is_search=is_search))
    return Desk(asked, environment_of(request, *queries), language())


def environment_of(request: HttpRequest, *queries: str, before: int | None = None) -> Environment:
    """What the queries may name; nothing is read where they name nothing. `before`: only lines before that number."""
    if not any("#" in query or "＃" in query for query in queries):
        return EMPTY
    actor = actor_of(request)
    return Environment(history_of(history.lines(actor, request.session), before), names(actor))
