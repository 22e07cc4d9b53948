"""Products are recognised by what stands in a file; names and places decide nothing."""

from __future__ import annotations

import pytest

from zhihang.errors import NotFound
from zhihang.messages import room_texts
from zhihang.sources.recognition import head_of, recognise
from zhihang.sources.registry import source, sources
from zhihang.sources.source import Aside, Source

GRANT = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE us-patent-grant SYSTEM "x.dtd" [ ]>\n<us-patent-grant lang="EN">'
)
DOCDB = '<exch:exchange-documents xmlns:exch="http://www.epo.org/exchange" dtd-version="2.5.9">'


def product(data: bytes) -> str:
    found = recognise(head_of(data, "any.txt"))
    return found.name if isinstance(found, Source) else found.reason if isinstance(found, Aside) else found.code


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (GRANT.encode(), "us-grant-xml"),
        (GRANT.encode("utf-16"), "us-grant-xml"),
        (b"\xef\xbb\xbf" + GRANT.encode(), "us-grant-xml"),
        (b"junk before\n" + GRANT.encode(), "us-grant-xml"),
        (GRANT.replace("grant", "application").encode(), "us-application-xml"),
        (("<sequence-cwu id='S'>..</sequence-cwu>" + GRANT).encode(), "us-grant-xml"),
        (b"<sequence-cwu id='S'>..</sequence-cwu>", "aside-sequences"),
        (DOCDB.encode(), "epo-docdb"),
        (b'<exch:exchange-document country="WO">', "epo-docdb"),
        (
            (
                b'<ops:world-patent-data xmlns:ops="http://ops.epo.org">'
                b'<exchange-documents><exchange-document country="EP">'
            ),
            "epo-ops-exchange",
        ),
        (b'<ops:world-patent-data xmlns:ops="http://ops.epo.org"><ops:register-search/>', "unrecognised"),
        (b'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">', "aside-schema"),
        (b"<!-- a list --><!ENTITY mgr '&#956;'>", "aside-document-type"),
        (b"<?xml version='1.0'?>\n<!ELEMENT a (#PCDATA)>", "aside-document-type"),
        (b"%PDF-1.7", "aside-document"),
        (b"\x89PNG\r\n", "aside-picture"),
        (b"DOCA,1\nX\nStatus,NrOfPNStatus,CC,KC,FirstPN\n", "aside-statistics"),
        (b"VjCD0100\x04\x03", "aside-structure"),
        (b"x\n  y\n\n  7  6  0  0  0  0  0  0  0  0999 V2000\n", "aside-structure"),
        (b"(* Content-type: application/mathematica *)", "aside-structure"),
        (b"DOCA,1\rStatus,NrOfPNStatus,CC,KC,FirstPN\rA,1\r", "aside-statistics"),
        ("\n".join(["的", "一个", "自从", "ok"] * 40).encode(), "aside-word-list"),
        (b"US1000000\nUS1000001\n" * 80, "aside-number-list"),
        (b"name,number\n" * 150, "unrecognised"),
        (b'<class-scheme scheme-type="cpc">', "aside-code-table"),
        (b"hello", "unrecognised"),
        (b"\x00\x01\x02", "unrecognised"),
        (b"<!DOCTYPE html><html>", "unrecognised"),
    ],
)
def test_products_by_content(data, name):
    assert product(data) == name


def test_what_nobody_recognises_says_what_was_seen():
    assert recognise(head_of(b"<?xml version='1.0'?><foo/>", "f.xml")).detail == "XML <foo>"
    assert recognise(head_of(b"\x00\x01\x02\x03", "f")).detail == "binary, begins with 00 01 02 03"


def test_the_head_tells_root_attributes_and_document_type():
    head = head_of(GRANT.encode())
    assert (head.root, head.attributes) == ("us-patent-grant", {"lang": "EN"})
    assert head.doctype.startswith("<!DOCTYPE us-patent-grant SYSTEM")


def test_every_product_and_every_problem_has_its_text():
    texts = room_texts("sources")
    for each in sources().values():
        assert each.title("en")
        assert each.title("zh")
    for by_language in texts.values():
        assert set(by_language) == {"en", "zh"}


def test_an_unknown_product_is_told_with_the_known_ones():
    with pytest.raises(NotFound) as error:
        source("no-such-product")
    assert "us-grant-xml" in error.value.fields["products"]
