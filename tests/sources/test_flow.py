from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from zhihang.records.marks import Image
from zhihang.sources.flow import Flow


def blocks(xml: str) -> list[str]:
    return Flow().paragraphs(etree.fromstring(xml))


@pytest.mark.parametrize(
    ("name", "xml", "text"),
    [
        ("subscripts keep their characters", "<p>H<sub>2</sub>O at 10<sup>−3</sup> M</p>", ["H2O at 10−3 M"]),
        ("inline markup disappears", "<p>as <b>FIG. <i>1</i></b> shows</p>", ["as FIG. 1 shows"]),
        ("references keep their words", "<p>of <claim-ref idref='c1'>claim 1</claim-ref>, or</p>", ["of claim 1, or"]),
        (
            "formulas of ST.32 keep bar, brackets and root",
            "<p>I = <frac>V<over>Z<sub>1</sub></over></frac> + <fence><sqrt>L</sqrt></fence></p>",
            ["I = V/Z1 + (√(L))"],
        ),
        ("paragraphs stand apart", "<d><heading>A</heading><p>b</p>c<p>d</p></d>", ["A", "b", "c", "d"]),
        ("lists stand apart", "<p>x<ul><li>a</li><li>b <ul><li>c</li></ul></li></ul>y</p>", ["x", "a", "b", "c", "y"]),
        (
            "nested claim texts are lines",
            (
                "<claim><claim-text>1. A, with<claim-text>b; and</claim-text>"
                "<claim-text>c.</claim-text></claim-text></claim>"
            ),
            ["1. A, with", "b; and", "c."],
        ),
        (
            "cells are parted by tabs",
            "<table><tr><td>a</td><td>b c</td></tr><tr><td/><td>d</td></tr></table>",
            ["a\tb c", "d"],
        ),
        (
            "rows of the table model",
            "<table><tgroup><tbody><row><entry>1</entry><entry>2</entry></row></tbody></tgroup></table>",
            ["1\t2"],
        ),
        ("line breaks are blanks", "<p>a<br/>b</p>", ["a b"]),
        ("preformatted lines stay lines", "<p>x<pre>a  b\nc</pre></p>", ["x", "a b", "c"]),
        ("white space is folded", "<p>\n  a \t b\n</p>", ["a b"]),
        (
            "formulas keep their text",
            "<p>E = <math><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup></math></p>",
            ["E = mc2"],
        ),
        (
            "fractions keep their bar",
            "<p><math><mfrac><mi>a</mi><mrow><mi>b</mi><mo>+</mo><mn>1</mn></mrow></mfrac></math></p>",
            ["a/b+1"],
        ),
        (
            "matrices are rows of blanks",
            "<math><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr></mtable></math>",
            ["1 2"],
        ),
        ("operators of content mathematics are words", "<math><apply><plus/><ci>a</ci></apply></math>", ["plus a"]),
        ("namespaces do not matter", "<p xmlns:m='urn:m'><m:math><m:mi>x</m:mi></m:math></p>", ["x"]),
        ("an empty element has no text", "<p><b/></p>", []),
    ],
)
def test_markup_becomes_text(name, xml, text):
    assert blocks(xml) == text, name


def test_unknown_elements_keep_their_text_and_are_told():
    flow = Flow()
    assert flow.line(etree.fromstring("<p>a <zzz>b</zzz> c <zzz>d</zzz></p>")) == "a b c d"
    assert flow.unknown == {"zzz": 2}


def test_pictures_are_listed_with_their_kind():
    flow = Flow()
    flow.paragraphs(
        etree.fromstring("<p><chemistry><img file='C1.TIF' img-content='chem'/></chemistry><img file='x'/></p>")
    )
    assert flow.images == [Image(file="C1.TIF", kind="chem"), Image(file="x", kind="embedded")]


def test_deep_nesting_loses_no_text():
    deep = "<b>" * 2000 + "x" + "</b>" * 2000
    root = etree.fromstring(f"<p>{deep} end</p>", etree.XMLParser(huge_tree=True))
    assert Flow().line(root) == "x end"


@given(st.text(alphabet="ab\u96fb \t\n\r\x85\xa0\u2003\u2028\u200b\u3000\u7b2c", max_size=12))
def test_white_space_of_a_block_becomes_single_blanks(text):
    element = etree.Element("p")
    element.text = text
    assert Flow().paragraphs(element) == [folded for folded in (" ".join(text.split()),) if folded]
