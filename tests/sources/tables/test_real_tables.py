"""Real tables read a second time, by a plain reader and a few lines for each product: both must say the same.

One record of each product was also checked by hand (`tests/sources/expected`). Here every row of some files is
compared, by columns, with what a plain reader of CSV or JSON sees.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from zhihang.records.record import Record
from zhihang.sources.reading import outcomes

pytestmark = pytest.mark.real_data
Row = dict[str, str]


def records(path: Path) -> dict[int, Record]:
    """Records by the row they stand in."""
    return {each.provenance[0].position: each for each in outcomes([path]) if isinstance(each, Record)}


def table(path: Path, encoding: str = "utf-8-sig", delimiter: str = ",") -> dict[int, Row]:
    """Rows by number, by the plain reader of the standard library."""
    text = path.read_bytes().decode(encoding, "replace")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    return {number: dict(zip(rows[0], row, strict=False)) for number, row in enumerate(rows[1:], start=2)}


def sheet(path: Path) -> dict[int, Row]:
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    return {number: dict(zip(rows[0], map(str, row), strict=True)) for number, row in enumerate(rows[1:], start=2)}


def names(parties: tuple[Any, ...]) -> list[str]:
    return [party.name for party in parties]


def parts(cell: str, separator: str) -> list[str]:
    """The items of a cell, each once."""
    return list(dict.fromkeys(words(item) for item in cell.split(separator) if item.strip()))


def title(record: Record) -> str:
    return next(iter(record.title.values()), "")


def words(text: str) -> str:
    return " ".join(text.split())


def symbols(found: tuple[str, ...]) -> list[str]:
    return [symbol.replace(" ", "") for symbol in found]


def known(cell: str, separator: str, nothing: str = "NA") -> list[str]:
    """The items of a cell without the word for nothing."""
    return [item for item in parts(cell, separator) if item != nothing]


def iso(cell: str) -> str:
    """`05/01/2018`, day first, as ISO."""
    return "-".join(reversed(cell.split("/")))


def digits(text: str) -> str:
    return re.sub(r"\D", "", text).replace("0", "")


Check = Callable[[Record, Row], Iterator[tuple[object, object]]]


def lens(record: Record, row: Row) -> Iterator[tuple[object, object]]:
    yield title(record), words(row["Title"])
    yield names(record.applicants), parts(row["Applicants"], ";;")
    yield names(record.inventors), parts(row["Inventors"], ";;")
    yield symbols(record.cpc), parts(row["CPC Classifications"], ";;")
    yield symbols(record.ipc), parts(row["IPCR Classifications"], ";;")
    yield list(record.national_classes), [each for each in row["US Classifications"].split(";;") if each]
    yield (record.office, record.kind), (row["Jurisdiction"], row["Kind"])
    yield len(record.priorities), len(parts(row["Priority Numbers"], ";;"))
    yield from american(row["Application Number"], record.application_number or "")
    for priority in record.priorities:
        yield from american(priority.raw or "", priority.number or "")


def american(printed: str, number: str) -> Iterator[tuple[object, object]]:
    """An American application in DOCDB's form: year and whole number, or six digits of serial and two of the year."""
    digits_only = printed.split()[1] if re.match(r"US \d+ [^W]", printed) else ""
    if len(digits_only) == 12:
        yield number[-8:], digits_only[-8:]
    elif len(digits_only) == 8:
        yield number[-6:], digits_only[:6]


def lens_2015(record: Record, row: Row) -> Iterator[tuple[object, object]]:
    yield from lens(record, row)
    yield record.publication_date[:4], row["Publication Year"]
    day, month, _ = row["Publication Date"].split("/")
    yield record.publication_date[5:], f"{month}-{day}"
    own = [each for each in record.priorities if each.raw == row["Application Number"]]
    if record.filing_date and own and own[0].date:  # the same application stands among the priorities, with its day
        yield record.filing_date, own[0].date


def lens_later(record: Record, row: Row) -> Iterator[tuple[object, object]]:
    yield from lens(record, row)
    yield record.publication_date or "", row["Publication Date"]
    yield record.filing_date or "", row["Application Date"]
    yield record.other["lens_id"], (row["Lens ID"],)


def espacenet(record: Record, row: Row) -> Iterator[tuple[object, object]]:
    number, _, kind = row["Publication number"].split(";")[0].strip().partition(" ")
    yield title(record), words(row["Title"])
    yield (digits(record.number), record.kind), (digits(number), kind.strip("()"))
    yield record.publication_date, row["Publication date"].split(";")[0].split()[0]
    yield names(record.inventors), [re.sub(r"\s+\[..\]$", "", each) for each in parts(row["Inventor(s)"], ";")]
    yield symbols(record.ipc), parts(row["International classification"], ";")
    yield len(record.priorities), len(parts(row["Priority number(s)"], ";"))


def thomson(record: Record, row: Row) -> Iterator[tuple[object, object]]:
    yield title(record), words(row["title"])
    yield record.publication_date, row["publication date"][:10]
    yield record.filing_date, row["application date"][:10]
    yield record.kind, row["kind code"]
    inventors = re.sub(r" {2,}[A-Z]{2} *(?=\||$)", "", row["inventors"])
    yield names(record.inventors), known(inventors, "|", "None")
    classes = {each[:4] for each in known(row["ipc classes"], "|", "None") if each[0] in "ABCDEFGH"}
    yield {symbol[:4] for symbol in record.ipc} >= classes, True
    yield list(dict.fromkeys(record.other.get("family_members", ()))), known(row["family members"], "|", "None")


def dpma(record: Record, row: Row) -> Iterator[tuple[object, object]]:
    yield record.office, {"IR": "WO"}.get(row["Datenbestand"], row["Datenbestand"])
    yield record.number, row["Aktenzeichen/Registernummer"].lstrip("0")
    yield record.mark.text if record.mark else "", row["Markendarstellung"].strip()
    yield record.status.raw if record.status else "", row["Aktenzustand"].strip()


def cnki(record: Record, row: Row) -> Iterator[tuple[object, object]]:
    yield record.id, row["href"].rpartition("filename=")[2]
    yield title(record), row["title"]
    yield names(record.inventors), parts(row["author"], ";")
    yield names(record.applicants), parts(row["com"], ";")
    yield (record.filing_date, record.publication_date), (row["sql"], row["quote"])
    yield record.claims["zh"], (words(row["claim_text"]),)
    yield record.claim_count, None


def derwent(record: Record, row: Row) -> Iterator[tuple[object, object]]:
    yield record.publication_date, row["publication_date"]
    yield record.filing_date, row["application_dates"]
    yield symbols(record.cpc), known(row["cpc_codes"], ";")
    ipc = known(row["international_classifications_codes"], ";")
    yield symbols(record.ipc), [re.sub("-0*", "", each) for each in ipc]
    twice = row["inventors_original"]
    octets = bytes(ord(each) if ord(each) < 0x100 else each.encode("cp1252")[0] for each in twice)
    yield names(record.inventors), known(octets.decode("utf-8"), ";")
    yield len(record.priorities), len(parts(row["priority_numbers"], ";"))
    if row["application_numbers"].startswith(("US", "EP")):
        serial = re.sub(r"^(?:19|20)\d\d", "", re.sub(r"\D", "", row["application_numbers"]))[-6:]
        yield (record.application_number or "")[-6:], f"{serial:0>6}"
    is_alone = ";" not in row["priority_numbers"] + row["priority_dates"]
    yield sum(each.date is not None for each in record.priorities), int(is_alone)


def renewal(record: Record, row: Row) -> Iterator[tuple[object, object]]:
    yield record.registration_number or "", row["id"]
    yield record.registration_date or "", row["rdat"]
    yield title(record), words(row["title"])
    yield [each.number or "" for each in record.related], [row["oreg"].replace("-", "")] if row["odat"] else []
    yield [each.date for each in record.related], [row["odat"]] if row["odat"] else []


def grant(record: Record, row: Row) -> Iterator[tuple[object, object]]:
    yield record.number, row["Patent Number"]
    yield title(record), words(row["Title of Invention"])
    yield record.filing_date, iso(row["Date of Application"])
    yield [each.date for each in record.priorities], [iso(row["Date of Priority"])] if row["Date of Priority"] else []


def of_2015(path: Path) -> dict[int, Row]:
    return table(path, "cp1252")


def by_semicolon(path: Path) -> dict[int, Row]:
    return table(path, delimiter=";")


def by_tab(path: Path) -> dict[int, Row]:
    return table(path, delimiter="\t")


FILES: dict[str, tuple[Callable[[Path], dict[int, Row]], Check]] = {
    "exports/lens-2015/pizza_lens_1000_raw.csv": (of_2015, lens_2015),
    "exports/lens-2021/lens-2021-aircraft.csv": (table, lens_later),
    "exports/lens-2024/lens-2024-genome-editing.csv": (table, lens_later),
    "exports/espacenet/pizza_small.csv": (table, espacenet),
    "exports/thomson-innovation/ritonavir.csv": (table, thomson),
    "exports/derwent/synbio.xlsx": (sheet, derwent),
    "de-trademarks/dpma-export/register-export.csv": (by_semicolon, dpma),
    "cn-patents/cnki-rows/MaterialChemistry_18_19.xlsx": (sheet, cnki),
    "copyright-renewals/nypl-cce/1951-1A.tsv": (by_tab, renewal),
    "copyright-renewals/nypl-cce/1975-1.tsv": (by_tab, renewal),
    "in-patents/krat21/2018_grants.csv": (table, grant),
}


@pytest.mark.parametrize("file", FILES)
def test_every_row_says_what_a_plain_reader_sees(shared, file: str) -> None:
    path = shared / "data" / file
    plain, check = FILES[file]
    rows = plain(path)
    wrong = [
        (position, *said)
        for position, record in records(path).items()
        for said in check(record, rows[position])
        if said[0] != said[1]
    ]
    assert wrong[:10] == []


def test_every_opposed_application_says_what_its_file_says(shared) -> None:
    wrong = []
    kinds = {"Word": "word", "Image": "figurative", "Combined": "combined"}
    for path in sorted((shared / "data/nz-trademarks/oppositions").glob("*.json")):
        value = json.loads(path.read_text("utf-8"))
        (record,) = records(path).values()
        expected = (
            str(value["binder"]["applicationNo"]), value["trademark"]["name"].strip() or None,
            kinds[value["trademark"]["type"]], [str(each["classId"]) for each in value["classifications"]],
            [words(each["description"]) for each in value["classifications"]], [words(value["applicant"]["name"])],
            bool(value["trademark"].get("image")), (value["binder"]["redParty"].strip(),),
            "; ".join(words(each) for each in re.split(r"(?<=\))(?=[A-Z][a-z]+ :)", value["applicant"]["address"])),
        )  # fmt: skip
        found = (
            record.number, record.mark.text, record.mark.type, [each.class_ for each in record.goods_services],
            [words(each.text) for each in record.goods_services], [words(each) for each in names(record.applicants)],
            bool(record.images), record.other.get("opposing_party", ("",)), record.applicants[0].address,
        )  # fmt: skip
        if found != expected:
            wrong.append((path.name, found, expected))
    assert wrong[:3] == []


def test_every_reference_line_says_what_stands_in_it(shared) -> None:
    wrong = []
    for path in sorted((shared / "data/cn-patents/cnki-references").rglob("*.txt")):
        found = records(path)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            if line.strip():
                before, _, after = line.strip().rpartition("[P]. ")
                region, _, rest = after.partition("：")
                document, day = rest.rstrip(".").split(",")
                record = found[number]
                said = (record.id, record.publication_date, record.other["region"], before.endswith(title(record)))
                if said != (document, day, (region,), True):
                    wrong.append((path.name, number, said))
    assert wrong[:3] == []
