"""Made-up exchange documents: forms of numbers, languages, parties, instructions, damage."""

from __future__ import annotations

import pytest

from zhihang.records.events import Designation, Event
from zhihang.records.links import Citation, Family, Priority, Related
from zhihang.records.party import Party
from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.epo.docdb import SOURCE
from zhihang.sources.source import Withdrawal

DOCDB, OPS = SOURCE
HEAD = '<?xml version="1.0"?><exch:exchange-documents xmlns:exch="http://www.epo.org/exchange" no-of-documents="1">'
NUMBERS = (
    '<exch:publication-reference data-format="docdb"><document-id><country>EP</country><doc-number>1000000</doc-number>'
    "<kind>A1</kind><date>20000517</date></document-id></exch:publication-reference>"
    '<exch:application-reference data-format="docdb"><document-id><country>EP</country>'
    "<doc-number>99203729</doc-number><kind>A</kind><date>19991108</date></document-id></exch:application-reference>"
)


def document(biblio: str = NUMBERS, more: str = "", attributes: str = "") -> str:
    return (
        '<exch:exchange-document country="EP" doc-number="1000000" kind="A1" family-id="19768124" '
        f'date-publ="20000517" {attributes}><exch:bibliographic-data>{biblio}</exch:bibliographic-data>{more}'
        "</exch:exchange-document>"
    )


def file(*documents: str) -> bytes:
    return f"{HEAD}{''.join(documents)}</exch:exchange-documents>".encode()


@pytest.fixture
def read(outcomes_of):
    def reader(biblio: str = "", more: str = "") -> Record:
        found = outcomes_of(DOCDB, file(document(NUMBERS + biblio, more)))
        assert [each for each in found if isinstance(each, Problem)] == []
        return found[0]

    return reader


def test_the_document_its_right_and_its_family(read):
    record = read("<exch:language-of-publication>EN</exch:language-of-publication>")
    assert (record.id, record.right_id, record.right) == ("EP1000000A1", "EP-PA-99203729", "patent")
    assert (record.application_number, record.filing_date, record.publication_date) == (
        "EP99203729", "1999-11-08", "2000-05-17",
    )  # fmt: skip
    assert (record.family, record.language) == (Family(source_id="19768124"), "en")


@pytest.mark.parametrize(
    ("country", "number", "kind", "application", "identifier", "right_id"),
    [
        ("CN", "209000001", "U", ("CN", "201820000001", "U"), "CN209000001U", "CN-UM-201820000001"),
        ("WO", "9961002", "A1", ("US", "9816128", "W"), "WO1999061002A1", "WO-PA-PCT/US1998/016128"),
        ("US", "2005123456", "A1", ("US", "77844904", "A"), "US20050123456A1", "US-PA-10778449"),
        ("DE", "202005000001", "U1", ("DE", "202005000001", "U"), "DE202005000001U1", "DE-UM-202005000001"),
    ],
)
def test_numbers_of_other_offices(outcomes_of, country, number, kind, application, identifier, right_id):
    text = document().replace("EP", country).replace("1000000", number).replace("A1", kind)
    office, digits, letter = application
    text = text.replace(
        f"<country>{country}</country><doc-number>99203729", f"<country>{office}</country><doc-number>{digits}"
    )
    text = text.replace("<kind>A</kind>", f"<kind>{letter}</kind>")
    record = outcomes_of(DOCDB, file(text))[0]
    assert (record.id, record.right_id) == (identifier, right_id)


def test_deleted_documents_are_instructions(outcomes_of):
    (found,) = outcomes_of(DOCDB, file(document(attributes='status="D" date-of-last-exchange="20240218"')))
    assert isinstance(found, Withdrawal)
    assert (found.id, found.action, found.date, found.reason) == ("EP1000000A1", "delete", "2024-02-18", "status D")


@pytest.mark.parametrize("status", ["A", "C", "CV", ""])
def test_created_and_amended_documents_are_records(outcomes_of, status):
    assert isinstance(outcomes_of(DOCDB, file(document(attributes=f'status="{status}"')))[0], Record)


def docdb(country: str, number: str, kind: str, date: str) -> str:
    return f"<country>{country}</country><doc-number>{number}</doc-number><kind>{kind}</kind><date>{date}</date>"


def claim(sequence: int, form: str, number: str, *, active: str = "", linkage: str = "") -> str:
    said = f"<exch:priority-linkage-type>{linkage}</exch:priority-linkage-type>" if linkage else ""
    said += f"<exch:priority-active-indicator>{active}</exch:priority-active-indicator>" if active else ""
    return (
        f"<exch:priority-claim sequence='{sequence}' data-format='{form}'><document-id>{number}</document-id>{said}"
        "</exch:priority-claim>"
    )


def test_priorities_in_their_forms(read):
    record = read(
        "<exch:priority-claims>"
        + claim(1, "docdb", docdb("US", "8359798", "A", "19980522"), active="Y")
        + claim(2, "docdb", docdb("US", "9816128", "W", "19980804"), active="N", linkage="W")
        + claim(1, "epodoc", "<doc-number>US19980083597</doc-number>")
        + claim(1, "original", "<doc-number>PCT/US98/16128</doc-number>")
        + "</exch:priority-claims>"
    )
    assert record.priorities == (
        Priority(number="US09083597", office="US", date="1998-05-22", kind="A", active=True),
        Priority(number="PCT/US1998/016128", office="WO", date="1998-08-04", kind="W", active=False),
    )
    assert record.related == (Related(kind="parent", relation="pct", number="PCT/US1998/016128"),)
    assert record.other["priority-original"] == ("PCT/US98/16128",)


def test_titles_and_abstracts_in_the_best_form_for_each_language(read):
    record = read(
        "<exch:invention-title lang='en' data-format='original'>Second</exch:invention-title>"
        "<exch:invention-title lang='en' data-format='docdba'>First</exch:invention-title>"
        "<exch:invention-title lang='zh' data-format='original'>一种电池</exch:invention-title>"
        "<exch:invention-title>Ohne</exch:invention-title>",
        "<exch:abstract lang='fr' data-format='docdba' abstract-source='national office'><p>Un.</p><p>Deux.</p>"
        "</exch:abstract>",
    )
    assert record.title == {"und": "Ohne", "en": "First", "zh": "一种电池"}
    assert record.abstract == {"fr": ("Un.", "Deux.")}
    assert record.other["abstract-source"] == ("fr: national office",)


def party(kind: str, sequence: int, form: str, name: str, more: str = "") -> str:
    return (
        f"<exch:{kind} sequence='{sequence}' data-format='{form}'><exch:{kind}-name><name>{name}</name>"
        f"</exch:{kind}-name>{more}</exch:{kind}>"
    )


def test_parties_stand_once_with_their_spellings(read):
    residence = "<residence><country>PT</country></residence>"
    record = read(
        "<exch:parties><exch:applicants>"
        + party("applicant", 1, "docdb", "UNIV BEIRA", residence)
        + party("applicant", 1, "docdba", "UNIVERSIDADE DA BEIRA")
        + party("applicant", 1, "original", "Universidade da Beira")
        + "</exch:applicants><exch:inventors>"
        + party("inventor", 1, "docdb", "SILVA ANA [PT]")
        + party("inventor", 2, "docdb", "DOE JANE")
        + party("inventor", 1, "original", "Silva, Ana")
        + "</exch:inventors></exch:parties>"
    )
    assert record.applicants == (
        Party(name="UNIV BEIRA", country="PT", also=("UNIVERSIDADE DA BEIRA", "Universidade da Beira")),
    )
    assert record.inventors == (Party(name="SILVA ANA", country="PT"), Party(name="DOE JANE"))
    assert record.other["inventors-original"] == ("Silva, Ana",)


def cpc(symbol: str, value: str = "I", scheme: str = "CPCI", office: str = "EP") -> str:
    return (
        f"<patent-classification sequence='1'><classification-scheme office='{office}' scheme='{scheme}'/>"
        f"<classification-symbol>{symbol}</classification-symbol><classification-value>{value}</classification-value>"
        "</patent-classification>"
    )


def test_classes_of_all_schemes(read):
    ranks = "".join(
        f"<combination-rank><rank-number>{rank}</rank-number>{cpc(symbol)}</combination-rank>"
        for rank, symbol in [(2, "C08F 297/02"), (1, "C08F   8/30      ")]
    )
    record = read(
        "<exch:classification-ipc><edition>7</edition><main-classification> 7A 61K   9/16   A</main-classification>"
        "</exch:classification-ipc><exch:classifications-ipcr><classification-ipcr sequence='1'>"
        "<text>A61K   9/00        20060101ALI20221215BHEP        </text></classification-ipcr><classification-ipcr>"
        "<text>A61K   8/04        20060101AFN20221215BHEP        </text></classification-ipcr>"
        "</exch:classifications-ipcr>"
        f"<exch:patent-classifications>{cpc('A61K   9/1652      ')}{cpc('A61K 2800/10', 'A')}"
        f"{cpc('H01L21/02@Z', scheme='FI', office='JP')}"
        f"<combination-set><group-number>1</group-number>{ranks}</combination-set></exch:patent-classifications>"
    )
    assert record.ipc == ("A61K 9/16", "A61K 9/00", "A61K 8/04")
    assert (record.ipc_first, record.other["ipc-additional"]) == ("A61K 9/16", ("A61K 8/04",))
    assert (record.cpc, record.other["cpc-additional"]) == (("A61K 9/1652", "A61K 2800/10"), ("A61K 2800/10",))
    assert record.cset == (("C08F 8/30", "C08F 297/02"),)
    assert record.national_classes == ("JPH01L21/02@Z",)


def test_citations_with_category_phase_and_passages(read):
    record = read(
        "<exch:references-cited><citation cited-phase='ISR' sequence='1'><patcit num='1' dnum='CN102908333A'>"
        "<document-id><country>CN</country><doc-number>102908333</doc-number><kind>A</kind><name>ACME</name>"
        "<date>20130206</date></document-id></patcit><rel-passage><passage><pp>2</pp><table>7</table></passage>"
        "<category>X</category><rel-claims>1-3</rel-claims></rel-passage><category>XY</category></citation>"
        "<citation cited-phase='APP'><nplcit num='1' npl-type='s' extracted-xp='055966431'><text>LI: On cells</text>"
        "<article><atl>On cells</atl></article></nplcit></citation>"
        "<citation cited-phase='OPP'><nplcit num='2'><article><author><name>ROE</name></author><atl>Old</atl></article>"
        "</nplcit></citation></exch:references-cited>"
    )
    assert record.citations == (
        Citation(
            number="CN102908333A",
            category="XY",
            phase="international_search",
            by="examiner",
            name="ACME",
            date="2013-02-06",
            office="CN",
            passages="pp 2 table 7 [X] (claims 1-3)",
        ),
        Citation(text="LI: On cells", raw="XP055966431", phase="application", by="applicant"),
        Citation(text="ROE Old", phase="opposition", by="opponent"),
    )


def test_designations_and_dates_of_availability(read):
    record = read(
        "<exch:designation-of-states><exch:designation-epc><exch:contracting-states><country>AT</country><country>DE"
        "</country></exch:contracting-states><exch:extension-states><country>BA</country></exch:extension-states>"
        "</exch:designation-epc><exch:designation-pct><exch:regional><region><country>AP</country></region>"
        "<country>BW</country></exch:regional><exch:national><country>AE</country></exch:national>"
        "</exch:designation-pct>"
        "</exch:designation-of-states><exch:dates-of-public-availability><exch:printed-with-grant><document-id>"
        "<date>20030918</date></document-id></exch:printed-with-grant></exch:dates-of-public-availability>"
    )
    assert record.designations == (
        Designation(office="AT", kind="contracting"),
        Designation(office="DE", kind="contracting"),
        Designation(office="BA", kind="extension"),
        Designation(office="BW", kind="regional AP"),
        Designation(office="AE", kind="national"),
    )
    assert record.grant_date == "2003-09-18"
    assert record.events == (Event(date="2003-09-18", code="printed-with-grant", office="EP"),)


def test_the_family_that_the_file_lists(read):
    record = read(
        more="<exch:patent-family><exch:family-member><exch:publication-reference data-format='docdb' sequence='1'>"
        "<document-id><country>US</country><doc-number>2001005716</doc-number><kind>A1</kind></document-id>"
        "</exch:publication-reference><exch:publication-reference data-format='epodoc' sequence='1'><document-id>"
        "<doc-number>US2001005716</doc-number></document-id></exch:publication-reference></exch:family-member>"
        "</exch:patent-family>"
    )
    assert record.other["patent-family"] == ("US20010005716A1",)


def test_answers_of_ops_state_the_forms_on_each_number(outcomes_of):
    answer = (
        '<ops:world-patent-data xmlns:ops="http://ops.epo.org" xmlns="http://www.epo.org/exchange"><ops:biblio-search>'
        '<ops:query syntax="CQL">pa = Acme</ops:query><ops:search-result><exchange-documents>'
        '<exchange-document system="ops.epo.org" family-id="1" country="EP" doc-number="1000000" kind="A1">'
        '<bibliographic-data><publication-reference><document-id document-id-type="docdb"><country>EP</country>'
        "<doc-number>1000000</doc-number><kind>A1</kind><date>20000517</date></document-id></publication-reference>"
        '<application-reference doc-id="1"><document-id document-id-type="epodoc">'
        "<doc-number>EP19990203729</doc-number>"
        "</document-id></application-reference></bibliographic-data></exchange-document></exchange-documents>"
        "</ops:search-result></ops:biblio-search></ops:world-patent-data>"
    )
    (record,) = outcomes_of(OPS, answer.encode())
    assert (record.id, record.right_id, record.publication_date) == ("EP1000000A1", "EP-PA-99203729", "2000-05-17")


def test_one_damaged_document_costs_no_other(outcomes_of):
    broken = document().replace("</exch:bibliographic-data>", "")
    found = outcomes_of(DOCDB, file(document(), broken, document()))
    assert [type(each).__name__ for each in found] == ["Record", "Problem", "Record"]
    assert (found[1].code, found[1].fatal) == ("damaged", True)


def test_a_file_that_breaks_off_keeps_what_was_whole(outcomes_of):
    found = outcomes_of(DOCDB, file(document(), document())[:-120])
    assert [getattr(each, "code", "record") for each in found] == ["record", "truncated", "truncated"]


def test_namespaces_may_be_missing_or_absent(outcomes_of):
    bare = document().replace("exch:", "").encode()
    assert [type(each).__name__ for each in outcomes_of(DOCDB, bare)] == ["Record"]
    undeclared = outcomes_of(DOCDB, document().encode())
    assert sorted(getattr(each, "code", "record") for each in undeclared) == ["mended", "record"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("<date>19991108", "<date>19991308", "date"),
        ("<doc-number>99203729", "<doc-number>????", "number"),
        ("<kind>A</kind>", "<kind>A</kind><novelty/>", "unread-element"),
    ],
)
def test_values_that_cannot_be_are_told_and_the_record_kept(outcomes_of, old, new, code):
    found = outcomes_of(DOCDB, file(document().replace(old, new)))
    assert isinstance(found[0], Record)
    assert code in [each.code for each in found[1:]]


def test_an_unknown_kind_is_told_and_read_as_a_patent(outcomes_of):
    found = outcomes_of(DOCDB, file(document().replace("A1", "Q7")))
    assert [(found[0].id, found[0].right), found[1].code] == [("EP1000000Q7", "patent"), "kind"]


def test_a_document_without_number_gives_no_record(outcomes_of):
    found = outcomes_of(DOCDB, file(document().replace('doc-number="1000000"', 'doc-number=""')))
    assert [(each.code, each.fatal) for each in found] == [("no-number", True)]
