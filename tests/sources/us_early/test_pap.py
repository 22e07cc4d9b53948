"""Made-up application publications of 2001-04, one part at a time; and every path of their document types."""

from __future__ import annotations

import pytest

from zhihang.records.links import InternationalApplication, Related
from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.coverage import coverage
from zhihang.sources.flow import known_tags
from zhihang.sources.us_early.pap import COVERAGE, FIXED, SOURCE
from zhihang.sources.us_early.renaming import names


def number(number: str, date: str = "", kind: str = "", country: str = "") -> str:
    pieces = (("doc-number", number), ("kind-code", kind), ("document-date", date), ("country-code", country))
    return "<document-id>" + "".join(f"<{tag}>{text}</{tag}>" for tag, text in pieces if text) + "</document-id>"


OWN = (
    f"{number('20020000002', '20020103', 'A1')}<domestic-filing-data><application-number><doc-number>09812345"
    "</doc-number></application-number><filing-date>20010320</filing-date></domestic-filing-data>"
)


def publication(biblio: str = "", texts: str = "", own: str = OWN) -> bytes:
    return (
        "<?xml version='1.0'?><patent-application-publication><subdoc-bibliographic-information>"
        f"{own}{biblio}</subdoc-bibliographic-information>{texts}</patent-application-publication>"
    ).encode()


def test_numbers_and_dates(the_record):
    record = the_record(SOURCE, publication())
    assert (record.id, record.right_id, record.right) == ("US20020000002A1", "US-PA-09812345", "patent")
    assert (record.filing_date, record.publication_date, record.grant_date) == ("2001-03-20", "2002-01-03", None)


def link(parent: str, child: str = "09812345", more: str = "") -> str:
    return (
        f"<parent-child><child>{number(child)}</child><parent>{parent}</parent>"
        f"<parent-status>ABANDONED</parent-status>{more}</parent-child>"
    )


def test_the_lineage(the_record):
    record = the_record(
        SOURCE,
        publication(
            "<continuity-data>"
            f"<division-of>{link(number('08111222', '19940101', '', 'US'))}</division-of>"
            f"<continuations><continuation-in-part-of>{link(number('07999888', '19920101'), '08111222')}"
            "</continuation-in-part-of></continuations>"
            f"<non-provisional-of-provisional>{number('60123456', '19990405')}</non-provisional-of-provisional>"
            f"<a-371-of-international>{link(number('PCT/DE99/01234', '19990401', '', 'DE'))}</a-371-of-international>"
            f"</continuity-data><prior-publication>{number('20010000009', '20010315', 'A1', 'US')}</prior-publication>"
        ),
    )
    assert record.related == (
        Related(
            kind="parent", relation="divisional", number="US08111222", office="US",
            date="1994-01-01", status="abandoned",
        ),
        Related(
            kind="parent", relation="continuation_in_part", number="US07999888", office="US",
            date="1992-01-01", status="abandoned", of="US08111222",
        ),
        Related(kind="parent", relation="provisional", number="US60123456", office="US", date="1999-04-05"),
        Related(
            kind="publication", relation="previous_publication", office="US",
            document="US20010000009A1", date="2001-03-15",
        ),
    )  # fmt: skip
    assert record.pct == InternationalApplication(application="PCT/DE1999/001234", filing_date="1999-04-01")


def test_parties(the_record):
    person = "<name><given-name>Ann</given-name><family-name>Lee</family-name><name-suffix>Jr.</name-suffix></name>"
    abroad = (
        "<residence><residence-non-us><city>Ulm</city><country-code>DE</country-code></residence-non-us></residence>"
    )
    record = the_record(
        SOURCE,
        publication(
            f"<inventors><first-named-inventor>{person}{abroad}<authority-applicant>INV</authority-applicant>"
            f"</first-named-inventor><inventor>{person}<authority-applicant>LGR</authority-applicant></inventor>"
            "</inventors><assignee><organization-name>Made Up Inc.</organization-name><address><city>Rye</city>"
            "<state>NY</state><country><country-code>US</country-code></country></address>"
            "<assignee-type>02</assignee-type></assignee>"
        ),
    )
    ann, heir = record.inventors
    assert (ann.name, ann.city, ann.country, ann.role) == ("Lee, Ann, Jr.", "Ulm", "DE", None)
    assert heir.role == "LGR"
    (owner,) = record.owners
    assert (owner.name, owner.city, owner.region, owner.country, owner.role) == (
        "Made Up Inc.", "Rye", "NY", "US", "02",
    )  # fmt: skip
    assert record.applicants == record.owners


def test_classes_title_and_plant(the_record):
    record = the_record(
        SOURCE,
        publication(
            "<technical-information><classification-ipc><classification-ipc-primary><ipc>A01H005/00</ipc>"
            "</classification-ipc-primary><classification-ipc-secondary><ipc>C12N 15/82</ipc>"
            "</classification-ipc-secondary></classification-ipc><classification-us><classification-us-primary><uspc>"
            "<class>PLT</class><subclass>161000</subclass></uspc></classification-us-primary></classification-us>"
            "<title-of-invention>Rose H<highlight><subscript>2</subscript></highlight></title-of-invention>"
            "<botanic><latin-name>Rosa hybrida</latin-name><variety>Made</variety></botanic></technical-information>"
        ),
    )
    assert (record.ipc, record.ipc_first, record.national_classes) == (
        ("A01H 5/00", "C12N 15/82"), "A01H 5/00", ("USPLT/161",),
    )  # fmt: skip
    assert (record.title, record.species, record.other["variety"]) == ({"en": "Rose H2"}, "Rosa hybrida", ("Made",))


def test_texts_are_read_without_the_numbers_of_paragraphs(the_record):
    record = the_record(
        SOURCE,
        publication(
            texts="<subdoc-abstract><paragraph>Short.</paragraph></subdoc-abstract><subdoc-description>"
            "<summary-of-invention><section><heading>FIELD</heading><paragraph><number>&lsqb;0001&rsqb;</number> A"
            "<highlight><superscript>2</superscript></highlight> stays.</paragraph></section></summary-of-invention>"
            "</subdoc-description><subdoc-claims><claim id='1'><claim-text>"
            "<highlight><bold>1</bold></highlight>. A box,"
            "<claim-text>being red.</claim-text></claim-text></claim><claim id='2'><claim-text>2. The box of "
            "<dependent-claim-reference depends_on='1'><claim-text>claim 1</claim-text></dependent-claim-reference>."
            "</claim-text></claim></subdoc-claims><subdoc-drawings><representative-figure>2</representative-figure>"
            "<figure><image file='D1.TIF'/></figure></subdoc-drawings>"
        ),
    )
    assert record.abstract == {"en": ("Short.",)}
    assert record.description == {"en": ("FIELD", "A2 stays.")}
    assert record.claims["en"][0] == "1. A box,\nbeing red."
    assert record.independent_claims == {"en": (1,)}
    assert (record.images[0].file, record.other["figure-to-publish"]) == ("D1.TIF", ("2",))


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("an unknown element", publication("<surprise/>"), "unread-element"),
        ("an unknown element in a text", publication(texts="<subdoc-abstract><odd>x</odd></subdoc-abstract>"),
         "unread-element"),
        ("a day that does not exist", publication(own=OWN.replace("20020103", "20020231")), "date"),
        ("no application", publication(own=number("20020000002", "20020103", "A1")), "no-application"),
        ("an impossible class", publication("<technical-information><classification-ipc><classification-ipc-primary>"
                                            "<ipc>?</ipc></classification-ipc-primary></classification-ipc>"
                                            "</technical-information>"), "class"),
    ],
)  # fmt: skip
def test_faults_are_told_and_the_record_is_kept(outcomes_of, name, data, told):
    found = outcomes_of(SOURCE, data)
    assert [each.code for each in found if isinstance(each, Problem)] == [told], name
    assert [each.id for each in found if isinstance(each, Record)] == ["US20020000002A1"]


def test_damage_and_silence_cost_the_record(outcomes_of):
    whole = publication()
    for data, told in (
        (whole[:-40], "truncated"),
        (publication(own=""), "no-number"),
        (b"<other/>", "foreign-document"),
    ):
        found = outcomes_of(SOURCE, data)
        assert told in [each.code for each in found if isinstance(each, Problem) and each.fatal]
        assert not [each for each in found if isinstance(each, Record)]


@pytest.mark.real_data
@pytest.mark.parametrize("version", ["pap-v15-2001-01-31", "pap-v16-2002-01-01"])
def test_every_path_of_the_document_types_is_known(shared, document_type, unknown_paths, below, version):
    dtd = document_type(shared / "data/schemas/us-dtd" / f"{version}.dtd")
    root = "patent-application-publication"
    assert unknown_paths(dtd, root, coverage(COVERAGE).tree.below[root], root, FIXED) == []
    flowing = {"subdoc-abstract", "subdoc-description", "subdoc-claims", "subdoc-drawings", "title-of-invention"}
    assert sorted(below(dtd, flowing, "pap") - set(names("pap")) - known_tags()) == []


@pytest.mark.real_data
def test_every_real_file_is_read_without_a_problem(shared, outcomes_of):
    files = [
        path
        for path in sorted((shared / "data/us-patent-applications").rglob("*.xml"))
        if b"<patent-application-publication" in path.read_bytes()[:65536]
    ]
    assert len(files) == 6
    for file in files:
        assert [type(each) for each in outcomes_of(SOURCE, file.read_bytes())] == [Record], file.name
