"""What the page of marks reads: the rights like a name or a picture, a page of them at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from zhihang import config
from zhihang.information.mark_pages.question import ROWS, MarkQuestion
from zhihang.information.mark_pages.ranking import RANKED
from zhihang.information.record_pages.gallery import Figure, gallery, leading_figures
from zhihang.information.search_pages.columns import records_of
from zhihang.library import Corpus
from zhihang.library.marks import Alike, SimilarMarks, similar_marks
from zhihang.library.pictures import SimilarPicture, similar_pictures
from zhihang.messages import Language
from zhihang.records.record import Record
from zhihang.search.conditions import condition
from zhihang.search.marks.glyphs import NO_GLYPHS, load_glyphs
from zhihang.search.marks.likeness import Likeness
from zhihang.search.marks.routes import Glyphs, kinds


@dataclass(frozen=True, slots=True)
class RouteChoice:
    """One way of being alike as a box to tick: its name, whether it is ticked, whether it can be taken here."""

    code: str
    label: str
    is_chosen: bool
    needs_table: bool


@dataclass(frozen=True, slots=True)
class RouteCount:
    """One way that was tried: its name, its query, how many that query finds."""

    label: str
    query: str
    total: int


@dataclass(frozen=True, slots=True)
class Way:
    """One likeness of a hit, with the name of its route and its share in percent."""

    label: str
    likeness: Likeness

    @property
    def percent(self) -> int:
        """The share that agrees."""
        return round(self.likeness.share * 100)


@dataclass(frozen=True, slots=True)
class Line:
    """One hit as a line of the table. `percent`: its likeness; `picture`: which picture is alike, and in what."""

    place: int
    row: dict[str, Any]
    record: Record
    percent: int
    ways: tuple[Way, ...] = ()
    picture: SimilarPicture | None = None
    figure: Figure | None = None
    corpus: int = 0

    @property
    def name(self) -> str:
        """What stands for it: the mark's text, or its title."""
        return str(self.row.get("title") or "")

    @property
    def picture_file(self) -> str:
        """The name of the picture that is alike; empty where it stands inside the record's own file."""
        file = self.picture.file if self.picture else ""
        return "" if file.startswith("#") else file

    @property
    def groups(self) -> list[str]:
        """The similar groups of its goods, once each."""
        return list(dict.fromkeys(goods.group for goods in self.record.goods_services if goods.group))


@dataclass(frozen=True, slots=True)
class MarkPage:
    """One page of what is alike. `missing`: the page that was asked for and is not there, else 0."""

    asked: MarkQuestion
    total: int
    lines: list[Line]
    routes: list[RouteCount]
    missing: int = 0

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return _pages(self.total)

    @property
    def has_figures(self) -> bool:
        """Whether any line shows a picture."""
        return any(line.figure for line in self.lines)

    @property
    def first(self) -> int:
        """The place of the first line shown."""
        return (self.asked.page - 1) * ROWS + 1

    @property
    def last(self) -> int:
        """The place of the last line shown."""
        return self.first + len(self.lines) - 1

    @property
    def first_parameters(self) -> str:
        """The address of the first page."""
        return self.asked.parameters(page=1)

    @property
    def previous_parameters(self) -> str:
        """The address of the page before."""
        return self.asked.parameters(page=self.asked.page - 1)

    @property
    def next_parameters(self) -> str:
        """The address of the page after."""
        return self.asked.parameters(page=self.asked.page + 1)

    @property
    def last_parameters(self) -> str:
        """The address of the last page."""
        return self.asked.parameters(page=self.pages)

    @property
    def without_least(self) -> str:
        """The same question without a least likeness."""
        return self.asked.parameters(least="")

    @property
    def without_classes(self) -> str:
        """The same question in all classes."""
        return self.asked.parameters(classes="", groups="")

    @property
    def without_ways(self) -> str:
        """The same question by every way."""
        return self.asked.parameters(by=())


def route_choices(asked: MarkQuestion, language: Language) -> list[RouteChoice]:
    """Every way of being alike, the nearest first; one that needs a table that is not loaded says so."""
    has_table = bool(config.text_value("similar_characters"))
    return [
        RouteChoice(code, route_name(code, language), code in asked.by, code == "shape" and not has_table)
        for code in kinds()
    ]


def route_name(code: str, language: Language) -> str:
    """A way of being alike in words."""
    kind = kinds()[code]
    return kind.zh if language == "zh" else kind.en


def name_page(corpus: Corpus, asked: MarkQuestion, language: Language) -> MarkPage:
    """The rights like a name. Raises UsageError where the name has nothing to compare, or the table cannot be read."""
    glyphs = _glyphs()
    question = asked.changed(page=1), corpus.edition_id, _glyph_table()
    found = RANKED.answer(
        question,
        lambda: similar_marks(
            corpus, asked.name, classes=asked.class_list, groups=asked.group_list, by=asked.by or None,
            glyphs=glyphs, least=asked.least_share, what=asked.what,
        ),
    )  # fmt: skip
    asked, missing = _turned(asked, found.total)
    hits = found.hits[_start(asked) : _start(asked) + ROWS]
    keys = [(hit.corpus, hit.id) for hit in hits]
    records, figures = _records(corpus, keys), leading_figures(corpus, keys)
    lines = [
        _name_line(place, hit, records[key], figures.get(key), language)
        for place, (hit, key) in enumerate(zip(hits, keys, strict=True), start=_start(asked) + 1)
    ]
    return MarkPage(asked, found.total, lines, _counts(found, language), missing)


def picture_page(corpus: Corpus, asked: MarkQuestion) -> MarkPage:
    """The records with a picture like the asked one."""
    either = [f"nice={each}" for each in asked.class_list] + [f"sg={each}" for each in asked.group_list]
    found = similar_pictures(corpus, asked.picture, scope=" or ".join(either) or None)
    found = [each for each in found if each.share >= asked.least_share]
    asked, missing = _turned(asked, len(found))
    hits = found[_start(asked) : _start(asked) + ROWS]
    records = _records(corpus, [(hit.corpus, hit.id) for hit in hits])
    lines = [
        Line(
            place,
            hit.row,
            records[hit.corpus, hit.id],
            round(hit.share * 100),
            (),
            hit,
            _figure(corpus, hit),
            hit.corpus,
        )
        for place, hit in enumerate(hits, start=_start(asked) + 1)
    ]
    return MarkPage(asked, len(found), lines, [], missing)


def _figure(corpus: Corpus, hit: SimilarPicture) -> Figure | None:
    """The very picture that is alike, where it is kept."""
    found = gallery(Corpus([corpus.editions[hit.corpus]]), hit.id).figures
    return next((each for each in found if each.note.n == hit.n), None)


def _name_line(place: int, hit: Alike, record: Record, figure: Figure | None, language: Language) -> Line:
    ways = tuple(Way(route_name(each.route, language), each) for each in hit.likenesses)
    return Line(place, hit.row, record, round(hit.weight * 100), ways, figure=figure, corpus=hit.corpus)


def _counts(found: SimilarMarks, language: Language) -> list[RouteCount]:
    return [RouteCount(route_name(route.code, language), route.query, total) for route, total in found.routes]


def _glyph_table() -> tuple[str, int]:
    """The table of characters that look alike, and when it was last changed."""
    table = config.text_value("similar_characters")
    path = Path(table)
    return table, path.stat().st_mtime_ns if table and path.is_file() else 0


def _glyphs() -> Glyphs:
    table, changed = _glyph_table()
    return _loaded(table, changed) if table else NO_GLYPHS


@lru_cache(maxsize=1)
def _loaded(path: str, _changed: int) -> Glyphs:
    return load_glyphs(path)


def _records(corpus: Corpus, wanted: Sequence[tuple[int, str]]) -> dict[tuple[int, str], Record]:
    """The records of the lines shown, by corpus and id."""
    if not wanted:
        return {}
    ids = list(dict.fromkeys(identifier for _, identifier in wanted))
    result = corpus.search(condition("id", ids))
    rows = result.page(0, max(result.total, 1))
    records = records_of(result, rows)
    return {(row.corpus, row.hit.id): records[row.corpus, row.hit.ord] for row in rows}


def _turned(asked: MarkQuestion, total: int) -> tuple[MarkQuestion, int]:
    """The question at a page that there is, and the one that was asked for where there is none."""
    last = _pages(total)
    return asked.changed(page=min(asked.page, last)), asked.page if asked.page > last else 0


def _start(asked: MarkQuestion) -> int:
    return (asked.page - 1) * ROWS


def _pages(total: int) -> int:
    return max(1, -(-total // ROWS))
