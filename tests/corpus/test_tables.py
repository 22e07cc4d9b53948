"""What the tables of an edition answer."""

from __future__ import annotations

import time
from pathlib import Path

import made_source
import msgspec
import pyarrow as pa
import pytest
from made_source import document

from zhihang.corpus import building
from zhihang.corpus.edition import Corpus
from zhihang.corpus.fields import fields
from zhihang.corpus.plan import And, Code, Everything, FieldRef, Minus, Node, Number, Or, Phrase, Present, Range, Text
from zhihang.corpus.tables.completing import Completed, completed
from zhihang.corpus.tables.declarations import ELEMENTS, subfields
from zhihang.corpus.tables.reading import Tables
from zhihang.errors import NotFound, UsageError
from zhihang.records.links import Citation, Family, FamilyCitations
from zhihang.records.record import from_json


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    folder = tmp_path_factory.mktemp("tables")
    jp1, jp2 = {"number": "JP1", "office": "JP", "date": "2014-03"}, {"number": "JP2", "office": "JP"}
    made_source.write(
        folder / "in" / "a.txt",
        "ep-xml",
        document(
            "1", "A1", application_number="EP100", priorities=[jp1], publication_date="2016-01-02",
            title={"en": "Beta"},
            applicants=[{"name": "Siemens AG", "country": "DE"}, {"name": "ACME", "country": "US"}],
            citations=[{"number": "US5", "category": "X", "by": "examiner"}, {"number": "EP2A1"}, {"text": "Nature"}],
            events=[{"date": "2022-05-01", "category": "S", "text": "pledge"}, {"date": "2020", "category": "H"}],
            ipc=["H01M 10/00"], family={"source_id": "77", "simple": {"members": ["EP1A1", "CA9A1"]}},
        ),
        document("1", "B1", application_number="EP100", priorities=[jp1], publication_date="2019-07"),
        document(
            "2", "A1", application_number="EP200", priorities=[jp1], publication_date="2016",
            applicants=[{"name": "Siemens AG", "country": "US"}], family={"source_id": "78"},
        ),
        document("3", "A1", application_number="EP300", priorities=[jp1, jp2], cited_by=[{"number": "KR8"}]),
        document("1", "A", "JP", application_number="JP1"),
        document("5", "B2", "US", application_number="US500"),
    )  # fmt: skip
    building.add(folder / "corpus", [folder / "in"], jobs=1)
    return Corpus.open(folder / "corpus").current().tables


def ids(tables: Tables, ords: pa.Array) -> list[str]:
    return sorted(tables.ids_of(ords).to_pylist())


def of(tables: Tables, *names: str) -> pa.Array:
    return tables.ords_of_ids(names)


def test_records_by_id_ordinal_and_number(tables: Tables) -> None:
    assert msgspec.json.decode(tables.record("EP1A1"))["title"] == {"en": "Beta"}
    with pytest.raises(NotFound, match="RECORD"):
        tables.record("EP9A1")
    ords = of(tables, "US5B2", "EP9A1", "EP1A1")
    assert tables.ids_of(ords).to_pylist() == ["US5B2", "EP1A1"]
    assert sorted(tables.records_by_ord(ords.to_pylist())) == sorted(ords.to_pylist())
    assert ids(tables, tables.documents("EP1")) == ["EP1A1", "EP1B1"]
    assert ids(tables, tables.documents("EP1B1")) == ["EP1B1"]
    assert tables.ids_of(tables.of_right("EP-PA-1")).to_pylist() == ["EP1A1", "EP1B1"]


def test_simple_families_have_the_same_priorities(tables: Tables) -> None:
    members = tables.family_members("EP1A1")
    assert [member.member for member in members] == ["EP1A1", "EP1B1", "EP2A1", "JP1A", "CA9A1"]
    assert [member.ord is None for member in members] == [False] * 4 + [True]
    assert [member.member for member in tables.family_members("CA9")] == [member.member for member in members]
    assert [member.member for member in tables.family_members("EP3")] == ["EP3A1"]
    assert [member.member for member in tables.family_members("US5*")] == ["US5B2"]


def test_extended_families_share_any_priority(tables: Tables) -> None:
    found = [member.member for member in tables.family_members("EP3A1", "extended")]
    assert found == ["EP1A1", "EP1B1", "EP2A1", "EP3A1", "JP1A"]
    ord_ = of(tables, "EP3A1").to_pylist()[0]
    assert [member.member for member in tables.family([ord_], "extended")[ord_]] == found
    assert ids(tables, tables.join("xfam", of(tables, "JP1A"))) == found


def test_where_the_source_sees_other_families(tables: Tables) -> None:
    ((_, named, ours),) = tables.family_differences()
    assert (named, len(ours)) == (["77", "78"], 1)


def test_citations(tables: Tables) -> None:
    assert ids(tables, tables.citing(["US5"])) == ["EP1A1"]
    assert ids(tables, tables.citing(["US5B2"])) == ["EP1A1"]
    assert ids(tables, tables.citing(["US5A1"])) == []
    assert ids(tables, tables.cited_by(["EP1A1"])) == ["EP2A1", "US5B2"]
    assert ids(tables, tables.cited_by(["KR8"])) == ["EP3A1"]
    assert ids(tables, tables.citing(ords=of(tables, "EP2A1", "EP3A1"))) == ["EP1A1"]
    assert ids(tables, tables.join("citedby", of(tables, "EP1A1"))) == ["EP2A1", "US5B2"]
    assert tables.citations_of(of(tables, "EP1A1").to_pylist()[0]) == (["EP2A1", "US5B2"], [])


def test_a_record_is_completed_with_families_and_citing_documents(tables: Tables) -> None:
    ords = of(tables, "EP2A1", "EP3A1").to_pylist()
    texts = tables.records_by_ord(ords)
    first, second = completed(tables, [(ord_, from_json(texts[ord_])) for ord_ in ords])
    assert [citation.number for citation in first.cited_by] == ["EP1A1"]
    assert first.family
    assert first.family.simple
    assert first.family.source_id == "78"
    assert dict(zip(first.family.simple.members, first.family.simple.in_corpus, strict=True)) == {
        "EP1A1": True, "EP1B1": True, "EP2A1": True, "JP1A": True, "CA9A1": False,
    }  # fmt: skip
    assert [citation.number for citation in second.cited_by] == ["KR8"]
    assert isinstance(first, Completed)
    # EP1, EP2, JP1 and the Canadian document: three offices
    assert (first.family_size, first.family_offices, first.citations_received) == (4, 3, 1)


def test_literature_is_taken_apart_when_a_record_is_shown(tables: Tables) -> None:
    (ord_,) = of(tables, "EP1A1").to_pylist()
    stored = from_json(tables.record("EP1A1"))
    cited = msgspec.structs.replace(
        stored, citations=(*stored.citations, Citation(text="Oxe et al., Milk 5:7-9 (1999)"))
    )
    (shown,) = completed(tables, [(ord_, cited)])
    assert [citation.literature is None for citation in shown.citations] == [True, True, True, False]
    assert shown.citations[-1].text == "Oxe et al., Milk 5:7-9 (1999)"
    assert shown.citations[-1].literature
    assert shown.citations[-1].literature.pages == "7-9"


def linked(family: Family | None) -> list[tuple[str, str, str, tuple[str, ...], tuple[str, ...]]]:
    assert family
    return [(link.application, link.relation, link.to, link.documents, link.to_documents) for link in family.links]


def test_links_within_a_family_are_those_that_members_state(tmp_path: Path) -> None:
    """A national phase, its divisional told by the child, a continuation told by the parent, a priority."""
    us1, wo = {"number": "US1", "office": "US"}, {"application": "WOPCT9"}
    parent = {"kind": "parent", "relation": "divisional", "number": "EP100"}
    child = {"kind": "child", "relation": "continuation", "number": "US8"}
    made_source.write(
        tmp_path / "in" / "a.txt",
        "ep-xml",
        document("1", "A1", application_number="EP100", pct=wo, priorities=[us1]),
        document("1", "B1", application_number="EP100", pct=wo, priorities=[us1]),
        document("2", "A1", application_number="EP200", related=[parent]),
        document("9", "B2", "US", application_number="US1", related=[child]),
        document("7", "A1", application_number="EP700"),
    )  # fmt: skip
    building.add(tmp_path / "corpus", [tmp_path / "in"], jobs=1)
    tables = Corpus.open(tmp_path / "corpus").current().tables
    ords = of(tables, "EP2A1", "EP7A1").to_pylist()
    first, alone = completed(tables, list(zip(ords, map(from_json, tables.records_by_ord(ords).values()), strict=True)))
    assert linked(first.family) == [
        ("EP100", "pct", "WOPCT9", ("EP1A1", "EP1B1"), ()),
        ("EP100", "priority", "US1", ("EP1A1", "EP1B1"), ("US9B2",)),
        ("EP200", "divisional", "EP100", ("EP2A1",), ("EP1A1", "EP1B1")),
        ("US8", "continuation", "US1", (), ("US9B2",)),
    ]
    assert linked(alone.family) == []


def test_citations_between_families_count_a_family_once(tmp_path: Path) -> None:
    """Two publications of one right and a member elsewhere cite the same: that is one citing family."""
    jp = [{"number": "JP1", "office": "JP"}]
    cites, own = [{"number": "US5B2"}, {"number": "KR8A"}], [{"number": "US5"}, {"number": "EP1A1"}]
    made_source.write(
        tmp_path / "in" / "a.txt",
        "ep-xml",
        document("1", "A1", application_number="EP100", priorities=jp, citations=cites),
        document("1", "B1", application_number="EP100", priorities=jp, citations=cites),
        document("2", "A1", "US", application_number="US200", priorities=jp, citations=own),
        document("5", "B2", "US", application_number="US500"),
    )  # fmt: skip
    building.add(tmp_path / "corpus", [tmp_path / "in"], jobs=1)
    tables = Corpus.open(tmp_path / "corpus").current().tables
    citing, cited = of(tables, "EP1B1", "US5B2").to_pylist()
    family = {ord_: members[0].family for ord_, members in tables.family([citing, cited]).items()}
    found = {ord_: completed(tables, [(ord_, from_json(text))])[0] for ord_, text in tables.texts([citing, cited])}
    assert found[citing].family_citations == FamilyCitations(cites=tuple(sorted(["KR8", family[cited]])))
    assert found[cited].family_citations == FamilyCitations(cited_by=(family[citing],))
    # at the level of documents these are three
    assert found[cited].citations_received == 3
    assert [citation.number for citation in found[cited].cited_by] == ["EP1A1", "EP1B1", "US2A1"]
    assert (found[citing].family_size, found[citing].family_offices) == (2, 2)


def test_many_records_are_completed_as_a_few_are(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    """A few ordinals are written into the statements, many handed over as a table."""
    records = [(ord_, from_json(text)) for ord_, text in tables.texts(tables.every().to_pylist())]
    few = completed(tables, records)
    assert any(record.family and record.family.links for record in few)
    assert any(record.cited_by for record in few)
    monkeypatch.setattr("zhihang.corpus.tables.asking.WRITTEN_OUT", 0)
    assert completed(tables, records) == few


def test_counts(tables: Tables) -> None:
    sql = "SELECT citations_made, citations_received, family_size FROM counts JOIN records USING (ord) WHERE id = ?"
    said = {name: tables.ask(sql, [name]).fetchall()[0] for name in ("EP1A1", "US5B2", "EP3A1")}
    # two EP rights, one JP right and one Canadian document outside
    assert said == {"EP1A1": (3, 0, 4), "US5B2": (0, 1, 1), "EP3A1": (0, 1, 1)}


def test_facets(tables: Tables) -> None:
    assert tables.facet("pa") == [("Siemens AG", 2), ("ACME", 1)]
    assert tables.facet("pd") == [("2016", 2), ("2019", 1)]
    assert tables.facet("cc", of(tables, "EP1A1", "US5B2")) == [("EP", 1), ("US", 1)]
    assert tables.facet("nfc") == [("0", 3), ("1", 3)]
    for field in ("ti", "bi", "party", "fam", "nonsense"):
        with pytest.raises(UsageError, match="FACET"):
            tables.facet(field)


def test_order_and_columns(tables: Tables) -> None:
    some = of(tables, "EP3A1", "EP1B1", "EP1A1", "EP2A1")
    assert tables.ids_of(tables.sort(some, "pd")).to_pylist() == ["EP1B1", "EP1A1", "EP2A1", "EP3A1"]
    assert tables.ids_of(tables.sort(some, "pd", descending=False)).to_pylist() == ["EP2A1", "EP1A1", "EP1B1", "EP3A1"]
    assert tables.arrow(some, ["id", "office"]).to_pylist()[0] == {"id": "EP3A1", "office": "EP"}
    assert tables.arrow(some, ["name"], "parties").num_rows == 3
    with pytest.raises(UsageError, match="COLUMN"):
        tables.arrow(some, ["nonsense"])
    with pytest.raises(UsageError, match="SORT"):
        tables.sort(some, "nonsense")


def test_partial_dates_stand_in_tables_where_they_stand_in_the_index(tmp_path: Path) -> None:
    dates = ("2019-01-01", "2019", "2018-12-31", None, "2019-01", "2018-12", "2019-02", "2018", "2019-01-02")
    lines = (document(str(9 - n), publication_date=date, filing_date=date) for n, date in enumerate(dates))
    made_source.write(tmp_path / "a.txt", "ep-xml", *lines)
    building.add(tmp_path / "corpus", [tmp_path / "a.txt"], jobs=1)
    edition = Corpus.open(tmp_path / "corpus").current()
    every = edition.tables.every()
    for key in ("pd", "ad"):
        for descending in (True, False):
            order = edition.tables.sort(every, key, descending=descending).to_pylist()
            assert order == edition.index.ordinals(Everything(), key, descending=descending)
    rising = edition.tables.ids_of(edition.tables.sort(every, "pd", descending=False)).to_pylist()
    assert [identifier[2] for identifier in rising] == ["2", "4", "7", "5", "8", "9", "1", "3", "6"]


def ref(code: str) -> tuple[FieldRef, ...]:
    return (FieldRef(code),)


SIEMENS = Text(ref("name"), Phrase(("siemens",)))
OF_JP1 = ["EP1A1", "EP1B1", "EP2A1", "EP3A1"]
ELEMENT_CASES: list[tuple[str, Node, list[str]]] = [
    ("party", And((SIEMENS, Code(ref("country"), "de"))), ["EP1A1"]),
    ("party", And((SIEMENS, Code(ref("party.country"), "us"))), ["EP2A1"]),
    ("party", Or((SIEMENS, Code(ref("country"), "us"))), ["EP1A1", "EP2A1"]),
    ("party", Minus(Present(ref("name")), SIEMENS), ["EP1A1"]),
    ("party", And((SIEMENS, Code(ref("role"), "appl*"))), ["EP1A1", "EP2A1"]),
    ("ev", And((Code(ref("cat"), "s"), Range(ref("date"), "2022-01-01", None))), ["EP1A1", "EP1B1"]),
    ("ev", And((Code(ref("cat"), "h"), Range(ref("date"), "2020-06-01", None))), []),
    ("ev", Range(ref("date"), "2020-01-01", "2020-12-31"), ["EP1A1", "EP1B1"]),
    ("cit", And((Code(ref("cat"), "x"), Code(ref("by"), "examiner"))), ["EP1A1"]),
    ("cit", Number(ref("num"), "EP2"), ["EP1A1"]),
    ("pri", And((Code(ref("country"), "jp"), Range(ref("date"), None, "2014-12-31"))), OF_JP1),
    ("pri", Range(ref("date"), "2014-03-05", None), []),
]  # fmt: skip


@pytest.mark.parametrize(("element", "node", "expected"), ELEMENT_CASES, ids=str)
def test_conditions_on_one_entry(tables: Tables, element: str, node: Node, expected: list[str]) -> None:
    assert ids(tables, tables.elements(element, node)) == expected
    first = of(tables, "EP1A1")
    assert ids(tables, tables.elements(element, node, first)) == [name for name in expected if name == "EP1A1"]


def test_element_rows_hold_all_subfields(tables: Tables) -> None:
    rows = [entry for _, entry in tables.element_rows("party", of(tables, "EP2A1"))]
    assert rows == [{"name": "Siemens AG", "country": "US", "role": "applicant"}]
    with pytest.raises(UsageError, match="ELEMENT"):
        list(tables.element_rows("nonsense"))


def test_each_element_of_the_language_has_its_table() -> None:
    elements = {code: field.members for code, field in fields().items() if field.type == "elem"}
    assert {element: set(subfields(element)) for element in ELEMENTS} == {
        code: set(members) for code, members in elements.items()
    }


def test_a_million_ids_are_grouped_within_a_second() -> None:
    tables = Tables(Path("nowhere"))
    started = time.perf_counter()
    ords = pa.array(range(1_000_000), pa.uint64())
    rows = tables.ask(
        "SELECT ord % 10 AS k, count(*) FROM handed GROUP BY k", handed=pa.table({"ord": ords})
    ).fetchall()
    assert len(rows) == 10
    assert time.perf_counter() - started < 2
