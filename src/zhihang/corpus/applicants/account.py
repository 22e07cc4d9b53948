"""Everything about one name: normal form and how it came about, standardized name, spellings, groups, judgements."""

from __future__ import annotations

from typing import Any

import msgspec

from zhihang.corpus.applicants.normal import Step, normalise
from zhihang.corpus.applicants.overlay import Overlay, every_judgement
from zhihang.corpus.applicants.statements import group_key, node_of
from zhihang.corpus.edition import Edition
from zhihang.sources.judgements.judgement import Judgement
from zhihang.text.folding import fold


class Spelling(msgspec.Struct, frozen=True, kw_only=True):
    """A name as published 公布写法, with the number of records and whether somebody judged it."""

    name: str
    country: str | None
    records: int
    standard: str
    is_judged: bool


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """A group that a name belongs to, with its days as judged."""

    group: str
    since: str | None
    until: str | None


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a name 名称说明. `standards` has several entries where the name is told apart by scope."""

    name: str
    text: str
    legal_form: str | None
    country: str | None
    steps: tuple[Step, ...]
    standards: tuple[str, ...]
    spellings: tuple[Spelling, ...]
    groups: tuple[Member, ...]
    judgements: tuple[Judgement, ...]
    overlay: str


def account(edition: Edition, name: str) -> Account:
    """What an edition and its overlay know of a name, in any of its spellings."""
    standardized = edition.standardized
    overlay = standardized.overlay
    made = normalise(name)
    standards = tuple(standardized.standards(fold(name).strip()))
    rows: list[dict[str, Any]] = standardized.standing.names.to_pylist()
    spellings = tuple(
        Spelling(
            name=row["name"],
            country=row["country"] or None,
            records=row["records"],
            standard=row["standard"],
            is_judged=row["is_judged"],
        )
        for row in rows
        if row["standard"] in standards
    )
    keys = {made.key, *(each.node.key for each in overlay.names if each.standard in standards)}
    judgements = [each for each in every_judgement(edition.corpus, overlay) if _is_about(each, keys)]
    return Account(
        name=name,
        text=made.text,
        legal_form=made.legal_form.code if made.legal_form else None,
        country=made.country,
        steps=made.steps,
        standards=standards,
        spellings=spellings,
        groups=_groups(judgements, overlay),
        judgements=tuple(judgements),
        overlay=overlay.version,
    )


def _is_about(judgement: Judgement, keys: set[str]) -> bool:
    sides = (judgement.name, *((judgement.other,) if judgement.other else ()))
    return any(node_of(side).key in keys for side in sides if side.name)


def _groups(judgements: list[Judgement], overlay: Overlay) -> tuple[Member, ...]:
    """The groups by the judgements that are in force."""
    valid = {(member.node, member.group_key) for member in overlay.members}
    return tuple(
        Member(group=each.group, since=each.since, until=each.until)
        for each in judgements
        if each.verdict == "member" and each.group and (node_of(each.name), group_key(each.group)) in valid
    )
