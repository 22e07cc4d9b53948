"""What the page of similar records reads: the ranking, why each hit is in it, and the way to exact search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zhihang.information.search_pages.keywords import Piece
from zhihang.information.similar_pages.question import ROWS, SimilarQuestion
from zhihang.library import Corpus
from zhihang.library.similar import Evidence, SimilarHit
from zhihang.messages import Language, text
from zhihang.records.record import Record
from zhihang.search.conditions import condition, quoted
from zhihang.search.similar.passages import Passage
from zhihang.search.similar.terms import Term

STRONGEST = 8
"""Terms that the link to exact search asks for, any of them."""
_SHOWN_TERMS = 12
_COLORS = 4


@dataclass(frozen=True, slots=True)
class TermLink:
    """One characteristic term: how many records have it, and the exact search for it."""

    text: str
    records: int
    query: str


@dataclass(frozen=True, slots=True)
class MarkedPassage:
    """A passage of a hit with its shared words marked; `source`: field and number, as in keywords in context."""

    source: str
    language: str
    pieces: tuple[Piece, ...]
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One hit of the ranking. `by`: whether the passages share words, lie near in meaning, or there is none."""

    hit: SimilarHit
    terms: tuple[str, ...]
    passages: tuple[MarkedPassage, ...]
    by: str

    @property
    def applicants(self) -> str:
        """All that the row names."""
        return "; ".join(self.hit.row.get("applicants") or ())


@dataclass(frozen=True, slots=True)
class SimilarPage:
    """The ranking for a question. `missing`: why nearness of meaning was not taken, in words, else empty."""

    asked: SimilarQuestion
    record: Record | None
    lines: list[Line]
    routes: tuple[str, ...]
    missing: str
    terms: list[TermLink]
    strongest: str

    @property
    def is_full(self) -> bool:
        """Whether the ranking may go on behind the last line."""
        return len(self.lines) >= self.asked.rows

    @property
    def lengths(self) -> list[tuple[str, int, bool]]:
        """How long the ranking may be: the address, the number of lines, whether it is the one shown."""
        return [(self.asked.parameters(rows=each), each, each == self.asked.rows) for each in ROWS]


def similar_page(corpus: Corpus, asked: SimilarQuestion, language: Language) -> SimilarPage:
    """The ranking. Raises UsageError, NotFound for a record that is not here, QueryError for the scope."""
    found = corpus.similar(
        asked.record or None, text=None if asked.record else asked.text, by=asked.by, limit=asked.rows,
        fold=asked.fold, scope=asked.scope or None,
    )  # fmt: skip
    terms = found.terms
    return SimilarPage(
        asked=asked,
        record=found.record,
        lines=[_line(hit, found.evidence(hit)) for hit in found.hits],
        routes=found.routes,
        missing=text("search", found.missing, language) if found.missing else "",
        terms=[TermLink(term.text, term.records, _exact([term])) for term in terms[:_SHOWN_TERMS]],
        strongest=_exact(terms[:STRONGEST]),
    )


def _exact(terms: Sequence[Term]) -> str:
    """The exact query for any of some terms: words in title, abstract and claims or goods, classes in their field."""
    words = [quoted(term.text) for term in terms if not term.is_class]
    schemes: dict[str, list[str]] = {}
    for term in terms:
        if term.is_class:
            schemes.setdefault(term.feature.scheme.rstrip(":<"), []).append(_symbol(term))
    clauses = [f"{field}=({' OR '.join(words)})" for field in ("tac", "gds") if words]
    return " OR ".join(
        [*clauses, *(condition(scheme, list(dict.fromkeys(symbols))) for scheme, symbols in schemes.items())]
    )


def _symbol(term: Term) -> str:
    """A class symbol as the query language writes it: a group above the record's own counts with all below it."""
    symbol = term.text.replace(" ", "")
    return f"{symbol}/low" if term.feature.scheme.endswith("<") and "/" in symbol else symbol


def _line(hit: SimilarHit, evidence: Evidence) -> Line:
    return Line(
        hit,
        tuple(term.text for term in evidence.terms[:STRONGEST]),
        tuple(map(_marked, evidence.passages)),
        evidence.by,
    )


def _marked(passage: Passage) -> MarkedPassage:
    """The passage cut at its marks; marks that lie in one another become one, as two neighbouring characters do."""
    found: list[Piece] = []
    at = 0
    for start, end, term in _joined(passage):
        if start > at:
            found.append(Piece(passage.text[at:start]))
        found.append(Piece(passage.text[start:end], term % _COLORS + 1))
        at = end
    if at < len(passage.text):
        found.append(Piece(passage.text[at:]))
    return MarkedPassage(f"{passage.field} {passage.number}", passage.language, tuple(found), passage.is_cut)


def _joined(passage: Passage) -> list[tuple[int, int, int]]:
    spans: list[tuple[int, int, int]] = []
    for mark in sorted(passage.marks, key=lambda each: (each.start, -each.end)):
        if spans and mark.start < spans[-1][1]:
            start, end, term = spans[-1]
            spans[-1] = (start, max(end, mark.end), term)
        else:
            spans.append((mark.start, mark.end, mark.term))
    return spans
