"""What speaks for and against one applicant behind two names, and how much: weights in bits 证据权重.

A weight is the binary logarithm of how much likelier the evidence is between two names of one party than between names
of two (Fellegi, Sunter: A theory for record linkage, 1969). `evidence.tsv` says where each weight comes from; texts for
people are messages of this room (`evidence-…`).
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Final, Literal, TypeAlias

import msgspec

Kind: TypeAlias = Literal["person", "organization"]
THRESHOLDS: Final = "threshold"
"""Row of the table with the score from which a pair is proposed."""


class Evidence(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One reason 理由: its code, its weight in bits, what it rests on."""

    code: str
    weight: float
    detail: str = ""


@cache
def weights(kind: Kind) -> dict[str, float]:
    """Code → weight for pairs of one kind."""
    lines = (resources.files(__package__) / "evidence.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {code: float(weight) for each, code, weight, _ in rows if each == kind}


def evidence(kind: Kind, code: str, detail: str = "") -> Evidence:
    """A reason with the weight that the table gives it."""
    return Evidence(code=code, weight=weights(kind)[code], detail=detail)


def threshold(kind: Kind) -> float:
    """The score from which a pair is proposed."""
    return weights(kind)[THRESHOLDS]
