"""Marks and names like a given one: every hit with the routes by which it is alike, and how much by each."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from zhihang.errors import UsageError
from zhihang.library.corpora import Corpus
from zhihang.library.result import Result, Row
from zhihang.search.marks.asked import Asked, take_apart
from zhihang.search.marks.glyphs import NO_GLYPHS
from zhihang.search.marks.likeness import Likeness, likeness
from zhihang.search.marks.routes import Glyphs, Route, kinds, routes

What: TypeAlias = Literal["marks", "names"]
_GOODS = re.compile(r"[0-9A-Za-z]{1,8}")
"""A Nice class or similar group; they stand in a query as they are written."""
_SCOPE = {"marks": "right=trademark", "names": "(right=plant_variety or right=geographical_indication)"}
_ORDER = list(kinds())
_FIELD = {"marks": "mk", "names": "ti"}


@dataclass(frozen=True, slots=True)
class Alike:
    """One right that is like the name 近似商标: what a list shows of it, and its likenesses, the greatest first."""

    row: dict[str, Any]
    corpus: int
    likenesses: tuple[Likeness, ...]

    @property
    def id(self) -> str:
        """The record's id."""
        return str(self.row["id"])

    @property
    def weight(self) -> float:
        """The greatest of its likenesses, 0 to 1, routes weighted."""
        return self.likenesses[0].weight


@dataclass(frozen=True, slots=True)
class SimilarMarks:
    """All rights like a name, without a cap. `routes`: each way that was tried, its query, and how many it found."""

    asked: Asked
    routes: tuple[tuple[Route, int], ...]
    hits: tuple[Alike, ...]
    edition: str

    @property
    def total(self) -> int:
        """How many rights are alike by any route."""
        return len(self.hits)


def similar_marks(
    corpus: Corpus,
    name: str,
    *,
    classes: Sequence[str] = (),
    groups: Sequence[str] = (),
    by: Collection[str] | None = None,
    glyphs: Glyphs = NO_GLYPHS,
    least: float = 0.0,
    what: What = "marks",
) -> SimilarMarks:
    """The marks like a name (or denominations and geographical names), the most alike first, ties by id.

    `classes`: only in these Nice classes, or among goods of these similar `groups` (either is enough); `by`: only these
    routes; `glyphs`: characters that look alike, from `load_glyphs`; `least`: the smallest weighted likeness that is
    kept. Raises UsageError `NO_NAME`, `ROUTE`, `GOODS`; QueryError for a class that is none.
    """
    asked = take_apart(name)
    for written in (*classes, *groups):
        if not _GOODS.fullmatch(written):
            raise UsageError("GOODS", room="search", text=written)
    if by is not None and (strange := set(by) - set(kinds())):
        raise UsageError("ROUTE", room="search", name=", ".join(sorted(strange)), known=", ".join(kinds()))
    wanted = [route for route in routes(asked, _FIELD[what], glyphs) if by is None or route.code in by]
    narrowed = _narrowed(what, classes, groups)
    tried: list[tuple[Route, int]] = []
    rows: dict[tuple[int, str], dict[str, Any]] = {}
    found: dict[tuple[int, str], list[Likeness]] = {}
    for route in wanted:
        result = corpus.search(f"({route.query}) and {narrowed}")
        tried.append((Route(route.code, f"({route.query}) and {narrowed}"), result.total))
        for hit, spelled in _named(result, what):
            key = (hit.corpus, hit.id)
            rows[key] = hit.row
            ways = [likeness(route.code, asked, each, glyphs) for each in spelled]
            found.setdefault(key, []).append(max(ways, key=lambda each: each.share))
    alike = [Alike(rows[key], key[0], _ranked(each)) for key, each in found.items()]
    alike = [each for each in alike if each.weight >= least]
    alike.sort(key=lambda each: (-each.weight, _ORDER.index(each.likenesses[0].route), each.id))
    return SimilarMarks(asked, tuple(tried), tuple(alike), corpus.edition_id)


def _named(result: Result, what: What) -> Iterator[tuple[Row, Sequence[str]]]:
    """Each hit with what it is called: a mark's text, or a denomination or geographical name in each language."""
    hits = result.page(0, max(result.total, 1))
    if what == "marks":
        yield from ((hit, [str(hit.row.get("title") or "")]) for hit in hits)
    else:
        yield from ((hit, list(record.title.values())) for hit, record in zip(hits, result.records(), strict=True))


def _narrowed(what: What, classes: Sequence[str], groups: Sequence[str]) -> str:
    either = [f"nice={each}" for each in classes] + [f"sg={each}" for each in groups]
    return f"{_SCOPE[what]} and ({' or '.join(either)})" if either else _SCOPE[what]


def _ranked(likenesses: list[Likeness]) -> tuple[Likeness, ...]:
    return tuple(sorted(likenesses, key=lambda each: (-each.weight, _ORDER.index(each.route))))
