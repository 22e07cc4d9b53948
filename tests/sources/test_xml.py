"""Damage, tricks and mistakes in XML: each told with its place, none costs anything else."""

from __future__ import annotations

import pytest

from zhihang.sources.source import Chunk
from zhihang.sources.xml import read_xml, without_namespaces

LAUGHS = b"""<!DOCTYPE a [<!ENTITY l0 "lol">%s]><a>&l9;</a>""" % b"".join(
    b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10)
)


@pytest.fixture
def read(place):
    def reader(data: bytes, **context: str):
        root, problems = read_xml(Chunk(position=10, data=data, context=context), place)
        return root, [(problem.code, problem.position, problem.detail) for problem in problems]

    return reader


def test_a_clean_document_has_no_problems(read):
    root, problems = read(b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE a SYSTEM "a.dtd" [ ]>\n<a>b</a>')
    assert (root.tag, root.text, problems) == ("a", "b", [])


def test_a_document_type_that_is_commented_out_is_none(read):
    root, problems = read(b'<?xml version="1.0"?>\n<!-- <!DOCTYPE a PUBLIC "x" [ -->\n<!DOCTYPE a [ ]>\n<a>b</a>')
    assert (root.tag, root.text, problems) == ("a", "b", [])


def test_truncated_xml_says_where_and_gives_nothing(read):
    root, problems = read(b"<a>\n<b>text")
    assert root is None
    assert problems == [("truncated", 11, "line 11, column 8: the document is not complete")]


def test_damaged_xml_says_line_and_column(read):
    root, problems = read(b"<a>\n<b></c>\n</a>")
    assert root is None
    assert problems[0][:2] == ("damaged", 11)
    assert problems[0][2].startswith("line 11, column 8")


def test_an_external_entity_is_never_fetched(read, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("TOP SECRET")
    root, problems = read(b'<!DOCTYPE a [<!ENTITY x SYSTEM "file://%s">]><a>&x;</a>' % str(secret).encode())
    assert root.text == "&x;"
    assert [code for code, _, _ in problems] == ["external-entity", "entity"]


def test_an_external_parameter_entity_is_never_fetched(read):
    root, problems = read(b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://198.51.100.1/x.dtd"> %x;]><a>1</a>')
    assert root.text == "1"
    assert problems == [("external-entity", 10, "x")]


def test_billion_laughs_do_not_expand(read):
    root, problems = read(LAUGHS)
    assert root.text == "&l9;"
    assert [code for code, _, _ in problems] == ["declared-entity", "entity"]


def test_an_entity_in_an_attribute_does_not_expand_either(read):
    root, _problems = read(LAUGHS.replace(b"<a>&l9;</a>", b'<a b="&l9;"/>'))
    assert root.get("b") == "&l9;"


def test_declared_pictures_are_only_names(read):
    _root, problems = read(b'<!DOCTYPE a [<!ENTITY D1 SYSTEM "d1.tif" NDATA TIF>]><a>1</a>')
    assert problems == []


def test_a_doctype_that_cannot_be_read_stops_the_document(read):
    root, problems = read(b'<!DOCTYPE a [<!ENTITY x "')
    assert root is None
    assert problems[0][0] == "doctype"


def test_default_attributes_of_a_document_type_are_not_added(read):
    root, _ = read(b'<!DOCTYPE a [<!ATTLIST a b CDATA "c">]><a/>')
    assert root.get("b") is None


def test_control_characters_become_replacement_characters(read):
    root, problems = read(b"<a>x\x02y&#5;z&#xFFFF;&#65;</a>")
    assert root.text == "x\ufffdy\ufffdz\ufffdA"
    assert problems == [("mended", 10, "3 characters that XML forbids became U+FFFD")]


def test_a_prefix_without_declaration_is_mended(read):
    root, problems = read(b"<exch:a><exch:b/></exch:a>")
    assert [element.tag for element in without_namespaces(root).iter()] == ["a", "b"]
    assert problems == [("mended", 10, "namespace prefix without declaration: exch")]


def test_the_namespaces_above_an_element_hold(read):
    root, problems = read(b"<x:a><b/></x:a>", namespaces='xmlns:x="urn:x" xmlns="urn:d"')
    assert [element.tag for element in root.iter()] == ["{urn:x}a", "{urn:d}b"]
    assert problems == []


def test_latin_1_declared_as_utf_8_is_read_and_told(read):
    root, problems = read('<?xml version="1.0" encoding="UTF-8"?><a>Größe</a>'.encode("latin-1"))
    assert root.text == "Größe"
    assert problems[0][0] == "encoding"


def test_comments_and_instructions_do_not_cut_text(read):
    root, _ = read(b"<a>one<?page 2?> two<!-- x --> three</a>")
    assert root.text == "one two three"


def test_a_long_text_is_read(read):
    root, problems = read(b"<a>" + b"word " * 4_000_000 + b"</a>")
    assert len(root.text) == 20_000_000
    assert problems == []


def test_nesting_without_end_is_a_problem(read):
    root, problems = read(b"<a>" * 100_000 + b"</a>" * 100_000)
    assert root is None
    assert problems[0][0] == "damaged"
