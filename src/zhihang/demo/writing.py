"""The demo as files: official formats where one exists, tables with the columns of the notices otherwise.

Three places are damaged on purpose, so that `zhihang corpus problems` has something to show:

1. `us/grants-1.xml`: an element that no US document type knows (`demo-remark`), in the first document;
2. `tables/cn-trademarks.xlsx`: a day that does not exist (30 February), in the first mark that was published;
3. `tables/cn-designs.csv`: a wrong check digit, in the application number of the first design.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from pathlib import Path

from zhihang.demo import (
    cn_document,
    cn_st96,
    copyrights,
    designs,
    exchange,
    indications,
    layouts,
    legal_status,
    settings,
    tables,
    trademarks,
    us_document,
    varieties,
)
from zhihang.demo.citing import cite_all
from zhihang.demo.filing import inventions
from zhihang.demo.inventions import Invention, Publication
from zhihang.demo.numbering import number_all
from zhihang.demo.tables import Row
from zhihang.demo.workbook import archive

_LAST_YEAR_OF_OLD_XML = 2017
"""The office delivered the older generation of XML until about then."""
_US_FILES = 3


def write_demo(folder: Path, *, seed: int = 1, scale: float = 1.0) -> list[Path]:
    """Writes the demo's files into a folder and gives their paths, in order.

    The same seed and scale give the same bytes on every machine. At scale 1 there are about 3,000 records: patents and
    utility models of CN, US, EP, WO, JP and KR in families, designs, trademarks, copyrights, layout-designs, plant
    varieties and geographical indications.
    """
    made = inventions(seed, scale)
    number_all(made)
    cite_all(made, seed)
    notices, in_files = designs.chinese(seed, scale)
    for name in ("us", "cn", "epo", "tables"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    return [
        *_american(folder / "us", made, designs.american(seed, scale)),
        *_chinese(folder / "cn", made, in_files),
        *_exchange(folder / "epo", made),
        *_tables(folder / "tables", made, notices, seed, scale),
    ]


def delivery_date() -> str:
    """The day on which the demo's files count as delivered: the day after the last one that they know."""
    return (settings.day("last_day") + datetime.timedelta(days=1)).isoformat()


def _of(made: list[Invention], office: str) -> list[Publication]:
    found = [publication for invention in made for publication in invention.publications]
    return sorted((each for each in found if each.filing.office == office), key=lambda each: (each.date, each.number))


def _written(path: Path, text: str) -> Path:
    path.write_bytes(text.encode("utf-8"))
    return path


def _american(folder: Path, made: list[Invention], ornamental: list[Publication]) -> Iterator[Path]:
    """Grants and designs together by date, as weekly files hold them; applications apart."""
    published = _of(made, "US")
    grants = sorted(
        [*(each for each in published if each.stage == "grant"), *ornamental], key=lambda each: (each.date, each.number)
    )
    for name, chosen in (("grants", grants), ("applications", [each for each in published if each.stage != "grant"])):
        for place, group in enumerate(_groups(chosen, _US_FILES), start=1):
            text = "".join(map(_american_document, group))
            is_damaged = name == "grants" and place == 1
            yield _written(folder / f"{name}-{place}.xml", _with_unknown_element(text) if is_damaged else text)


def _american_document(publication: Publication) -> str:
    is_design = publication.filing.right == "design"
    return designs.american_document(publication) if is_design else us_document.document(publication)


def _groups(publications: list[Publication], count: int) -> Iterator[list[Publication]]:
    size = -(-len(publications) // count) or 1
    for start in range(0, len(publications), size):
        yield publications[start : start + size]


def _chinese(folder: Path, made: list[Invention], ornamental: list[Publication]) -> Iterator[Path]:
    """The older generation packed, one publication a file; the newer one in a file a year; designs in one file."""
    published = _of(made, "CN")
    older = [each for each in published if each.date.year <= _LAST_YEAR_OF_OLD_XML]
    members = ((f"{each.printed}.xml", cn_document.document(each).encode("utf-8")) for each in older)
    packed = folder / f"publications-to-{_LAST_YEAR_OF_OLD_XML}.zip"
    packed.write_bytes(archive(members))
    yield packed
    newer = [each for each in published if each.date.year > _LAST_YEAR_OF_OLD_XML]
    for year in sorted({each.date.year for each in newer}):
        text = "".join(cn_st96.document(each) for each in newer if each.date.year == year)
        yield _written(folder / f"publications-{year}.xml", text)
    yield _written(folder / "designs.xml", "".join(map(designs.chinese_document, ornamental)))


def _exchange(folder: Path, made: list[Invention]) -> Iterator[Path]:
    exchanged = exchange.exchanged(made)
    for office in sorted({each.filing.office for each in exchanged}):
        chosen = [each for each in exchanged if each.filing.office == office]
        yield _written(folder / f"docdb-{office}.xml", exchange.file_of(office, chosen))


def _tables(folder: Path, made: list[Invention], notices: list[Publication], seed: int, scale: float) -> Iterator[Path]:
    marks = _with_impossible_date(trademarks.chinese(seed, scale))
    yield tables.written(folder, "cn-patents", legal_status.rows(made, seed))
    yield tables.written(folder, "cn-designs", _with_wrong_check_digit(designs.rows(notices)))
    yield tables.written(folder, "cn-trademarks", marks)
    yield tables.written(folder, "us-trademarks", trademarks.american(seed, scale))
    yield tables.written(folder, "cn-works", copyrights.works(seed, scale))
    yield tables.written(folder, "cn-software", copyrights.software(seed, scale))
    yield tables.written(folder, "cn-layouts", layouts.layouts(seed, scale))
    yield tables.written(folder, "cn-varieties", varieties.varieties(seed, scale))
    yield tables.written(folder, "cn-indications", indications.indications(seed, scale))


# the damaged places


def _with_unknown_element(text: str) -> str:
    return text.replace("<invention-title", "<demo-remark>not in the document type</demo-remark>\n<invention-title", 1)


def _with_impossible_date(rows: Iterable[Row]) -> Iterator[Row]:
    is_done = False
    for row in rows:
        if not is_done and row.get("preliminary"):
            is_done = True
            yield row | {"preliminary": f"{row['preliminary'][:4]}-02-30"}
        else:
            yield row


def _with_wrong_check_digit(rows: Iterable[Row]) -> Iterator[Row]:
    for place, row in enumerate(rows):
        number = row["application"]
        wrong = "1" if number[-1] == "0" else "0"
        yield row | {"application": number[:-1] + wrong} if place == 0 else row
