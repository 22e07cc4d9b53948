"""The same document's citations from two products: the lists say the same."""

import pytest

from zhihang.records.record import Record
from zhihang.sources.reading import outcomes

pytestmark = pytest.mark.real_data


def cited(shared, file, document):
    """Numbers (without kind), and how many pieces of literature, that a document cites in a file."""
    (record,) = (
        found for found in outcomes([shared / "data" / file]) if isinstance(found, Record) and found.id == document
    )
    numbers = {citation.number for citation in record.citations if citation.number}
    return numbers, sum(citation.number is None for citation in record.citations)


@pytest.mark.parametrize(
    ("document", "one", "other", "patents", "literature"),
    [
        pytest.param(
            "US10000000B2",
            "us-patent-grants/uspto-odp/grant_us10000000b2_14643719.xml",
            "us-ppubs/patent_client/dirsearch-public_internal_patents_US-10000000-B2_highlight__45c4776d.json",
            5, 6, id="the grant in XML and in Patent Public Search",
        ),
        pytest.param(
            "EP1000000A1",
            "st36-marec/fusepool/EP/00/00/EP-1000000-A1.xml",
            "epo-ops/patent_client/3.2_rest-services_published-data_publication_docdb_EP1000000A1_biblio__19830621.xml",
            3, 0, id="the application in ST.36 and in OPS",
        ),
    ],
)  # fmt: skip
def test_two_products_name_the_same(shared, document, one, other, patents, literature):
    first, second = cited(shared, one, document), cited(shared, other, document)
    assert first == second
    assert (len(first[0]), first[1]) == (patents, literature)


def test_what_the_short_answer_lists(shared):
    """A search answer lists the US patents alone, without kinds: the ones that the full document lists."""
    document = "US10000000B2"
    folder = "us-ppubs/patent_client/dirsearch-public"
    full, _ = cited(shared, f"{folder}_internal_patents_US-10000000-B2_highlight__45c4776d.json", document)
    short, _ = cited(shared, f"{folder}_searches_searchWithBeFamily__07f21fae.json", document)
    assert short == {"US5093563", "US5751830", "US20030076485", "US20060227317"}
    assert all(any(number.startswith(bare) for number in full) for bare in short)


def test_no_citation_of_patent_public_search_is_left_unread(shared):
    """Each of the 71,000 US and foreign patents cited has its number; what has none is literature."""
    patents = literature = 0
    for found in outcomes([shared / "data/us-ppubs"]):
        if isinstance(found, Record):
            patents += sum(citation.number is not None for citation in found.citations)
            literature += sum(citation.number is None for citation in found.citations)
        else:
            assert found.code != "number", found
    assert (patents, literature) == (71_081, 96)
