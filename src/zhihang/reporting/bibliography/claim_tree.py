"""Claims 权利要求 as they hang together: which stand by themselves, which depend on which."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from zhihang.messages import read_yaml
from zhihang.records.record import Record

_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim: number, text, the claims it names (empty where it stands by itself), how deep it hangs."""

    number: int
    text: str
    refers: tuple[int, ...]
    reference: str
    depth: int

    @property
    def is_independent(self) -> bool:
        """Whether it stands by itself."""
        return self.depth == 0


@dataclass(frozen=True, slots=True)
class ClaimTree:
    """The claims of a record in one language."""

    claims: tuple[Claim, ...]

    @property
    def independent(self) -> int:
        """How many stand by themselves."""
        return sum(claim.is_independent for claim in self.claims)

    @property
    def characters(self) -> int:
        """Their length."""
        return sum(len(claim.text) for claim in self.claims)


def claim_tree(record: Record, language: str) -> ClaimTree:
    """The claims in a language of the record. Independent is what the record says; where it says nothing, a claim
    that names no earlier one."""
    stated = record.independent_claims.get(language)
    depths: dict[int, int] = {}
    claims: list[Claim] = []
    for number, written in enumerate(record.claims.get(language, ()), start=1):
        text = _without_number(written, number)
        refers, reference = _referred(text, number)
        is_independent = number in stated if stated is not None else not refers
        depth = 0 if is_independent else min(_DEEPEST, 1 + depths.get(refers[0], 0) if refers else 1)
        depths[number] = depth
        claims.append(Claim(number, text, () if is_independent else refers, "" if is_independent else reference, depth))
    return ClaimTree(tuple(claims))


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], ...], re.Pattern[str]]:
    """How references are written, and what makes two numbers a range."""
    path = resources.files("zhihang.reporting.bibliography") / "claim_references.yaml"
    table = read_yaml(path.read_text("utf-8"))
    return tuple(re.compile(each, re.IGNORECASE) for each in table["references"]), re.compile(table["range"])


def _without_number(text: str, number: int) -> str:
    """The claim without the number it is printed with: it hangs in the margin already."""
    match = re.match(r"\s*(\d{1,4})\s*[.\u3001\uff0e)]\s*", text)
    return text[match.end() :] if match and int(match[1]) == number else text


def _referred(text: str, number: int) -> tuple[tuple[int, ...], str]:
    """The earlier claims that a claim names first, and how many in short: `1`, `1-4`, `1, 3`."""
    patterns, ranging = _patterns()
    found = [match for pattern in patterns if (match := pattern.search(text))]
    if not found:
        return (), ""
    match = min(found, key=lambda each: each.start())
    numbers = [int(each) for each in re.findall(r"\d+", match["numbers"])]
    earlier = tuple(each for each in numbers if 0 < each < number)
    if not earlier:
        return (), ""
    is_range = len(earlier) == 2 and ranging.search(match["numbers"]) is not None
    return earlier, f"{earlier[0]}–{earlier[1]}" if is_range else ", ".join(map(str, earlier))
