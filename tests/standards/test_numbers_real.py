"""Numbers in the reference tables and in the official files."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree

from zhihang.errors import InvalidNumber
from zhihang.standards.numbers import (
    any_number,
    application_from_docdb,
    application_number,
    cn,
    document_number,
    ep,
    publication_number,
)
from zhihang.standards.numbers.jp import era_year

pytestmark = pytest.mark.real_data

DISAGREEMENTS: dict[str, dict[str, Any]] = {
    case["input"]: case
    for case in yaml.safe_load((Path(__file__).parent / "cases/disagreements.yaml").read_text("utf-8"))
}


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def forms(text: str) -> set[str]:
    """Every key under which a number may be written down, with kind and in DOCDB's and EPODOC's spelling."""
    try:
        readings = any_number(text)
    except InvalidNumber:
        return {"(unparseable)"}
    found: set[str] = set()
    for reading in readings:
        with_kind = reading.joined + (reading.kind if reading.series == "application" else "")
        found |= {reading.joined, with_kind, (reading.docdb or "").replace(".", ""), reading.epodoc or ""}
    return found


def test_the_normalisation_table(shared: Path) -> None:
    rows = [
        row for row in table(shared / "reference/law/number_normalisation.tsv") if (row["fictitious"] or "") != "yes"
    ]
    differing = {row["input"] for row in rows if row["expected_normalised"] not in forms(row["input"])}
    assert len(rows) > 250
    assert differing == set(DISAGREEMENTS)


@pytest.mark.parametrize("written", DISAGREEMENTS)
def test_where_we_disagree_with_the_table(written: str) -> None:
    case = DISAGREEMENTS[written]
    try:
        ours = [reading.joined for reading in any_number(written)]
    except InvalidNumber:
        ours = []
    assert ours == case["ours"]
    assert case["reason"]


def test_the_worked_examples(shared: Path) -> None:
    seen = 0
    for row in table(shared / "reference/law/worked-examples.tsv"):
        if row["id"].startswith("D"):
            check = EXAMPLES.get(row["topic"])
            assert check, row["topic"]
            check(row["input"], row["expected"])
            seen += 1
    assert seen > 70


def _chinese_digit(written: str, expected: str) -> None:
    assert cn.check_digit(written) == expected
    assert application_number(f"CN{written}.{expected}").number == written


def _wrong_chinese_digit(written: str, expected: str) -> None:
    with pytest.raises(InvalidNumber) as raised:
        application_number(written)
    assert raised.value.fields["expected"] == expected[-2]


def _european_digit(written: str, expected: str) -> None:
    assert ep.check_digit(written) == expected


def _normalised(written: str, expected: str) -> None:
    assert expected in forms(written)


def _era(written: str, expected: str) -> None:
    assert era_year(written.split("-")[0].split(" ")[0]) == int(expected)


def _three_forms(written: str, expected: str) -> None:
    docdb, epodoc = expected.split(" / ")
    year = re.search(r" \((\d{4})\)$", written)
    text = re.sub(r" \(.*\)$", "", written)
    number = application_number(text, year=int(year[1]) if year else None)
    assert (number.docdb, number.epodoc) == (docdb, epodoc)


EXAMPLES = {
    "CN check digit": _chinese_digit,
    "CN check digit (invalid)": _wrong_chinese_digit,
    "EP check digit": _european_digit,
    "number normalisation": _normalised,
    "JP era": _era,
    "original -> docdb / epodoc (application)": _three_forms,
}


def triples(shared: Path) -> Iterator[tuple[str, tuple[str, str, str], str | None]]:
    """Publication and application references that state the same number in DOCDB and EPODOC form."""
    for folder in ("docdb", "epo-ops"):
        for path in sorted((shared / "data" / folder).rglob("*")):
            if not path.is_file() or b"document-id" not in (data := path.read_bytes()):
                continue
            plain = re.sub(rb"<(/?)\w+:", rb"<\1", re.sub(rb'xmlns(:\w+)?="[^"]*"', b"", data))
            root = etree.fromstring(plain, etree.XMLParser(recover=True, resolve_entities=False, no_network=True))
            if root is None:
                continue
            for tag in ("publication-reference", "application-reference"):
                for reference in root.iter(tag):
                    ids = {each.get("document-id-type"): each for each in reference.findall("document-id")}
                    if "docdb" in ids:
                        parts = tuple(ids["docdb"].findtext(name, "") for name in ("country", "doc-number", "kind"))
                        epodoc = ids["epodoc"].findtext("doc-number") if "epodoc" in ids else None
                        yield tag, (parts[0], parts[1], parts[2]), epodoc


def test_docdb_and_epodoc_of_the_office_agree_with_ours(shared: Path) -> None:
    seen: Counter[str] = Counter()
    for tag, (office, number, kind), epodoc in triples(shared):
        if not kind or not number:
            continue
        if tag == "publication-reference":
            document = document_number(office, number, kind)
            assert document.docdb == f"{office}.{number}.{kind}"
            assert publication_number(document.joined) == document
            assert epodoc is None or document.epodoc == epodoc.strip(), document
        else:
            application = application_from_docdb(office, number, kind)
            assert application.docdb == f"{office}.{number}.{kind}"
            if epodoc and application.epodoc and not kind.startswith("T"):
                assert application.epodoc == epodoc.strip()
        seen[tag] += 1
    assert seen["publication-reference"] >= 20
    assert seen["application-reference"] >= 10


def exported(shared: Path) -> Iterator[dict[str, str]]:
    for path in sorted((shared / "data/exports").glob("lens-20*/*.csv")):
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            yield from csv.DictReader(file)


def test_publication_numbers_of_every_office_in_an_export(shared: Path) -> None:
    seen: Counter[str] = Counter()
    refused: list[str] = []
    for row in exported(shared):
        written = row.get("Publication Number") or row["Display Key"]
        try:
            document = publication_number(written)
        except InvalidNumber:
            refused.append(written)
            continue
        assert (document.office, document.kind) == (row["Jurisdiction"], row["Kind"]), written
        assert publication_number(document.docdb) == publication_number(document.joined) == document
        seen[document.office] += 1
    assert len(refused) <= 3, refused  # two rows carry a date behind the number
    for office in ("CN", "US", "EP", "WO", "JP", "KR", "DE", "GB", "CA", "AU"):
        assert seen[office] >= 20, seen


def test_application_numbers_of_every_office_in_an_export(shared: Path) -> None:
    seen: Counter[str] = Counter()
    for row in exported(shared):
        for written in (row["Application Number"], *row["Priority Numbers"].split(";;")):
            pieces = written.split(" ")
            if len(pieces) < 3 or "/" in pieces[1] or not re.fullmatch(r"[A-Z]\d?", pieces[2]):
                continue
            office, number, kind = pieces[:3]
            application = application_from_docdb(office, number, kind)
            if (application.year, kind) not in ((2010, "P"), (2010, "F")):  # DOCDB changed its form in that year
                assert application.docdb == f"{office}.{number}.{kind}", written
            seen[application.office] += 1
            if application.number.isdigit():
                assert application_number(application.joined) == application, written
    for office in ("CN", "US", "EP", "WO", "JP", "KR", "DE", "GB", "FR", "TW", "CA", "AU", "IN"):
        assert seen[office] >= 20 or office in ("IN", "AU"), seen


def test_indian_numbers_of_the_journal(shared: Path) -> None:
    with (shared / "data/in-patents/krat21/2018_grants.csv").open(encoding="utf-8", errors="replace") as file:
        rows = list(csv.DictReader(file))
    refused = []
    rows = [row for row in rows if row["Patent Number"].isdigit()]  # the list repeats its heading
    for row in rows:
        assert publication_number(row["Patent Number"], "IN").number == row["Patent Number"]
        try:
            number = application_number(row["Application Number"], "IN")
        except InvalidNumber:
            refused.append(row["Application Number"])
            continue
        assert application_number(number.joined) == number
        if number.epodoc:
            assert application_number(number.epodoc) == number
    assert len(rows) > 1000
    assert len(refused) < len(rows) / 100, refused[:20]


def test_european_check_digits_of_printed_documents(shared: Path) -> None:
    printed: set[str] = set()
    for path in (shared / "data/ep-fulltext").rglob("*.xml"):
        printed |= set(re.findall(r"<B210>([^<]+)", path.read_text("utf-8", errors="replace")))
    assert len(printed) >= 20
    for number in printed:
        assert application_number(number, "EP").original == f"EP {number}"
