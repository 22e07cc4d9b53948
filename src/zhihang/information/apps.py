"""Information as a Django app: its area of the band and the pages of its rail."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_noop

from zhihang.workspace.pages.navigation import Area, Page, register


def is_signed_in(request: HttpRequest) -> bool:
    """Whether the reader has collections at all."""
    return bool(request.user.is_authenticated)


def _signed_in(request: HttpRequest) -> bool:
    return bool(request.user.is_authenticated)


def _adds_files(request: HttpRequest) -> bool:
    """Whether the reader looks after a corpus: an administrator or manager, or the operator."""
    # accounts and corpora have tables, which may be named only when all apps are there
    from zhihang.information.corpora.policy import KEEPERS
    from zhihang.workspace.organizations.acting import actor_of

    actor = actor_of(request)
    return actor.is_operator or actor.has(*KEEPERS)


_SEARCHING = ("search_pages:form", "search_pages:record", "search_pages:explanation", "comparisons:compare")
AREA = Area(
    label=gettext_noop("Information"),
    goto="search_pages:goto",
    pages=(
        Page("search_pages:search", gettext_noop("Search"), also=_SEARCHING),
        Page("similar_pages:similar", gettext_noop("Similar records")),
        Page("mark_pages:marks", gettext_noop("Marks and names"), also=("mark_pages:*",)),
        Page("strategies:history", gettext_noop("Search history"), also=("strategies:edit", "strategies:upload")),
        Page("strategies:saved", gettext_noop("Saved searches"), also=("strategies:change_saved",), is_for=_signed_in),
        Page("search_pages:fields", gettext_noop("Fields and operators")),
        Page(
            "collections:collections",
            gettext_noop("Collections"),
            heading=gettext_noop("Kept"),
            also=("collections:[cfnir]*",),
            is_for=is_signed_in,
        ),
        Page(
            "collections:databases",
            gettext_noop("Thematic databases"),
            heading=gettext_noop("Kept"),
            also=("collections:database",),
            is_for=is_signed_in,
        ),
        Page(
            "annotations:annotations",
            gettext_noop("Tags and columns"),
            heading=gettext_noop("Kept"),
            also=("annotations:*",),
            is_for=is_signed_in,
        ),
        Page(
            "reviews:rounds",
            gettext_noop("Reviews"),
            heading=gettext_noop("Kept"),
            also=("reviews:*",),
            is_for=is_signed_in,
        ),
        Page(
            "exports:exports",
            gettext_noop("Exports"),
            heading=gettext_noop("Kept"),
            also=("exports:*",),
            is_for=is_signed_in,
        ),
        Page("tokens:tokens", gettext_noop("Access tokens"), heading=gettext_noop("API"), is_for=is_signed_in),
        Page(
            "editions:corpus",
            gettext_noop("Edition and sources"),
            heading=gettext_noop("Corpus"),
            also=("editions:certificate", "editions:difference"),
        ),
        Page(
            "corpora:corpora",
            gettext_noop("Corpora"),
            heading=gettext_noop("Corpus"),
            also=("corpora:*",),
            is_for=is_signed_in,
        ),
        Page(
            "intake:arrivals",
            gettext_noop("Files for corpora"),
            heading=gettext_noop("Corpus"),
            also=("intake:*",),
            is_for=_adds_files,
        ),
        Page(
            "watched_folders:folders",
            gettext_noop("Watched folders"),
            heading=gettext_noop("Corpus"),
            also=("watched_folders:*",),
            is_for=_adds_files,
        ),
        Page("editions:problems", gettext_noop("Problems in files"), heading=gettext_noop("Corpus")),
    ),
)


class InformationConfig(AppConfig):
    """The public record: editions, search, records."""

    name = "zhihang.information"
    label = "information"

    def ready(self) -> None:
        """Show the area; declare the jobs."""
        register(AREA)
        jobs_in = ("collections.importing", "exports.services", "intake.pruning", "intake.running")
        for jobs in (
            *jobs_in,
            "watched_folders.watching",
            "collections.naming",
            "annotations.added_columns",
            "annotations.naming",
        ):
            import_module(f"zhihang.information.{jobs}")
