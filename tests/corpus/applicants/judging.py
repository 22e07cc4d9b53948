"""Judgements in few words, for tests: `same("A AG", "B AG")`, `member("A AG", "G", "2019", "2020")`."""

from __future__ import annotations

from typing import Any

from zhihang.sources.judgements.judgement import Judgement, Named


def named(name: str) -> Named:
    """`Delta [US]` is meant for parties of a country, `Delta {EP1000000A1}` in one record."""
    text, _, record = name.partition(" {")
    text, _, country = text.partition(" [")
    return Named(name=text, country=country.rstrip("]") or None, record=record.rstrip("}") or None)


def judged(verdict: Any, name: str, other: str | None = None, **keys: Any) -> Judgement:
    keys = {"by": "lw", "when": "2024-05-02"} | keys
    return Judgement(verdict=verdict, name=named(name), other=named(other) if other else None, **keys)


def same(name: str, other: str, **keys: Any) -> Judgement:
    return judged("same", name, other, **keys)


def different(name: str, other: str, **keys: Any) -> Judgement:
    return judged("different", name, other, **keys)


def member(name: str, group: str, since: str | None = None, until: str | None = None, **keys: Any) -> Judgement:
    return judged("member", name, group=group, since=since, until=until, **keys)
