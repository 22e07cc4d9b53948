"""Which claims stand by themselves, where a file does not mark their references: by the words of their language.

A dependent claim names another claim. A claim of another category than the one it names ("Use of the compound of claim
1") is independent. Where the words of a language are not known, nothing is said: no claim is called independent.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from zhihang.messages import read_yaml

_PRINTED = re.compile(r"\s*(\d+)\s*[.):]")


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """The words of one language: see `claim_words.yaml`."""

    reference: re.Pattern[str]
    number: re.Pattern[str]
    activity: re.Pattern[str]


@cache
def claim_words() -> dict[str, ClaimWords]:
    """The words by language."""
    data = read_yaml((resources.files(__package__) / "claim_words.yaml").read_text("utf-8"))
    return {
        language: ClaimWords(*(re.compile(words[part], re.IGNORECASE) for part in ("reference", "number", "activity")))
        for language, words in data.items()
    }


def independent(claims: Sequence[str], language: str) -> tuple[int, ...]:
    """Positions, from 1, of the claims that stand by themselves; none where the language's words are not known.

    >>> independent(["A valve.", "The valve of claim 1, with a seat.", "Use of the valve of claim 1."], "en")
    (1, 3)
    """
    words = claim_words().get(language)
    if words is None:
        return ()
    places = _places(claims)
    return tuple(
        place for place, claim in enumerate(claims, 1) if not _is_dependent(claim, claims, place, words, places)
    )


def _places(claims: Sequence[str]) -> dict[int, int]:
    """Where the claim of a number stands: by the numbers that are printed before the claims, where all have one."""
    printed = [_PRINTED.match(claim) for claim in claims]
    found: dict[int, int] = {}
    for place, match in enumerate(printed, 1):
        found.setdefault(int(match[1]) if match and all(printed) else place, place)
    return found


def _is_dependent(claim: str, claims: Sequence[str], place: int, words: ClaimWords, places: dict[int, int]) -> bool:
    if words.reference.search(claim) is None:
        return False
    match = words.number.search(claim)
    named = places.get(int(match["number"])) if match else place - 1
    if not named or named == place:
        return True
    return bool(words.activity.match(claim)) == bool(words.activity.match(claims[named - 1]))
