"""Which corpora a person searches: what the address says, else what was chosen the last time, else the usual ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, QueryDict

from zhihang.information.corpora.places import PUBLIC, Place
from zhihang.information.corpora.selectors import readable
from zhihang.information.editions.reading import Reading
from zhihang.information.editions.selectors import places_within
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.organizations.acting import actor_of

PARAMETER: Final = "corpora"
CHOSEN: Final = "chosen"
"""Says that a person ticked the corpora, on the form of the page."""
_COOKIE: Final = "zhihang_corpora"
_A_YEAR: Final = 31_536_000
_MOST: Final = 100
_LONGEST_KEY: Final = 18


@dataclass(frozen=True, slots=True)
class Choice:
    """One corpus that can be searched, and whether it is."""

    place: Place
    is_chosen: bool


def said_corpora(given: QueryDict) -> tuple[str, ...]:
    """The keys that an address or a form names, each once; what can be no key is left out."""
    return keys_of(",".join(given.getlist(PARAMETER)))


def keys_of(within: str) -> tuple[str, ...]:
    """The keys of a list with commas, each once; what can be no key is left out."""
    return tuple(dict.fromkeys(key for key in within.split(",")[:_MOST] if _is_key(key)))


def _is_key(key: str) -> bool:
    return key == PUBLIC or (key.isascii() and key.isdecimal() and len(key) <= _LONGEST_KEY)


def within_of(request: HttpRequest, *, is_search: bool = True) -> str:
    """The corpora of a request, as `reading` takes them; a search also keeps to what was chosen the last time.

    What was remembered and can no longer be read is passed over; what an address names is not.
    """
    said = said_corpora(request.GET) or said_corpora(request.POST)
    if said or not is_search or _COOKIE not in request.COOKIES:
        return ",".join(said)
    there = {each.key for each in readable(actor_of(request))}
    return ",".join(key for key in request.COOKIES[_COOKIE].split(".")[:_MOST] if key in there)


def remember(request: HttpRequest, response: HttpResponse, said: Sequence[str]) -> None:
    """Keep a choice that was made on the form, not what a link says; the usual one is forgotten, so that corpora made
    later belong to it."""
    if not said or request.GET.get(CHOSEN) != "1":
        return
    if set(said) == {each.key for each in places_within(actor_of(request))}:
        response.delete_cookie(_COOKIE, samesite="Lax")
    else:
        response.set_cookie(_COOKIE, ".".join(said), max_age=_A_YEAR, samesite="Lax", httponly=True)


def choice_context(request: HttpRequest, chosen: Reading, edition: str) -> dict[str, Any]:
    """What the form says of corpora: those to tick, those asked, whether an address names editions of the past."""
    return {
        "corpus_choices": choices(actor_of(request), chosen),
        "reading": chosen,
        "is_current": not edition or chosen.is_current,
    }


def choices(actor: Actor, chosen: Reading) -> list[Choice]:
    """Every corpus the actor can search, to be ticked; empty where there is only one."""
    asked = {each.key for each in (*chosen.places, *(place for place, _ in chosen.left_out))}
    found = [Choice(each, each.key in asked) for each in readable(actor)]
    return found if len(found) > 1 else []
