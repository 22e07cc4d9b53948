"""JSON read safely: one chunk → one value, or a problem; and the keys of it that no list knows."""

from __future__ import annotations

from typing import Any, TypeAlias

import msgspec

from zhihang.records.problem import Problem
from zhihang.sources.coverage import Coverage, Step
from zhihang.sources.encoding import to_utf8
from zhihang.sources.source import Chunk, Head, Place

JsonObject: TypeAlias = dict[str, Any]


def read_json(chunk: Chunk, place: Place) -> tuple[Any, list[Problem]]:
    """The value of a chunk and what had to be assumed; None where it is damaged."""
    data, assumed = to_utf8(chunk.data, None)
    problems = [place.problem("encoding", chunk.position, assumed)] if assumed else []
    try:
        return msgspec.json.decode(data), problems
    except (msgspec.DecodeError, RecursionError) as error:
        return None, [*problems, place.problem("damaged-json", chunk.position, str(error), fatal=True)]


def unread(value: Any, known: Coverage, at: str = "") -> dict[str, int]:
    """Paths of keys below `at` that neither list of a coverage knows, with their number; lists add no step."""
    step = known.tree
    for name in filter(None, at.split("/")):
        step = step.below.get(name, Step())
    found: dict[str, int] = {}
    _walk(value, step, at, found)
    return found


def _walk(value: Any, step: Step, path: str, found: dict[str, int]) -> None:
    if step.everything:
        return
    if isinstance(value, list):
        for each in value:
            _walk(each, step, path, found)
    elif isinstance(value, dict):
        for key, inner in value.items():
            below = step.below.get(key)
            here = f"{path}/{key}" if path else key
            if below is None:
                found[here] = found.get(here, 0) + 1
            elif isinstance(inner, dict | list):
                _walk(inner, below, here, found)


def said(value: JsonObject, *keys: str) -> str:
    """The text of the first of some keys that says something; numbers and truths as written in JSON; else empty."""
    for key in keys:
        found = value.get(key)
        if isinstance(found, bool):
            return "true" if found else "false"
        if isinstance(found, str | int | float):
            text = " ".join(str(found).split())
            if text:
                return text
    return ""


def members(value: JsonObject, key: str) -> list[Any]:
    """The members of a list; one value alone is a list of one; nothing where there is nothing."""
    found = value.get(key)
    if found is None:
        return []
    return found if isinstance(found, list) else [found]


def objects(value: JsonObject, key: str) -> list[JsonObject]:
    """The members of a list that are objects."""
    return [each for each in members(value, key) if isinstance(each, dict)]


def has_keys(head: Head, *keys: str) -> bool:
    """Whether the beginning of a file is JSON and names all of these keys."""
    text = head.text.lstrip("\ufeff \t\r\n")
    return text[:1] in ("{", "[") and all(f'"{key}"' in head.text for key in keys)
