"""Chinese claims: which of them stand by themselves.

A dependent claim begins with its reference to another one, "according to claim 1 ..." in any of the usual words
(implementing regulations of the patent law: the reference part comes first). Independent is, though it names another
claim: one that does so further on ("a battery with the separator of claim 1"), and one that begins so but
claims a use or a method of what the other claims ("use of the compound of claim 1 in ...").
"""

from __future__ import annotations

from collections.abc import Sequence

from zhihang.sources.cnipa.words import pattern, words


def without_number(claim: str, position: int) -> str:
    """The claim without the running number it is printed with, where that is its position."""
    match = pattern("number").match(claim)
    return claim[match.end() :] if match and int(match["number"]) == position else claim


def independent(claims: Sequence[str]) -> tuple[int, ...]:
    """Positions, from 1, of the claims that stand by themselves."""
    plain = [without_number(claim, position) for position, claim in enumerate(claims, start=1)]
    return tuple(number for number, claim in enumerate(plain, start=1) if not _is_dependent(claim, plain))


def _is_dependent(claim: str, claims: Sequence[str]) -> bool:
    if pattern("reference").match(claim) is None:
        return False
    category = _category(claim)
    if not category:
        return True
    return _category(_referred(claim, claims)) == category


def _category(claim: str) -> str:
    """Use or method, where the preamble of a claim ends in such a word."""
    match = pattern("preamble").match(claim)
    preamble = match[0] if match else claim
    return next((word for word in words()["categories"] if preamble.endswith(word)), "")


def _referred(claim: str, claims: Sequence[str]) -> str:
    """The first claim that a claim refers to; itself where the number leads nowhere."""
    match = pattern("referred").search(claim)
    number = int(match["first"]) if match else 0
    return claims[number - 1] if 0 < number <= len(claims) else claim
