"""What the publications of the demo cite: earlier ones of the same field, and invented literature."""

from __future__ import annotations

from zhihang.demo.draw import Draw
from zhihang.demo.inventions import Cited, Invention, Publication

_CITING = {"US": 5, "EP": 4, "CN": 3, "WO": 3}
_CATEGORIES = ("X", "Y", "A", "A", "A")


def cite_all(inventions: list[Invention], seed: int) -> None:
    """Citations for the publications that print them: US and Chinese grants, European and international searches."""
    by_theme: dict[str, list[Publication]] = {}
    for invention in inventions:
        by_theme.setdefault(invention.theme.name, []).extend(invention.publications)
    for invention in inventions:
        earlier = by_theme[invention.theme.name]
        for publication in invention.publications:
            if _cites(publication):
                draw = Draw(seed, "citations", invention.serial, publication.printed)
                publication.cited = _cited(publication, earlier, draw)


def _cites(publication: Publication) -> bool:
    office = publication.filing.office
    return publication.stage == ("application" if office in ("EP", "WO") else "grant") and office in _CITING


def _cited(publication: Publication, earlier: list[Publication], draw: Draw) -> list[Cited]:
    filing = publication.filing
    known = [other for other in earlier if other.date < filing.date and other.filing.invention is not filing.invention]
    chosen = draw.some(known, draw.whole(0, _CITING[filing.office]))
    found = [
        Cited(other, category=draw.pick(_CATEGORIES), by="applicant" if draw.chance(0.4) else "examiner")
        for other in sorted(chosen, key=lambda other: other.printed)
    ]
    if draw.chance(0.4):
        literature = filing.invention.composition.literature
        text = literature.zh if filing.office == "CN" else literature.en
        found.append(Cited(None, text=text, category=draw.pick(_CATEGORIES), by="applicant"))
    return found
