"""What a line of cited literature says: author, title, where it appeared, year, volume, pages, identifiers, patents.

Offices print such lines as they were typed; the parts are read as far as they can be told, by the patterns of
`literature.tsv`, and the line itself is always kept beside them. What cannot be told is left empty, never guessed from
the length or the place of a word. How well this goes is measured, see `docs/explanation/citations.md`.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Final

import msgspec

_LEFT_OUT: Final = "\u241f"
"""Stands where a part was taken out, so that what is left falls into pieces there."""
_EDGES: Final = " \t,.;:-()[]\u2013\u2014\"'" + _LEFT_OUT
_ABBREVIATED: Final = re.compile(r"(?:\b[A-Z]|et al)$|\.")
"""An ending that loses its full stop when the edges are cleaned: an initial, or an abbreviation among others."""
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_TITLE_WORDS: Final = 4
"""An unquoted piece after the authors is a title from this many words on, if another piece follows it."""
_LEAST_LETTERS: Final = 3
_IDENTIFIERS: Final = ("doi", "url", "xp", "issn", "isbn")


class Literature(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A reference to literature, taken apart 非专利文献.

    `source`: the journal, the proceedings or the publisher; `pages`: as printed, `883-887`; `patents`: numbers of
    patents and applications that stand in the text, joined form; `xp`: the EPO's number of the document.
    """

    authors: str | None = None
    title: str | None = None
    source: str | None = None
    year: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    doi: str | None = None
    url: str | None = None
    xp: str | None = None
    issn: str | None = None
    isbn: str | None = None
    patents: tuple[str, ...] = ()


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    """Compiled patterns by part; those of names keep to capitals."""
    found: dict[str, list[re.Pattern[str]]] = {}
    text = (resources.files(__package__) / "literature.tsv").read_text("utf-8")
    for line in text.splitlines()[2:]:
        part, pattern, _ = line.split("\t")
        found.setdefault(part, []).append(re.compile(pattern, 0 if part == "authors" else re.IGNORECASE))
    return {part: tuple(patterns) for part, patterns in found.items()}


def read_literature(line: str) -> Literature:
    """The parts of one line.

    >>> read_literature("Kim et al., Proc. Natl. Acad. Sci. USA 91:883-887 (1994).").pages
    '883-887'
    """
    reading = _Reading(line)
    for part in _IDENTIFIERS:
        reading.take(part)
    reading.take_patents()
    reading.take("title", marked=True)
    reading.take("place")
    for part in ("volume", "issue", "date", "pages"):
        reading.take(part)
    reading.drop("date")
    reading.take_names()
    return Literature(**reading.parts, patents=tuple(dict.fromkeys(reading.patents)))


class _Reading:
    """The work on one line: what is left of it, and the parts taken out so far."""

    def __init__(self, line: str) -> None:
        self.rest = " ".join(line.split())
        self.parts: dict[str, str] = {}
        self.patents: list[str] = []
        self.title_at: int | None = None
        self.drop("end")

    def take(self, part: str, *, marked: bool = False) -> None:
        """The first pattern of the part that holds; nothing where what it gives is known already."""
        for pattern in _patterns()[part]:
            match = pattern.search(self.rest)
            if match is None:
                continue
            given = {name: value for name, value in match.groupdict().items() if value}
            if part == "pages" and not _is_span(given["pages"]):
                continue
            if any(name in self.parts for name in given):
                return
            self.parts |= {name: _tidy(name, value) for name, value in given.items()}
            if marked:
                self.title_at = match.start()
            self._cut(match.start(), match.end())
            return

    def drop(self, part: str) -> None:
        """Whatever else looks like the part is no name."""
        for pattern in _patterns()[part]:
            while match := pattern.search(self.rest):
                self._cut(match.start(), match.end())

    def _cut(self, start: int, end: int) -> None:
        self.rest = self.rest[:start] + _LEFT_OUT + self.rest[end:]
        if self.title_at is not None and start < self.title_at:
            self.title_at -= end - start - len(_LEFT_OUT)

    def take_patents(self) -> None:
        """Every number of a patent or an application; they stay in the text, whose title may hold them."""
        covered: list[tuple[int, int]] = []
        for pattern in _patterns()["patent"]:
            for match in pattern.finditer(self.rest):
                if not any(start < match.end() and match.start() < end for start, end in covered):
                    covered.append(match.span())
                    self.patents.append(_number(match))
        for start, end in sorted(covered, reverse=True):
            if "title" not in self.parts and not _in_quotes(self.rest, start):
                self._cut(start, end)

    def take_names(self) -> None:
        """Authors before the title, the source after it; without a marked title by the pieces that are left."""
        if self.title_at is not None:
            self._name("authors", _first_piece(self.rest[: self.title_at]))
            self._name("source", _journal(_first_piece(self.rest[self.title_at :])))
            return
        if self.patents and not ({"volume", "pages"} & self.parts.keys()):
            return
        rest = self.rest.lstrip(_EDGES)
        for pattern in _patterns()["authors"]:
            if match := pattern.search(rest):
                self._name("authors", match["authors"])
                self._unmarked(rest[match.end() :])
                return
        self._name("source", _first_piece(rest) if {"volume", "pages"} & self.parts.keys() else "")

    def _unmarked(self, rest: str) -> None:
        """A title of some words, then the source; or the source alone."""
        piece = _first_piece(rest)
        first, second = [*re.split(r"[,.:]\s", piece.strip(_EDGES), maxsplit=1), ""][:2]
        if second and len(first.split()) >= _TITLE_WORDS:
            self._name("title", first)
            self._name("source", _journal(second))
        else:
            self._name("source", _journal(piece))

    def _name(self, part: str, value: str) -> None:
        tidy = _tidy(part, value)
        if part not in self.parts and sum(letter.isalpha() for letter in tidy) >= _LEAST_LETTERS:
            self.parts[part] = tidy


def _first_piece(text: str) -> str:
    """The first run of words between the parts that were taken out."""
    pieces = text.split(_LEFT_OUT)
    return next((piece for piece in pieces if sum(letter.isalpha() for letter in piece) >= _LEAST_LETTERS), "")


def _journal(text: str) -> str:
    """What stands before its place, its publisher and the like."""
    return re.split(r"[,;](?:\s|$)", text.lstrip(_EDGES), maxsplit=1)[0]


def _in_quotes(text: str, place: int) -> bool:
    return text.count('"', 0, place) % 2 == 1 or text.count("\u201c", 0, place) > text.count("\u201d", 0, place)


def _is_span(pages: str) -> bool:
    """Whether numbers may be pages: a span of years is none, nor a number of a patent with its year."""
    first, *last = re.split(r"\s?[-\u2013]+\s?", pages)
    if not last:
        return True
    return len(last[0]) <= len(first) + 1 and not (_YEAR.fullmatch(first) and _YEAR.fullmatch(last[0]))


def _tidy(part: str, value: str) -> str:
    if part == "pages":
        return re.sub(r"\s?[-\u2013]+\s?", "-", value)
    if part in ("authors", "source", "title"):
        whole = value.replace(_LEFT_OUT, " ")
        tidy = whole.strip(_EDGES)
        stopped = whole.rstrip(_EDGES.replace(".", "")).endswith(".") or (part == "authors" and tidy.endswith("et al"))
        return f"{tidy}." if stopped and part != "title" and _ABBREVIATED.search(tidy) else tidy
    return re.sub(r"\s", "", value) if part in ("url", "doi", "xp", "issn") else value.strip()


def _number(match: re.Match[str]) -> str:
    """A number in joined form: office, number, kind where printed."""
    given = {name: re.sub(r"[\s,]", "", value) for name, value in match.groupdict().items() if value}
    kind = given.get("kind", "").upper()
    for name, digits in given.items():
        if name.startswith("us_"):
            plain = digits.replace("/", "").upper()
            return f"US{plain}{kind}"
    if given["office"].upper() == "PCT":
        return f"PCT/{given['number'].upper()}"
    return f"{given['office'].upper()}{re.sub('[-/]', '', given['number']).upper()}{kind}"
